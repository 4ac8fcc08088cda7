"""What is drawn over the picture: side letters, a crop being drawn, the heatmap with its legend, a note."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from sacroread.study.model import Crop
from sacroread.ui.theme import DARK
from sacroread.ui.viewer.geometry import Size, View

LEGEND_WIDTH, LEGEND_HEIGHT = 140, 10


@dataclass(frozen=True, eq=False)
class Overlay:
    """A heatmap to draw: (rows, cols, 4) uint8 RGBA and the rectangle of the radiograph that it covers.

    `ramp` is (n, 3) uint8: the colours from least to most attention, for the legend.
    """

    rgba: NDArray[np.uint8]
    area: Crop
    ramp: NDArray[np.uint8]


def draw_heatmap(painter: QPainter, overlay: Overlay, view: View, size: Size, ratio: float) -> None:
    """Draw a heatmap in radiograph coordinates, smoothly."""
    rows, cols = overlay.rgba.shape[:2]
    pixels = np.ascontiguousarray(overlay.rgba)
    image = QImage(pixels.data, cols, rows, cols * 4, QImage.Format.Format_RGBA8888)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(_on_screen(overlay.area, view, size, ratio), image)
    painter.restore()


def draw_legend(painter: QPainter, overlay: Overlay, corner: QPointF) -> None:
    """Draw the heatmap's colours with what they mean; `corner` is the bottom left one."""
    bar = QRectF(corner.x(), corner.y() - LEGEND_HEIGHT, LEGEND_WIDTH, LEGEND_HEIGHT)
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    for place, colour in enumerate(overlay.ramp):
        gradient.setColorAt(place / (len(overlay.ramp) - 1), QColor(*map(int, colour)))
    painter.fillRect(bar, gradient)
    text = "attention to 'definite', share of its maximum"
    painter.setFont(_font(painter, 11))
    _outlined(painter, QPointF(bar.x(), bar.y() - 8), text)
    _outlined(painter, QPointF(bar.right() + 6, bar.bottom()), "1")
    _outlined(painter, QPointF(bar.x() - 10, bar.bottom()), "0")


def draw_sides(painter: QPainter, letters: tuple[str, str], width: float, height: float) -> None:
    """Write which side of the patient lies at the left and right edge of the picture."""
    painter.setFont(_font(painter, 26, bold=True))
    for letter, x in ((letters[0], 16.0), (letters[1], width - 38.0)):
        _outlined(painter, QPointF(x, height / 2), letter, DARK.accent)


def draw_crop(painter: QPainter, crop: Crop, view: View, size: Size, ratio: float) -> None:
    """Draw a crop before it is taken: what would go is darkened."""
    inside = _on_screen(crop, view, size, ratio)
    everything = QRectF(0, 0, size[0] / ratio, size[1] / ratio)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 140))
    for part in _around(inside, everything):
        painter.drawRect(part)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(DARK.accent), 2))
    painter.drawRect(inside)
    painter.restore()


def draw_note(painter: QPainter, text: str, width: float, bottom: float) -> None:
    """Write a short instruction at the bottom of the picture, centred."""
    painter.setFont(_font(painter, 13))
    length = painter.fontMetrics().horizontalAdvance(text)
    _outlined(painter, QPointF((width - length) / 2, bottom), text)


def draw_message(painter: QPainter, text: str, width: float, height: float) -> None:
    """Write a message in the middle of an empty picture."""
    painter.setFont(_font(painter, 15))
    painter.setPen(QColor(DARK.text))
    box = QRectF(width * 0.15, 0, width * 0.7, height)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)


def _on_screen(area: Crop, view: View, size: Size, ratio: float) -> QRectF:
    x0, y0 = view.to_screen((area.x, area.y), size)
    x1, y1 = view.to_screen((area.x + area.width, area.y + area.height), size)
    return QRectF(x0 / ratio, y0 / ratio, (x1 - x0) / ratio, (y1 - y0) / ratio)


def _around(inside: QRectF, everything: QRectF) -> tuple[QRectF, ...]:
    width, height = everything.width(), everything.height()
    top, bottom = max(0.0, inside.top()), min(height, inside.bottom())
    return (
        QRectF(0, 0, width, top),
        QRectF(0, bottom, width, height - bottom),
        QRectF(0, top, max(0.0, inside.left()), bottom - top),
        QRectF(inside.right(), top, max(0.0, width - inside.right()), bottom - top),
    )


def _font(painter: QPainter, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _outlined(painter: QPainter, at: QPointF, text: str, colour: str = DARK.text) -> None:
    painter.setPen(QColor(0, 0, 0, 200))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(at + QPointF(dx, dy), text)
    painter.setPen(QColor(colour))
    painter.drawText(at, text)
