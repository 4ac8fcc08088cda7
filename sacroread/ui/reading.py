"""The one place that holds the Desk while a reader reads. Widgets render it and ask for steps."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Concatenate, ParamSpec
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.model import Reader

IDLE_SECONDS = 60.0  # a longer pause between two steps counts this much

Arguments = ParamSpec("Arguments")


class Reading(QObject):
    """A reader at the desk of a study. Every change is written before it is shown."""

    changed = Signal(object)  # Desk
    saved = Signal(object)  # datetime, UTC: what is on the desk is on the disk
    refused = Signal(str)  # what went wrong, in words

    def __init__(self, store: Store, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._desk = steps.opened(desk_of(store, reader))
        self._last_step = monotonic()
        self._active_seconds: defaultdict[str, float] = defaultdict(float)  # by case

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
        self._count_time()
        if after.draft != self._desk.draft and after.case_id == self._desk.case_id and not after.is_locked:
            self._write(lambda: self._store.save_draft(after.reader, after.case_id, after.draft))
        self._show(after)

    def lock(self) -> None:
        """Lock the case in front, or go on when it is locked. The read is written before the desk moves."""
        if self._desk.is_locked:
            self.step(steps.go_on)
        elif steps.may_lock(self._desk):
            self._count_time()
            seconds = self._active_seconds[self._desk.case_id]
            after, read = steps.lock(self._desk, uuid4().hex, datetime.now(UTC), seconds)
            if self._write(lambda: self._store.append([read])):
                self._show(after)

    def _show(self, desk: Desk) -> None:
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

    def _count_time(self) -> None:
        now = monotonic()
        self._active_seconds[self._desk.case_id] += min(now - self._last_step, IDLE_SECONDS)
        self._last_step = now


def desk_of(store: Store, reader: Reader) -> Desk:
    """Return the desk as the study file has it.

    Raises:
        SacroReadError: no cases are assigned to this reader.
    """
    order = store.worklist(reader, session=0)
    if not order:
        raise SacroReadError(f"No cases wait for {reader.reader_id}. Import radiographs: sacroread import.")
    locked = {read.case_id: read for read in store.reads(reader)}
    drafts = {**store.drafts(reader), **{case_id: read.draft for case_id, read in locked.items()}}
    return Desk(reader, order, store.protocol.second_reader, drafts=drafts, locked=locked)
