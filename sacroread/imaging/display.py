"""A radiograph and a presentation to the picture on the screen, by one look-up table."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging import stages
from sacroread.imaging.autowindow import automatic_window
from sacroread.imaging.presentation import cropped, turned
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Presentation

Depth = TypeVar("Depth", np.uint8, np.uint16)


def screen_lut(radiograph: Radiograph, presentation: Presentation) -> NDArray[np.uint8]:
    """Return the grey of every stored value, (256,) or (65536,) uint8, 0 black, in the order of `indices`."""
    return quantised(greys(radiograph, presentation), np.uint8)


def to_screen(radiograph: Radiograph, presentation: Presentation) -> NDArray[np.uint8]:
    """Return the picture (rows, cols) uint8, 0 black, bone bright: cropped, flipped and rotated.

    Raises:
        SacroReadError: a crop that does not lie on the radiograph, or a window without width.
    """
    shown = np.take(screen_lut(radiograph, presentation), cropped(indices(radiograph), presentation))
    return turned(shown, presentation)


def indices(radiograph: Radiograph) -> NDArray[Any]:
    """Return the stored pixels as indices into `screen_lut`, (rows, cols) uint8 or uint16, without a copy."""
    return radiograph.stored.view(np.dtype(f"u{radiograph.stored.itemsize}"))


def greys(radiograph: Radiograph, presentation: Presentation) -> NDArray[np.float64]:
    """Return the grey in [0, 1] of every stored value, not yet rounded to a depth, as `screen_lut`."""
    stored = stages.stored_ramp(radiograph)
    rescaled = stages.rescaled(stored, radiograph.rescale, radiograph.modality_lut)
    shown = stages.presented(_voi(rescaled, radiograph, presentation), radiograph)
    shown = stages.without_padding(shown, stored, radiograph.padding)
    return 1 - shown if presentation.is_inverted else shown


def quantised(grey: NDArray[np.float64], depth: type[Depth]) -> NDArray[Depth]:
    """Return grey in [0, 1] as whole numbers over the full range of `depth`, rounded half up."""
    return np.floor(grey * np.iinfo(depth).max + 0.5).astype(depth)


def _voi(
    rescaled: NDArray[np.float64], radiograph: Radiograph, presentation: Presentation
) -> NDArray[np.float64]:
    """The reader's window; else the file's first window, its first VOI LUT, the automatic window."""
    if presentation.window is not None:
        return stages.windowed(rescaled, presentation.window)
    if radiograph.windows:
        return stages.windowed(rescaled, radiograph.windows[0], radiograph.voi_function)
    if radiograph.voi_luts:
        return stages.toned(rescaled, radiograph.voi_luts[0])
    return stages.windowed(rescaled, automatic_window(radiograph))
