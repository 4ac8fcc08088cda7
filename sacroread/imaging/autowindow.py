"""The first window and the first crop, from the pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging import stages
from sacroread.imaging.field import (
    MAX_SAMPLED_SIDE,
    Bright,
    brightness,
    exposed_field,
    extents,
)
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Window

Span = tuple[int, int]  # first pixel and size, along rows or columns

CORE_MM = 200.0  # holds both sacroiliac joints and hips of an adult, and no air beside the body
CORE_SHARE = 0.42  # of the picture, where no spacing says how large it is; 172 mm of a film of 43 cm
LEAST_CORE_SHARE = 0.3  # whatever the spacing says
LOW_PERCENT, HIGH_PERCENT = 1.0, 99.5
LOW_MARGIN, HIGH_MARGIN = 0.2, 0.05  # of the span: thin bone beside the core is darker
PRESET_PERCENTS = {  # of the core's tissue, dark to bright
    "bone": (3.0, 99.9),
    "joint": (10.0, 98.0),
    "soft_tissue": (0.5, 80.0),
    "dense_bone": (40.0, 100.0),
    "all_tissue": (0.0, 100.0),
}
FENCE = 1.5  # interquartile ranges (Tukey 1977): metal and gas beyond it are no tissue
MAX_ROUNDS = 10
AIR_GREY = 0.04  # a row or column that is darker throughout holds no bone
AIR_SHARE = 0.995
CROP_MARGIN = 0.02  # of the field, on either side
BURNT_SHARE = 0.055  # of the width; on 100 phantoms no bone that can be seen reached further than 5.1 %


def first_window(radiograph: Radiograph) -> Window:
    """Return the LINEAR window (rescaled units) to start from: the file's first, or the automatic one."""
    return file_window(radiograph, 0) or automatic_window(radiograph)


def file_window(radiograph: Radiograph, place: int) -> Window | None:
    """Return a window of the file as LINEAR, counted from 0; None when it has none there, or a sigmoid."""
    if place >= len(radiograph.windows) or radiograph.voi_function == "SIGMOID":
        return None
    window = radiograph.windows[place]
    if radiograph.voi_function == "LINEAR_EXACT":
        return Window(window.center + 0.5, window.width + 1)  # the same line, as LINEAR (PS3.3 C.11.2.1.2.1)
    return window


def automatic_window(radiograph: Radiograph) -> Window:
    """Return a LINEAR window in rescaled units that shows bone and soft tissue, from the pixels alone.

    It is judged on the core of the exposed field, so that collimation, padding, letters and air beside the
    body do not count; values beyond Tukey's fences, as of metal, do not either.
    """
    low, high = _tissue_percentiles(radiograph, (LOW_PERCENT, HIGH_PERCENT))
    span = high - low
    return _as_rescaled(radiograph, _spanning(low - LOW_MARGIN * span, high + HIGH_MARGIN * span))


def preset_windows(radiograph: Radiograph) -> Mapping[str, Window]:
    """Return LINEAR windows in rescaled units by the names of the presets, judged as the automatic one."""
    spans = {name: _tissue_percentiles(radiograph, percents) for name, percents in PRESET_PERCENTS.items()}
    return {name: _as_rescaled(radiograph, _spanning(*span)) for name, span in spans.items()}


def _tissue_percentiles(radiograph: Radiograph, percents: tuple[float, float]) -> tuple[float, float]:
    tissue = _within_fences(_core_brightness(radiograph))
    low, high = np.percentile(tissue, percents) if len(tissue) else (0.0, 0.0)
    return float(low), float(high)


def _spanning(low: float, high: float) -> Window:
    """The LINEAR window that is black at low and white at high; one grey alone becomes the middle grey.

    PS3.3 C.11.2.1.2.1: black at center - 0.5 - (width - 1) / 2, white at center - 0.5 + (width - 1) / 2.
    """
    if high <= low:
        return Window(low + 0.5, 2.0)
    return Window((low + high) / 2 + 0.5, high - low + 1)


