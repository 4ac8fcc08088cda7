"""Whether a model input is like the training set; where it is not, the case is referred to a person."""

import numpy as np
from numpy.typing import NDArray

from sacroread.second_reader.manifest import InputSpec, Likeness, Range


def grey_statistics(model_input: NDArray[np.float32], spec: InputSpec) -> tuple[float, float]:
    """Return mean and standard deviation of the grey values in [0, 1], padding included.

    `model_input` is (3, rows, cols) float32 as `preprocess.from_curated` gives it.
    """
    grey = model_input[0].astype(np.float64) * spec.std[0] + spec.mean[0]
    return float(grey.mean()), float(grey.std())


def refer_reason(
    model_input: NDArray[np.float32], smaller_side_px: int, spec: InputSpec, like: Likeness
) -> str:
    """Return why a person should decide, in one sentence; empty where nothing speaks against the model.

    Args:
        model_input: (3, rows, cols) float32.
        smaller_side_px: Of what was fed, in pixels of the radiograph.
        spec: The bundle's input.
        like: The bundle's statement about its training radiographs.
    """
    mean, spread = grey_statistics(model_input, spec)
    checks = (
        (smaller_side_px >= like.least_side_px, "the part shown is smaller than any training radiograph"),
        (_within(mean, like.grey_mean), "the radiograph is brighter or darker than the training radiographs"),
        (_within(spread, like.grey_spread), "the contrast is unlike that of the training radiographs"),
    )
    found = [words for holds, words in checks if not holds]
    return f"Refer: {'; '.join(found)}." if found else ""


def _within(value: float, limits: Range) -> bool:
    return limits.low <= value <= limits.high
