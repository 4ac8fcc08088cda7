"""Where the focus goes when a page comes to the front."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Beginning(QObject):
    """Hands the focus that a page gets on to a part of it.

    A focus proxy does that too, but then Tab enters the page at this part each time, and what stands before
    it is never reached.
    """

    def __init__(self, page: QWidget, first: QWidget | None = None) -> None:
        super().__init__(page)
        self.first = first
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the focus on."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and self.first is not None:
            self.first.setFocus(event.reason())
        return super().eventFilter(watched, event)
