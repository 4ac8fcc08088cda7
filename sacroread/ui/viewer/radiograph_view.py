"""The widget that shows a radiograph and turns the mouse into windows, crops, zoom and pan."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from sacroread.imaging.display import screen_lut
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.viewer import overlays
from sacroread.ui.viewer.geometry import Point, Size, View, crop_between, fitted, panned, zoomed
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.sampling import Stored, visible
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.tools import ZOOM_A_NOTCH, ZOOM_A_PIXEL, window_after_drag


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
        self._letters = ("", "")
        self._message = ""
        self._view: View | None = None  # None: fitted, and stays fitted when the window is resized
        self._sampled: tuple[Stored, int, int] | None = None
        self._drag: Drag | None = None
        self._last = QPointF()
        self._has_moved = False
        self._is_cropping = False
        self._is_panning_with_space = False
        self._crop: Crop | None = None
        self._crop_start: Point = (0.0, 0.0)

    # what is shown

    def show_radiograph(self, shown: Shown | None, letters: tuple[str, str], message: str = "") -> None:
        """Show another radiograph, fitted; `letters` name the patient's sides at the left and right edge."""
        if shown is not self._shown:
            self._shown, self._view, self._sampled = shown, None, None
            self.leave_crop()
        self._letters, self._message = letters, message
        self.update()

    def show_presentation(self, presentation: Presentation) -> None:
        """Show the radiograph with this window, inversion and crop."""
        if presentation.crop != self._presentation.crop:
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

    # crop

    @property
    def is_cropping(self) -> bool:
        """Whether a crop is being drawn."""
        return self._is_cropping

    def enter_crop(self, proposal: Crop | None = None) -> None:
        """Let the next drag draw a crop; a proposal is shown at once."""
        self._is_cropping, self._crop = True, proposal
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()

    def leave_crop(self) -> None:
        """Drop the crop that was being drawn."""
        self._is_cropping, self._crop = False, None
        self.unsetCursor()
        self.update()

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
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        if self._shown is not None and (view := self._current()) is not None:
            self._draw_pixels(painter, self._shown, view)
            self._draw_over(painter, view)
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

    def _drag_crop(self, _moved: QPointF, event: QMouseEvent) -> None:
        self._crop = crop_between(self._crop_start, self._radiograph_point(event.position()), self._area())
        self.update()

    # drawing

    def _draw_pixels(self, painter: QPainter, shown: Shown, view: View) -> None:
        if self._sampled is None:
            self._sampled = visible(shown.levels, view, self._area(), self._size())
        pixels, x, y = self._sampled
        if pixels.size == 0:
            return
        lut = screen_lut(shown.radiograph, self._presentation)
        grey = np.take(lut, pixels.view(f"u{pixels.itemsize}"))
        rows, cols = grey.shape
        image = QImage(grey.data, cols, rows, cols, QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(QPointF(x, y) / self.devicePixelRatioF(), image)

    def _draw_over(self, painter: QPainter, view: View) -> None:
        size, ratio = self._size(), self.devicePixelRatioF()
        if self._overlay is not None:
            overlays.draw_heatmap(painter, self._overlay, view, size, ratio)
            overlays.draw_legend(painter, self._overlay, QPointF(28, self.height() - 18))
        if self._is_cropping and self._crop is not None:
            overlays.draw_crop(painter, self._crop, view, size, ratio)
        overlays.draw_sides(painter, self._letters, self.width(), self.height())
        if self._is_cropping:
            note = self.tr("Drag a rectangle; Enter takes it, Esc drops it")
            overlays.draw_note(painter, note, self.width(), self.height() - 24)

    # coordinates

    def _size(self) -> Size:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _area(self) -> Crop:
        whole = self._shown.whole if self._shown else Crop(0, 0, 1, 1)
        return self._presentation.crop or whole

    def _current(self) -> View | None:
        if self._shown is None:
            return None
        return self._view or fitted(self._area(), self._size())

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
