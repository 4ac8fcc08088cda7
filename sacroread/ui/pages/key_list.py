"""The list of keys, F1."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from sacroread.ui import theme
from sacroread.ui.keymap import KEYS, MOUSE, Group
from sacroread.ui.pages.parts import label


class KeyList(QDialog):
    """Every action with its keys, by group, and what the mouse does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setStyleSheet(theme.stylesheet(theme.DARK))
        self.resize(620, 640)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setColumnStretch(1, 1)
        for group in Group:
            self._add(group.value, [(", ".join(k.shortcuts), k.words) for k in KEYS if k.group is group])
        self._add(self.tr("Mouse"), list(MOUSE))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll)
        layout.addWidget(close)

    def _add(self, heading: str, lines: list[tuple[str, str]]) -> None:
        self._grid.addWidget(label(heading, "heading"), self._grid.rowCount(), 0, 1, 2)
        for keys, words in lines:
            row = self._grid.rowCount()
            self._grid.addWidget(label(keys), row, 0)
            self._grid.addWidget(label(words, "quiet"), row, 1)
