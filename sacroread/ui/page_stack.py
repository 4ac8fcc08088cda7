"""The pages of the window, one of them in front."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sacroread.ui import theme
from sacroread.ui.pages.parts import scrolling
from sacroread.ui.pages.rail import Page, Rail
from sacroread.ui.text_size import grown

PLAIN_SIZE = 1280, 720  # of a new window at 100 %


class Room(QWidget):
    """Holds a page in a scroll area, no smaller than its words need."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(page)

    @property
    def is_empty(self) -> bool:
        """Whether the page is gone."""
        return self._column.isEmpty()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the least height in a width; Qt would ask for the height that the page would like."""
        return self._column.totalMinimumHeightForWidth(width)


class PageStack(QStackedWidget):
    """Puts the page in front that the rail or the window asks for, if it may be opened now.

    A page that is larger than the window, where words are large, scrolls in both directions.
    """

    titled = Signal(str)  # what the window is called with the page that came to the front (WCAG 2.4.2)

    def __init__(self, pages: Iterable[Page], foot: str, status: QWidget) -> None:
        """`foot` stands below the rail; `status` is what stands below the pages."""
        super().__init__()
        self._pages = {page.name: page for page in pages}
        self._foot = foot
        self.rail = Rail(self._pages.values(), foot)
        self._chrome = self.rail, status
        self.rail.wanted.connect(self.open)
        self._rooms: dict[QWidget, Room] = {}
        self._scroll_of: dict[QWidget, QScrollArea] = {}
        self.in_front = self._before = ""
        for page in self._pages.values():
            if not page.is_late:
                self._adopt(page.widget())

    def _dress_chrome(self, *, is_dark: bool) -> None:
        """Let nothing bright stand beside a radiograph, whatever the system's colours are."""
        sheet = theme.stylesheet(theme.DARK) if is_dark else ""
        for widget in self._chrome:
            if widget.styleSheet() != sheet:
                widget.setStyleSheet(sheet)

    def beside_rail(self) -> QWidget:
        """Return the rail and the page in front, side by side."""
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self, 1)
        return body

    @property
    def first_size(self) -> QSize:
        """How large a window is at first: with larger words larger, as far as the screen has room."""
        wanted = QSize(grown(PLAIN_SIZE[0]), grown(PLAIN_SIZE[1]))
        return wanted.boundedTo(self.screen().availableSize()).expandedTo(QSize(*PLAIN_SIZE))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pages."""
        return tuple(self._pages)

    def open(self, name: str) -> None:
        """Put a page in front, if there is one and it may be opened now, or what comes in its place."""
        page = self._pages[name]
        if page.instead and page.why_not():
            self.open(page.instead)
            return
        widget = page.widget()
        if widget is None or page.why_not():
            return
        self._adopt(widget)
        if name != self.in_front:
            self._before, self.in_front = self.in_front, name
        self.rail.mark(name)
        self._dress_chrome(is_dark=page.is_dark)
        self.setCurrentWidget(self._scroll_of[widget])
        widget.setFocus()
        self.titled.emit(" - ".join(filter(None, (page.title, "SacroRead", self._foot))))
        page.shown()

    def switch(self, name: str) -> None:
        """Put a page in front, or, when it is there, the one that was in front before it."""
        self.open(self._before if self.in_front == name else name)

    def _adopt(self, widget: QWidget | None) -> None:
        """Own a page, so that it goes when the window goes."""
        if widget is not None and widget not in self._scroll_of:
            self._forget_what_is_gone()
            room = self._rooms[widget] = Room(widget)
            scroll = self._scroll_of[widget] = scrolling(room)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.addWidget(scroll)

    def _forget_what_is_gone(self) -> None:
        """Take away what the pages of an earlier reader scrolled in."""
        for page, room in tuple(self._rooms.items()):
            if room.is_empty:
                del self._rooms[page]
                self._scroll_of.pop(page).deleteLater()

    def currentWidget(self) -> QWidget:  # noqa: N802 - Qt's name
        """Return the page in front, not what it scrolls in."""
        shown = super().currentWidget()
        return next(page for page, scroll in self._scroll_of.items() if scroll is shown)
