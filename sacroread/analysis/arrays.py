"""The kinds of array that the statistics work on."""

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


Numbers = Floats | Ints | np.float64 | float


def ratio(numerator: Numbers, denominator: Numbers) -> Floats:
    """Divide element by element (shapes broadcast, result float64); NaN where the denominator is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    result = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=result, where=bottom != 0)
    return result
