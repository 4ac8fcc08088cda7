"""The files that were dropped on the second opinion page, and what the second reader said of each."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout

from sacroread.errors import SacroReadError
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.position import probability_text
from sacroread.ui.pages.parts import button, label, plain_tip, restyle, room_for
from sacroread.ui.text_size import column_width

WIDTH, MARGIN = 232, 12


class OpinionList(QFrame):
    """Ways to bring files, the files, how far the second reader is, and the way to stop it."""

    files_wanted = Signal()
    folder_wanted = Signal()
    chosen = Signal(str)  # case
    cancelled = Signal()
    table_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._rows: dict[str, QListWidgetItem] = {}
        self._files = button(
            self.tr("Files..."), self.tr("Choose radiographs"), "primary", self.files_wanted.emit
        )
        self._folder = button(self.tr("Folder..."), self.tr("Choose a folder"), "", self.folder_wanted.emit)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Radiographs"))
        self._message = label("", "warning")
        self._progress = QProgressBar()
        self._cancel = button(self.tr("Cancel"), self.tr("Ask no further"), "", self.cancelled.emit)
        self._table = button(
            self.tr("Save predictions.csv..."), self.tr("Save all predictions"), "", self.table_wanted.emit
        )
        self.setFixedWidth(max(column_width(WIDTH), room_for(self._table) + 2 * MARGIN))
        self._list.currentItemChanged.connect(self._choose)
        self._lay_out()
        self.show_progress(0, 0)

    def show_files(self, files: Mapping[str, Path]) -> None:
        """List these files, those that stand there already as they are."""
        for name, file in files.items():
            if name not in self._rows:
                self._rows[name] = QListWidgetItem(name, self._list)
                self._rows[name].setToolTip(plain_tip(str(file)))
                self._rows[name].setData(Qt.ItemDataRole.UserRole, name)

    def show_answer(self, name: str, answer: Opinion | SacroReadError | None) -> None:
        """Show what the second reader said of a case."""
        words = _in_short(answer)
        self._rows[name].setText(f"{name}\n{words or self.tr('waits')}")
        if isinstance(answer, SacroReadError):
            self._rows[name].setText(f"{name}\n{self.tr('refused')}")
            self._rows[name].setToolTip(plain_tip(str(answer)))

    @property
    def message(self) -> str:
        """What is told at the moment."""
        return self._message.text()

    def show_message(self, words: str, role: str = "warning") -> None:
        """Tell what went wrong, or nothing; with the role `quiet` what went well."""
        restyle(self._message, "role", role)
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def show_progress(self, done: int, wanted: int) -> None:
        """Show that so many of so many cases are answered; with one case there is nothing to show."""
        is_running = done < wanted and wanted > 1
        self._progress.setRange(0, max(1, wanted))
        self._progress.setValue(done)
        self._progress.setFormat(self.tr("{done} of {wanted}").format(done=done, wanted=wanted))
        self._progress.setVisible(is_running)
        self._cancel.setVisible(is_running)
        self._table.setEnabled(done > 0)

    def choose(self, name: str) -> None:
        """Put a case in front."""
        self._list.setCurrentItem(self._rows[name])

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self._files, 1)
        ways.addWidget(self._folder, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addLayout(ways)
        column.addWidget(label(self.tr("Or drop files or a folder anywhere on this page."), "quiet"))
        column.addWidget(self._message)
        column.addWidget(self._list, 1)
        for widget in (self._progress, self._cancel, self._table):
            column.addWidget(widget)
        self._message.hide()


def _in_short(answer: Opinion | SacroReadError | None) -> str:
    if not isinstance(answer, Opinion):
        return ""
    mark = "  !" if answer.prediction.refer_reason or answer.attention_is_low else ""
    return f"{probability_text(answer.prediction.probability)}{mark}"
