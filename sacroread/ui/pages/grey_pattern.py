"""The pattern that a display is judged by: grey steps, two faint squares, and letters that fade."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sacroread.ui.display_check import FAINT, GREY_STEPS, LETTERS, MID_GREY, letter_greys

HEIGHT = 300


class GreyPattern(QWidget):
    """Draws the pattern in the greys of the screen, which no theme changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(
            self.tr("Pattern: eleven grey steps, a faint square in black and in white, letters that fade")
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three rows."""
        painter = QPainter(self)
        rows = [QRectF(0, row * HEIGHT / 3, self.width(), HEIGHT / 3) for row in range(3)]
        _draw_steps(painter, rows[0])
        _draw_squares(painter, rows[1])
        _draw_letters(painter, rows[2])
        painter.end()


def _grey(level: int) -> QColor:
    return QColor(level, level, level)


def _draw_steps(painter: QPainter, row: QRectF) -> None:
    width = row.width() / len(GREY_STEPS)
    for place, level in enumerate(GREY_STEPS):
        left, right = round(place * width), round((place + 1) * width)
        painter.fillRect(QRectF(left, row.top(), right - left, row.height()), _grey(level))


def _draw_squares(painter: QPainter, row: QRectF) -> None:
    half, side = row.width() / 2, row.height() / 2
    for place, (ground, square) in enumerate(((0, FAINT), (255, 255 - FAINT))):
        field = QRectF(place * half, row.top(), half, row.height())
        painter.fillRect(field, _grey(ground))
        inner = QRectF(0, 0, side, side)
        inner.moveCenter(field.center())
        painter.fillRect(inner, _grey(square))


def _draw_letters(painter: QPainter, row: QRectF) -> None:
    painter.fillRect(row, _grey(MID_GREY))
    font = painter.font()
    font.setPixelSize(round(row.height() * 0.4))
    font.setBold(True)
    painter.setFont(font)
    width = row.width() / len(LETTERS)
    for place, (letter, level) in enumerate(zip(LETTERS, letter_greys(), strict=True)):
        painter.setPen(_grey(level))
        box = QRectF(place * width, row.top(), width, row.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
