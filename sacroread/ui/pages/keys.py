"""The page of keys: every action, searched, given other keys, printed. Nothing of it is modal."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacroread.ui.bindings import Bindings
from sacroread.ui.keymap import KEYS, Key, words_of
from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.key_sheet import print_sheet, write_sheet
from sacroread.ui.pages.key_table import KeyTable
from sacroread.ui.pages.parts import button, label
from sacroread.ui.pages.row import Row
from sacroread.ui.profiles import PROFILES
from sacroread.ui.text_size import grown

MAX_WIDTH, TABLE_HEIGHT = 960, 200


class KeysPage(QWidget):
    """All actions with their keys. A change holds at once and asks nothing."""

    changed = Signal(object)  # Bindings
    left = Signal()  # back to where one came from

    def __init__(self, bindings: Bindings) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bindings = bindings
        self._search, self._profile = QLineEdit(), QComboBox()
        self.table = KeyTable()
        self._name = label("", "heading")
        self._pressed = QKeySequenceEdit()
        self._warning = label("", "warning")
        self._add = self._button(self.tr("Add this key"), self._add_key)
        self._remove = self._button(self.tr("Remove all its keys"), lambda: self._bind(()))
        self._as_profile = self._button(self.tr("As in the profile"), self._unbind)
        self._set_up()
        self._lay_out()
        Beginning(self, self._search)
        self._render()

    @property
    def bindings(self) -> Bindings:
        """The keys in force."""
        return self._bindings

    def save_sheet(self, path: Path) -> None:
        """Write the sheet of keys as a PDF file."""
        write_sheet(path, self._bindings)

    # what the hand asks for

    def _bind(self, shortcuts: tuple[str, ...]) -> None:
        if (key := self.table.chosen) is not None:
            self._take(self._bindings.bound(key.name, shortcuts))

    def _unbind(self) -> None:
        if (key := self.table.chosen) is not None:
            self._bind(self._bindings.of_profile(key.name))

    def _add_key(self) -> None:
        key, shortcut = self.table.chosen, self._shortcut
        if key is not None and shortcut:
            self._take(self._bindings.taken_over(key.name, shortcut))

    def _set_profile(self, profile: str) -> None:
        self._take(Bindings(profile))

    def _take(self, bindings: Bindings) -> None:
        self._bindings = bindings
        self._pressed.clear()
        self._render()
        self.changed.emit(bindings)

    def _print(self) -> None:
        print_sheet(self, self._bindings)

    def _ask_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the sheet of keys"), "keys.pdf", self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self.save_sheet(Path(chosen))

    # what is shown

    @property
    def _shortcut(self) -> str:
        return self._pressed.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _render(self) -> None:
        self.table.show_bindings(self._bindings)
        self._profile.setCurrentText(self._bindings.profile)
        self._render_chosen(self.table.chosen)

    def _render_chosen(self, key: Key | None) -> None:
        self._name.setText(
            self.tr("Another key for: {action}").format(action=words_of(key))
            if key
            else self.tr("Choose an action to give it another key")
        )
        for widget in (self._pressed, self._remove, self._as_profile):
            widget.setEnabled(key is not None)
        self._render_pressed()

    def _render_pressed(self) -> None:
        key, shortcut = self.table.chosen, self._shortcut
        owners = [name for name in self._bindings.owners(shortcut) if key is not None and name != key.name]
        words = ", ".join(words_of(each) for each in KEYS if each.name in owners)
        pressed = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        taken = self.tr("{key} belongs to: {actions}. Add it here, and it is taken away there.")
        self._warning.setText(
            taken.format(key=pressed, actions=words) if owners else self._conflicts_in_words()
        )
        self._warning.setVisible(bool(self._warning.text()))
        self._add.setEnabled(key is not None and bool(shortcut))
        self._add.setText(self.tr("Take it over") if owners else self.tr("Add this key"))

    def _conflicts_in_words(self) -> str:
        both = self.tr("{key} belongs to more than one action and does nothing.")
        return "\n".join(both.format(key=shortcut) for shortcut in self._bindings.conflicts)

    def _button(self, words: str, clicked: Callable[[], object]) -> QPushButton:
        return button(words, words, "", clicked)

    def _set_up(self) -> None:
        self._search.setPlaceholderText(self.tr("Search: an action or a key, such as rotate or Ctrl+Z"))
        self._search.setAccessibleName(self.tr("Search actions and keys"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self.table.search)
        self._profile.addItems(list(PROFILES))
        self._profile.setAccessibleName(self.tr("Keys as in this viewer"))
        self._profile.view().setAccessibleName(self.tr("Viewers whose keys can be used"))
        self._profile.textActivated.connect(self._set_profile)
        self._pressed.setMaximumSequenceLength(1)
        self._pressed.setFinishingKeyCombinations([QKeyCombination(Qt.Key.Key_Tab)])
        self._pressed.setAccessibleName(self.tr("Press the key here"))
        self._pressed.keySequenceChanged.connect(lambda _: self._render_pressed())
        self.table.chosen_changed.connect(self._render_chosen)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(grown(MAX_WIDTH))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Keys"), "title"))
        column.addLayout(_row(self._search, _buddy(self.tr("Keys as in"), self._profile), self._profile))
        self.table.setMinimumHeight(grown(TABLE_HEIGHT))
        column.addWidget(self.table, 1)
        column.addWidget(self._name)
        column.addLayout(_row(self._pressed, self._add, self._remove, self._as_profile))
        column.addWidget(self._warning)
        column.addLayout(self._foot())
        outer = QHBoxLayout(self)
        outer.setContentsMargins(40, 28, 40, 20)
        outer.addWidget(inner, 1)

    def _foot(self) -> Row:
        foot = _row(
            self._button(self.tr("Print the sheet..."), self._print),
            self._button(self.tr("Save the sheet as PDF..."), self._ask_save),
        )
        foot.setStretch(0, 0)
        foot.addStretch(1)
        foot.addWidget(self._button(self.tr("Back   F1"), self.left.emit))
        return foot


def _row(*widgets: QWidget) -> Row:
    """Widgets side by side, the first one as wide as there is room."""
    row = Row()
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == 0 else 0)
    return row


def _buddy(words: str, widget: QWidget) -> QLabel:
    made = QLabel(words)
    made.setBuddy(widget)
    return made
