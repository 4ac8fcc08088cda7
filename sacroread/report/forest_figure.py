"""A forest of estimates: label, interval on a common axis, and the numbers themselves."""

import textwrap
from typing import TYPE_CHECKING

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Forest, Kind
from sacroread.report.rounding import estimate_words
from sacroread.report.style import COLOURS, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas
    from matplotlib.transforms import Transform

WIDTH, LEFT, PLOT = 5.0, 2.2, 1.55  # inches, as all lengths here: whole, labels, axis
LINE, BETWEEN, BELOW, TOP = 0.125, 0.06, 0.42, 0.3
LETTERS = 36  # of a label on one line
SIZE = 7.0  # of type, in points
CAP = 2.2  # half the height of an interval's end, in points


def drawn_forest(forest: Forest) -> "Canvas":
    """Return the forest, in the order of its rows from the top."""
    from matplotlib.figure import Figure as Canvas

    labels = [_label(words, estimate) for words, estimate in forest.rows]
    tall = sum(label.count("\n") * LINE + LINE + BETWEEN for label in labels)
    high = TOP + tall + BELOW
    canvas = Canvas(figsize=(WIDTH, high))
    axes = canvas.add_axes((LEFT / WIDTH, BELOW / high, PLOT / WIDTH, tall / high))
    axes.set(xlim=(forest.axis.low, forest.axis.high), ylim=(tall, 0), yticks=[], xlabel=forest.axis.label)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x", color="#E6E6E6", linewidth=0.5)
    axes.set_axisbelow(True)
    if forest.line is not None:
        axes.axvline(forest.line, color="#777777", linewidth=0.7, linestyle=(0, (2, 2)))
    _draw_rows(axes, forest, labels)
    return canvas


def _label(words: str, estimate: Estimate | None) -> str:
    wrapped = textwrap.wrap(drawable(words), LETTERS) or [""]
    return "\n".join(wrapped if estimate is not None else wrapped[:1])


def _draw_rows(axes: "Axes", forest: Forest, labels: list[str]) -> None:
    beside = axes.get_yaxis_transform()  # x as a share of the axis, y as it is
    top = 0.0
    for (_, estimate), label in zip(forest.rows, labels, strict=True):
        high = (label.count("\n") + 1) * LINE + BETWEEN
        y = top + high / 2
        top += high
        weight = "bold" if estimate is None else "normal"
        x = -(LEFT - 0.05 - (0.1 if estimate is not None else 0)) / PLOT
        axes.text(
            x, y, label, transform=beside, va="center", fontsize=SIZE, fontweight=weight, linespacing=1.1
        )
        if estimate is not None:
            _draw_estimate(axes, estimate, y, forest)
            _write_estimate(axes, estimate, (y, beside), forest.kind)


def _draw_estimate(axes: "Axes", estimate: Estimate, y: float, forest: Forest) -> None:
    if estimate.value is None:
        return
    scale = 100.0 if forest.kind is Kind.PERCENT else 1.0
    if estimate.low is not None and estimate.high is not None:
        low, high = (
            max(forest.axis.low, min(forest.axis.high, scale * end)) for end in (estimate.low, estimate.high)
        )
        axes.plot([low, high], [y, y], color="black", linewidth=0.9)
        axes.plot([low, high], [y, y], "|", color="black", markersize=2 * CAP, markeredgewidth=0.9)
    axes.plot([scale * estimate.value], [y], "s", color=COLOURS[0], markersize=4, clip_on=False)


def _write_estimate(axes: "Axes", estimate: Estimate, where: "tuple[float, Transform]", kind: Kind) -> None:
    y, beside = where
    right = 1 + (WIDTH - LEFT - PLOT - 0.05) / PLOT
    words = estimate_words(estimate, kind)
    axes.text(right, y, words, transform=beside, ha="right", va="center", fontsize=SIZE)
