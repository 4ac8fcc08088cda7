"""The heatmap: from the model input back onto the radiograph, and how much of it lies in the joints."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.second_reader.cividis import CIVIDIS
from sacroread.second_reader.manifest import Box, InputSpec
from sacroread.second_reader.preprocess import fit
from sacroread.study.model import Crop

LONGEST_SIDE_PX = 512  # finer than any network's maps, coarse enough to draw at once


@dataclass(frozen=True)
class PlacedHeatmap:
    """A heatmap on the radiograph: `values` (h, w) float32, 0 or more, spread over the rectangle `crop`."""

    values: NDArray[np.float32]
    crop: Crop


def on_radiograph(heatmap: NDArray[np.float32], crop: Crop, spec: InputSpec) -> PlacedHeatmap:
    """Return the heatmap on the part of the radiograph that the second reader saw.

    Args:
        heatmap: (h, w) float32, 0 or more, over the whole model input, padding included.
        crop: What was fed: the crop of `preprocess.as_fed`, or the whole radiograph.
        spec: The bundle's input.

    Returns:
        At most 512 px on the longer side, interpolated linearly between the centres of the heatmap's places.
    """
    laid = fit(crop.height, crop.width, spec)
    scale = min(1.0, LONGEST_SIDE_PX / max(crop.height, crop.width))
    rows, cols = max(1, round(crop.height * scale)), max(1, round(crop.width * scale))
    down = _positions(rows, laid.rows, laid.top, laid.padded_rows)
    across = _positions(cols, laid.cols, laid.left, laid.padded_cols)
    values = (
        _between(heatmap.shape[0], down) @ heatmap.astype(np.float64) @ _between(heatmap.shape[1], across).T
    )
    return PlacedHeatmap(np.asarray(values, dtype=np.float32), crop)


def attention_in_joints(heatmap: NDArray[np.float32], boxes: Sequence[Box]) -> float | None:
    """Return the share of the heatmap's mass inside the boxes, 0 to 1; None without boxes or without mass.

    Each place of the heatmap is a rectangle on the model input and counts with the share of it inside a box;
    boxes may overlap without counting twice.
    """
    mass = float(heatmap.sum(dtype=np.float64))
    if not boxes or mass <= 0:
        return None
    inside = float((heatmap * _coverage(heatmap.shape[0], heatmap.shape[1], boxes)).sum(dtype=np.float64))
    return inside / mass


def boxes_on_input(boxes: Sequence[Box], of: Crop, fed: Crop, spec: InputSpec) -> tuple[Box, ...]:
    """Return parts of the crop `of` as parts of the model input that is made from the crop `fed`.

    What lies outside the crop that is fed is cut off.
    """
    laid = fit(fed.height, fed.width, spec)

    def across(share: float) -> float:
        return (_within(of.x + share * of.width - fed.x, fed.width) + laid.left) / laid.padded_cols

    def down(share: float) -> float:
        return (_within(of.y + share * of.height - fed.y, fed.height) + laid.top) / laid.padded_rows

    return tuple(Box(across(b.left), down(b.top), across(b.right), down(b.bottom)) for b in boxes)


def _within(px: float, length: int) -> float:
    return min(max(px, 0.0), float(length))


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


def _positions(count: int, length: int, before: int, padded: int) -> NDArray[np.float64]:
    """Return where the centres of `count` pixels over the picture lie on the padded side, as shares of it."""
    return (before + (np.arange(count) + 0.5) * length / count) / padded


def _between(places: int, positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (len(positions), places) weights: linear between centres, flat beyond the outermost."""
    exact = np.clip(positions * places - 0.5, 0, places - 1)
    distance = np.abs(exact[:, None] - np.arange(places)[None])
    weights: NDArray[np.float64] = np.clip(1 - distance, 0, None)
    return weights


def _coverage(rows: int, cols: int, boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Return (rows, cols), 0 to 1: the share of each place inside any box, on a raster 16 times finer."""
    fine = 16
    down, across = (
        (np.arange(rows * fine) + 0.5) / (rows * fine),
        (np.arange(cols * fine) + 0.5) / (cols * fine),
    )
    covered = np.zeros((rows * fine, cols * fine), dtype=bool)
    for box in boxes:
        in_rows, in_cols = (
            (down >= box.top) & (down < box.bottom),
            (across >= box.left) & (across < box.right),
        )
        covered |= in_rows[:, None] & in_cols[None]
    shares: NDArray[np.float64] = covered.reshape(rows, fine, cols, fine).mean(axis=(1, 3))
    return shares
