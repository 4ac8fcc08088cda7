"""The table of all actions, what the mouse does, and their keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from sacroread.ui.bindings import Bindings
from sacroread.ui.keymap import KEYS, MOUSE, Key, group_words, mouse_words, words_of
from sacroread.ui.pages.parts import make_rows_fit
from sacroread.ui.text_size import are_words_large

GROUP, ACTION, SHORTCUTS = range(3)
_KEY = Qt.ItemDataRole.UserRole


class KeyTable(QTableWidget):
    """One row an action, by groups; then the mouse. A changed row says so."""

    chosen_changed = Signal(object)  # Key | None

    def __init__(self) -> None:
        super().__init__(len(KEYS) + len(MOUSE), 3)
        self.setAccessibleName(self.tr("Actions and their keys"))
        self.setHorizontalHeaderLabels([self.tr("Group"), self.tr("Action"), self.tr("Keys")])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if are_words_large():
            self.horizontalHeader().setStretchLastSection(True)
        else:
            self.horizontalHeader().setSectionResizeMode(ACTION, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        make_rows_fit(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self._fill()
        self.itemSelectionChanged.connect(lambda: self.chosen_changed.emit(self.chosen))

    @property
    def chosen(self) -> Key | None:
        """The action that is selected; None for nothing and for the mouse."""
        items = self.selectedItems()
        found = items[0].data(_KEY) if items else None
        return found if isinstance(found, Key) else None

    def show_bindings(self, bindings: Bindings) -> None:
        """Show the keys in force."""
        for row, key in enumerate(KEYS):
            words = in_words(bindings.shortcuts(key.name)) or self.tr("no key")
            if key.name in bindings.own:
                words = self.tr("{keys}   (yours)").format(keys=words)
            self._put(row, SHORTCUTS, words, key)

    def search(self, text: str) -> None:
        """Show only the rows that hold every word of a text; none of an empty text hides one."""
        wanted = text.casefold().split()
        for row in range(self.rowCount()):
            items = (self.item(row, column) for column in range(self.columnCount()))
            told = " ".join(item.text() for item in items if item is not None).casefold()
            self.setRowHidden(row, not all(word in told for word in wanted))

    def _fill(self) -> None:
        for row, key in enumerate(KEYS):
            self._put(row, GROUP, group_words(key.group), key)
            self._put(row, ACTION, words_of(key), key)
        for row, (gesture, action) in enumerate(MOUSE, start=len(KEYS)):
            for column, words in enumerate((self.tr("Mouse"), mouse_words(action), mouse_words(gesture))):
                self._put(row, column, words, None)

    def _put(self, row: int, column: int, words: str, key: Key | None) -> None:
        item = QTableWidgetItem(words)
        item.setData(_KEY, key)
        self.setItem(row, column, item)


def in_words(shortcuts: tuple[str, ...]) -> str:
    """Return shortcuts as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(shortcut).toString(native) for shortcut in shortcuts)
