"""The geometry of a presentation: crop, and points between picture and radiograph.

Points are (n, 2) float64, x to the right and y down; pixel (0, 0) covers [0, 1) x [0, 1).
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.study.model import Crop, Presentation

Pixel = TypeVar("Pixel", bound=np.generic)
Points = NDArray[np.float64]


def cropped(stored: NDArray[Pixel], presentation: Presentation) -> NDArray[Pixel]:
    """Return the part (crop.height, crop.width) of (rows, cols) pixels that is shown, without a copy.

    Raises:
        SacroReadError: an empty crop, or one that reaches outside the radiograph.
    """
    crop = checked_crop(presentation.crop, stored.shape[0], stored.shape[1])
    return stored[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width]


def checked_crop(crop: Crop | None, rows: int, cols: int) -> Crop:
    """Return the crop, or the whole radiograph where there is none.

    Raises:
        SacroReadError: an empty crop, or one that reaches outside the radiograph.
    """
    if crop is None:
        return Crop(0, 0, cols, rows)
    is_inside = crop.x >= 0 and crop.y >= 0 and crop.x + crop.width <= cols and crop.y + crop.height <= rows
    if crop.width < 1 or crop.height < 1 or not is_inside:
        raise SacroReadError(
            f"The crop {crop.x},{crop.y},{crop.width},{crop.height} does not lie on this radiograph "
            f"of {cols} x {rows} pixels. Draw it again."
        )
    return crop


def radiograph_points(picture_points: Points, presentation: Presentation) -> Points:
    """Return where points of the shown picture lie on the radiograph as stored."""
    return picture_points + _origin(presentation)


def picture_points(radiograph_points: Points, presentation: Presentation) -> Points:
    """Return where points of the radiograph as stored lie on the shown picture; they may lie outside it."""
    return radiograph_points - _origin(presentation)


def _origin(presentation: Presentation) -> Points:
    crop = presentation.crop
    return np.array([0.0, 0.0] if crop is None else [crop.x, crop.y], dtype=np.float64)
