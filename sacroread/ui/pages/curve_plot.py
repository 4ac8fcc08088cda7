"""A figure of the dossier on the screen."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sacroread.report.content import Curve, Line
from sacroread.ui.theme import colours_in_force

WIDTH, HEIGHT, LEGEND_ROW = 760, 440, 26
SYMBOLS = ("o", "s", "t", "d", "p", "h", "star", "+")  # apart in form, not only in colour
LINE_COLOURS = ("#4c9bd6", "#e0a030", "#8fb04a", "#c878b4")  # apart in lightness, not only in hue


def curve_plot(curve: Curve) -> QWidget:
    """Return a plot of lines, points and dashed cut-offs; it cannot be moved by the mouse."""
    import pyqtgraph  # here: it costs a second, and only this page needs it

    colours = colours_in_force()
    plot = pyqtgraph.PlotWidget(background=colours.surface)
    plot.setFixedSize(WIDTH, HEIGHT)
    for widget in (plot, plot.viewport()):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing in it can be moved
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
    _legend_beside(plot, colours.text)
    _draw(plot, pyqtgraph, curve, colours.quiet)
    legend = plot.getPlotItem().legend
    legend.setMaximumHeight(LEGEND_ROW * len(legend.items))  # its rows would spread over the whole height
    shown: QWidget = plot
    return shown


def _legend_beside(plot: Any, colour: str) -> None:  # noqa: ANN401 - pyqtgraph has no types
    """A legend to the right of the curves, where it hides nothing."""
    legend = plot.addLegend(offset=None, labelTextColor=colour)
    legend.setParentItem(None)
    plot.getPlotItem().layout.addItem(legend, 2, 3)
    plot.getPlotItem().layout.setAlignment(legend, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def _draw(plot: Any, pyqtgraph: Any, curve: Curve, quiet: str) -> None:  # noqa: ANN401 - pyqtgraph has no types
    if curve.reference is not None:
        _draw_line(plot, curve.reference, pyqtgraph.mkPen(quiet, width=1, style=Qt.PenStyle.DotLine))
    for line, colour in zip(curve.lines, LINE_COLOURS * len(curve.lines), strict=False):
        _draw_line(plot, line, pyqtgraph.mkPen(colour, width=2))
    for number, point in enumerate(curve.points):
        symbol, colour = SYMBOLS[number % len(SYMBOLS)], LINE_COLOURS[(number + 1) % len(LINE_COLOURS)]
        look = {"symbol": symbol, "symbolSize": 11, "symbolBrush": colour, "symbolPen": None}
        plot.plot([point.x], [point.y], pen=None, name=point.label, **look)
    for mark in curve.marks:
        pen = pyqtgraph.mkPen(quiet, width=1, style=Qt.PenStyle.DashLine)
        plot.addItem(pyqtgraph.InfiniteLine(mark.x, pen=pen, label=mark.label))


def _draw_line(plot: Any, line: Line, pen: Any) -> None:  # noqa: ANN401 - pyqtgraph has no types
    x, y = list(line.x), list(line.y)
    if line.is_stepped:
        plot.plot([*x, x[-1]], y, pen=pen, stepMode="center", name=line.label)
    else:
        plot.plot(x, y, pen=pen, name=line.label)
