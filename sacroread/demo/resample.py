"""Cubic interpolation between regular grids, one axis at a time."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.sparse import csr_array

from sacroread.demo.rays import Field, Grid


def resampled(values: Field, source: Grid, target: Grid) -> Field:
    """Return a (rows, cols) map of one grid at the places of another, float32 (Keys 1981, a = -1/2)."""
    across = (_weights(source.u, target.u) @ np.ascontiguousarray(values.T)).T
    return np.asarray(_weights(-source.v, -target.v) @ np.ascontiguousarray(across))


def smoothed(values: Field, sigma: float) -> Field:
    """Return a map under a wide Gaussian of `sigma` pixels, worked out on a coarser grid."""
    factor = max(1, int(sigma / 3))
    rows, cols = (n // factor for n in values.shape)
    coarse = values[: rows * factor, : cols * factor].reshape(rows, factor, cols, factor).mean((1, 3))
    soft = gaussian_filter(coarse, sigma / factor, mode="nearest")
    middle = (factor - 1) / 2
    places = [
        (np.arange(n, dtype=np.float32) - np.float32(middle)) / np.float32(factor) for n in values.shape
    ]
    u, v = (np.arange(n, dtype=np.float32) for n in (cols, rows))
    return resampled(soft, Grid(u, -v), Grid(places[1], -places[0]))


def _weights(source: Field, target: Field) -> csr_array:
    place = (target.astype(np.float64) - source[0]) / (source[1] - source[0])
    base = np.floor(place).astype(int)
    t = place - base
    taps = np.stack([_keys(t + 1), _keys(t), _keys(1 - t), _keys(2 - t)], axis=1)
    columns = np.clip(base[:, None] + np.arange(-1, 3), 0, len(source) - 1)
    rows = np.repeat(np.arange(len(target)), 4)
    return csr_array((taps.ravel().astype(np.float32), (rows, columns.ravel())), (len(target), len(source)))


def _keys(d: NDArray[np.float64]) -> NDArray[np.float64]:
    near = 1.5 * d**3 - 2.5 * d**2 + 1
    far = -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
    return np.where(d <= 1, near, np.where(d < 2, far, 0.0))
