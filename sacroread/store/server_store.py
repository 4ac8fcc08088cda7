"""A study on a server that goes away now and then: reading goes on, and what was made is sent later."""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from threading import Lock, RLock
from time import monotonic
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from sacroread.errors import SacroReadError
from sacroread.store.additions import save_draft
from sacroread.store.audit import chained
from sacroread.store.chains import Added, chain_heads
from sacroread.store.dialect import sees_all
from sacroread.store.outbox import Entered, Item, Link, Noted, Outbox
from sacroread.store.rows import read_row
from sacroread.store.server import ServerGoneError, StudyServer
from sacroread.store.store import Store
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.model import FIRST_SESSION, Case, Draft, Prediction, Read, Reader
from sacroread.study.protocol import Protocol

RETRY_SECONDS = 5.0  # a reader does not wait for a lost server at each key; `send_waiting` always tries

_APPEND = text("SELECT append_read(:reader, CAST(:said AS json), :before)")

Answer = TypeVar("Answer")


class ServerStore(Store):
    """An open study on a server. What cannot be sent is kept on this disk and sent later, in order, once."""

    def __init__(self, home: StudyServer, protocol: Protocol) -> None:
        super().__init__(home, protocol)
        name = f"{self.path.name}.{home.address.url.username}.waiting"
        self._outbox = Outbox(self.path.with_name(name), self._line.name)
        self._rejected = Outbox(self._outbox.refused, self._line.name)
        self._answers: dict[Hashable, object] = {}
        self._ends: dict[str, str] = {}  # of the chains that this program added to
        self._unanchored: dict[str, Added] = {}
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lock, self._sending = RLock(), Lock()
        self._is_connected, self._refused, self._tried_at = False, "", monotonic()
        self.send_waiting()

    @property
    def is_remote(self) -> bool:
        """Whether the study lies on a server: it does."""
        return True

    @property
    def link(self) -> Link:
        """Whether the server took the last thing that was sent, and how much waits here."""
        return Link(self._is_connected, len(self._outbox.waiting()), self._refused)

    def send_waiting(self) -> Link:
        """Send what waits, in the order in which it was made; slow where the server does not answer.

        Where nothing waits, it asks whether the server is there. What the server refuses is kept in a file of
        its own and told in the link. Where another thread sends just now, that one does it.
        """
        if self._sending.acquire(blocking=False):
            try:
                self._send_until_nothing_waits()
            except ServerGoneError:
                self._is_connected = False
            finally:
                self._tried_at = monotonic()
                self._sending.release()
        return self.link

    def _send_until_nothing_waits(self) -> None:
        try:
            self._ask_whether_there()
        except ServerGoneError:  # the connection may be stale while the server is back
            self._ask_whether_there()
        while not self._is_all_sent():
            self._send_all(self._outbox.waiting())
        self._anchor()

    def _ask_whether_there(self) -> None:
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def _is_all_sent(self) -> bool:
        """Only when nothing waits may anything be sent at once: it would overtake what waits."""
        with self._lock:
            self._is_connected = not self._outbox.waiting()
            return self._is_connected

    @cached_property
    def is_blinded(self) -> bool:
        """Whether this role is a reader's, who sees his own part only."""
        with self.reading() as connection:
            return not sees_all(connection)

    def take_seat(self, reader: Reader) -> None:
        """Have the server put into the worklist what has become this reader's."""
        with self.writing() as connection:
            connection.execute(text("SELECT take_seat()"))
            self._ends.update(chain_heads(connection, [reader.reader_id]))

    def may_gain(self) -> bool:
        """Ask whether reads that are still to come bring this reader cases; without the server as it was."""
        return self._known("may gain", self._ask_may_gain)

    def _ask_may_gain(self) -> bool:
        with self.reading() as connection:
            return bool(connection.execute(text("SELECT may_gain()")).scalar_one())

    def time(self, here: datetime) -> datetime:
        """Return the server's time, which its policies go by; where it is away, the last that it told."""
        return self._known("time", self._ask_time)

    def _ask_time(self) -> datetime:
        with self.reading() as connection:
            now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return now

    def append(self, reads: Iterable[Read]) -> None:
        """Append as to a file; where the server is away, the reads wait here and count as locked."""
        wanted = tuple(reads)
        self._write(wanted, lambda: self._append(wanted))

    def _append(self, wanted: tuple[Read, ...]) -> None:
        if not (len(wanted) == 1 and self._append_at_once(wanted[0])):
            super().append(wanted)

    def _append_at_once(self, read: Read) -> bool:
        """Append a read in one question, where the chain ends as this program left it; say if it is done."""
        before = self._ends.get(read.reader_id)
        if before is None or isinstance(read, Correction):
            return False
        row = read_row(read, self._line.protocol_hash)
        end = chained(before, row)
        said = {"reader": read.reader_id, "said": json.dumps({**row, "chain_hash": end}), "before": before}
        try:
            with self._at_once() as connection:
                is_done = bool(connection.execute(_APPEND, said).scalar_one())
        except IntegrityError:
            return False  # step by step it is refused in words
        if is_done:
            self.renew_anchor({read.reader_id: Added(before, 1, end)})
        return is_done

    @contextmanager
    def _at_once(self) -> Iterator[Connection]:
        """Give a connection on which each statement is a transaction of its own: one question, one answer."""
        with self._in_words(), self._alone.connect() as connection:
            yield connection

    def renew_anchor(self, added: Mapping[str, Added] | None = None) -> None:
        """Remember what the anchor lacks after reads: a save would have to wait for this disk as well.

        It is written with the next `send_waiting`, and when the study is closed. An anchor that is behind is
        still true, and the next one goes on from it.
        """
        if added is None:
            super().renew_anchor()
            return
        with self._lock:
            for name, each in added.items():
                self._ends[name] = each.end
                earlier = self._unanchored.get(name, Added(each.head, 0, each.head))
                self._unanchored[name] = earlier.then(each)

    def _anchor(self) -> None:
        with self._lock:
            unanchored, self._unanchored = self._unanchored, {}
        if unanchored:
            super().renew_anchor(unanchored)

    def close(self) -> None:
        """Write the anchor and let go of the server."""
        if self._is_connected:
            self._anchor()
        super().close()

    def note(self, *events: Event, token: str | None = None) -> None:
        """Note as in a file, but one by one; where the server is away, the events wait here."""
        for event in events:
            self._note(Noted(event, token or uuid4().hex))

    def _note(self, noted: Noted) -> None:
        self._write([noted], lambda: super(ServerStore, self).note(noted.event, token=noted.token))

    def save_draft(
        self,
        reader: Reader,
        case_id: str,
        draft: Draft,
        active_seconds: float = 0.0,
        session: int = FIRST_SESSION,
    ) -> None:
        """Keep as in a file; where the server is away, the draft waits here."""
        entered = Entered(reader.reader_id, session, case_id, draft, active_seconds)
        self._write([entered], lambda: self._save_entered(entered))

    def save_prediction(self, prediction: Prediction) -> None:
        """Keep as in a file; where the server is away, the prediction waits here."""
        self._write([prediction], lambda: super(ServerStore, self).save_prediction(prediction))

    def cases(self) -> tuple[Case, ...]:
        """Return all cases that this role sees; without the server as they were."""
        return self._known("cases", super().cases)

    def readers(self) -> tuple[Reader, ...]:
        """Return all readers that this role sees; without the server as they were."""
        return self._known("readers", super().readers)

    def worklist(self, reader: Reader, session: int = FIRST_SESSION) -> tuple[str, ...]:
        """Return the stored order of a session; without the server as it was."""
        ask = super().worklist
        return self._known(("worklist", reader, session), lambda: ask(reader, session))

    def all_reads(self, reader: Reader | None = None) -> tuple[Read, ...]:
        """Return everything that was ever locked, with what waits here."""
        ask = super().all_reads
        known = self._known(("reads", reader), lambda: ask(reader))
        tokens = {read.token for read in known}
        waiting = (each for each in self._outbox.waiting() if isinstance(each, Read))
        mine = (each for each in waiting if reader is None or each.reader_id == reader.reader_id)
        return (*known, *(each for each in mine if each.token not in tokens))

    def events(self, kinds: Collection[EventKind] = tuple(EventKind)) -> tuple[Event, ...]:
        """Return what happened besides reads, as far as this role sees it; without the server as it was."""
        ask = super().events
        return self._known(("events", *sorted(kinds)), lambda: ask(kinds))

    def drafts(self, reader: Reader, session: int = FIRST_SESSION) -> Mapping[str, Draft]:
        """Return what a reader has entered in a session, with what waits here."""
        ask = super().drafts
        known = self._known(("drafts", reader, session), lambda: ask(reader, session))
        waiting = (each for each in self._outbox.waiting() if isinstance(each, Entered))
        key = (reader.reader_id, session)
        here = {each.case_id: each.draft for each in waiting if (each.reader_id, each.session) == key}
        return {**known, **here}

    def _known(self, what: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Ask the server; where it is away, give the answer that it gave before.

        Raises:
            ServerGoneError: it is away and was never asked that.
        """
        if not self._is_connected and what in self._answers and self._was_tried_just_now():
            return self._answers[what]  # type: ignore[return-value]  # kept under the same question
        for is_last in (False, True):  # a connection may be stale while the server is back
            try:
                answer = ask()
            except ServerGoneError:
                if is_last and what not in self._answers:
                    raise
            else:
                self._answers[what] = answer
                return answer
        self._is_connected = False
        return self._answers[what]  # type: ignore[return-value]  # kept under the same question

    def _write(self, items: Iterable[Item], send: Callable[[], None]) -> None:
        if not self._is_connected and not self._was_tried_just_now():
            self.send_waiting()
        with self._lock:
            if not self._is_connected:
                self._put(items)
                return
        try:
            send()
        except ServerGoneError:  # it may have it nevertheless; then sending it again changes nothing
            with self._lock:
                self._is_connected = False
                self._put(items)
            self.send_waiting()  # the connection may be stale while the server is back

    def _was_tried_just_now(self) -> bool:
        return monotonic() - self._tried_at < RETRY_SECONDS

    def _put(self, items: Iterable[Item]) -> None:
        for item in items:
            self._outbox.put(item)

    def _send_all(self, items: tuple[Item, ...]) -> None:
        """Send these first items of what waits, and take away those that the server has."""
        newest = {_place(item): number for number, item in enumerate(items)}
        done = 0
        try:
            for number, item in enumerate(items):
                if newest[_place(item)] == number:  # of a case's drafts the last one is enough
                    self._send(item)
                done += 1
        finally:
            with self._lock:  # more may have come behind them
                self._outbox.keep_only(self._outbox.waiting()[done:])

    def _send(self, item: Item) -> None:
        try:
            self._send_one(item)
        except ServerGoneError:
            raise
        except SacroReadError as error:
            self._rejected.put(item)
            self._refused = f"{error} What was refused is kept in {self._rejected.path.name}."

    def _send_one(self, item: Item) -> None:
        if isinstance(item, Read):
            self._append((item,))
        elif isinstance(item, Noted):
            super().note(item.event, token=item.token)
        elif isinstance(item, Prediction):
            super().save_prediction(item)
        else:
            self._save_entered(item)

    def _save_entered(self, item: Entered) -> None:
        try:
            with self._at_once() as connection:
                save_draft(connection, item)
        except IntegrityError:  # in a transaction it is refused in words
            with self.writing() as connection:
                save_draft(connection, item)


def _place(item: Item) -> Hashable:
    if isinstance(item, Entered):
        return (item.reader_id, item.session, item.case_id)
    return id(item)
