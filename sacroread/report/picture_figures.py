"""Figures that are no curves: a grid of numbers, and a gallery of radiographs."""

from typing import TYPE_CHECKING

import numpy as np

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Gallery, Grid, Kind
from sacroread.report.rounding import number
from sacroread.report.style import COLUMN_WIDTH, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas
    from numpy.typing import NDArray

CELL, LABELS = 0.42, 1.35  # inches: a square of the grid, and its longest label
MOST_WITH_NUMBERS = 12  # rows; in a larger grid numbers would overlap
SHORT_LABEL = 30  # characters of a label beside a grid
LIGHT_ON_DARK = 0.6  # from this share of the scale on numbers are white
TILE, CAPTION = 0.78, 0.52  # inches: a radiograph of the gallery, and the lines under it and above the next
EACH_ROW = 3


def drawn_grid(grid: Grid) -> "Canvas":
    """Return the grid, the higher the darker, with each number in its square."""
    from matplotlib.figure import Figure as Canvas

    size = len(grid.labels)
    side = min(COLUMN_WIDTH * 2, max(COLUMN_WIDTH, LABELS + size * CELL))
    canvas = Canvas(figsize=(side, side), layout="constrained")
    axes = canvas.add_subplot()
    values = np.array([[_value(each) for each in row] for row in grid.values])
    drawn = axes.pcolormesh(
        np.ma.masked_invalid(values), cmap="Greys", vmin=0, vmax=1, edgecolors="white", linewidth=1
    )
    axes.set(aspect="equal", ylim=(size, 0))
    names = [_short(label) for label in grid.labels]
    axes.set_xticks(
        np.arange(size) + 0.5, names, rotation=45, ha="right", rotation_mode="anchor", fontsize=6.5
    )
    axes.set_yticks(np.arange(size) + 0.5, names, fontsize=6.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if size <= MOST_WITH_NUMBERS:
        _write_numbers(axes, values)
    else:
        canvas.colorbar(drawn, ax=axes, shrink=0.6, label=grid.title)
    return canvas


def _value(estimate: Estimate | None) -> float:
    return np.nan if estimate is None or estimate.value is None else estimate.value


def _write_numbers(axes: "Axes", values: "NDArray[np.float64]") -> None:
    for row, cells in enumerate(values.tolist()):
        for column, value in enumerate(cells):
            words = "\N{EN DASH}" if value != value else number(value, Kind.COEFFICIENT)  # noqa: PLR0124
            colour = "white" if value >= LIGHT_ON_DARK else "black"
            axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", fontsize=6, color=colour)


def drawn_gallery(gallery: Gallery) -> "Canvas":
    """Return the radiographs in rows of one outcome each, named above, with case and probability below."""
    from matplotlib.figure import Figure as Canvas
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    outcomes = list(dict.fromkeys(each.outcome for each in gallery.pictures))
    canvas = Canvas(figsize=(COLUMN_WIDTH, len(outcomes) * (TILE + CAPTION) + 0.2))
    canvas.set_layout_engine(ConstrainedLayoutEngine(h_pad=0.05, w_pad=0.02))
    axes = canvas.subplots(len(outcomes), EACH_ROW, squeeze=False)
    for row, outcome in enumerate(outcomes):
        shown = [each for each in gallery.pictures if each.outcome == outcome]
        for tile in axes[row]:
            tile.set_axis_off()
        for tile, picture in zip(axes[row], shown, strict=False):
            tile.imshow(picture.pixels, interpolation="bilinear")
            words = f"{_short(picture.case_id)}\n{number(picture.probability, Kind.PROBABILITY)}"
            tile.text(0.5, -0.03, words, transform=tile.transAxes, ha="center", va="top", fontsize=6)
        axes[row, 0].set_title(outcome.capitalize(), loc="left", fontsize=7, fontweight="bold", pad=4)
    return canvas


def _short(words: str) -> str:
    flat = drawable(words)
    return flat if len(flat) <= SHORT_LABEL else f"{flat[: SHORT_LABEL - 1]}\N{HORIZONTAL ELLIPSIS}"
