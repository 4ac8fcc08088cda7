"""Figures drawn by matplotlib in one style: journal column width, readable in black and white."""

import math
import string
from typing import TYPE_CHECKING

from sacroread.report.content import Curve, Drawing, Figure, FlowChart, Forest, Grid
from sacroread.report.flow_drawing import flow_canvas
from sacroread.report.forest_figure import drawn_forest
from sacroread.report.picture_figures import drawn_gallery, drawn_grid
from sacroread.report.steps import Step, quiet
from sacroread.report.style import COLOURS, COLUMN_WIDTH, DASHES, MARKERS, Picture, drawable, saved, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

QUIET = "#555555"
CLOSE = 0.04  # of the x axis: cut-offs nearer than this have their letters at different heights
MARGIN = 0.02  # of an axis, so that a curve along the edge is seen


def drawing_pictures(drawing: Drawing, word: str = "", step: Step = quiet) -> Picture:
    """Return a figure or flow chart as a picture, the same bytes each time; `word` in its corner."""
    what = f"Drawing: {drawing.title}"
    step(0, what)
    with style():
        canvas = flow_canvas(drawing, word) if isinstance(drawing, FlowChart) else drawn(drawing, word)
        return saved(canvas, lambda: step(0.5, what))


def drawn(figure: Figure, word: str) -> "Canvas":
    """Return the matplotlib figure, made without pyplot so that no state is shared."""
    if isinstance(figure, Curve):
        return _drawn_curve(figure, word)
    if isinstance(figure, Forest):
        canvas = drawn_forest(figure)
    else:
        canvas = drawn_grid(figure) if isinstance(figure, Grid) else drawn_gallery(figure)
    if word:
        canvas.suptitle(word, x=0.98, ha="right", fontsize=6.5, style="italic", color=QUIET)
    return canvas


def _drawn_curve(figure: Curve, word: str) -> "Canvas":
    from matplotlib.figure import Figure as Canvas

    drawing = Canvas(figsize=(COLUMN_WIDTH, _height(figure)), layout="constrained")
    axes = drawing.add_subplot()
    _draw_frame(axes, figure)
    _draw_lines(axes, figure)
    _draw_points(axes, figure)
    _draw_marks(axes, figure)
    _draw_legend(drawing, axes)
    if word:
        axes.set_title(
            word, loc="right", fontsize=6.5, style="italic", color=QUIET, pad=16 if figure.marks else 4
        )
    return drawing


def _is_square(figure: Curve) -> bool:
    return (figure.x.low, figure.x.high) == (figure.y.low, figure.y.high) and not figure.marks


def _height(figure: Curve) -> float:
    rows = len(figure.lines) + sum(1 for point in figure.points if point.label) + len(figure.marks)
    return (COLUMN_WIDTH + 0.12 if _is_square(figure) else 2.6) + 0.145 * rows


def _draw_frame(axes: "Axes", figure: Curve) -> None:
    for axis, limits in ((figure.x, axes.set_xlim), (figure.y, axes.set_ylim)):
        gap = MARGIN * (axis.high - axis.low)
        limits(axis.low - gap, axis.high + gap)
    axes.set_xlabel(figure.x.label)
    axes.set_ylabel(figure.y.label)
    axes.grid(visible=True, color="#E6E6E6", linewidth=0.5)
    axes.set_axisbelow(True)
    if _is_square(figure):
        axes.set_aspect("equal")


def _draw_lines(axes: "Axes", figure: Curve) -> None:
    if figure.reference:
        axes.plot(
            figure.reference.x, figure.reference.y, color="#777777", linewidth=0.6, linestyle=(0, (2, 2))
        )
    for number, line in enumerate(figure.lines):
        axes.plot(
            line.x,
            line.y,
            label=drawable(line.label),
            color=COLOURS[number % len(COLOURS)],
            linestyle=DASHES[number % len(DASHES)],
            linewidth=1.3,
            drawstyle="steps-post" if line.is_stepped else "default",
        )


def _draw_points(axes: "Axes", figure: Curve) -> None:
    for place, point in enumerate(figure.points, start=len(figure.lines)):
        number = place if point.label else 0  # points without a name belong to the first line
        colour = COLOURS[number % len(COLOURS)]
        for x, y in ((point.x_interval, (point.y, point.y)), ((point.x, point.x), point.y_interval)):
            if x and y:
                axes.plot(x, y, color=colour, linewidth=0.7, alpha=0.8)
        marker = MARKERS[number % len(MARKERS)]
        axes.plot(
            [point.x],
            [point.y],
            marker,
            color=colour,
            markersize=4.5,
            label=drawable(point.label),
            clip_on=False,
        )


def _draw_marks(axes: "Axes", figure: Curve) -> None:
    level, before = 0, -math.inf
    for letter, mark in zip(
        string.ascii_uppercase, sorted(figure.marks, key=lambda each: each.x), strict=False
    ):
        is_close = mark.x - before < CLOSE * (figure.x.high - figure.x.low)
        level, before = (level + 1 if is_close else 0), mark.x
        axes.axvline(
            mark.x,
            color="#333333",
            linewidth=0.8,
            linestyle=(0, (4, 2)),
            label=f"{letter}  {drawable(mark.label)}",
        )
        axes.annotate(
            letter,
            (mark.x, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2 + 8 * level),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=7,
            fontweight="bold",
        )


def _draw_legend(drawing: "Canvas", axes: "Axes") -> None:
    if axes.get_legend_handles_labels()[0]:
        drawing.legend(loc="outside lower left", ncols=1, handlelength=2.6)
