"""Where the X-rays reached the detector: the radiograph without collimation borders and padding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging import stages
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop

Bright = NDArray[np.float64]
Bounds = tuple[int, int, int, int]  # top, bottom, left, right; the ends are excluded

MAX_SAMPLED_SIDE = 512  # the field is found on a picture thinned to at most this many rows and columns
BORDER_SHARE = 0.95  # of a row or column; the rest may be a letter
BORDER_TOLERANCE = 0.03  # of the range of greys; noise and scatter under the blades


def brightness(radiograph: Radiograph, stored: NDArray[np.generic]) -> Bright:
    """Return stored values in rescaled units, turned where low is white, so that bone is high."""
    rescaled = stages.rescaled(stored.astype(np.float64), radiograph.rescale, radiograph.modality_lut)
    return -rescaled if stages.is_white_low(radiograph) else rescaled


@dataclass(frozen=True)
class Extents:
    """Three rectangles of a radiograph, each within the one before.

    `whole` is without edge rows and columns of nothing but declared padding; `undrawn` without those of one
    value either, which a program drew, because X-rays and scatter leave noise; `field` is what was exposed.
    """

    whole: Crop
    undrawn: Crop
    field: Crop


def extents(radiograph: Radiograph) -> Extents:
    """Return where the picture, its undrawn part and its exposed field lie."""
    thinned, step = _thinned(radiograph)
    undrawn, field = _bounds(thinned, 0.0), _bounds(thinned, _tolerance(thinned))
    return Extents(*(_crop(bounds, step, radiograph) for bounds in (_unpadded(thinned), undrawn, field)))


def exposed_field(radiograph: Radiograph) -> Crop:
    """Return the radiograph without its borders: edge rows and columns of one grey or of padding."""
    thinned, step = _thinned(radiograph)
    return _crop(_bounds(thinned, _tolerance(thinned)), step, radiograph)


def _unpadded(thinned: Bright) -> Bounds:
    ends = [np.flatnonzero(np.isfinite(thinned).any(axis=axis)) for axis in (1, 0)]
    if not all(map(len, ends)):
        return 0, thinned.shape[0], 0, thinned.shape[1]
    (top, bottom), (left, right) = ((int(found[0]), int(found[-1]) + 1) for found in ends)
    return top, bottom, left, right


def _tolerance(thinned: Bright) -> float:
    if not np.isfinite(thinned).any():
        return 0.0
    return BORDER_TOLERANCE * float(np.nanmax(thinned) - np.nanmin(thinned))


def _thinned(radiograph: Radiograph) -> tuple[Bright, int]:
    """Every `step`th brightness, not a number where there is declared padding."""
    step = -(-max(radiograph.stored.shape) // MAX_SAMPLED_SIDE)
    stored = radiograph.stored[::step, ::step]
    bright = brightness(radiograph, stored)
    if radiograph.padding is None:
        return bright, step
    low, high = radiograph.padding
    return np.where((stored >= low) & (stored <= high), np.nan, bright), step


def _crop(bounds: Bounds, step: int, radiograph: Radiograph) -> Crop:
    top, bottom, left, right = (bound * step for bound in bounds)
    return Crop(left, top, min(right, radiograph.cols) - left, min(bottom, radiograph.rows) - top)


def _bounds(bright: Bright, tolerance: float) -> Bounds:
    """Move each edge inwards while its row or column is border.

    Rows are judged within the columns found so far and the reverse, twice: a frame needs one turn, a border
    whose corners differ two.
    """
    top, bottom, left, right = 0, bright.shape[0], 0, bright.shape[1]
    for _ in range(2):
        rows = bright[:, left:right]
        top, bottom = _trimmed(rows, top, bottom, tolerance)
        left, right = _trimmed(bright[top:bottom].T, left, right, tolerance)
    if bottom - top < 2 or right - left < 2:
        return 0, bright.shape[0], 0, bright.shape[1]
    return top, bottom, left, right


def _trimmed(lines: Bright, first: int, end: int, tolerance: float) -> tuple[int, int]:
    is_border_below = _is_border(lines, lines[first], tolerance)
    is_border_above = _is_border(lines, lines[end - 1], tolerance)
    while first < end and is_border_below[first]:
        first += 1
    while end > first and is_border_above[end - 1]:
        end -= 1
    return (first, end) if end > first else (0, len(lines))


def _is_border(lines: Bright, edge: Bright, tolerance: float) -> NDArray[np.bool_]:
    """Which lines hold, but for letters, nothing but the grey of the edge line or padding."""
    grey = float(np.median(edge[np.isfinite(edge)])) if np.isfinite(edge).any() else np.nan
    is_blank = np.isnan(lines) | (np.abs(lines - grey) <= tolerance)
    return np.asarray(is_blank.mean(axis=1) >= BORDER_SHARE)
