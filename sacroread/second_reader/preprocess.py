"""From the curated picture to the model input; the program and the training use this and nothing else."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.area import overlaps, rows_summed
from sacroread.imaging.autowindow import body_crop
from sacroread.imaging.curate import curated
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.manifest import Box, InputSpec
from sacroread.study.model import Crop, Presentation

GreyPicture = NDArray[np.uint8] | NDArray[np.uint16]  # (rows, cols), white is high
MIN_SIDE_PX = 32  # below, the network's five halvings leave nothing to look at
FULL_SCALE = {np.dtype(np.uint8): 255, np.dtype(np.uint16): 65535}


@dataclass(frozen=True)
class Fit:
    """How a picture of (rows, cols) px lies on the model input: padded to a larger size, then scaled.

    `top` and `left` are the rows and columns of padding before the picture.
    """

    rows: int
    cols: int
    top: int
    left: int
    padded_rows: int
    padded_cols: int


def to_input(radiograph: Radiograph, presentation: Presentation, spec: InputSpec) -> NDArray[np.float32]:
    """Return the model input: (3, rows, cols) float32, normalised grey, oriented as the radiograph.

    Raises:
        SacroReadError: The crop leaves less than 32 px on a side.
    """
    return from_curated(fed_picture(radiograph, presentation, spec), spec)


def fed_picture(radiograph: Radiograph, presentation: Presentation, spec: InputSpec) -> GreyPicture:
    """Return the curated picture that is fed, (rows, cols) uint8 or uint16, at full resolution."""
    return curated(radiograph, as_fed(radiograph, presentation, spec), spec.depth)


def as_fed(radiograph: Radiograph, presentation: Presentation, spec: InputSpec) -> Presentation:
    """Return the presentation that the second reader sees, always with the crop that is fed."""
    return replace(presentation, crop=fed_crop(radiograph, presentation, spec))


def fed_crop(radiograph: Radiograph, presentation: Presentation, spec: InputSpec) -> Crop:
    """Return what is fed: the reader's crop; where it holds all of the bundle's own crop, or is none, that.

    The network was trained at the scale of its own crop; what a wider one adds around it would only shrink
    the joints.
    """
    return own_or_drawn(own_crop(radiograph, spec), presentation.crop)


def own_or_drawn(own: Crop, drawn: Crop | None) -> Crop:
    """Return the bundle's own crop, unless the reader drew one that does not hold it."""
    return own if drawn is None or _holds(drawn, own) else drawn


def _holds(outer: Crop, inner: Crop) -> bool:
    is_across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return is_across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


def own_crop(radiograph: Radiograph, spec: InputSpec) -> Crop:
    """Return what is fed where the reader has drawn no crop."""
    if spec.crop == "whole":
        return part_of(Crop(0, 0, radiograph.cols, radiograph.rows), spec.part)
    return part_of(body_crop(radiograph), spec.part)


def part_of(crop: Crop, part: Box) -> Crop:
    """Return the part of a crop, in whole pixels."""
    left, right = round(part.left * crop.width), round(part.right * crop.width)
    top, bottom = round(part.top * crop.height), round(part.bottom * crop.height)
    return Crop(crop.x + left, crop.y + top, right - left, bottom - top)


def from_curated(picture: GreyPicture, spec: InputSpec) -> NDArray[np.float32]:
    """Return the model input made from a curated picture.

    The picture is padded with black to the aspect of the input and area-averaged in whole numbers, so that
    the result is the same to the last bit on every machine.

    Args:
        picture: (rows, cols) uint8 or uint16, white is high, as `imaging.curate` gives it.
        spec: The bundle's input.

    Returns:
        (3, spec.rows, spec.cols) float32: (grey - mean) / std with grey in [0, 1].

    Raises:
        SacroReadError: The picture is smaller than 32 px on a side, or not of the depth stated.
    """
    return normalised(grey(picture, spec), spec)


def fit(rows: int, cols: int, spec: InputSpec) -> Fit:
    """Return how a picture of that size lies on the model input."""
    padded_rows = max(rows, -(-cols * spec.rows // spec.cols))
    padded_cols = max(cols, -(-rows * spec.cols // spec.rows))
    top, left = (padded_rows - rows) // 2, (padded_cols - cols) // 2
    return Fit(rows, cols, top, left, padded_rows, padded_cols)


def normalised(grey: NDArray[np.float32], spec: InputSpec) -> NDArray[np.float32]:
    """Return (3, rows, cols) float32: `(grey - mean) / std` per channel, of `grey` (rows, cols)."""
    mean = np.asarray(spec.mean, np.float32)[:, None, None]
    std = np.asarray(spec.std, np.float32)[:, None, None]
    return np.ascontiguousarray((grey[None] - mean) / std, dtype=np.float32)


def grey(picture: GreyPicture, spec: InputSpec) -> NDArray[np.float32]:
    """Return (spec.rows, spec.cols) float32 in [0, 1]: `from_curated` before it normalises.

    Raises:
        SacroReadError: As `from_curated`.
    """
    if picture.ndim != 2 or picture.dtype.itemsize * 8 != spec.depth or picture.dtype.kind != "u":
        raise SacroReadError(f"The second reader needs a grey picture of {spec.depth} bit; this one is not.")
    if min(picture.shape) < MIN_SIDE_PX:
        raise SacroReadError(
            f"The second reader needs at least {MIN_SIDE_PX} pixels on each side; this crop has "
            f"{picture.shape[1]} x {picture.shape[0]}. Draw a larger crop."
        )
    laid = fit(picture.shape[0], picture.shape[1], spec)
    down = overlaps(laid.padded_rows, spec.rows)[:, laid.top : laid.top + laid.rows]
    across = overlaps(laid.padded_cols, spec.cols)[:, laid.left : laid.left + laid.cols]
    totals = rows_summed(down, picture) @ across.T
    whole = float(laid.padded_rows) * laid.padded_cols * FULL_SCALE[picture.dtype]
    return np.asarray(totals / whole, dtype=np.float32)
