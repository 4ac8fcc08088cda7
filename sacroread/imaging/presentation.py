"""The geometry of a presentation: crop, flip, rotation, and points between picture and radiograph.

Points are (n, 2) float64, x to the right and y down; pixel (0, 0) covers [0, 1) x [0, 1). The crop comes
first, a flip mirrors it left to right, the rotation turns the result clockwise in the smallest picture that
holds it.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.study.model import Crop, Presentation

Pixel = TypeVar("Pixel", bound=np.generic)
Points = NDArray[np.float64]
Shape = tuple[int, int]

ROUNDING = 1e-9  # of a pixel or a quarter turn: what floating point may leave over


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


def squared(crop: Crop, rows: int, cols: int) -> Crop:
    """Return the crop grown to a square, or as near as the radiograph allows; it never shrinks."""
    side = max(crop.width, crop.height)
    x, width = _grown(crop.x, crop.width, side, cols)
    y, height = _grown(crop.y, crop.height, side, rows)
    return Crop(x, y, width, height)


def _grown(first: int, size: int, wanted: int, available: int) -> tuple[int, int]:
    wanted = min(wanted, available)
    return min(max(first - (wanted - size) // 2, 0), available - wanted), wanted


def turned(picture: NDArray[Pixel], presentation: Presentation) -> NDArray[Pixel]:
    """Return a cropped picture (rows, cols) flipped and rotated; corners without picture are 0.

    Whole quarter turns move pixels, other angles interpolate between four.
    """
    flipped = picture[:, ::-1] if presentation.is_flipped else picture
    quarters = _quarters(presentation.rotation_degrees)
    if quarters is None:
        return _interpolated(flipped, presentation.rotation_degrees)
    return np.ascontiguousarray(np.rot90(flipped, -quarters))


def picture_shape(presentation: Presentation, shape: Shape) -> Shape:
    """Return (rows, cols) of the picture that is shown of a radiograph of that shape."""
    crop = checked_crop(presentation.crop, *shape)
    return _bounding_shape((crop.height, crop.width), presentation.rotation_degrees)


def picture_points(radiograph_points: Points, presentation: Presentation, shape: Shape) -> Points:
    """Return where points of the radiograph (rows, cols) lie on the shown picture, or outside it."""
    turn, shift = _placement(presentation, shape)
    return np.asarray(radiograph_points @ turn.T + shift)


def radiograph_points(picture_points: Points, presentation: Presentation, shape: Shape) -> Points:
    """Return where points of the shown picture lie on the radiograph (rows, cols) as stored."""
    turn, shift = _placement(presentation, shape)
    return np.asarray((picture_points - shift) @ turn)  # the inverse of a turn is its transpose


def picture_direction(direction: tuple[float, float], presentation: Presentation) -> tuple[float, float]:
    """Return how a direction (x, y) on the radiograph points on the shown picture."""
    x, y = _turn(presentation) @ np.array(direction)
    return float(x), float(y)


def _placement(presentation: Presentation, shape: Shape) -> tuple[Points, Points]:
    """The turn (2, 2) and shift (2,) from radiograph to picture: middle onto middle."""
    crop = checked_crop(presentation.crop, *shape)
    rows, cols = picture_shape(presentation, shape)
    turn = _turn(presentation)
    middle = np.array([crop.x + crop.width / 2, crop.y + crop.height / 2])
    return turn, np.array([cols / 2, rows / 2]) - turn @ middle


def _turn(presentation: Presentation) -> Points:
    """The matrix of flip, then clockwise rotation, with y down."""
    cosine, sine = _cosine_and_sine(presentation.rotation_degrees)
    mirror = -1.0 if presentation.is_flipped else 1.0
    return np.array([[cosine * mirror, -sine], [sine * mirror, cosine]])


def _cosine_and_sine(degrees: float) -> tuple[float, float]:
    """Exact at whole quarter turns, where the library gives 6e-17 for 0."""
    quarters = _quarters(degrees)
    if quarters is None:
        return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarters]


def _quarters(degrees: float) -> int | None:
    """The number of quarter turns, 0 to 3, or None when the angle is no whole number of them."""
    turns = degrees / 90
    return round(turns) % 4 if abs(turns - round(turns)) < ROUNDING else None


def _bounding_shape(shape: Shape, degrees: float) -> Shape:
    cosine, sine = (abs(value) for value in _cosine_and_sine(degrees))
    rows, cols = shape
    return (
        math.ceil(rows * cosine + cols * sine - ROUNDING),
        math.ceil(cols * cosine + rows * sine - ROUNDING),
    )


def _interpolated(picture: NDArray[Pixel], degrees: float) -> NDArray[Pixel]:
    from scipy import ndimage  # here: right angles, the rule, do without

    shape = _bounding_shape((picture.shape[0], picture.shape[1]), degrees)
    cosine, sine = _cosine_and_sine(degrees)
    back = np.array([[cosine, -sine], [sine, cosine]])  # of (row, column): picture to flipped crop
    middles = [np.array(sides) / 2 - 0.5 for sides in (picture.shape, shape)]
    shown: NDArray[Pixel] = ndimage.affine_transform(
        picture,
        back,
        offset=middles[0] - back @ middles[1],
        output_shape=shape,
        order=1,
        output=picture.dtype,
    )
    return shown
