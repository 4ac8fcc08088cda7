"""Whether a window can be shown: asked before Qt, which ends the process where it cannot."""

import os
import sys

from sacroread.errors import SacroReadError

PLATFORM = "QT_QPA_PLATFORM"  # Qt's own variable


def has_screen() -> bool:
    """Say whether a window can be shown here; only Linux may have no screen."""
    asked = (PLATFORM, "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in asked)


def require_screen() -> None:
    """Refuse to open a window where there is no screen.

    Raises:
        SacroReadError: there is none.
    """
    if not has_screen():
        raise SacroReadError(
            "There is no screen here, so no window can open. Sit down at the computer itself or forward its "
            "screen (ssh -X). Commands that need no window: sacroread --help; every page as a picture: "
            "sacroread demo --tour DIR."
        )


def do_without_screen() -> None:
    """Let Qt draw into memory where there is no screen: enough where nobody looks."""
    if not has_screen():
        os.environ[PLATFORM] = "offscreen"
