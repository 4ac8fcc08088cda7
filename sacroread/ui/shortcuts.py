"""Actions with the shortcuts in force, which work wherever the focus is."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sacroread.ui.bindings import Bindings
from sacroread.ui.keymap import KEYS, Key, words_of

REPEATABLE = frozenset({"zoom_in", "zoom_out"})  # a held digit must not grade the other joint too


def install(
    page: QWidget, actions: Mapping[str, Callable[[], None]], bindings: Bindings
) -> dict[str, QAction]:
    """Give a page its actions, by their names in the key map. They work while the page is on the screen."""
    made = _made(page, actions, KEYS)
    rebind(made.values(), bindings)
    return made


def install_keys(
    page: QWidget, actions: Mapping[str, Callable[[], None]], keys: Sequence[Key]
) -> dict[str, QAction]:
    """Give a page with a key map of its own its actions."""
    made = _made(page, actions, keys)
    for key in keys:
        made[key.name].setShortcuts([QKeySequence(shortcut) for shortcut in key.shortcuts])
    return made


def _made(
    page: QWidget, actions: Mapping[str, Callable[[], None]], keys: Sequence[Key]
) -> dict[str, QAction]:
    made = {key.name: QAction(words_of(key), page) for key in keys if key.name in actions}
    for name, action in made.items():
        action.setObjectName(name)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(name in REPEATABLE)
        action.triggered.connect(lambda _=False, act=actions[name]: act())
        page.addAction(action)
    return made


def rebind(actions: Iterable[QAction], bindings: Bindings) -> None:
    """Give actions the shortcuts that are in force now."""
    for action in actions:
        shortcuts = bindings.shortcuts(action.objectName())
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
