"""What the window needs from outside; `app` wires it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source
from sacroread.outcome import Eyes
from sacroread.second_reader.opinion import Opinion, Question
from sacroread.second_reader.shelf import Shelf
from sacroread.store.store import Store
from sacroread.study.model import Presentation
from sacroread.workers.child import Child


@dataclass(frozen=True)
class Trainer:
    """How training is started, or nothing where it is not installed; the recipes that it brings."""

    command: Sequence[str]
    recipes: Sequence[str]


@dataclass(frozen=True)
class Services:
    """The children, the bundles, the way to the demo study, and the way to train.

    `bundle` is the second reader of this window; `runs` is the folder of training runs, which need not exist.
    """

    decode: Child[Source, Radiograph]
    predict: Child[Question, Opinion]
    bundle: Path
    open_demo: Callable[[], Store]
    shelf: Shelf
    trainer: Trainer
    runs: Path

    def eyes(self) -> Eyes:
        """Return how the gallery of a dossier reads and judges radiographs: aside, in the children."""
        return Eyes(self._load, self._judge)

    def _load(self, source: Source) -> Radiograph:
        return self.decode.submit(source, source.file.name).result()

    def _judge(self, case_id: str, source: Source, presentation: Presentation) -> Opinion:
        question = Question(self.bundle, case_id, source, presentation)
        return self.predict.submit(question, source.file.name).result()
