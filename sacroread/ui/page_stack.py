"""The pages of the window, one of them in front."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from sacroread.ui.pages.rail import Page, Rail


class PageStack(QStackedWidget):
    """Puts the page in front that the rail or the window asks for, if it may be opened now."""

    def __init__(self, pages: Iterable[Page], foot: str) -> None:
        super().__init__()
        self._pages = {page.name: page for page in pages}
        self.rail = Rail(self._pages.values(), foot)
        self.rail.wanted.connect(self.open)
        self.in_front = self._before = ""
        for page in self._pages.values():
            if not page.is_late:
                self._adopt(page.widget())

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
    def names(self) -> tuple[str, ...]:
        """The names of all pages."""
        return tuple(self._pages)

    def open(self, name: str) -> None:
        """Put a page in front, if there is one and it may be opened now."""
        page = self._pages[name]
        widget = page.widget()
        if widget is None or page.why_not():
            return
        self._adopt(widget)
        if name != self.in_front:
            self._before, self.in_front = self.in_front, name
        self.rail.mark(name)
        self.setCurrentWidget(widget)
        widget.setFocus()
        page.shown()

    def switch(self, name: str) -> None:
        """Put a page in front, or, when it is there, the one that was in front before it."""
        self.open(self._before if self.in_front == name else name)

    def _adopt(self, widget: QWidget | None) -> None:
        """Own a page, so that it goes when the window goes."""
        if widget is not None and self.indexOf(widget) < 0:
            self.addWidget(widget)
