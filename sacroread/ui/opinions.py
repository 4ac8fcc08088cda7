"""The second reader as the window knows it: asked after the lock, answering from a child process."""

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.source import Source
from sacroread.second_reader.opinion import Opinion, Question
from sacroread.store.store import Store
from sacroread.study.model import Presentation
from sacroread.ui.tasks import deliver
from sacroread.workers.child import Child


class Opinions(QObject):
    """Second opinions by case, asked for once; the predictions are kept in the study."""

    arrived = Signal(str)  # case_id: `get` answers now
    _answered = Signal(str, object)  # crosses from the child's thread to the window's

    def __init__(
        self, predict: Child[Question, Opinion], bundle: Path, store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._predict = predict
        self._bundle = bundle
        self._store = store
        self._asked: set[str] = set()
        self._given: dict[str, Opinion | SacroReadError] = {}
        self._answered.connect(self._keep)

    def get(self, case_id: str) -> Opinion | SacroReadError | None:
        """Return the opinion, why there is none, or None while it is being formed."""
        return self._given.get(case_id)

    def ask(self, case_id: str, source: Source, presentation: Presentation) -> None:
        """Ask for an opinion on a case whose unaided read is locked; asking again changes nothing."""
        if case_id in self._asked:
            return
        self._asked.add(case_id)
        question = Question(self._bundle, case_id, source, presentation)
        future = self._predict.submit(question, source.file.name)
        future.add_done_callback(lambda done: deliver(self._answered, case_id, _answer(done)))

    def _keep(self, case_id: str, answer: Opinion | SacroReadError) -> None:
        if isinstance(answer, Opinion):
            self._store.save_prediction(answer.prediction)
        self._given[case_id] = answer
        self.arrived.emit(case_id)


def _answer(done: "Future[Opinion]") -> Opinion | SacroReadError:
    error = done.exception()
    return error if isinstance(error, SacroReadError) else done.result()
