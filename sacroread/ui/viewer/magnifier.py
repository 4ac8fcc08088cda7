"""The magnifier: a round lens under the cursor, turned, windowed and filtered as the picture is."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from sacroread.ui.theme import DARK
from sacroread.ui.viewer.drawing import Sampled, Scene, draw_pixels
from sacroread.ui.viewer.geometry import MAX_SCALE, Point, Size, View

DIAMETER = 280  # units of what is drawn over the picture
TIMES = 2.5
LEAST_SCALE = 1.0  # a lens shows at least every stored pixel


def lens_view(view: View, at: Point, size: Size) -> View:
    """Return what the lens shows: the point under the cursor in its middle, larger, turned as the view is."""
    scale = min(max(view.scale * TIMES, LEAST_SCALE), MAX_SCALE)
    return View(scale, view.to_radiograph(at, size), view.turn)


def lens_size(scene: Scene) -> Size:
    """Return width and height of the lens in device pixels."""
    side = round(DIAMETER * scene.growth * scene.ratio)
    return side, side


def draw_lens(painter: QPainter, scene: Scene, view: View, sampled: Sampled, at: QPointF) -> None:
    """Draw the lens about a point of the viewer in logical pixels."""
    diameter = lens_size(scene)[0] / scene.ratio
    corner = QPointF(round(at.x() - diameter / 2), round(at.y() - diameter / 2))
    round_edge = QPainterPath()
    round_edge.addEllipse(QRectF(0, 0, diameter, diameter))
    painter.save()
    painter.translate(corner)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(round_edge)
    painter.fillPath(round_edge, Qt.GlobalColor.black)
    draw_pixels(painter, replace(scene, view=view, size=lens_size(scene)), sampled)
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(DARK.accent), 2))
    painter.drawPath(round_edge)
    painter.restore()
