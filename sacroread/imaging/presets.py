"""Windows for what a reader looks at, as parts of the automatic window of each radiograph."""

from __future__ import annotations

from collections.abc import Mapping

from sacroread.imaging.autowindow import automatic_window
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.stages import is_white_low
from sacroread.study.model import Window

# Where each preset begins and ends, in shares of the automatic window from its dark to its bright end.
SPANS: Mapping[str, tuple[float, float]] = {
    "bone": (0.25, 1.05),
    "joint": (0.40, 0.95),
    "wide": (-0.25, 1.25),
}


def presets(radiograph: Radiograph) -> Mapping[str, Window]:
    """Return the windows by name, in rescaled units; dark and bright ends as MONOCHROME1 and 2 show them."""
    first = automatic_window(radiograph)
    return {name: _part(first, *span, is_dark_high=is_white_low(radiograph)) for name, span in SPANS.items()}


def _part(window: Window, start: float, end: float, *, is_dark_high: bool) -> Window:
    low, high = (1 - end, 1 - start) if is_dark_high else (start, end)
    bottom = window.center - window.width / 2
    return Window(bottom + window.width * (low + high) / 2, max(1.0, window.width * (high - low)))
