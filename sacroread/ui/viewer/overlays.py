"""What is drawn over the picture: side letters, crop, measures, the heatmap with its legend, notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from sacroread.study.model import Crop, Side
from sacroread.ui.theme import DARK

LEGEND_WIDTH, LEGEND_HEIGHT = 140, 10
MESSAGE_WIDTH = 400  # narrower than this only where the viewer is
_OUTLINE = (QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1))


@dataclass(frozen=True, eq=False)
class Overlay:
    """A heatmap to draw: (rows, cols, 4) uint8 RGBA and the rectangle of the radiograph that it covers.

    `ramp` is (n, 3) uint8: the colours from least to most attention, for the legend.
    """

    rgba: NDArray[np.uint8]
    area: Crop
    ramp: NDArray[np.uint8]


def draw_heatmap(painter: QPainter, overlay: Overlay) -> None:
    """Draw a heatmap, smoothly; the painter works in radiograph coordinates."""
    rows, cols = overlay.rgba.shape[:2]
    pixels = np.ascontiguousarray(overlay.rgba)
    image = QImage(pixels.data, cols, rows, cols * 4, QImage.Format.Format_RGBA8888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(_rectangle(overlay.area), image)


def draw_legend(painter: QPainter, overlay: Overlay, corner: QPointF) -> None:
    """Draw the heatmap's colours with what they mean; `corner` is the bottom left one."""
    bar = QRectF(corner.x(), corner.y() - LEGEND_HEIGHT, LEGEND_WIDTH, LEGEND_HEIGHT)
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    for place, colour in enumerate(overlay.ramp):
        gradient.setColorAt(place / (len(overlay.ramp) - 1), QColor(*map(int, colour)))
    painter.fillRect(bar, gradient)
    text = QCoreApplication.translate("viewer", "attention to 'definite', share of its maximum")
    painter.setFont(_font(painter, 11))
    _outlined(painter, QPointF(bar.x(), bar.y() - 8), text)
    _outlined(painter, QPointF(bar.right() + 6, bar.bottom()), "1")
    _outlined(painter, QPointF(bar.x() - 10, bar.bottom()), "0")


def draw_sides(
    painter: QPainter, directions: Mapping[Side, tuple[float, float]], width: float, height: float
) -> None:
    """Write each side's letter at the edge of the viewer where that side of the patient lies."""
    painter.setFont(_font(painter, 26, bold=True))
    for side, (x, y) in directions.items():
        at = QPointF(width / 2 + x * (width / 2 - 24) - 9, height / 2 + y * (height / 2 - 24) + 9)
        _outlined(painter, at, side.letter, DARK.accent)


def draw_crop(painter: QPainter, crop: Crop, area: Crop) -> None:
    """Darken what a crop would take away; the painter works in radiograph coordinates."""
    gone = QPainterPath()
    gone.addRect(_rectangle(area))
    gone.addRect(_rectangle(crop))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 140))
    painter.drawPath(gone)  # what lies in both rectangles is left out
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QPen(QColor(DARK.accent), 2)
    edge.setCosmetic(True)
    painter.setPen(edge)
    painter.drawRect(_rectangle(crop))


def draw_handles(painter: QPainter, corners: Iterable[QPointF]) -> None:
    """Draw what the hand can take hold of; the painter works in screen coordinates."""
    painter.setPen(QColor(DARK.on_accent))
    painter.setBrush(QColor(DARK.accent))
    for corner in corners:
        painter.drawRect(QRectF(corner.x() - 4, corner.y() - 4, 8, 8))


def draw_box(painter: QPainter, corners: Sequence[QPointF]) -> None:
    """Draw the box whose pixels decide the window, in screen coordinates."""
    painter.setPen(QPen(QColor(DARK.accent), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(list(corners))


def draw_measure(painter: QPainter, points: Sequence[QPointF], text: str) -> None:
    """Draw a length or the legs of an angle with what it says, in screen coordinates."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(0, 0, 0, 200), 4.0), (QColor(DARK.accent), 1.5)):
        painter.setPen(QPen(colour, width))
        painter.drawPolyline(list(points))
    for point in points:
        painter.drawEllipse(point, 3, 3)
    painter.setFont(_font(painter, 14, bold=True))
    if text:
        beside = QRectF(points[-1] + QPointF(14, -26), points[-1] + QPointF(214, 0))
        _plated(painter, beside, Qt.AlignmentFlag.AlignLeft, text, DARK.text)


def draw_notes(painter: QPainter, width: float, lines: Iterable[tuple[str, str]]) -> None:
    """Write lines, each in its colour, below each other from the top left; a long one is wrapped."""
    painter.setFont(_font(painter, 13))
    box = QRectF(16, 12, max(80.0, width - 80), 400)
    for text, colour in lines:
        if text:
            box.translate(0, _plated(painter, box, Qt.AlignmentFlag.AlignLeft, text, colour) + 6)


def draw_instruction(painter: QPainter, text: str, width: float, height: float) -> None:
    """Write what the tool in hand waits for, centred above the letter at the bottom edge."""
    painter.setFont(_font(painter, 13))
    box = QRectF(24, height - 100, width - 48, 48)
    if text:
        _plated(painter, box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text, DARK.text)


def draw_message(painter: QPainter, text: str, width: float, height: float) -> None:
    """Write a message in the middle of an empty picture."""
    painter.setFont(_font(painter, 15))
    painter.setPen(QColor(DARK.text))
    margin = min(width * 0.15, max(8.0, (width - MESSAGE_WIDTH) / 2))
    box = QRectF(margin, 0, width - 2 * margin, height)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)


def _rectangle(area: Crop) -> QRectF:
    return QRectF(area.x, area.y, area.width, area.height)


def _font(painter: QPainter, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _outlined(painter: QPainter, at: QPointF, text: str, colour: str = DARK.text) -> None:
    painter.setPen(QColor(0, 0, 0, 200))
    for shift in _OUTLINE:
        painter.drawText(at + shift, text)
    painter.setPen(QColor(colour))
    painter.drawText(at, text)


def _plated(painter: QPainter, box: QRectF, align: Qt.AlignmentFlag, text: str, colour: str) -> float:
    """Write text, wrapped, on a dark plate that keeps it readable over bone; return its height."""
    flags = int(align | Qt.TextFlag.TextWordWrap)
    found = painter.boundingRect(box, flags, text)
    painter.fillRect(found.adjusted(-5, -2, 5, 2), QColor(0, 0, 0, 150))
    painter.setPen(QColor(colour))
    painter.drawText(box, flags, text)
    return found.height()
