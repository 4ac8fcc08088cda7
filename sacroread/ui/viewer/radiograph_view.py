"""The widget that shows a radiograph, with what is drawn over it; its hand turns the mouse into wishes."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from sacroread.imaging.display import screen_lut
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.text_size import growth
from sacroread.ui.theme import DARK
from sacroread.ui.viewer import notes, overlays, smoothing
from sacroread.ui.viewer.drawing import Sampled, Scene, draw_over, draw_pixels
from sacroread.ui.viewer.filters import Curves, Filter, Look
from sacroread.ui.viewer.geometry import (
    UPRIGHT,
    Point,
    Size,
    View,
    fitted,
    growth_of,
    panned,
    turn_of,
    zoomed,
)
from sacroread.ui.viewer.hand import Hand
from sacroread.ui.viewer.magnifier import draw_lens, lens_size, lens_view
from sacroread.ui.viewer.measuring import Measure
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.sampling import visible
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.sketches import BoxSketch, CropSketch, MeasureSketch, Sketch
from sacroread.ui.viewer.tools import ZOOM_A_NOTCH, Tool, region_window


class RadiographView(QWidget):
    """Draws one radiograph. Zoom, filters and magnifier are its own; the rest it asks for by signals."""

    window_wanted = Signal(object, bool)  # Window, whether it continues the gesture before
    crop_wanted = Signal(object)  # Crop
    rotation_wanted = Signal(float, bool)  # degrees clockwise, whether it continues the gesture before
    measured = Signal(object)  # Measure
    opacity_wanted = Signal(float)  # change of the heatmap's opacity, in notches
    altered = Signal()  # another radiograph, presentation, overlay, zoom or filter is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Radiograph"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumSize(240, 240)
        self.setMouseTracking(True)
        self.shown: Shown | None = None
        self.presentation = Presentation()
        self.overlay: Overlay | None = None
        self.filters: frozenset[Filter] = frozenset()
        self.tool: Tool | None = None
        self.sketch: Sketch | None = None
        self._measures: tuple[Measure, ...] = ()
        self._message = ""
        self._caption, self._hint = "", ""
        self._view: View | None = None  # None: fitted, and stays fitted when the window is resized
        self._sampled: Sampled | None = None
        self._look: Look | None = None  # None: to be made anew
        self._is_smooth = smoothing.is_smooth()
        self.has_lens = False
        self._lens_at: QPointF | None = None
        self._hand = Hand(self)

    # what is shown

    def show_radiograph(self, shown: Shown | None, message: str = "") -> None:
        """Show another radiograph, fitted, or a message instead."""
        if shown is not self.shown:
            self._hand.let_go()
            self.leave_crop()
            self.put_down()
            self.shown, self._view = shown, None
            self._alter()
        self._message = message
        self.update()

    def show_presentation(self, presentation: Presentation) -> None:
        """Show the radiograph with this window, inversion, crop, rotation and flip."""
        if presentation.crop != self.presentation.crop:
            self._view = None
        elif self._view is not None:
            self._view = replace(self._view, turn=turn_of(presentation))
        is_framed_alike = _framing(presentation) == _framing(self.presentation)
        self.presentation = presentation
        self._alter(is_framed_alike=is_framed_alike)

    def show_overlay(self, overlay: Overlay | None) -> None:
        """Draw this heatmap over the radiograph, or none."""
        self.overlay = overlay
        self._alter(is_framed_alike=True)

    def show_filters(self, filters: frozenset[Filter]) -> None:
        """Show the picture through these filters; for looking only, and it says so."""
        self.filters = filters
        self._alter(is_framed_alike=True)

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Draw these lengths and angles over the picture."""
        self._measures = measures
        self.update()

    def show_caption(self, caption: str) -> None:
        """Say on the picture which one it is."""
        self._caption = caption
        self.update()

    def say(self, words: str) -> None:
        """Say something on the picture until the next step."""
        self._hint = words
        self.update()

    def show_lens(self, *, is_on: bool) -> None:
        """Let a magnifier follow the cursor, or take it away."""
        self.has_lens = is_on
        at = self.mapFromGlobal(self.cursor().pos())
        self._lens_at = QPointF(at) if is_on and self.rect().contains(at) else None
        self._dress_cursor()

    @property
    def window_in_force(self) -> Window:
        """The window that the picture is shown with."""
        if self.presentation.window is not None or self.shown is None:
            return self.presentation.window or Window(0, 1)
        return self.shown.first_window

    # zoom and pan

    def fit(self) -> None:
        """Show all of the picture."""
        self.look_at(None)

    def show_one_to_one(self) -> None:
        """Show one stored pixel on one device pixel."""
        view = self.current()
        self.look_at(replace(view, scale=1.0) if view else None)

    def zoom(self, factor: float) -> None:
        """Zoom about the middle."""
        width, height = self.device_size()
        self._zoom_at((width / 2, height / 2), factor)

    def pan(self, moved: QPointF) -> None:
        """Move the picture by logical pixels."""
        if (view := self.current()) is not None:
            self.look_at(panned(view, self._device(moved)))

    def look_at(self, view: View | None) -> None:
        """Show this part of the radiograph; None fits it."""
        if view is None or view != self._view:
            self._view = view
            self._alter()

    def switch_smoothing(self) -> None:
        """Above 1:1 interpolate between stored pixels, or draw each one as a square; kept for later."""
        self._is_smooth = not self._is_smooth
        smoothing.keep(is_smooth=self._is_smooth)
        self._alter()

    # tools

    def take_up(self, tool: Tool, proposal: Crop | None = None) -> None:
        """Let the next drag of the left button do this; a proposed crop is shown at once."""
        self.put_down()
        self.tool = tool
        sketches: dict[Tool, Sketch] = {
            Tool.CROP: CropSketch(proposal),
            Tool.LENGTH: MeasureSketch(is_angle=False),
            Tool.ANGLE: MeasureSketch(is_angle=True),
        }
        self.sketch = sketches.get(tool)
        self._dress_cursor()

    def put_down(self) -> None:
        """Drop the tool in hand, and what it has drawn."""
        self.tool, self.sketch = None, None
        self._dress_cursor()

    def end_stroke(self) -> None:
        """The button was let go: ask for what is drawn completely."""
        sketch = self.sketch = self.sketch.released() if self.sketch else None
        if sketch is None or not sketch.is_done:
            self.update()
            return
        self.put_down()
        if isinstance(sketch, BoxSketch) and sketch.box is not None and self.shown is not None:
            window = region_window(self.shown.radiograph, sketch.box)
            if window is not None:
                self.window_wanted.emit(window, False)
        elif isinstance(sketch, MeasureSketch):
            self.measured.emit(sketch.measure)

    @property
    def is_cropping(self) -> bool:
        """Whether a crop is being drawn."""
        return self.tool is Tool.CROP

    def enter_crop(self, proposal: Crop | None = None) -> None:
        """Let the next drag draw a crop, on all of the radiograph."""
        self.take_up(Tool.CROP, proposal)
        self.look_at(None)

    def leave_crop(self) -> None:
        """Drop the crop that was being drawn; the one before it holds again."""
        if self.is_cropping:
            self.put_down()
            self.look_at(None)

    def take_crop(self) -> None:
        """Ask for the crop that was drawn."""
        crop = self.sketch.crop if isinstance(self.sketch, CropSketch) else None
        self.leave_crop()
        if crop is not None:
            self.crop_wanted.emit(crop)

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the visible pixels through the look-up table, then what lies over them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self.shown is not None and (view := self.current()) is not None:
            self._paint_picture(painter, self._scene(self.shown, view), self.shown)
        elif self._message:
            by = growth_of(self.width(), self.height(), growth())
            painter.scale(by, by)
            overlays.draw_message(painter, self._message, self.width() / by, self.height() / by)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Sample anew at the new size; zoom and window stay."""
        self._sampled = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the drag that the button stands for."""
        self._hand.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the drag; the magnifier follows."""
        if self.shown is None:
            return
        self._hand.move(event)
        if self.has_lens:
            self._lens_at = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._hand.release()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the magnifier away with the cursor."""
        self._lens_at = None
        self.update()
        super().leaveEvent(event)

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
        self._hand.holds_space = is_held

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Space that is let go elsewhere is let go."""
        self._hand.holds_space = False
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Sample anew when the screen's scale factor changes."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._sampled = None
        return super().event(event)

    # drawing

    def _alter(self, *, is_framed_alike: bool = False) -> None:
        if not is_framed_alike:
            self._sampled = None
        self._look, self._hint = None, ""
        self.update()
        self.altered.emit()

    def _paint_picture(self, painter: QPainter, scene: Scene, shown: Shown) -> None:
        if self._sampled is not None:
            draw_pixels(painter, scene, self._sampled)
        draw_over(painter, scene)
        if self._lens_at is not None:
            view = lens_view(scene.view, self._device(self._lens_at), scene.size)
            lens = self._sample(shown, view, lens_size(scene))
            draw_lens(painter, scene, view, lens, self._lens_at)
        quiet, warning = DARK.text, DARK.warning
        lines = (
            (self._caption, quiet),
            (notes.not_as_stored(shown.radiograph, self.presentation), quiet),
            (notes.for_looking_only(scene.look), warning),
            (notes.basis_words(scene.all_measures, shown.radiograph), quiet),
        )
        painter.scale(scene.growth, scene.growth)
        width, height = scene.width / scene.growth, scene.height / scene.growth
        overlays.draw_notes(painter, width, lines)
        overlays.draw_instruction(painter, notes.tool_words(self.tool) or self._hint, width, height)

    def _scene(self, shown: Shown, view: View) -> Scene:
        if self._sampled is None:
            self._sampled = self._sample(shown, view, self.device_size())
        if self._look is None:
            self._look = self._look_of(shown)
        drawn = shown.as_drawn(self.presentation)
        return Scene(shown.radiograph, drawn, view, self.device_size(), self.devicePixelRatioF(),
                     self.area, self.sketch, self._measures, self.overlay, self._look)  # fmt: skip

    def _sample(self, shown: Shown, view: View, size: Size) -> Sampled:
        upright = replace(view, turn=UPRIGHT)
        found = visible(shown.levels, upright, self.area, view.unturned_size(size), is_smooth=self._is_smooth)
        return Sampled.of(*found)

    def _look_of(self, shown: Shown) -> Look:
        curves = None
        if Filter.LOCAL_CONTRAST in self.filters:
            lut = screen_lut(shown.radiograph, shown.as_drawn(self.presentation))
            curves = Curves.of(shown.small_grey(lut, self.area), self.area)
        return Look(Filter.SHARPEN in self.filters, curves)

    def _dress_cursor(self) -> None:
        if self.tool is not None or self.has_lens:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()
        self.update()

    # coordinates

    @property
    def area(self) -> Crop:
        """The part of the radiograph that is shown: all of it while a crop is drawn."""
        whole = self.shown.whole if self.shown else Crop(0, 0, 1, 1)
        return whole if self.is_cropping else self.presentation.crop or whole

    @property
    def zoomed_view(self) -> View | None:
        """What is looked at, or None while the picture is fitted."""
        return self._view

    def current(self) -> View | None:
        """Return what is looked at; None without a radiograph."""
        if self.shown is None:
            return None
        return self._view or fitted(self.area, self.device_size(), turn_of(self.presentation))

    def device_size(self) -> Size:
        """Return width and height in device pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def radiograph_point(self, point: QPointF) -> Point:
        """Return the radiograph point under a point of the widget."""
        view = self.current()
        return view.to_radiograph(self._device(point), self.device_size()) if view else (0.0, 0.0)

    def _zoom_at(self, at: Point, factor: float) -> None:
        if (view := self.current()) is not None:
            self.look_at(zoomed(view, factor, at, self.device_size()))

    def _device(self, point: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio


def _framing(presentation: Presentation) -> tuple[object, ...]:
    """What decides which pixels are sampled; when it changes, they are sampled anew."""
    return presentation.crop, presentation.rotation_degrees, presentation.is_flipped
