"""The second reader's probability on a scale from 0 to 1 with its cut-offs."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from sacroread.second_reader.position import probability_text
from sacroread.study.model import CutOff
from sacroread.ui.sentences import in_own_words
from sacroread.ui.text_size import grown
from sacroread.ui.theme import DARK

MARGIN, BAR_TOP, BAR_HEIGHT = 10.0, 16.0, 10.0
LABEL_PIXELS, LINE = 11, 14  # of the cut-offs' names, at 100 %
BELOW = BAR_TOP + BAR_HEIGHT + 5
APART = 8  # between two names in a row


class ProbabilityBar(QWidget):
    """A bar from 0 to 1, a tick for each cut-off, a triangle at the probability."""

    def __init__(self) -> None:
        super().__init__()
        self._probability = 0.0
        self._cut_offs: Sequence[CutOff] = ()
        self._make_room()
        self.setAccessibleName(self.tr("Probability of definite sacroiliitis"))

    def show_probability(self, probability: float, cut_offs: Sequence[CutOff]) -> None:
        """Show a probability (0 to 1) among the cut-offs."""
        self._probability, self._cut_offs = probability, cut_offs
        told = self.tr("{probability}; cut-offs: {cut_offs}")
        words = ", ".join(map(_in_short, cut_offs))
        self.setAccessibleDescription(told.format(probability=probability_text(probability), cut_offs=words))
        self.setToolTip("\n".join(map(_tip, cut_offs)))
        self._make_room()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names of the cut-offs the rows that they need in another width."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bar, ticks and triangle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(MARGIN, BAR_TOP, self.width() - 2 * MARGIN, BAR_HEIGHT)
        painter.setBrush(QColor(DARK.raised))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(QColor(DARK.accent))
        painter.drawRoundedRect(
            QRectF(bar.topLeft(), QPointF(self._x(self._probability), bar.bottom())), 3, 3
        )
        self._draw_triangle(painter)
        self._draw_ticks(painter)
        painter.end()

    def _x(self, probability: float) -> float:
        return MARGIN + probability * (self.width() - 2 * MARGIN)

    def _draw_triangle(self, painter: QPainter) -> None:
        x = self._x(self._probability)
        painter.setBrush(QColor(DARK.text))
        painter.drawPolygon(QPolygonF([QPointF(x, BAR_TOP - 1), QPointF(x - 6, 4), QPointF(x + 6, 4)]))

    def _draw_ticks(self, painter: QPainter) -> None:
        painter.setFont(self._font())
        for cut_off, start, row in self._names():
            x = self._x(cut_off.probability)
            painter.setPen(QPen(QColor(DARK.text), 2))
            painter.drawLine(QPointF(x, BAR_TOP - 2), QPointF(x, BAR_TOP + BAR_HEIGHT + 3))
            painter.setPen(QColor(DARK.quiet))
            baseline = BELOW + row * grown(LINE) + grown(LABEL_PIXELS)
            painter.drawText(QPointF(start, baseline), _in_short(cut_off))

    def _names(self) -> list[tuple[CutOff, float, int]]:
        """Each cut-off with where its name begins, and on which row: the first where it touches no other."""
        metrics = QFontMetrics(self._font())
        ends: list[float] = []  # where the last name of a row ends
        placed = []
        for cut_off in sorted(self._cut_offs, key=lambda each: each.probability):
            length = metrics.horizontalAdvance(_in_short(cut_off))
            start = max(min(self._x(cut_off.probability) - length / 2, self.width() - length), 0.0)
            row = next((row for row, end in enumerate(ends) if end + APART <= start), len(ends))
            ends[row : row + 1] = [start + length]
            placed.append((cut_off, start, row))
        return placed

    def _make_room(self) -> None:
        rows = max((row for _, _, row in self._names()), default=1) + 1
        self.setFixedHeight(round(BELOW) + rows * grown(LINE) + 4)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(grown(LABEL_PIXELS))
        return font


def _tip(cut_off: CutOff) -> str:
    words = QCoreApplication.translate(
        "ProbabilityBar",
        "{name}: definite from {probability:.3f}; on the tuning set sensitivity {sensitivity:.2f}, "
        "specificity {specificity:.2f}",
    )
    return words.format(**{**vars(cut_off), "name": in_own_words(cut_off.name)})


def _in_short(cut_off: CutOff) -> str:
    return f"{in_own_words(cut_off.name)} {cut_off.probability:.2f}"
