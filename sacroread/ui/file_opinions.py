"""The second reader over files, without any study: asked in turn, answering from a child process."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.source import Source
from sacroread.second_reader.opinion import Opinion, Question
from sacroread.study.model import Presentation
from sacroread.ui.tasks import deliver
from sacroread.workers.child import Child

AHEAD = 2  # questions that lie with the child, so that it never waits for the window
OUR_FAULT = SacroReadError("SacroRead made a mistake with this radiograph. Try the next one.")


class FileOpinions(QObject):
    """Second opinions by the name of a file's case; the question asked last about a case counts."""

    arrived = Signal(str)  # the case whose opinion is there, or why there is none
    progressed = Signal()
    _answered = Signal(object, object)  # crosses from the child's thread to the window's

    def __init__(
        self, predict: Child[Question, Opinion], bundle: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._predict = predict
        self._bundle = bundle
        self._waiting: deque[Question] = deque()
        self._with_child = 0
        self._wanted: dict[str, Question] = {}
        self._given: dict[str, Opinion | SacroReadError] = {}
        self._answered.connect(self._keep)

    @property
    def given(self) -> Mapping[str, Opinion | SacroReadError]:
        """Opinions, or why there is none, by case, in the order in which they came."""
        return self._given

    @property
    def outstanding(self) -> int:
        """How many questions are not answered."""
        return len(self._waiting) + self._with_child

    def ask_all(self, files: Mapping[str, Path]) -> None:
        """Ask about files as they come: with their own window and the second reader's own crop."""
        for name, file in files.items():
            self._put(name, file, Presentation())
        self._go_on()

    def ask(self, name: str, file: Path, presentation: Presentation) -> None:
        """Ask about one case before all that wait."""
        self._waiting = deque(each for each in self._waiting if each.case_id != name)
        self._put(name, file, presentation)
        self._waiting.rotate(1)
        self._go_on()

    def read_with(self, bundle: Path) -> None:
        """Let another second reader answer from now on; answers of the one before it are forgotten."""
        self.cancel()
        self._bundle = bundle
        self._given.clear()

    def cancel(self) -> None:
        """Forget the questions that wait; what was answered stays."""
        for question in self._waiting:
            del self._wanted[question.case_id]
        self._waiting.clear()
        self.progressed.emit()

    def is_wanted(self, name: str) -> bool:
        """Whether an answer about a case is still to come."""
        return name in self._wanted

    def _put(self, name: str, file: Path, presentation: Presentation) -> None:
        question = Question(self._bundle, name, Source(file), presentation)
        self._wanted[name] = question
        self._given.pop(name, None)
        self._waiting.append(question)

    def _go_on(self) -> None:
        while self._waiting and self._with_child < AHEAD:
            question = self._waiting.popleft()
            self._with_child += 1
            future = self._predict.submit(question, question.source.file.name)
            future.add_done_callback(partial(deliver, self._answered, question))
        self.progressed.emit()

    def _keep(self, question: Question, done: "Future[Opinion]") -> None:
        self._with_child -= 1
        error = done.exception()
        if self._wanted.get(question.case_id) is question:
            del self._wanted[question.case_id]
            self._given[question.case_id] = done.result() if error is None else _in_words(error)
            self.arrived.emit(question.case_id)
        self._go_on()
        if error is not None and not isinstance(error, SacroReadError):
            raise error


def _in_words(error: BaseException) -> SacroReadError:
    return error if isinstance(error, SacroReadError) else OUR_FAULT
