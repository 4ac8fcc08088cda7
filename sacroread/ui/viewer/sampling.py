"""The stored pixels at the resolution of the screen, so that window and level touch visible pixels only.

When smaller than 1:1 the pixels come from a pyramid of 2 x 2 means, interpolated between the two nearest rows
and columns; at 1:1 they are exact; above they are bilinear or, when a person wants to see them as they are
stored, squares of one value.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sacroread.study.model import Crop
from sacroread.ui.viewer.geometry import Size, View

Stored = NDArray[Any]  # (rows, cols) uint8, uint16 or int16, as `Radiograph.stored`
SMALLEST_LEVEL = 256


def pyramid(stored: Stored) -> tuple[Stored, ...]:
    """Return the stored pixels and their means over 2 x 2, 4 x 4, ... pixels, largest first, same dtype."""
    levels = [stored]
    while min(levels[-1].shape) >= 2 * SMALLEST_LEVEL:
        levels.append(_halved(levels[-1]))
    return tuple(levels)


def visible(
    levels: Sequence[Stored], view: View, area: Crop, size: Size, *, is_smooth: bool = True
) -> tuple[Stored, int, int]:
    """Return the part of `area` that the viewer shows, at device resolution, and where it starts.

    Args:
        levels: what `pyramid` made.
        view: zoom and centre.
        area: the shown rectangle of the radiograph: its crop, or all of it.
        size: width and height of the viewer in device pixels.
        is_smooth: whether values lie between stored pixels above 1:1.

    Returns:
        (rows, cols) pixels of the stored dtype, and x and y of its top left device pixel.
    """
    level = _level_for(view.scale, len(levels))
    x, columns = _positions(view, area.x, area.width, size[0], 0)
    y, rows = _positions(view, area.y, area.height, size[1], 1)
    is_exact = view.scale == 1 or (view.scale > 1 and not is_smooth)
    if is_exact:
        return _nearest(levels[0], rows, columns), x, y
    return _interpolated(levels[level], rows / 2**level, columns / 2**level), x, y


def _level_for(scale: float, count: int) -> int:
    """The coarsest level that still has at least one pixel a device pixel."""
    level = 0
    while level + 1 < count and scale * 2 ** (level + 1) <= 1:
        level += 1
    return level


def _positions(
    view: View, start: int, extent: int, length: int, axis: int
) -> tuple[int, NDArray[np.float64]]:
    """The first device pixel of one axis, and the radiograph position of each one's middle."""
    origin = length / 2 - view.center[axis] * view.scale
    if view.scale == 1:
        origin = round(origin)  # a stored pixel fills a device pixel, wherever the picture was dragged
    first = max(0, round(start * view.scale + origin))
    last = min(length, round((start + extent) * view.scale + origin))
    middles = np.arange(first, max(first, last)) + 0.5
    return first, np.clip((middles - origin) / view.scale, start, np.nextafter(start + extent, start))


def _nearest(source: Stored, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Stored:
    """The source pixel in which each position lies: pixel k covers [k, k + 1)."""
    return np.take(source[rows.astype(np.intp)], columns.astype(np.intp), axis=1)


def _interpolated(source: Stored, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Stored:
    """The source at (row, column) positions: middle of pixel k is k + 0.5."""
    upper, lower, down = _neighbours(rows, source.shape[0])
    left, right, across = _neighbours(columns, source.shape[1])
    if not down.any() and not across.any():
        return np.take(source[upper], left, axis=1)
    span = slice(left.min(initial=0), right.max(initial=0) + 1)
    band = _blend(source[upper, span], source[lower, span], down[:, None])
    near, far = (band.take(places - span.start, axis=1) for places in (left, right))  # rows stay together
    mixed = _blend(near, far, across)
    rounded: Stored = np.floor(mixed + np.float32(0.5)).astype(source.dtype)
    return rounded


def _neighbours(
    positions: NDArray[np.float64], count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    at = np.clip(positions - 0.5, 0, count - 1)
    before = at.astype(np.intp)
    share = (at - before).astype(np.float32)
    share[np.abs(share) < 1e-6] = 0
    return before, np.minimum(before + 1, count - 1), share


def _blend(first: Stored, second: Stored, share: NDArray[np.float32]) -> NDArray[np.float32]:
    start = first.astype(np.float32)
    result: NDArray[np.float32] = start + (second.astype(np.float32) - start) * share
    return result


def _halved(pixels: Stored) -> Stored:
    rows, cols = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    even, odd = pixels[:rows:2], pixels[1:rows:2]
    total = even[:, :cols:2].astype(np.int32) + even[:, 1:cols:2] + odd[:, :cols:2] + odd[:, 1:cols:2]
    halved: Stored = ((total + 2) >> 2).astype(pixels.dtype)
    return halved
