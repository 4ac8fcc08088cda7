"""One child process that does one kind of work within limits of time and memory.

A child that dies or is late costs the one piece of work it had; the next piece gets a new child.
"""

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from sacroread.errors import SacroReadError

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Child(Generic[Argument, Result]):
    """A child process for one function. The function and its argument must be picklable.

    `seconds` is the time one piece of work may take; `memory_bytes` limits the child's address space where
    the system can (not on Windows). `prepare` runs in each new child before its first piece of work.
    """

    def __init__(
        self,
        work: Callable[[Argument], Result],
        seconds: float,
        memory_bytes: int | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._start = partial(_start, memory_bytes, prepare)
        self._renewing = Lock()
        self._pool = self._new_pool()

    def start(self) -> "ProcessFuture[None]":
        """Start the child now, so that the first work need not wait; the future ends when it is prepared."""
        started: ProcessFuture[None] = self._living_pool().schedule(_nothing)
        return started

    def submit(self, argument: Argument, subject: str) -> "Future[Result]":
        """Give the child a piece of work; `subject` is what messages call it, e.g. the file's name.

        The future ends in a `SacroReadError` when the work refused its input, took too long, or its process
        died.
        """
        answer: Future[Result] = Future()
        answer.set_running_or_notify_cancel()
        self._ask(answer, argument, subject, is_second_try=False)
        return answer

    def close(self) -> None:
        """End the child at once, whatever it does."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
        self._pool.join()

    def _ask(
        self, answer: "Future[Result]", argument: Argument, subject: str, *, is_second_try: bool
    ) -> None:
        asked: ProcessFuture[Result] = self._living_pool().schedule(
            self._work, args=[argument], timeout=self._seconds
        )

        def settle(_: object) -> None:
            is_broken = not asked.cancelled() and isinstance(asked.exception(), BrokenProcessPool)
            if is_broken and not is_second_try:  # the child died while it was idle: not this work's fault
                self._ask(answer, argument, subject, is_second_try=True)
            else:
                _settle(answer, asked, subject)

        asked.add_done_callback(settle)

    def _living_pool(self) -> ProcessPool:
        """The pool; a new one when its child died while idle, which pebble does not forgive."""
        with self._renewing:
            if not self._pool.active:
                self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
                self._pool = self._new_pool()
            return self._pool

    def _new_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("spawn")
        return ProcessPool(max_workers=1, context=context, initializer=self._start)


def _settle(answer: "Future[Result]", done: "ProcessFuture[Result]", subject: str) -> None:
    if done.cancelled():
        answer.set_exception(SacroReadError(f"The work on {subject} was cancelled."))
    elif (error := done.exception()) is not None:
        answer.set_exception(_in_words(error, subject))
    else:
        answer.set_result(done.result())


def _in_words(error: BaseException, subject: str) -> BaseException:
    if isinstance(error, TimeoutError):
        return SacroReadError(
            f"{subject} took too long and was given up. It may be damaged; export it again."
        )
    if isinstance(error, ProcessExpired | BrokenProcessPool):
        return SacroReadError(
            f"The process that worked on {subject} ended unexpectedly. No read was lost. Try again; if it "
            "ends again, export the file anew."
        )
    if isinstance(error, MemoryError):
        return SacroReadError(f"{subject} needs more memory than one radiograph may take. Export it smaller.")
    return error


def _start(memory_bytes: int | None, prepare: Callable[[], None] | None) -> None:
    if memory_bytes is not None and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    if prepare is not None:
        prepare()


def _nothing() -> None:
    """Do nothing: the child is there once this is done."""
