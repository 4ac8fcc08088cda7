"""A bar that says how far long work is, with Cancel: for work that announces its pieces."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from sacroread.ui.pages.parts import button, label
from sacroread.ui.tasks import Tasks, deliver

Answer = TypeVar("Answer")
Step = Callable[[float, str], None]
PAUSE_SECONDS = 0.05  # between two announcements that are shown: an eye follows no more
WHOLE = 1000  # steps of the bar


class Progress(QWidget):
    """One piece of long work at a time. Shown while it goes on; Cancel ends it at its next announcement."""

    ended = Signal()  # done, failed or cancelled
    _told = Signal(float, str)  # crosses from the thread that works

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._stopped = Event()
        self._bar, self._what = QProgressBar(), label("", "quiet")
        self.cancel_button = button(self.tr("Cancel"), self.tr("Cancel what is being done"), "", self.cancel)
        self._bar.setRange(0, WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("How far it is"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._what, self._bar, self.cancel_button):
            row.addWidget(part)
        self._told.connect(self._show)
        self.hide()

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self._bar.value() / WHOLE

    def run(
        self, work: Callable[[Step], Answer], done: Callable[[Answer], None], failed: Callable[[str], None]
    ) -> None:
        """Do work aside; `done` gets its answer, `failed` what went wrong or that it was cancelled."""
        stopped = Event()
        self._stopped.set()  # whatever still goes on is no longer wanted
        self._stopped = stopped
        self._show(0, "")
        self.show()

        told_at = -PAUSE_SECONDS

        def step(share: float, what: str) -> None:
            nonlocal told_at
            if stopped.is_set():
                raise CancelledError
            if monotonic() - told_at >= PAUSE_SECONDS:
                told_at = monotonic()
                deliver(self._told, share, what)

        def finish(answer: Answer | None) -> None:
            self._end()
            if answer is None:
                failed(self.tr("Cancelled. Nothing was changed."))
            else:
                done(answer)

        def fail(words: str) -> None:
            self._end()
            failed(words)

        self._tasks.run(lambda: _answer(work, step), finish, fail)

    def cancel(self) -> None:
        """End the work at its next announcement."""
        self._stopped.set()
        self._what.setText(self.tr("Cancelling..."))
        self.cancel_button.setEnabled(False)

    def close_tasks(self) -> None:
        """Forget whatever is still going on."""
        self._stopped.set()
        self._tasks.close()

    def _show(self, share: float, what: str) -> None:
        if not self._stopped.is_set():
            self._bar.setValue(round(share * WHOLE))
            self._what.setText(what)
            self.cancel_button.setEnabled(True)

    def _end(self) -> None:
        self.hide()
        self.ended.emit()


def _answer(work: Callable[[Step], Answer], step: Step) -> Answer | None:
    try:
        return work(step)
    except CancelledError:
        return None
