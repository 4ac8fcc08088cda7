"""The heatmap: from the model input back onto the radiograph, and how much of it lies in the joints."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.presentation import (
    Points,
    checked_crop,
    picture_points,
    picture_shape,
    radiograph_points,
)
from sacroread.second_reader.cividis import CIVIDIS
from sacroread.second_reader.manifest import Box, InputSpec
from sacroread.second_reader.preprocess import Fit, fit
from sacroread.study.model import Crop, Presentation

LONGEST_SIDE_PX = 512  # finer than any network's maps, coarse enough to draw at once


@dataclass(frozen=True)
class Lattice:
    """Where the middles of a heatmap's places lie on the model input: at `first_px`, then every `step_px`.

    Across and down alike, in pixels from the left and upper edge. It follows from how a network pads: with
    the same padding on both sides the first place looks at the corner, not at a tile beside it.
    """

    first_px: float
    step_px: float


@dataclass(frozen=True)
class Seen:
    """What a model input shows of a radiograph of (rows, cols) px; `presentation` has the fed crop.

    Without a lattice the places of a heatmap tile the model input evenly.
    """

    presentation: Presentation
    rows: int
    cols: int
    spec: InputSpec
    lattice: Lattice | None = None

    @property
    def crop(self) -> Crop:
        """The part of the radiograph that was fed."""
        return checked_crop(self.presentation.crop, self.rows, self.cols)

    def on_input(self, points: Points) -> Points:
        """Return points (n, 2) of the radiograph, px, as shares of width and height of the model input."""
        shape = (self.rows, self.cols)
        laid = self._laid()
        shown = picture_points(points, self.presentation, shape)
        corner, size = np.array([laid.left, laid.top]), np.array([laid.padded_cols, laid.padded_rows])
        return np.asarray((shown + corner) / size)

    def on_radiograph(self, shares: Points) -> Points:
        """Return where points (n, 2) of the model input, as shares of it, lie on the radiograph, px."""
        laid = self._laid()
        shown = shares * (laid.padded_cols, laid.padded_rows) - (laid.left, laid.top)
        return radiograph_points(shown, self.presentation, (self.rows, self.cols))

    def of_places(self, shares: Points, places: tuple[int, int]) -> Points:
        """Return points of the model input, as shares of it, counted in places: 0 is the first one's middle.

        `places` are the rows and columns of the heatmap.
        """
        first, step = self._first_and_step(places)
        return np.asarray((shares - first) / step)

    def from_places(self, counted: Points, places: tuple[int, int]) -> Points:
        """Return the points whose `of_places` is `counted`, as shares of the model input."""
        first, step = self._first_and_step(places)
        return np.asarray(first + counted * step)

    def _first_and_step(self, places: tuple[int, int]) -> tuple[Points, Points]:
        """Return both as shares of width and height of the model input."""
        if self.lattice is None:
            step = 1 / np.array([places[1], places[0]], dtype=np.float64)
            return step / 2, step
        size = np.array([self.spec.cols, self.spec.rows], dtype=np.float64)
        return self.lattice.first_px / size, self.lattice.step_px / size

    def _laid(self) -> Fit:
        return fit(*picture_shape(self.presentation, (self.rows, self.cols)), self.spec)


@dataclass(frozen=True)
class PlacedHeatmap:
    """A heatmap on the radiograph: `values` (h, w) float32, 0 or more, spread over the rectangle `crop`."""

    values: NDArray[np.float32]
    crop: Crop


def on_radiograph(heatmap: NDArray[np.float32], seen: Seen) -> PlacedHeatmap:
    """Return the heatmap on the part of the radiograph that was fed, back through padding, rotation and flip.

    Args:
        heatmap: (h, w) float32, 0 or more, over the whole model input, padding included.
        seen: What the model input shows.

    Returns:
        At most 512 px on the longer side, interpolated linearly between the centres of the heatmap's places.
    """
    crop = seen.crop
    scale = min(1.0, LONGEST_SIDE_PX / max(crop.height, crop.width))
    rows, cols = max(1, round(crop.height * scale)), max(1, round(crop.width * scale))
    centres = _centres(rows, cols) * (crop.width, crop.height) + (crop.x, crop.y)
    counted = seen.of_places(seen.on_input(centres), (heatmap.shape[0], heatmap.shape[1]))
    values = _interpolated(heatmap, counted).reshape(rows, cols)
    return PlacedHeatmap(values.astype(np.float32), crop)


def joint_coverage(
    boxes: Sequence[Box], of: Crop, seen: Seen, places: tuple[int, int]
) -> NDArray[np.float64]:
    """Return (h, w) in [0, 1]: how much of each of the (h, w) places of a heatmap lies in a box.

    `boxes` are parts of the crop `of` of the radiograph; where they overlap they do not count twice.
    """
    fine = 16  # points per place across and down
    counted = _centres(places[0] * fine, places[1] * fine) * (places[1], places[0]) - 0.5
    points = seen.on_radiograph(seen.from_places(counted, places))
    shares = (points - (of.x, of.y)) / (of.width, of.height)
    inside = np.zeros(len(shares), dtype=bool)
    for box in boxes:
        is_across = (shares[:, 0] >= box.left) & (shares[:, 0] < box.right)
        inside |= is_across & (shares[:, 1] >= box.top) & (shares[:, 1] < box.bottom)
    covered: NDArray[np.float64] = inside.reshape(places[0], fine, places[1], fine).mean(axis=(1, 3))
    return covered


def attention_inside(heatmap: NDArray[np.float32], coverage: NDArray[np.float64]) -> float | None:
    """Return the share of the heatmap's mass that is covered, 0 to 1; None where the heatmap is empty."""
    mass = float(heatmap.sum(dtype=np.float64))
    return float((heatmap * coverage).sum(dtype=np.float64)) / mass if mass > 0 else None


