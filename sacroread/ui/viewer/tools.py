"""What a mouse movement means: pure functions from values to values."""

from enum import Enum, auto
from math import atan2, degrees

import numpy as np

from sacroread.imaging import stages
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Window
from sacroread.ui.viewer.geometry import Point

STEP = 1 / 80  # of the current width, for each device-independent pixel
FINE = 1 / 2.5
MIN_WIDTH = 1.0  # PS3.3 C.11.2.1.2.1: LINEAR requires Window Width >= 1
ZOOM_A_NOTCH = 1.2
ZOOM_A_PIXEL = 1.005
REGION_PERCENTS = (1.0, 99.0)  # a lead letter or a dead pixel in the box must not decide its window
REGION_SIDE = 1000  # pixels a side that are looked at; more change nothing
DEGREE_STEP, SNAP_DEGREES = 0.1, 15.0


class Tool(Enum):
    """What the next drag with the left button does instead of the window."""

    CROP = auto()
    LENGTH = auto()
    ANGLE = auto()
    ROTATE = auto()


def window_after_drag(window: Window, right: float, down: float, *, is_fine: bool) -> Window:
    """Return the window after a drag: to the right is wider, upwards is a higher level."""
    step = window.width * STEP * (FINE if is_fine else 1)
    return Window(window.center - down * step, max(MIN_WIDTH, window.width + right * step))


def region_window(radiograph: Radiograph, box: Crop) -> Window | None:
    """Return the LINEAR window (rescaled units) that spans the pixels in a box; None when all are padding.

    Black at the 1st, white at the 99th percentile (PS3.3 C.11.2.1.2.1).
    """
    step = 1 + max(box.width, box.height) // REGION_SIDE
    stored = radiograph.stored[box.y : box.y + box.height : step, box.x : box.x + box.width : step].ravel()
    if radiograph.padding is not None:
        stored = stored[(stored < radiograph.padding[0]) | (stored > radiograph.padding[1])]
    if not len(stored):
        return None
    rescaled = stages.rescaled(stored.astype(np.float64), radiograph.rescale, radiograph.modality_lut)
    low, high = np.percentile(rescaled, REGION_PERCENTS)
    return Window(float(low + high) / 2 + 0.5, max(MIN_WIDTH, float(high - low) + 1))


def rotation_after_drag(before: float, start: Point, now: Point, *, snaps: bool) -> float:
    """Return the clockwise rotation in [0, 360) after a drag from start to now about (0, 0), y down.

    It comes in tenths of a degree; with `snaps` in steps of 15 degrees.
    """
    by = degrees(atan2(now[1], now[0]) - atan2(start[1], start[0]))
    step = SNAP_DEGREES if snaps else DEGREE_STEP
    return round(round((before + by) / step) * step, 1) % 360
