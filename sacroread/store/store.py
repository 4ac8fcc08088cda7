"""A study file: what is in it, and the few ways to add to it. Reads are only ever appended."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, Select, Table, insert, select
from sqlalchemy.exc import DatabaseError, IntegrityError

from sacroread.errors import SacroReadError
from sacroread.store import additions, queries, tables
from sacroread.store.address import Address, located
from sacroread.store.anchor_file import anchor_path, read_anchor, write_anchor
from sacroread.store.audit import Anchor, findings, protocol_findings, signature_findings
from sacroread.store.chains import (
    Added,
    StudyLine,
    anchor_of,
    append_event,
    append_new,
    chain_heads,
    chain_rows,
    known_reads,
    longer,
    renewed,
    study_line,
)
from sacroread.store.dialect import sees_all, stated_protocol
from sacroread.store.outbox import Entered, Link
from sacroread.store.refusals import (
    contradiction,
    refused_lines,
    refused_reads,
    require_same,
    require_unlocked_study,
)
from sacroread.store.rows import SOFTWARE
from sacroread.store.server import StudyServer
from sacroread.store.study_file import StudyFile
from sacroread.study.correction import counting
from sacroread.study.draft_json import active_seconds_from_json, draft_from_json
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import FIRST_SESSION, Case, Draft, Prediction, Read, Reader, Role
from sacroread.study.protocol import Protocol, protocol_from_json, protocol_json


class Store:
    """An open study. Every method that writes has written to the disk when it returns.

    `name` is what a person calls it, without any password. `path` is the study file; of a study on a server,
    a name in this computer's folder for its files.
    """

    def __init__(self, home: StudyFile | StudyServer, protocol: Protocol) -> None:
        self._home = home
        self._engine = home.engine
        self.path, self.name = home.path, home.name
        self.protocol = protocol

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def link(self) -> Link:
        """Whether the study can be written to now: a file always."""
        return Link()

    def send_waiting(self) -> Link:
        """Send what waits on this computer, if anything does; a file keeps nothing back."""
        return self.link

    @property
    def is_remote(self) -> bool:
        """Whether the study lies on a server, to which the link can break."""
        return False

    @property
    def is_blinded(self) -> bool:
        """Whether one reader's part is all that is seen here; then the server itself hands out the cases."""
        return False

    def take_seat(self, reader: Reader) -> None:
        """Have a blinding server give its reader what has become his; whoever sees all gives it himself."""

    def may_gain(self) -> bool:
        """Have a blinding server say whether reads that are still to come can bring its reader cases."""
        return False

    def time(self, here: datetime) -> datetime:
        """Return the time that counts for what comes after a wash-out: of a file, this computer's."""
        return here

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add_cases(self, cases: Iterable[Case]) -> None:
        """Add cases, all or none.

        Raises:
            SacroReadError: a case of that name is in the study already, or the study is locked.
        """
        self._add(tables.cases, [vars(case) for case in cases], require_unlocked_study)

    def add_reader(self, reader: Reader) -> None:
        """Add a reader; one who is there already with the same role is left alone.

        Raises:
            SacroReadError: known with another role; or the study is locked, which only a coordinator joins.
        """
        known = {each.reader_id: each for each in self.readers()}.get(reader.reader_id)
        if known is None:
            self._join(reader)
        elif known.role is not reader.role:
            raise SacroReadError(
                f"Reader {reader.reader_id} is {known.role} in this study, not {reader.role}."
            )

    def _join(self, reader: Reader) -> None:
        with self.writing(lambda connection: refused_lines(connection, tables.readers, [vars(reader)])) as it:
            additions.join(it, reader)

    def extend_worklist(self, reader: Reader, session: int, case_ids: Iterable[str]) -> None:
        """Put cases at the end of a session's order; those that are in it already keep their place."""
        with self.writing() as connection:
            additions.extend_worklist(connection, reader, session, case_ids)

    def append(self, reads: Iterable[Read]) -> None:
        """Append locked reads and corrections, all or none; one whose token is there was saved before.

        Raises:
            SacroReadError: another read of the same reader, case, condition and repeat exists, or one of the
                same token that says something else; an unknown case or reader; a correction of what does
                not count now; a file that cannot be written.
        """
        wanted, rules = {read.token: read for read in reads}, self._line.protocol_hash
        with self.writing(lambda connection: refused_reads(connection, wanted.values())) as connection:
            heads = chain_heads(connection, {read.reader_id for read in wanted.values()})
            for row in known_reads(connection, list(wanted)):
                require_same(wanted.pop(str(row["token"])), row)
            if wanted:
                require_unlocked_study(connection)
            ends = append_new(connection, list(wanted.values()), rules, heads)
        counts = Counter(read.reader_id for read in wanted.values())
        self.renew_anchor({name: Added(heads[name], count, ends[name]) for name, count in counts.items()})

    def note(self, *events: Event, token: str | None = None) -> None:
        """Note what happened, all or none; and that the clock was put back since the event before, if so.

        An event that is noted twice with one token counts once.
        """
        with self.writing() as connection:
            for event in events:
                append_event(connection, event, token or uuid4().hex)
        self.renew_anchor()

    def save_draft(
        self,
        reader: Reader,
        case_id: str,
        draft: Draft,
        active_seconds: float = 0.0,
        session: int = FIRST_SESSION,
    ) -> None:
        """Keep what a reader has entered in a session and how long he has looked; both survive a crash."""
        entered = Entered(reader.reader_id, session, case_id, draft, active_seconds)
        with self.writing() as connection:
            additions.save_draft(connection, entered)

    def set_reference(self, rows: Iterable[ReferenceRow]) -> None:
        """Store an external reference standard, all rows or none."""
        lines = [
            {"case_id": row.case_id, "definite": int(row.definite), "origin": row.origin} for row in rows
        ]
        self._add(tables.reference, lines)

    def save_prediction(self, prediction: Prediction) -> None:
        """Keep a prediction; the same bundle's earlier one for the case stays as it was."""
        with self.writing() as connection:
            additions.save_prediction(connection, prediction)

    def cases(self) -> tuple[Case, ...]:
        """Return all cases, in the order in which they came in."""
        with self.reading() as connection:
            return tuple(Case(*row) for row in connection.execute(select(tables.cases)))

    def readers(self) -> tuple[Reader, ...]:
        """Return all readers."""
        return tuple(
            Reader(row["reader_id"], Role(row["role"])) for row in self._rows(select(tables.readers))
        )

    def worklist(self, reader: Reader, session: int = FIRST_SESSION) -> tuple[str, ...]:
        """Return the stored order of a session; empty where none was set."""
        with self.reading() as connection:
            return queries.worklist(connection, reader, session)

    def drafts(self, reader: Reader, session: int = FIRST_SESSION) -> Mapping[str, Draft]:
        """Return what a reader has entered in a session, by case."""
        return {row["case_id"]: draft_from_json(row["draft"]) for row in self._drafts(reader, session)}

    def active_seconds(self, reader: Reader, session: int = FIRST_SESSION) -> Mapping[str, float]:
        """Return how long a reader has looked at each case before its lock, by case, in seconds."""
        return {
            row["case_id"]: active_seconds_from_json(row["draft"]) for row in self._drafts(reader, session)
        }

    def reads(self, reader: Reader | None = None) -> tuple[Read, ...]:
        """Return the reads that count now, in the order of locking: one reader's, or all.

        Of a read that was corrected, the newest correction counts, in its place.
        """
        return counting(self.all_reads(reader))

    def all_reads(self, reader: Reader | None = None) -> tuple[Read, ...]:
        """Return everything that was ever locked, corrected reads too, in the order of locking."""
        with self.reading() as connection:
            return queries.all_reads(connection, reader)

    def reads_of_case(self, case_id: str) -> tuple[Read, ...]:
        """Return the reads of one case that count now, in the order of `reads`."""
        with self.reading() as connection:
            return counting(queries.reads_of_case(connection, case_id))

    def events(self, kinds: Collection[EventKind] = tuple(EventKind)) -> tuple[Event, ...]:
        """Return what happened besides reads, in order: everything, or what is of these kinds."""
        with self.reading() as connection:
            return queries.events(connection, kinds)

    def anchor(self) -> Anchor:
        """Return the heads of all chains: what goes beside the study and into every export."""
        with self.reading() as connection:
            return anchor_of(connection)

    def audit(self, anchor: Anchor | None) -> list[str]:
        """Return in words what in the chains is not as it was written; empty if nothing is.

        Without an anchor, a cut tail, chains written anew and an older copy of the file do not show.

        Raises:
            SacroReadError: the anchor belongs to another study.
        """
        with self.reading() as connection:
            study, (readers, events) = anchor_of(connection).study, chain_rows(connection)
            rules, blinded = stated_protocol(connection), not sees_all(connection)
            signed = queries.event_rows(connection, [EventKind.SIGNATURE])
        if anchor and anchor.study != study:
            raise SacroReadError(
                f"The anchor belongs to another study than {self.path.name}, or the study's own line was "
                "changed. Give the anchor that was made with this study."
            )
        found = [*findings(readers, events, anchor), *signature_findings(signed, readers)]
        return found if blinded else [*found, *protocol_findings(rules, readers)]

    def reference(self) -> tuple[ReferenceRow, ...]:
        """Return the external reference standard."""
        rows = self._rows(select(tables.reference))
        return tuple(ReferenceRow(row["case_id"], bool(row["definite"]), row["origin"]) for row in rows)

    def predictions(self) -> tuple[Prediction, ...]:
        """Return all predictions that were kept."""
        return tuple(Prediction(**row) for row in self._rows(select(tables.predictions)))

    def _drafts(self, reader: Reader, session: int) -> Sequence[RowMapping]:
        table = tables.drafts
        mine = (table.c.reader_id == reader.reader_id) & (table.c.session == session)
        return self._rows(select(table).where(mine))

    def _rows(self, statement: Select[Any]) -> Sequence[RowMapping]:
        with self.reading() as connection:
            return connection.execute(statement).mappings().all()

    def _add(
        self,
        table: Table,
        lines: Sequence[Mapping[str, object]],
        require: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        if lines:
            with self.writing(lambda connection: refused_lines(connection, table, lines)) as connection:
                require(connection)
                connection.execute(insert(table), lines)

    def renew_anchor(self, added: Mapping[str, Added] | None = None) -> None:
        """Write the anchor beside the study, one program at a time, after reads or an event were added.

        A chain that contradicts its anchor keeps it: it is the proof. What was saved is saved also where
        the anchor cannot be written; the next save renews it.
        """
        path, study = anchor_path(self.path), self._line.name
        is_shared = isinstance(self._home, StudyFile)  # beside a server's study it is this program's own
        with suppress(OSError, SacroReadError), self.writing() if is_shared else self.reading() as connection:
            before = read_anchor(path)
            grown = longer(before, study, added) if before and added else None
            if before and grown is None:
                grown = renewed(connection, before, added or (), study)
            write_anchor(path, grown or anchor_of(connection))

    @cached_property
    def _line(self) -> StudyLine:
        with self.reading() as connection:
            return study_line(connection)

    @contextmanager
    def writing(self, refusal: Callable[[Connection], str] = contradiction) -> Iterator[Connection]:
        """Give a transaction that is on the disk when the block ends, or has changed nothing.

        `refusal` says in words why a constraint refused it; it is asked after all was taken back.
        """
        try:
            with self._in_words(), self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except IntegrityError as error:
            with self.reading() as connection:
                words = refusal(connection)
            raise SacroReadError(words) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that changes nothing."""
        with self._in_words(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn what a disk or a server can do into words."""
        self._home.require_there()
        try:
            yield
        except IntegrityError:
            raise
        except DatabaseError as error:
            raise self._home.failure(error) from error


def create_study(place: str | Path, protocol: Protocol, created_at: datetime) -> Store:
    """Make a study: a file, or the tables and roles in an empty database; `created_at` is UTC.

    Raises:
        SacroReadError: something is there already, or it cannot be made there.
    """
    home = _home(place)
    try:
        home.make(lambda connection: _begin(connection, protocol, created_at))
    except SacroReadError:
        home.engine.dispose()
        raise
    store = _opened(home, protocol)
    store.renew_anchor()
    return store


def open_study(place: str | Path) -> Store:
    """Open a study, a file or on a server; one of an older version is migrated.

    Raises:
        SacroReadError: no study there, damaged, from a newer version, or a server that does not answer.
    """
    home = _home(place)
    try:
        home.bring_to_today()
        with home.engine.connect() as connection:
            protocol = protocol_from_json(stated_protocol(connection))
        return _opened(home, protocol)
    except SacroReadError:
        home.engine.dispose()
        raise
    except DatabaseError as error:  # as of a study that lacks a table
        home.engine.dispose()
        raise home.failure(error) from error


def _opened(home: StudyFile | StudyServer, protocol: Protocol) -> Store:
    if isinstance(home, StudyFile):
        return Store(home, protocol)
    from sacroread.store.server_store import ServerStore

    return ServerStore(home, protocol)


def _begin(connection: Connection, protocol: Protocol, created_at: datetime) -> None:
    row = {"only": 1, "protocol": protocol_json(protocol), "protocol_hash": protocol.hash}
    words = {"created_at": created_at.isoformat(), "software": SOFTWARE}
    connection.execute(insert(tables.study), {**row, **words})


def _home(place: str | Path) -> StudyFile | StudyServer:
    where = located(place)
    return StudyServer(where) if isinstance(where, Address) else StudyFile(where)
