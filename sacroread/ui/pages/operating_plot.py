"""The second reader's operating points with the chosen cut-off among them, and the cases behind each."""

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacroread.analysis.curves import Curve
from sacroread.ui.theme import colours_in_force

SMALLEST, LARGEST = (360, 330), (560, 440)  # pixels
NEAR_PX = 14.0  # how near the mouse must be to an operating point
CURVE_COLOUR, POINT_COLOUR, OTHER_COLOUR = "#4c9bd6", "#e0a030", "#8fb04a"


class OperatingPlot(QWidget):
    """A ROC curve whose operating points say which cut-off they are when the mouse is near."""

    hovered = Signal(float)  # the cut-off of the operating point under the mouse; NaN where there is none

    def __init__(self) -> None:
        super().__init__()
        import pyqtgraph  # here: it costs a second, and only this page needs it

        colours = colours_in_force()
        self._plot: Any = pyqtgraph.PlotWidget(background=colours.surface)  # it has no types
        self._plot.setMinimumSize(*SMALLEST)
        self._plot.setMaximumSize(*LARGEST)
        for widget in (self._plot, self._plot.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it answers to the mouse alone
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        for side, words in (
            ("bottom", self.tr("1 \u2212 specificity")),
            ("left", self.tr("Sensitivity")),
        ):
            self._plot.getAxis(side).setPen(colours.quiet)
            self._plot.getAxis(side).setTextPen(colours.text)
            self._plot.setLabel(side, words, color=colours.text)
        self._plot.setXRange(0, 1, padding=0.03)
        self._plot.setYRange(0, 1, padding=0.03)
        dotted = pyqtgraph.mkPen(colours.quiet, width=1, style=Qt.PenStyle.DotLine)
        self._plot.plot([0, 1], [0, 1], pen=dotted)
        self._line = self._plot.plot([], [], pen=pyqtgraph.mkPen(CURVE_COLOUR, width=2))
        look = {"pen": None, "symbolPen": None}
        self._others = self._plot.plot([], [], symbol="t", symbolSize=11, symbolBrush=OTHER_COLOUR, **look)
        self._here = self._plot.plot([], [], symbol="o", symbolSize=13, symbolBrush=POINT_COLOUR, **look)
        self._cut_offs, self._x, self._y = np.empty(0), np.empty(0), np.empty(0)
        self._plot.scene().sigMouseMoved.connect(self._moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setAccessibleName(self.tr("Receiver operating characteristic of the second reader"))

    def set_curve(self, points: Curve | None) -> None:
        """Show the operating points of a curve with both classes; none without."""
        if points is None or not (points.positives and points.negatives):
            self._cut_offs, self._x, self._y = np.empty(0), np.empty(0), np.empty(0)
        else:
            self._cut_offs, self._x, self._y = points.cut_offs, 1 - points.specificity, points.sensitivity
        self._line.setData(self._x, self._y)

    def set_here(self, x: float | None, y: float | None) -> None:
        """Mark the operating point that is looked at, in shares of 1."""
        known = x is not None and y is not None
        self._here.setData([x] if known else [], [y] if known else [])

    def set_others(self, points: list[tuple[float, float]]) -> None:
        """Mark the readers' operating points."""
        self._others.setData([x for x, _ in points], [y for _, y in points])

    def nearest(self, scene: QPointF) -> float:
        """Return the cut-off of the operating point near a place of the plot's scene; NaN without one."""
        if not self._cut_offs.size:
            return math.nan
        box = self._plot.getPlotItem().vb
        at, (per_x, per_y) = box.mapSceneToView(scene), box.viewPixelSize()
        distances = np.hypot((self._x - at.x()) / per_x, (self._y - at.y()) / per_y)
        place = int(np.argmin(distances))
        return float(self._cut_offs[place]) if distances[place] <= NEAR_PX else math.nan

    def place_of(self, cut_off: float) -> QPointF:
        """Return where the operating point of a cut-off stands in the plot's scene."""
        place = int(np.flatnonzero(self._cut_offs == cut_off)[0])
        box = self._plot.getPlotItem().vb
        return QPointF(box.mapViewToScene(QPointF(self._x[place], self._y[place])))

    def _moved(self, scene: QPointF) -> None:
        self.hovered.emit(self.nearest(scene))
