"""The first window and the first crop, from the pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging import stages
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Window

LOW_PERCENT, HIGH_PERCENT = 1.0, 99.5
MAX_SIDE = 1024  # the window is judged on a picture thinned to about this many rows and columns


def first_window(radiograph: Radiograph) -> Window:
    """Return the LINEAR window (rescaled units) to start from: the file's first, or the automatic one."""
    if not radiograph.windows or radiograph.voi_function == "SIGMOID":
        return automatic_window(radiograph)
    window = radiograph.windows[0]
    if radiograph.voi_function == "LINEAR_EXACT":
        return Window(
            window.center + 0.5, window.width + 1
        )  # the same line, written as LINEAR (PS3.3 C.11.2.1.2.1)
    return window


def automatic_window(radiograph: Radiograph) -> Window:
    """Return a LINEAR window in rescaled units that shows bone and soft tissue, from the pixels alone."""
    values = _rescaled_sample(radiograph)
    low, high = np.percentile(values, (LOW_PERCENT, HIGH_PERCENT)) if len(values) else (0.0, 1.0)
    return Window(float(low + high) / 2, max(float(high - low), 1.0))


def proposed_crop(radiograph: Radiograph) -> Crop:
    """Return the rectangle of the pelvis on the radiograph as stored."""
    return Crop(0, 0, radiograph.cols, radiograph.rows)


def _rescaled_sample(radiograph: Radiograph) -> NDArray[np.float64]:
    step = max(1, max(radiograph.stored.shape) // MAX_SIDE)
    stored = radiograph.stored[::step, ::step].astype(np.float64).ravel()
    if radiograph.padding is not None:
        low, high = radiograph.padding
        stored = stored[(stored < low) | (stored > high)]
    return stages.rescaled(stored, radiograph.rescale, radiograph.modality_lut)
