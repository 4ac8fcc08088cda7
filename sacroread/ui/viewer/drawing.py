"""How a scene of the viewer is drawn: sampled pixels through the look-up table, and what lies over them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTransform

from sacroread.imaging.display import screen_lut
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.sides import side_directions
from sacroread.study.model import Crop, Presentation
from sacroread.ui.text_size import growth
from sacroread.ui.viewer import overlays
from sacroread.ui.viewer.cropping import corners_of
from sacroread.ui.viewer.filters import Look
from sacroread.ui.viewer.geometry import UPRIGHT, Point, Size, View, growth_of
from sacroread.ui.viewer.measuring import Measure
from sacroread.ui.viewer.notes import measure_words
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.sampling import Stored
from sacroread.ui.viewer.sketches import BoxSketch, CropSketch, MeasureSketch, Sketch


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything that one painted frame shows.

    `size` is the viewer in device pixels, `ratio` device pixels a logical one, `area` the shown part of the
    radiograph, `sketch` what the hand is drawing.
    """

    radiograph: Radiograph
    presentation: Presentation
    view: View
    size: Size
    ratio: float
    area: Crop
    sketch: Sketch | None
    measures: tuple[Measure, ...]
    overlay: Overlay | None
    look: Look

    @property
    def growth(self) -> float:
        """Logical pixels a unit of what is drawn over the picture."""
        return growth_of(self.width, self.height, growth())

    @property
    def crop(self) -> Crop | None:
        """The crop that is being drawn."""
        return self.sketch.crop if isinstance(self.sketch, CropSketch) else None

    @property
    def all_measures(self) -> tuple[Measure, ...]:
        """What was measured, and what is being measured."""
        drawn = self.sketch.measure if isinstance(self.sketch, MeasureSketch) else None
        return (*self.measures, drawn) if drawn else self.measures

    @property
    def width(self) -> float:
        """Width of the viewer in logical pixels."""
        return self.size[0] / self.ratio

    @property
    def height(self) -> float:
        """Height of the viewer in logical pixels."""
        return self.size[1] / self.ratio


@dataclass(frozen=True, eq=False)
class Sampled:
    """The visible pixels, sampled upright, as the look-up wants them, and the buffer for their grey.

    `indices` is (rows, cols) of the machine's own word, so that a frame converts nothing; (x, y) is the place
    of the top left one in the upright viewer.
    """

    indices: NDArray[np.intp]
    grey: NDArray[np.uint8]
    x: int
    y: int

    @classmethod
    def of(cls, pixels: Stored, x: int, y: int) -> "Sampled":
        """Prepare stored pixels."""
        indices = pixels.view(f"u{pixels.itemsize}").astype(np.intp, order="C")
        return cls(indices, np.empty(pixels.shape, np.uint8), x, y)


def draw_pixels(painter: QPainter, scene: Scene, sampled: Sampled) -> None:
    """Draw the visible pixels through the look-up table, turned as the view is."""
    rows, cols = sampled.grey.shape
    if rows == 0 or cols == 0:
        return
    lut = screen_lut(scene.radiograph, scene.presentation)
    np.take(lut, sampled.indices, out=sampled.grey, mode="clip")  # nothing to clip; it saves a check
    unturned = scene.view.unturned_size(scene.size)
    grey = scene.look.filtered(sampled.grey, scene.view, unturned, (sampled.x, sampled.y))
    image = QImage(grey.data, cols, rows, cols, QImage.Format.Format_Grayscale8)
    if scene.view.turn == UPRIGHT:
        image.setDevicePixelRatio(scene.ratio)
        painter.drawImage(QPointF(sampled.x, sampled.y) / scene.ratio, image)
        return
    width, height = unturned
    painter.save()
    painter.setTransform(_about_the_middle(scene, 1 / scene.ratio), combine=True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not _is_quarter_turn(scene.view))
    painter.drawImage(QPointF(sampled.x - width / 2, sampled.y - height / 2), image)
    painter.restore()


def draw_over(painter: QPainter, scene: Scene) -> None:
    """Draw heatmap, what the hand draws, measures and side letters."""
    painter.save()
    painter.setTransform(_about_the_middle(scene, scene.view.scale / scene.ratio), combine=True)
    painter.translate(-scene.view.center[0], -scene.view.center[1])
    if scene.overlay is not None:
        overlays.draw_heatmap(painter, scene.overlay)
    if scene.crop is not None:
        overlays.draw_crop(painter, scene.crop, scene.area)
    painter.restore()
    painter.save()
    painter.scale(scene.growth, scene.growth)
    _draw_in_units(painter, scene, scene.width / scene.growth, scene.height / scene.growth)
    painter.restore()


def _draw_in_units(painter: QPainter, scene: Scene, width: float, height: float) -> None:
    if scene.overlay is not None:
        overlays.draw_legend(painter, scene.overlay, QPointF(28, height - 18))
    if scene.crop is not None:
        overlays.draw_handles(painter, _on_screen(scene, corners_of(scene.crop)))
    if isinstance(scene.sketch, BoxSketch) and scene.sketch.box is not None:
        overlays.draw_box(painter, _on_screen(scene, corners_of(scene.sketch.box)))
    for measure in scene.all_measures:
        text = measure_words(measure, scene.radiograph)
        overlays.draw_measure(painter, _on_screen(scene, measure.points), text)
    directions = side_directions(scene.radiograph, scene.presentation)
    overlays.draw_sides(painter, directions, width, height)


def _on_screen(scene: Scene, points: Iterable[Point]) -> list[QPointF]:
    """Radiograph points in the units of what is drawn over the picture."""
    found = (scene.view.to_screen(point, scene.size) for point in points)
    return [QPointF(x, y) / (scene.ratio * scene.growth) for x, y in found]


def _about_the_middle(scene: Scene, scale: float) -> QTransform:
    """From coordinates about the middle of the view to logical pixels of the viewer."""
    (ax, ay), (bx, by) = scene.view.turn
    return QTransform(ax * scale, ay * scale, bx * scale, by * scale, scene.width / 2, scene.height / 2)


def _is_quarter_turn(view: View) -> bool:
    return all(component in {-1.0, 0.0, 1.0} for direction in view.turn for component in direction)