def overlay(values: NDArray[np.float32], opacity: float) -> NDArray[np.uint8]:
    """Return (h, w, 4) uint8 RGBA in cividis, the more opaque the higher; the highest value gets `opacity`.

    Cividis reads the same with and without colour-vision deficiency (Nunez et al. 2018).

    Args:
        values: (h, w) float32, 0 or more.
        opacity: 0 (nothing to see) to 1.

    Raises:
        SacroReadError: The opacity lies outside 0 to 1.
    """
    if not 0 <= opacity <= 1:
        raise SacroReadError(f"The opacity must lie between 0 and 1; it is {opacity:g}.")
    highest = float(values.max(initial=0.0))
    share = values / highest if highest > 0 else np.zeros_like(values)
    level = np.rint(share * 255).astype(np.uint8)
    alpha = np.rint(share * (255 * opacity)).astype(np.uint8)
    return np.concatenate([CIVIDIS[level], alpha[..., None]], axis=-1)


def legend(steps: int = 256) -> NDArray[np.uint8]:
    """Return (steps, 3) uint8 RGB, the colours from the lowest to the highest value."""
    return CIVIDIS[np.linspace(0, 255, steps).round().astype(np.uint8)]


def _centres(rows: int, cols: int) -> Points:
    """Return (rows * cols, 2) x and y of the middles of a raster, row by row, as shares of its sides."""
    x, y = np.meshgrid((np.arange(cols) + 0.5) / cols, (np.arange(rows) + 0.5) / rows)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _interpolated(heatmap: NDArray[np.float32], counted: Points) -> NDArray[np.float64]:
    """Return (n,) values at points counted in places: linear between middles, flat beyond the outermost."""
    rows, cols = heatmap.shape
    across = np.clip(counted[:, 0], 0, cols - 1)
    down = np.clip(counted[:, 1], 0, rows - 1)
    left, top = np.floor(across).astype(np.intp), np.floor(down).astype(np.intp)
    right, bottom = np.minimum(left + 1, cols - 1), np.minimum(top + 1, rows - 1)
    x, y = across - left, down - top
    upper = heatmap[top, left] * (1 - x) + heatmap[top, right] * x
    lower = heatmap[bottom, left] * (1 - x) + heatmap[bottom, right] * x
    values: NDArray[np.float64] = upper * (1 - y) + lower * y
    return values
