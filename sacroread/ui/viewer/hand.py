"""The mouse over the picture: which drag a button begins, and what its movements ask the view for."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from sacroread.ui.viewer.geometry import Point
from sacroread.ui.viewer.sketches import BoxSketch
from sacroread.ui.viewer.tools import (
    ZOOM_A_PIXEL,
    Tool,
    rotation_after_drag,
    window_after_drag,
)

if TYPE_CHECKING:
    from sacroread.ui.viewer.radiograph_view import RadiographView

REACH = 10.0  # device pixels around an edge within which the hand takes hold of it
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Drag(Enum):
    """What the mouse does while a button is held."""

    WINDOW = auto()
    ZOOM = auto()
    PAN = auto()
    SKETCH = auto()
    ROTATE = auto()


class Hand:
    """One drag at a time over one view."""

    def __init__(self, view: RadiographView) -> None:
        self._view = view
        self._drag: Drag | None = None
        self._start, self._last = QPointF(), QPointF()
        self._has_moved = False
        self._rotation_before = 0.0
        self.holds_space = False  # then the left button pans

    def let_go(self) -> None:
        """Forget the drag: it never runs on into another radiograph."""
        self._drag = None

    def press(self, event: QMouseEvent) -> None:
        """Begin the drag that the button stands for."""
        self._drag = self._meaning(event)
        self._start = self._last = event.position()
        self._has_moved = False
        self._rotation_before = self._view.presentation.rotation_degrees
        if self._drag is Drag.SKETCH and self._view.sketch is not None:
            reach = REACH / view.scale if (view := self._view.current()) else 0
            self._view.sketch = self._view.sketch.pressed(self._at(event), reach)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag; without one only the magnifier and the open leg of an angle follow."""
        if self._drag is None:
            if self._view.tool is Tool.ANGLE:
                self._sketch(QPointF(), event)
            return
        actions: dict[Drag, Callable[[QPointF, QMouseEvent], None]] = {
            Drag.WINDOW: self._window,
            Drag.ZOOM: lambda moved, _: self._view.zoom(ZOOM_A_PIXEL ** (-moved.y())),
            Drag.PAN: lambda moved, _: self._view.pan(moved),
            Drag.SKETCH: self._sketch,
            Drag.ROTATE: self._rotate,
        }
        actions[self._drag](event.position() - self._last, event)
        self._last, self._has_moved = event.position(), True

    def release(self) -> None:
        """End the drag."""
        ended, self._drag = self._drag, None
        if ended is Drag.SKETCH:
            self._view.end_stroke()
        elif ended is Drag.ROTATE and self._has_moved:
            self._view.put_down()

    def _meaning(self, event: QMouseEvent) -> Drag | None:
        if event.button() is not Qt.MouseButton.LeftButton:
            others = {Qt.MouseButton.RightButton: Drag.ZOOM, Qt.MouseButton.MiddleButton: Drag.PAN}
            return others.get(event.button())
        if self.holds_space:
            return Drag.PAN
        if self._view.tool is Tool.ROTATE:
            return Drag.ROTATE
        if self._view.tool is None and event.modifiers() & CONTROL:
            self._view.sketch = BoxSketch()
        return Drag.WINDOW if self._view.sketch is None else Drag.SKETCH

    def _window(self, moved: QPointF, event: QMouseEvent) -> None:
        is_fine = bool(event.modifiers() & (CONTROL | SHIFT))
        window = window_after_drag(self._view.window_in_force, moved.x(), moved.y(), is_fine=is_fine)
        self._view.window_wanted.emit(window, self._has_moved)

    def _sketch(self, _moved: QPointF, event: QMouseEvent) -> None:
        if self._view.sketch is not None:
            self._view.sketch = self._view.sketch.moved(self._at(event), self._view.area)
            self._view.update()

    def _rotate(self, _moved: QPointF, event: QMouseEvent) -> None:
        snaps = bool(event.modifiers() & SHIFT)
        ends = self._about_the_middle(self._start), self._about_the_middle(event.position())
        rotation = rotation_after_drag(self._rotation_before, *ends, snaps=snaps)
        self._view.rotation_wanted.emit(rotation, self._has_moved)

    def _about_the_middle(self, point: QPointF) -> Point:
        return point.x() - self._view.width() / 2, point.y() - self._view.height() / 2

    def _at(self, event: QMouseEvent) -> Point:
        return self._view.radiograph_point(event.position())
