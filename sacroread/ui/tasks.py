"""Work off the GUI thread: a plain function on values, its answer handed back on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from sacroread.errors import SacroReadError

Answer = TypeVar("Answer")
OUR_FAULT = "SacroRead made a mistake. Nothing that was locked is lost. Try again."


def deliver(signal: SignalInstance, *answer: object) -> None:
    """Emit from another thread; an answer for a window that was closed meanwhile is forgotten."""
    with suppress(RuntimeError):  # what shiboken raises when the signal's owner is gone
        signal.emit(*answer)


def answer_of(work: Callable[[], Answer]) -> Answer | BaseException:
    """Do work in a thread that would only log what goes wrong; return its answer, or what went wrong."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - raised again on the GUI thread, which tells the reader
        return error


class Tasks(QObject):
    """One piece of work at a time. An answer to a question that was asked anew is forgotten."""

    _finished = Signal(int, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._ticket = 0
        self._finished.connect(self._hand_over)

    def run(
        self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Callable[[str], None]
    ) -> None:
        """Do the work aside; then call `done` with its answer, or `failed` with what went wrong."""
        self._ticket += 1
        ticket = self._ticket
        future = self._pool.submit(work)
        future.add_done_callback(lambda finished: deliver(self._finished, ticket, finished, done, failed))

    def close(self) -> None:
        """Forget whatever is still going on."""
        self._ticket += 1
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hand_over(
        self,
        ticket: int,
        finished: "Future[Answer]",
        done: Callable[[Answer], None],
        failed: Callable[[str], None],
    ) -> None:
        if ticket != self._ticket or finished.cancelled():
            return
        error = finished.exception()
        if error is None:
            done(finished.result())
        elif isinstance(error, SacroReadError):
            failed(str(error))
        else:
            failed(OUR_FAULT)  # the page must not wait for ever
            raise error
