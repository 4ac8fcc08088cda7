"""What a mouse movement means: pure functions from values to values."""

from sacroread.study.model import Window

STEP = 1 / 80  # of the current width, for each device-independent pixel
FINE = 1 / 2.5
MIN_WIDTH = 1.0  # PS3.3 C.11.2.1.2.1: LINEAR requires Window Width >= 1
ZOOM_A_NOTCH = 1.2
ZOOM_A_PIXEL = 1.005


def window_after_drag(window: Window, right: float, down: float, *, is_fine: bool) -> Window:
    """Return the window after a drag: to the right is wider, upwards is a higher level."""
    step = window.width * STEP * (FINE if is_fine else 1)
    return Window(window.center - down * step, max(MIN_WIDTH, window.width + right * step))
