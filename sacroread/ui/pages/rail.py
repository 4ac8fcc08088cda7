"""The rail at the window's left: one button for each page, and whether it may be opened now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from sacroread.ui.pages.parts import label, room_for, scrolling
from sacroread.ui.text_size import are_words_large, grown

WIDTH, MARGIN, SCROLL_BAR = 164, 10, 10
MARK = 3  # of the page in front, in the style sheet


def _always() -> str:
    return ""


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Page:
    """A page of the window.

    `name` is what the code calls it, `title` what people read. `widget` answers None while there is none.
    `why_not` says in words why the page may not be opened now, or nothing. `shown` is called when it comes
    to the front. A late page is made when it is first opened. A page without a title has no button. A dark
    one is dark in every scheme. `instead` names the page that comes to the front while this one may not.
    """

    name: str
    title: str
    widget: Callable[[], QWidget | None]
    why_not: Callable[[], str] = _always
    shown: Callable[[], None] = _nothing
    is_late: bool = False
    is_dark: bool = False
    instead: str = ""


class Rail(QFrame):
    """The buttons of all pages, in their order. It only asks: the window decides which page is in front."""

    wanted = Signal(str)  # name of a page

    def __init__(self, pages: Iterable[Page], foot: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._pages = tuple(page for page in pages if page.title)
        self.buttons = {page.name: self._button(page) for page in self._pages}
        inner, outer = QWidget(), QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, 16, MARGIN, 12)
        around = 2 * MARGIN + MARK + (grown(SCROLL_BAR) if are_words_large() else 0)
        self.setFixedWidth(max(WIDTH, *(room_for(made) + around for made in self.buttons.values())))
        for made in self.buttons.values():
            column.addWidget(made)
        column.addStretch(1)
        column.addWidget(label(foot, "quiet"))

    def refresh(self) -> None:
        """Let every page say anew whether it may be opened."""
        for page in self._pages:
            why_not = page.why_not()
            self.buttons[page.name].setEnabled(not why_not or bool(page.instead))
            self.buttons[page.name].setToolTip(why_not)

    def mark(self, name: str) -> None:
        """Show which page is in front; none for a page without a button."""
        for each, made in self.buttons.items():
            made.setChecked(each == name)

    def _button(self, page: Page) -> QPushButton:
        made = QPushButton(page.title)
        made.setProperty("role", "rail")
        made.setCheckable(True)
        made.setAccessibleName(page.title)
        made.clicked.connect(lambda _=False: self.wanted.emit(page.name))
        return made