def proposed_crop(radiograph: Radiograph) -> Crop:
    """Return the crop that a reader is offered: the rectangle of the body, and `BURNT_SHARE` on either side.

    A trochanter that is burnt out looks like the blades beside it, so some of what looks empty is kept.
    """
    body, cols = body_crop(radiograph), radiograph.cols
    beside = math.ceil(BURNT_SHARE * cols)
    left, right = max(body.x - beside, 0), min(body.x + body.width + beside, cols)
    return Crop(left, body.y, right - left, body.height)


def body_crop(radiograph: Radiograph) -> Crop:
    """Return the rectangle of the body on the radiograph as stored, without collimation, padding and air.

    A row or column is left out only where it is dark from edge to edge.
    """
    crop = exposed_field(radiograph)
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
    """A LINEAR window on brightness as one on rescaled units, mirrored where low is white."""
    return Window(1 - window.center, window.width) if stages.is_white_low(radiograph) else window


def _ends(holds_body: NDArray[np.bool_]) -> tuple[int, int]:
    """The first body line and one past the last, with a margin; everything where there is no body."""
    found = np.flatnonzero(holds_body)
    if not len(found):
        return 0, len(holds_body)
    margin = 1 + round(CROP_MARGIN * len(holds_body))
    return max(int(found[0]) - margin, 0), min(int(found[-1]) + 1 + margin, len(holds_body))


def _core_brightness(radiograph: Radiograph) -> Bright:
    """Brightness of the core, thinned, without padding: (n,) float64."""
    core = _core(radiograph)
    step = max(1, max(core.width, core.height) // MAX_SAMPLED_SIDE)
    stored = radiograph.stored[
        core.y : core.y + core.height : step, core.x : core.x + core.width : step
    ].ravel()
    if radiograph.padding is not None:
        low, high = radiograph.padding
        stored = stored[(stored < low) | (stored > high)]
    return brightness(radiograph, stored)


def _core(radiograph: Radiograph) -> Crop:
    """The rectangle that decides the window: of the body's size, about the middle, within the exposed field.

    Blades cover the picture and leave its middle where it is, so middle and share are those of the whole
    picture. A border that a program drew either covers the picture or was put around it, and nobody can tell
    which: the share is then of the mean of both, the least wrong in either case.
    """
    found = extents(radiograph)
    whole, undrawn, field = found.whole, found.undrawn, found.field
    spacing = radiograph.pixel_spacing_mm or (None, None)
    tall, wide = math.sqrt(whole.height * undrawn.height), math.sqrt(whole.width * undrawn.width)
    y, height = _core_span((whole.y, whole.height), (field.y, field.height), _wanted(tall, spacing[0]))
    x, width = _core_span((whole.x, whole.width), (field.x, field.width), _wanted(wide, spacing[1]))
    return Crop(x, y, width, height)


def _wanted(picture: float, spacing_mm: float | None) -> float:
    return CORE_SHARE * picture if spacing_mm is None else CORE_MM / spacing_mm


def _core_span(whole: Span, field: Span, wanted: float) -> Span:
    size = max(1, round(min(field[1], max(wanted, LEAST_CORE_SHARE * field[1]))))
    first = round(whole[0] + whole[1] / 2 - size / 2)
    return min(max(first, field[0]), field[0] + field[1] - size), size


def _within_fences(values: Bright) -> Bright:
    """Drop what lies beyond Tukey's fences, again and again, until nothing does; what is left is sorted."""
    values = np.sort(values)
    for _ in range(MAX_ROUNDS):
        if not len(values):
            break
        low, high = _of_sorted(values, 0.25), _of_sorted(values, 0.75)
        if high == low:  # a test pattern, not tissue
            break
        reach = FENCE * (high - low)
        first = int(np.searchsorted(values, low - reach, "left"))
        end = int(np.searchsorted(values, high + reach, "right"))
        if end - first == len(values):
            break
        values = values[first:end]
    return values


def _of_sorted(values: Bright, share: float) -> float:
    """The quantile of sorted values, interpolated linearly (Hyndman and Fan 1996, definition 7)."""
    place = share * (len(values) - 1)
    return float(
        np.interp(place, (math.floor(place), math.ceil(place)), values[[int(place), math.ceil(place)]])
    )
