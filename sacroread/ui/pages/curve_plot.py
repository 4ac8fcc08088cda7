"""A figure of the dossier on the screen."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sacroread.report.content import Curve, Line
from sacroread.ui.theme import system_colours

HEIGHT = 420
LINE_COLOURS = ("#4c9bd6", "#e0a030", "#8fb04a", "#c878b4")  # apart in lightness, not only in hue


def curve_plot(curve: Curve) -> QWidget:
    """Return a plot of lines, points and dashed cut-offs; it cannot be moved by the mouse."""
    import pyqtgraph  # here: it costs a second, and only this page needs it

    colours = system_colours()
    plot = pyqtgraph.PlotWidget(background=colours.surface)
    plot.setFixedSize(HEIGHT + 60, HEIGHT)
    plot.setAccessibleName(curve.title)
    plot.setAccessibleDescription(curve.alternative)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    for side, axis in (("bottom", curve.x), ("left", curve.y)):
        plot.getAxis(side).setPen(colours.quiet)
        plot.getAxis(side).setTextPen(colours.text)
        plot.setLabel(side, axis.label, color=colours.text)
    plot.setXRange(curve.x.low, curve.x.high, padding=0.02)
    plot.setYRange(curve.y.low, curve.y.high, padding=0.02)
    plot.addLegend(offset=(-12, -12), labelTextColor=colours.text)
    _draw(plot, pyqtgraph, curve, colours.quiet)
    shown: QWidget = plot
    return shown


def _draw(plot: Any, pyqtgraph: Any, curve: Curve, quiet: str) -> None:  # noqa: ANN401 - pyqtgraph has no types
    if curve.reference is not None:
        _draw_line(plot, curve.reference, pyqtgraph.mkPen(quiet, width=1, style=Qt.PenStyle.DotLine))
    for line, colour in zip(curve.lines, LINE_COLOURS * len(curve.lines), strict=False):
        _draw_line(plot, line, pyqtgraph.mkPen(colour, width=2))
    for point in curve.points:
        plot.plot([point.x], [point.y], pen=None, symbol="o", symbolSize=9, name=point.label)
    for mark in curve.marks:
        pen = pyqtgraph.mkPen(quiet, width=1, style=Qt.PenStyle.DashLine)
        plot.addItem(pyqtgraph.InfiniteLine(mark.x, pen=pen, label=mark.label))


def _draw_line(plot: Any, line: Line, pen: Any) -> None:  # noqa: ANN401 - pyqtgraph has no types
    x, y = list(line.x), list(line.y)
    if line.is_stepped:
        plot.plot([*x, x[-1]], y, pen=pen, stepMode="center", name=line.label)
    else:
        plot.plot(x, y, pen=pen, name=line.label)
