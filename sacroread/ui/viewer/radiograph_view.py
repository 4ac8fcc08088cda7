"""The widget that shows a radiograph and turns the mouse into windows, crops, zoom and pan."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from sacroread.imaging.sides import is_side_known
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.viewer import overlays, smoothing
from sacroread.ui.viewer.cropping import Grip, crop_between, dragged, grip_at
from sacroread.ui.viewer.drawing import Sampled, Scene, draw_over, draw_pixels
from sacroread.ui.viewer.geometry import UPRIGHT, Point, Size, View, fitted, panned, turn_of, zoomed
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.sampling import visible
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.tools import ZOOM_A_NOTCH, ZOOM_A_PIXEL, window_after_drag

GRIP_REACH = 10.0  # device pixels around an edge of a crop within which the hand takes hold of it


class Drag(Enum):
    """What the mouse does while a button is held."""

    WINDOW = auto()
    ZOOM = auto()
    PAN = auto()
    CROP = auto()


class RadiographView(QWidget):
    """Draws one radiograph. Zoom and pan are its own; window and crop it only asks for, through signals."""

    window_wanted = Signal(object, bool)  # Window, whether it continues the gesture before
    crop_wanted = Signal(object)  # Crop
    opacity_wanted = Signal(float)  # change of the heatmap's opacity, in notches

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Radiograph"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumSize(320, 240)
        self._shown: Shown | None = None
        self._presentation = Presentation()
        self._overlay: Overlay | None = None
        self._message = ""
        self._view: View | None = None  # None: fitted, and stays fitted when the window is resized
        self._sampled: Sampled | None = None
        self._is_smooth = smoothing.is_smooth()
        self._drag: Drag | None = None
        self._last = QPointF()
        self._has_moved = False
        self._is_cropping = False
        self._is_panning_with_space = False
        self._crop: Crop | None = None
        self._crop_start: Point = (0.0, 0.0)
        self._grip: Grip | None = None

    # what is shown

    def show_radiograph(self, shown: Shown | None, message: str = "") -> None:
        """Show another radiograph, fitted, or a message instead."""
        if shown is not self._shown:
            self._shown, self._view, self._sampled = shown, None, None
            self._drag = None  # a drag never runs on into another radiograph
            self.leave_crop()
        self._message = message
        self.update()

    def show_presentation(self, presentation: Presentation) -> None:
        """Show the radiograph with this window, inversion, crop, rotation and flip."""
        if _framing(presentation) != _framing(self._presentation):
            self._view, self._sampled = None, None
        self._presentation = presentation
        self.update()

    def show_overlay(self, overlay: Overlay | None) -> None:
        """Draw this heatmap over the radiograph, or none."""
        self._overlay = overlay
        self.update()

    @property
    def window_in_force(self) -> Window:
        """The window that the picture is shown with."""
        if self._presentation.window is not None or self._shown is None:
            return self._presentation.window or Window(0, 1)
        return self._shown.first_window

    # zoom and pan

    def fit(self) -> None:
        """Show all of the picture."""
        self._look(None)

    def show_one_to_one(self) -> None:
        """Show one stored pixel on one device pixel."""
        view = self._current()
        self._look(replace(view, scale=1.0) if view else None)

    def zoom(self, factor: float) -> None:
        """Zoom about the middle."""
        width, height = self._size()
        self._zoom_at((width / 2, height / 2), factor)

    def switch_smoothing(self) -> None:
        """Above 1:1 interpolate between stored pixels, or draw each one as a square; kept for later."""
        self._is_smooth, self._sampled = not self._is_smooth, None
        smoothing.keep(is_smooth=self._is_smooth)
        self.update()

    # crop

    @property
    def is_cropping(self) -> bool:
        """Whether a crop is being drawn."""
        return self._is_cropping

    def enter_crop(self, proposal: Crop | None = None) -> None:
        """Let the next drag draw a crop; a proposal is shown at once."""
        self._is_cropping, self._crop = True, proposal
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._look(None)

    def leave_crop(self) -> None:
        """Drop the crop that was being drawn; the one before it holds again."""
        if self._is_cropping:
            self._is_cropping, self._crop = False, None
            self.unsetCursor()
            self._look(None)

    def take_crop(self) -> None:
        """Ask for the crop that was drawn."""
        crop = self._crop
        self.leave_crop()
        if crop is not None:
            self.crop_wanted.emit(crop)

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the visible pixels through the look-up table, then what lies over them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._shown is not None and (view := self._current()) is not None:
            scene = self._scene(self._shown, view)
            if self._sampled is not None:
                draw_pixels(painter, scene, self._sampled)
            draw_over(painter, scene)
        if self._is_cropping:
            note = self.tr("Drag a rectangle or its edges; Enter takes it, Esc drops it")
            overlays.draw_note(painter, note, self.width(), self.height() - 24)
        overlays.draw_note(painter, self._turned_in_words(), self.width(), 24)
        if self._message:
            overlays.draw_message(painter, self._message, self.width(), self.height())
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Sample anew at the new size; zoom and window stay."""
        self._sampled = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the drag that the button stands for."""
        self._drag = self._meaning(event.button())
        self._last, self._has_moved = event.position(), False
        if self._drag is Drag.CROP:
            self._crop_start = self._radiograph_point(event.position())
            reach = GRIP_REACH / view.scale if (view := self._current()) else 0
            self._grip = grip_at(self._crop, self._crop_start, reach) if self._crop else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the drag."""
        if self._drag is None or self._shown is None:
            return
        moved = event.position() - self._last
        actions: dict[Drag, Callable[[QPointF, QMouseEvent], None]] = {
            Drag.WINDOW: self._drag_window,
            Drag.ZOOM: self._drag_zoom,
            Drag.PAN: self._drag_pan,
            Drag.CROP: self._drag_crop,
        }
        actions[self._drag](moved, event)
        self._last, self._has_moved = event.position(), True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._drag = None
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Shift change the heatmap's opacity."""
        delta = event.angleDelta()
        notches = (delta.y() or delta.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.opacity_wanted.emit(notches)
        else:
            self._zoom_at(self._device(event.position()), ZOOM_A_NOTCH**notches)
        event.accept()

    def hold_space(self, *, is_held: bool) -> None:
        """While Space is held the left button pans."""
        self._is_panning_with_space = is_held

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space that is let go elsewhere is let go."""
        self._is_panning_with_space = False
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Sample anew when the screen's scale factor changes."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._sampled = None
        return super().event(event)

    # drags

    def _meaning(self, button: Qt.MouseButton) -> Drag | None:
        if button is Qt.MouseButton.LeftButton:
            if self._is_panning_with_space:
                return Drag.PAN
            return Drag.CROP if self._is_cropping else Drag.WINDOW
        return {Qt.MouseButton.RightButton: Drag.ZOOM, Qt.MouseButton.MiddleButton: Drag.PAN}.get(button)

    def _drag_window(self, moved: QPointF, event: QMouseEvent) -> None:
        fine = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        is_fine = bool(event.modifiers() & fine)
        window = window_after_drag(self.window_in_force, moved.x(), moved.y(), is_fine=is_fine)
        self.window_wanted.emit(window, self._has_moved)

    def _drag_zoom(self, moved: QPointF, _event: QMouseEvent) -> None:
        self.zoom(ZOOM_A_PIXEL ** (-moved.y()))

    def _drag_pan(self, moved: QPointF, _event: QMouseEvent) -> None:
        if (view := self._current()) is not None:
            self._look(panned(view, self._device(moved)))

    def _drag_crop(self, moved: QPointF, event: QMouseEvent) -> None:
        at = self._radiograph_point(event.position())
        if self._grip is not None and self._crop is not None:
            before = self._radiograph_point(event.position() - moved)
            by = (at[0] - before[0], at[1] - before[1])
            self._crop = dragged(self._crop, self._grip, by, self._area())
        else:
            self._crop = crop_between(self._crop_start, at, self._area())
        self.update()

    def _scene(self, shown: Shown, view: View) -> Scene:
        if self._sampled is None:
            upright = replace(view, turn=UPRIGHT)
            size = view.unturned_size(self._size())
            found = visible(shown.levels, upright, self._area(), size, is_smooth=self._is_smooth)
            self._sampled = Sampled.of(*found)
        crop = self._crop if self._is_cropping else None
        drawn = shown.as_drawn(self._presentation)
        return Scene(shown.radiograph, drawn, view, self._size(), self.devicePixelRatioF(),
                     self._area(), crop, self._overlay)  # fmt: skip

    def _turned_in_words(self) -> str:
        degrees = self._presentation.rotation_degrees % 360
        words = [self.tr("flipped")] if self._presentation.is_flipped else []
        words += [self.tr("rotated {degrees:g} degrees").format(degrees=degrees)] if degrees else []
        if self._shown is not None and not is_side_known(self._shown.radiograph):
            words.append(self.tr("the file does not name the sides: R and L as a pelvis is hung"))
        return ", ".join(words)

    # coordinates

    def _size(self) -> Size:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _area(self) -> Crop:
        whole = self._shown.whole if self._shown else Crop(0, 0, 1, 1)
        return whole if self._is_cropping else self._presentation.crop or whole

    def _current(self) -> View | None:
        if self._shown is None:
            return None
        return self._view or fitted(self._area(), self._size(), turn_of(self._presentation))

    def _look(self, view: View | None) -> None:
        self._view, self._sampled = view, None
        self.update()

    def _zoom_at(self, at: Point, factor: float) -> None:
        if (view := self._current()) is not None:
            self._look(zoomed(view, factor, at, self._size()))

    def _device(self, point: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio

    def _radiograph_point(self, point: QPointF) -> Point:
        view = self._current()
        return view.to_radiograph(self._device(point), self._size()) if view else (0.0, 0.0)


def _framing(presentation: Presentation) -> tuple[object, ...]:
    """What decides where the picture lies; when it changes, the view is fitted anew."""
    return presentation.crop, presentation.rotation_degrees, presentation.is_flipped
