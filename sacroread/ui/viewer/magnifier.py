"""The magnifier: a round lens under the cursor, turned, windowed and filtered as the picture is."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from sacroread.ui.theme import DARK
from sacroread.ui.viewer.drawing import Sampled, Scene, draw_pixels
from sacroread.ui.viewer.geometry import MAX_SCALE, Point, Size, View

DIAMETER = 280  # logical pixels
TIMES = 2.5
LEAST_SCALE = 1.0  # a lens shows at least every stored pixel


def lens_view(view: View, at: Point, size: Size) -> View:
    """Return what the lens shows: the point under the cursor in its middle, larger, turned as the view is."""
    scale = min(max(view.scale * TIMES, LEAST_SCALE), MAX_SCALE)
    return View(scale, view.to_radiograph(at, size), view.turn)


def lens_size(ratio: float) -> Size:
    """Return width and height of the lens in device pixels."""
    return round(DIAMETER * ratio), round(DIAMETER * ratio)


def draw_lens(painter: QPainter, scene: Scene, view: View, sampled: Sampled, at: QPointF) -> None:
    """Draw the lens about a point of the viewer in logical pixels."""
    corner = QPointF(round(at.x() - DIAMETER / 2), round(at.y() - DIAMETER / 2))
    round_edge = QPainterPath()
    round_edge.addEllipse(QRectF(0, 0, DIAMETER, DIAMETER))
    painter.save()
    painter.translate(corner)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(round_edge)
    painter.fillPath(round_edge, Qt.GlobalColor.black)
    draw_pixels(painter, replace(scene, view=view, size=lens_size(scene.ratio)), sampled)
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(DARK.accent), 2))
    painter.drawPath(round_edge)
    painter.restore()
