"""When a reader looks: every gesture on the picture is a sign of life, a hidden room is none."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from sacroread.ui.reading import Reading

GESTURES = frozenset({QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
WATCH_MS = 1000  # how often it is looked whether the room is still on the screen


class Attention(QObject):
    """Tells the reading when its reader looks at the picture, and when he cannot."""

    ticked = Signal()  # each second in which the room is in front

    def __init__(
        self, room: QWidget, picture: QWidget, reading: Reading, is_showing: Callable[[], bool]
    ) -> None:
        """`is_showing` says whether there is a picture on the screen that can be graded."""
        super().__init__(room)
        self._room, self._reading, self._is_showing = room, reading, is_showing
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._tick)
        for widget in (room, picture):
            widget.installEventFilter(self)

    def look(self) -> None:
        """Count a sign of life; it counts while the picture is on the screen."""
        if self._is_seen and self._is_showing():
            self._reading.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take gestures on the picture for signs of life; stop while another page is in front."""
        kind = event.type()
        if kind in GESTURES:
            self.look()
        elif watched is self._room and kind is QEvent.Type.Show:
            self.look()
            self._watch.start()
        elif watched is self._room and kind is QEvent.Type.Hide:
            self._watch.stop()
            self._reading.look_away()
        return super().eventFilter(watched, event)

    def _tick(self) -> None:
        if not self._is_seen:
            self._reading.look_away()
        self.ticked.emit()

    @property
    def _is_seen(self) -> bool:
        return self._room.isVisible() and not self._room.window().isMinimized()
