"""The second reader as the window knows it: asked after the lock, answering from a child process."""

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.source import Source
from sacroread.second_reader.opinion import Opinion, Question, quality_flag
from sacroread.store.store import Store
from sacroread.study.desk import Desk
from sacroread.study.model import Draft
from sacroread.study.protocol import SecondReaderAccess
from sacroread.ui.tasks import deliver
from sacroread.workers.child import Child

OUR_FAULT = SacroReadError(
    "SacroRead made a mistake with the second reader. Nothing that was locked is lost."
)


class Opinions(QObject):
    """Second opinions by case, asked for once; the predictions are kept in the study."""

    arrived = Signal(str)  # case_id: `get` answers now
    refused = Signal(str)  # a prediction could not be kept, in words
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

    def ask(self, case_id: str, source: Source, draft: Draft) -> None:
        """Ask for an opinion on a case whose unaided read is locked; asking again changes nothing.

        `draft` is what was locked: as the radiograph was shown it is judged, and what its reader has said
        against its quality refers the case. No grade is handed on.
        """
        if case_id in self._asked:
            return
        self._asked.add(case_id)
        flag = quality_flag(draft)
        question = Question(self._bundle, case_id, source, draft.presentation, quality_flag=flag)
        future = self._predict.submit(question, source.file.name)
        future.add_done_callback(lambda done: deliver(self._answered, case_id, done))

    def ask_missing(self, desk: Desk, sources: Mapping[str, Source]) -> None:
        """Ask for the opinions that earlier sittings were closed too soon to get."""
        if desk.access is not SecondReaderAccess.AFTER_LOCK:
            return
        kept = {prediction.case_id for prediction in self._store.predictions()}
        for case_id, read in desk.locked.items():
            if case_id not in kept:
                self.ask(case_id, sources[case_id], read.draft)

    def _keep(self, case_id: str, done: "Future[Opinion]") -> None:
        error = done.exception()
        self._given[case_id] = done.result() if error is None else _in_words(error)
        self.arrived.emit(case_id)
        if error is None:
            self._save(done.result())
        elif not isinstance(error, SacroReadError):
            raise error

    def _save(self, opinion: Opinion) -> None:
        try:
            self._store.save_prediction(opinion.prediction)
        except SacroReadError as error:
            self.refused.emit(str(error))


def _in_words(error: BaseException) -> SacroReadError:
    return error if isinstance(error, SacroReadError) else OUR_FAULT
