"""The flow chart as a drawing: boxes from top to bottom, what leaves the flow to the right."""

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from sacroread.report.content import FlowChart, FlowStep
from sacroread.report.style import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

WIDTH = 5.0  # inches, as all lengths here
LINE, PADDING, GAP = 0.15, 0.1, 0.26
LETTER = 0.064  # width of a letter, on the safe side
LEFT, BROAD = 0.1, 2.9  # the boxes from top to bottom
ASIDE, NARROW = 3.3, 1.65  # the boxes of what leaves
MIDDLE = LEFT + BROAD / 2
Lines = tuple[str, ...]
Spot = tuple[float, float]


def flow_canvas(chart: FlowChart, word: str = "") -> "Canvas":
    """Return the chart as matplotlib draws it; `word` stands in its corner."""
    from matplotlib.figure import Figure as Canvas

    fitted = _fitted(chart)
    height = _height(fitted)
    canvas = Canvas(figsize=(WIDTH, height))
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    _draw(axes, fitted, height - 0.22)
    axes.text(WIDTH - 0.05, height - 0.12, word, ha="right", fontsize=6.5, style="italic", color="#555555")
    return canvas


def _fitted(chart: FlowChart) -> FlowChart:
    steps = tuple(
        FlowStep(_wrapped(step.lines, BROAD), _wrapped(step.leaving, NARROW)) for step in chart.steps
    )
    share = BROAD / max(1, len(chart.ends))
    return replace(chart, steps=steps, ends=tuple(_wrapped(lines, share) for lines in chart.ends))


def _wrapped(lines: Lines, width: float) -> Lines:
    letters = int((width - PADDING) / LETTER)
    return tuple(part for line in lines for part in textwrap.wrap(drawable(line), letters))


def _height(chart: FlowChart) -> float:
    steps = sum(_tall(step) + GAP for step in chart.steps)
    return 0.25 + steps + (_box_height(*chart.ends) if chart.ends else -GAP) + 0.08


def _tall(step: FlowStep) -> float:
    return _box_height(step.lines, step.leaving)


def _box_height(*boxes: Lines) -> float:
    return max(len(lines) for lines in boxes) * LINE + 2 * PADDING


def _draw(axes: "Axes", chart: FlowChart, top: float) -> None:
    for number, step in enumerate(chart.steps):
        centre = top - _tall(step) / 2
        bottom = _draw_box(axes, step.lines, (LEFT, centre), BROAD)
        if step.leaving:
            _draw_box(axes, step.leaving, (ASIDE, centre), NARROW)
            _draw_arrow(axes, (LEFT + BROAD, centre), (ASIDE, centre))
        top -= _tall(step) + GAP
        if number < len(chart.steps) - 1:
            _draw_arrow(axes, (MIDDLE, bottom), (MIDDLE, _top_of(chart.steps[number + 1], top)))
        elif chart.ends:
            _draw_ends(axes, chart.ends, (bottom, top))


def _top_of(step: FlowStep, top: float) -> float:
    return top - (_tall(step) - _box_height(step.lines)) / 2


def _draw_ends(axes: "Axes", ends: tuple[Lines, ...], span: Spot) -> None:
    (bottom, top), share, tall = span, BROAD / len(ends), _box_height(*ends)
    bend = top + GAP / 2
    axes.plot([MIDDLE, MIDDLE], [bottom, bend], color="#333333", linewidth=0.7)
    for number, lines in enumerate(ends):
        centre = LEFT + (number + 0.5) * share
        axes.plot([MIDDLE, centre], [bend, bend], color="#333333", linewidth=0.7)
        _draw_arrow(axes, (centre, bend), (centre, top))
        full = lines + ("",) * (max(map(len, ends)) - len(lines))
        _draw_box(axes, full, (centre - share / 2 + 0.04, top - tall / 2), share - 0.08)


def _draw_box(axes: "Axes", lines: Lines, left_centre: Spot, width: float) -> float:
    """Draw a box by its left edge and the height of its centre; return its bottom."""
    from matplotlib.patches import Rectangle

    left, centre = left_centre
    tall = _box_height(lines)
    corner = (left, centre - tall / 2)
    axes.add_patch(Rectangle(corner, width, tall, facecolor="#F4F6F8", edgecolor="#333333", linewidth=0.7))
    for number, line in enumerate(lines):
        y = centre + tall / 2 - PADDING - (number + 0.5) * LINE
        axes.text(left + width / 2, y, line, ha="center", va="center", fontsize=7)
    return centre - tall / 2


def _draw_arrow(axes: "Axes", start: Spot, end: Spot) -> None:
    arrow = {"arrowstyle": "-|>", "linewidth": 0.7, "color": "#333333", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=arrow)
