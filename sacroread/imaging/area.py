"""Area averages: what a picture looks like with fewer pixels, exact whatever the order of summation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8] | NDArray[np.uint16]  # (rows, cols)


def area_averaged(picture: Grey, longest_side: int) -> Grey:
    """Return the picture with its longer side at most `longest_side` pixels, rounded half up, same dtype."""
    rows, cols = picture.shape
    share = min(1.0, longest_side / max(rows, cols))
    if share == 1.0:
        return picture
    fewer = max(1, round(rows * share)), max(1, round(cols * share))
    totals = rows_summed(overlaps(rows, fewer[0]), picture) @ overlaps(cols, fewer[1]).T
    averaged: Grey = np.floor(totals / (rows * cols) + 0.5).astype(picture.dtype)
    return averaged


def overlaps(source: int, target: int) -> NDArray[np.float64]:
    """Return (target, source) whole numbers: how much of source pixel j target pixel i holds, in 1/target px.

    Sums of pixel values times these stay below 2**53 for every radiograph that can be opened, so float64
    holds them exactly and the order of summation cannot matter.
    """
    edges_target = np.arange(target + 1, dtype=np.int64) * source
    edges_source = np.arange(source + 1, dtype=np.int64) * target
    last = np.minimum(edges_target[1:, None], edges_source[None, 1:])
    first = np.maximum(edges_target[:-1, None], edges_source[None, :-1])
    overlaps: NDArray[np.float64] = np.clip(last - first, 0, None).astype(np.float64)
    return overlaps


def rows_summed(down: NDArray[np.float64], picture: Grey) -> NDArray[np.float64]:
    """Return `down @ picture`, touching only the rows that each output row overlaps."""
    summed = np.zeros((down.shape[0], picture.shape[1]))
    for row, weights in enumerate(down):
        touched = np.flatnonzero(weights)
        if touched.size:
            rows = slice(touched[0], touched[-1] + 1)
            summed[row] = weights[rows] @ picture[rows].astype(np.float64)
    return summed
