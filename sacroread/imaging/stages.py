"""The stages of the standard between stored pixels and grey, each a pure function on arrays (PS3.3 C.11).

Every stage maps one value to one value, so the stages run over the ramp of all stored values only, and the
picture is one look-up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import LookUpTable, Radiograph, Rescale, VoiFunction
from sacroread.study.model import Window

Greys = NDArray[np.float64]


def stored_ramp(radiograph: Radiograph) -> Greys:
    """Return every stored value in the order of its unsigned bit pattern: (256,) or (65536,) float64."""
    dtype = radiograph.stored.dtype
    patterns = np.arange(1 << (8 * dtype.itemsize), dtype=np.dtype(f"u{dtype.itemsize}"))
    return patterns.view(dtype).astype(np.float64)


def rescaled(stored: Greys, rescale: Rescale | None, lut: LookUpTable | None) -> Greys:
    """Modality stage: stored values to rescaled units, by the file's LUT or rescale (PS3.3 C.11.1)."""
    if lut is not None:
        return looked_up(stored, lut)
    return stored if rescale is None else rescale.slope * stored + rescale.intercept


def looked_up(values: Greys, lut: LookUpTable) -> Greys:
    """Return the LUT's output for each value; below its first input the first entry, above the last."""
    last = len(lut.values) - 1
    entries = np.clip(np.rint(values) - lut.first_input, 0, last).astype(np.intp)
    return np.asarray(lut.values[entries], dtype=np.float64)


def windowed(values: Greys, window: Window, function: VoiFunction = "LINEAR") -> Greys:
    """VOI stage: rescaled units to grey in [0, 1] (PS3.3 C.11.2.1.2, C.11.2.1.3).

    LINEAR is not defined for a width below 1; there it is read as LINEAR_EXACT, so a narrow window works.

    Raises:
        SacroReadError: a width that is not greater than 0.
    """
    if not window.width > 0:
        raise SacroReadError(
            f"A window's width must be greater than 0, not {window.width:g}. Choose a wider window."
        )
    if function == "SIGMOID":
        return 1 / (
            1 + np.exp(np.clip(-4 * (values - window.center) / window.width, -MAX_EXPONENT, MAX_EXPONENT))
        )
    if function == "LINEAR" and window.width >= MIN_LINEAR_WIDTH:
        return _linear(values, window)
    return np.clip((values - window.center) / window.width + 0.5, 0, 1)


MIN_LINEAR_WIDTH = 1  # PS3.3 C.11.2.1.2.1
MAX_EXPONENT = 700.0  # exp overflows beyond 709; the grey is 0 or 1 long before


def _linear(values: Greys, window: Window) -> Greys:
    center, width = window.center - 0.5, window.width - 1
    if width == 0:
        return (values > center).astype(np.float64)
    return np.clip((values - center) / width + 0.5, 0, 1)


def toned(values: Greys, lut: LookUpTable) -> Greys:
    """VOI stage by a look-up table of the file: rescaled units to grey in [0, 1] (PS3.3 C.11.2.1.1)."""
    return np.minimum(looked_up(values, lut) / ((1 << lut.bits) - 1), 1.0)


def presented(grey: Greys, radiograph: Radiograph) -> Greys:
    """Presentation stage: grey in which low stored values that the file calls white are turned (bone bright).

    MONOCHROME1: low values are white (PS3.3 C.7.6.3.1.2). INVERSE belongs to MONOCHROME1 and says the same
    again, it does not turn twice; IDENTITY belongs to MONOCHROME2 (PS3.3 C.8.11.3.1.2).
    """
    return 1 - grey if is_white_low(radiograph) else grey


def is_white_low(radiograph: Radiograph) -> bool:
    """Whether low values are white on the screen."""
    shape = radiograph.presentation_shape
    return radiograph.photometric == "MONOCHROME1" if shape is None else shape == "INVERSE"


def without_padding(grey: Greys, stored: Greys, padding: tuple[int, int] | None) -> Greys:
    """Padding stage: stored values that are no picture become black (PS3.3 C.7.5.1.1.2)."""
    if padding is None:
        return grey
    low, high = padding
    return np.where((stored >= low) & (stored <= high), 0.0, grey)
