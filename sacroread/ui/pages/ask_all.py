"""The button that asks the second reader for every ended case of a study, with progress and Cancel."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.asking import Asked, Step, Submit, ask, questions
from sacroread.store.store import Store
from sacroread.ui.pages.parts import button
from sacroread.ui.progress import Progress


class AskAll(QWidget):
    """Nobody is asked about a case that somebody is still to read; what was kept stays when cancelled."""

    told = Signal(str)  # how it went, in words

    def __init__(self, submit: Submit, bundle: Callable[[], Path]) -> None:
        super().__init__()
        self._submit, self._bundle = submit, bundle
        self._store: Store | None = None
        self.progress = Progress()
        words = self.tr("Ask the second reader")
        self.begin = button(words, self.tr("Ask the second reader for all ended cases"), "", self._ask)
        self.begin.setToolTip(self.tr("For every case that nobody reads any more, and that has none yet"))
        self.progress.ended.connect(lambda: self.begin.setEnabled(True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.progress)
        row.addWidget(self.begin)

    def set_study(self, store: Store) -> None:
        """Ask about the cases of another study from now on."""
        self.progress.cancel()
        self._store = store

    def close_tasks(self) -> None:
        """Forget whatever is going on; what was kept stays."""
        self.progress.close_tasks()

    def _ask(self) -> None:
        if self._store is None:
            return
        store, bundle = self._store, self._bundle()

        def work(step: Step) -> Asked:
            return ask(store, questions(store, bundle), self._submit, step, datetime.now(UTC))

        self.begin.setEnabled(False)
        self.told.emit("")
        self.progress.run(work, self._tell, self.told.emit)

    def _tell(self, asked: Asked) -> None:
        words = [self.tr("{count} predictions are kept.").format(count=asked.given)]
        if asked.left:
            words.append(self.tr("Cancelled: {count} cases are left.").format(count=asked.left))
        if asked.refused:
            refused = self.tr("{count} were refused. The first: {reason}")
            words.append(refused.format(count=len(asked.refused), reason=asked.refused[0].reason))
        self.told.emit(" ".join(words))
