"""The first window and the first crop, from the pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging import stages
from sacroread.imaging.field import MAX_SAMPLED_SIDE, Bright, Field, brightness, exposed_field
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Window

CORE_MM = 200.0  # holds both sacroiliac joints and hips of an adult, and no air beside the body
CORE_SHARE = 0.6  # of the picture, where no spacing says how large it is
LEAST_CORE_SHARE = 0.3  # whatever the spacing says
LOW_PERCENT, HIGH_PERCENT = 1.0, 99.5
MARGIN = 0.05  # of the width, on either side, so that the densest bone keeps its texture
FENCE = 1.5  # interquartile ranges (Tukey 1977): metal and gas beyond it are no tissue
MAX_ROUNDS = 10
AIR_GREY = 0.04  # a row or column that is darker throughout holds no bone
AIR_SHARE = 0.995
CROP_MARGIN = 0.02  # of the field, on either side


def first_window(radiograph: Radiograph) -> Window:
    """Return the LINEAR window (rescaled units) to start from: the file's first, or the automatic one."""
    if not radiograph.windows or radiograph.voi_function == "SIGMOID":
        return automatic_window(radiograph)
    window = radiograph.windows[0]
    if radiograph.voi_function == "LINEAR_EXACT":
        return Window(window.center + 0.5, window.width + 1)  # the same line, as LINEAR (PS3.3 C.11.2.1.2.1)
    return window


def automatic_window(radiograph: Radiograph) -> Window:
    """Return a LINEAR window in rescaled units that shows bone and soft tissue, from the pixels alone.

    It is judged on the core of the exposed field, so that collimation, padding, letters and air beside the
    body do not count; values beyond Tukey's fences, as of metal, do not either.
    """
    tissue = _within_fences(_core_brightness(radiograph, exposed_field(radiograph)))
    low, high = np.percentile(tissue, (LOW_PERCENT, HIGH_PERCENT)) if len(tissue) else (0.0, 0.0)
    return _as_rescaled(radiograph, _spanning(float(low), float(high)))


def _spanning(low: float, high: float) -> Window:
    """The window from low to high with a margin; one grey alone becomes the middle grey."""
    if high <= low:
        return Window(low + 0.5, 2.0)
    return Window((low + high) / 2, (high - low) * (1 + 2 * MARGIN))


def proposed_crop(radiograph: Radiograph) -> Crop:
    """Return the rectangle of the body on the radiograph as stored, without collimation, padding and air.

    A row or column is left out only where it is black from edge to edge, so no bone is cut.
    """
    crop = exposed_field(radiograph).crop
    step = -(-max(radiograph.stored.shape) // MAX_SAMPLED_SIDE)
    stored = radiograph.stored[crop.y : crop.y + crop.height : step, crop.x : crop.x + crop.width : step]
    window = _as_rescaled(radiograph, automatic_window(radiograph))  # turned twice: in units of brightness
    grey = stages.windowed(brightness(radiograph, stored), window)
    top, bottom = _ends((grey > AIR_GREY).mean(axis=1) > 1 - AIR_SHARE)
    left, right = _ends((grey > AIR_GREY).mean(axis=0) > 1 - AIR_SHARE)
    return Crop(
        crop.x + left * step,
        crop.y + top * step,
        min((right - left) * step, crop.width - left * step),
        min((bottom - top) * step, crop.height - top * step),
    )


def _as_rescaled(radiograph: Radiograph, window: Window) -> Window:
    """A window on brightness as one on rescaled units: turned where low is white."""
    return Window(-window.center, window.width) if stages.is_white_low(radiograph) else window


def _ends(holds_body: NDArray[np.bool_]) -> tuple[int, int]:
    """The first body line and one past the last, with a margin; everything where there is no body."""
    found = np.flatnonzero(holds_body)
    if not len(found):
        return 0, len(holds_body)
    margin = 1 + round(CROP_MARGIN * len(holds_body))
    return max(int(found[0]) - margin, 0), min(int(found[-1]) + 1 + margin, len(holds_body))


def _core_brightness(radiograph: Radiograph, field: Field) -> Bright:
    """Brightness of the core, thinned, without padding: (n,) float64."""
    core = _core(radiograph, field)
    step = max(1, max(core.width, core.height) // MAX_SAMPLED_SIDE)
    stored = radiograph.stored[
        core.y : core.y + core.height : step, core.x : core.x + core.width : step
    ].ravel()
    if radiograph.padding is not None:
        low, high = radiograph.padding
        stored = stored[(stored < low) | (stored > high)]
    return brightness(radiograph, stored)


def _core(radiograph: Radiograph, field: Field) -> Crop:
    """The rectangle about the middle of the field that decides the window.

    Its size is the body's in millimetres; without a spacing it is a share of the picture. Under a bright
    border the blades cover a part of the picture, so the share is of the whole; a dark one lies around it.
    """
    spacing = radiograph.pixel_spacing_mm
    whole = (
        (radiograph.rows, radiograph.cols)
        if field.has_bright_border
        else (field.crop.height, field.crop.width)
    )
    sizes = [
        min(own, max(wanted, LEAST_CORE_SHARE * own))
        for own, wanted in zip(
            (field.crop.height, field.crop.width),
            (CORE_MM / spacing[0], CORE_MM / spacing[1])
            if spacing
            else (CORE_SHARE * side for side in whole),
            strict=True,
        )
    ]
    height, width = (max(1, round(size)) for size in sizes)
    middle_x, middle_y = field.crop.x + field.crop.width / 2, field.crop.y + field.crop.height / 2
    return Crop(int(middle_x - width / 2), int(middle_y - height / 2), width, height)


def _within_fences(values: Bright) -> Bright:
    """Drop what lies beyond Tukey's fences, again and again, until what is left has none."""
    for _ in range(MAX_ROUNDS):
        if not len(values):
            break
        low, high = np.percentile(values, (25, 75))
        if high == low:  # a test pattern, not tissue
            break
        reach = FENCE * (high - low)
        kept = values[(values >= low - reach) & (values <= high + reach)]
        if len(kept) == len(values):
            break
        values = kept
    return values
