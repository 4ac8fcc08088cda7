"""The one place that holds the Desk while a reader reads. Widgets render it and ask for steps."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Concatenate, ParamSpec
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from sacroread.desks import desk_of, grown
from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Reader
from sacroread.ui.active_time import ActiveTime
from sacroread.worklists import fill_after

REST_MS = 300  # a window being dragged is written when the hand rests so long
KEEP_TIME_MS = 15_000  # a crash costs at most so much of the time that a case was looked at

Arguments = ParamSpec("Arguments")


class Reading(QObject):
    """A reader at the desk of a study. A read is written before the desk moves; a draft as it is entered."""

    changed = Signal(object)  # Desk
    saved = Signal(object)  # datetime, UTC: what is on the desk is on the disk
    refused = Signal(str)  # what went wrong, in words

    def __init__(
        self,
        store: Store,
        reader: Reader,
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._desk = steps.opened(desk_of(store, reader, datetime.now(UTC)))
        self._gesture = QTimer(self, singleShot=True, interval=REST_MS)
        self._gesture.timeout.connect(self._write_gesture)
        self._kept_seconds = _kept_seconds(store, self._desk)  # by case, as on the disk
        self._time = self._time_of(self._desk)
        self._keep_time = QTimer(self, interval=KEEP_TIME_MS)
        self._keep_time.timeout.connect(self._write_time)
        self._keep_time.start()

    @property
    def desk(self) -> Desk:
        """What is on the desk now."""
        return self._desk

    def step(
        self,
        change: Callable[Concatenate[Desk, Arguments], Desk],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Change what is on the desk by a step of `sacroread.study.desk`."""
        after = change(self._desk, *args, **kwargs)
        if after is self._desk:
            return
        if after.case_id != self._desk.case_id:
            self.flush()
        elif self._time.since is not None:
            self.look()
        if after.draft != self._desk.draft and after.case_id == self._desk.case_id and not after.is_locked:
            self._keep_draft(after, is_gesture=bool(kwargs.get("continues")))
        self._show(after)

    def lock(self) -> None:
        """Lock the case in front, or go on when it is locked. The read is written before the desk moves."""
        if self._desk.is_locked:
            self.step(lambda desk: steps.go_on(self._grown(desk)))
        elif steps.may_lock(self._desk):
            seconds = self.active_seconds
            after, read = steps.lock(self._desk, uuid4().hex, datetime.now(UTC), seconds)
            self._gesture.stop()
            if self._write(lambda: self._store.append([read])):
                self._write(lambda: fill_after(self._store, read))
                if after.case_id == read.case_id and not after.is_locked:
                    self._begin_aided(after)
                self._show(self._with_more(after))

    def _begin_aided(self, desk: Desk) -> None:
        """Keep the aided draft of the case in front, which has a time of its own."""
        self._time = ActiveTime(0.0).looked(self._clock())
        self._write(lambda: self._save_draft(desk))

    def _with_more(self, desk: Desk) -> Desk:
        """At the end of a worklist that may grow, the desk with what has come meanwhile."""
        more = self._grown(desk)
        return more if more is desk or more.may_see_prediction else steps.go_on(more)

    def _grown(self, desk: Desk) -> Desk:
        if not (desk.is_at_end and desk.may_grow):
            return desk
        try:
            return grown(self._store, desk)
        except SacroReadError as error:
            self.refused.emit(str(error))
            return desk

    def note(self, kind: EventKind, detail: str = "") -> None:
        """Note with the study what happened at this desk besides reads."""
        reader_id = self._desk.reader.reader_id
        self._write(lambda: self._store.note(Event(kind, datetime.now(UTC), reader_id, detail)))

    # time

    @property
    def active_seconds(self) -> float:
        """How long the case in front has been looked at, until its lock."""
        read = self._desk.locked.get(self._desk.case_id)
        return self._time.at(self._clock()) if read is None else read.active_seconds or 0.0

    @property
    def is_time_running(self) -> bool:
        """Whether the time of the case in front is being counted."""
        return not self._desk.is_locked and self._time.is_running(self._clock())

    def look(self) -> None:
        """Count a sign of life of the reader, with the picture on the screen."""
        self._time = self._time.looked(self._clock())

    def look_away(self) -> None:
        """Stop the clock: the picture is not on the screen."""
        self._time = self._time.looked_away(self._clock())

    # the disk

    def flush(self) -> None:
        """Write the draft of a gesture that has not been written yet, and the time of the case in front."""
        if self._gesture.isActive():
            self._gesture.stop()
            self._write_gesture()
        self._write_time()

    def _write_gesture(self) -> None:
        if not self._desk.is_locked:
            self._write(lambda: self._save_draft(self._desk))

    def _write_time(self) -> None:
        case_id, seconds = self._desk.case_id, self.active_seconds
        if not self._desk.is_locked and seconds > self._kept_seconds.get(case_id, 0.0):
            self._write_gesture()

    def _keep_draft(self, desk: Desk, *, is_gesture: bool) -> None:
        """Write a draft: at once, or, while a gesture goes on, when the hand rests."""
        if is_gesture:
            self._gesture.start()
        else:
            self._gesture.stop()
            self._write(lambda: self._save_draft(desk))

    def _save_draft(self, desk: Desk) -> None:
        seconds = self.active_seconds
        self._store.save_draft(desk.reader, desk.case_id, desk.draft, seconds, desk.draft_session)
        self._kept_seconds[desk.case_id] = seconds

    def _time_of(self, desk: Desk) -> ActiveTime:
        return ActiveTime(self._kept_seconds.get(desk.case_id, 0.0))

    def _show(self, desk: Desk) -> None:
        if desk.case_id != self._desk.case_id:
            self._time = self._time_of(desk)
        self._desk = desk
        self.changed.emit(desk)

    def _write(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except SacroReadError as error:
            self.refused.emit(str(error))
            return False
        self.saved.emit(datetime.now(UTC))
        return True


def _kept_seconds(store: Store, desk: Desk) -> dict[str, float]:
    """How long each draft was looked at; an aided one has a time of its own."""
    aided = store.active_seconds(desk.reader, -desk.session)
    first = store.active_seconds(desk.reader, desk.session)
    return {**{each: spent for each, spent in first.items() if each not in desk.unaided}, **aided}
