"""How large words are, and with them everything that holds words: 100 to 200 %.

The application's font holds the size in force, so that whatever is made later asks nobody else. What a window
is made with stays its size: another one takes a new window.
"""

import re
from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

SIZES = (100, 125, 150, 175, 200)  # percent
BY_THE_SCREEN = 0  # the choice that leaves it to the screen
PLAIN_PIXELS = 14  # of a letter at 100 %
PLAIN_HEIGHT = 1440  # logical pixels: up to here a screen needs no larger words
COLUMN_MARGIN, SCROLL_BAR = 16, 10  # logical pixels
LARGE = 1.3  # times larger than plain
COLUMN_SHARE = 0.4  # of the growth of words
_THIN = 3  # pixels: borders keep their width


def size_in_force(chosen: int, screen_height: int) -> int:
    """Return the chosen size in percent, else what suits a screen of so many logical pixels."""
    if chosen in SIZES:
        return chosen
    return max((size for size in SIZES if size * PLAIN_HEIGHT <= 100 * screen_height), default=SIZES[0])


def font_of(percent: int) -> QFont:
    """Return the font of the interface at a size."""
    font = QFont("Inter")
    font.setPixelSize(round(PLAIN_PIXELS * percent / 100))
    return font


def growth() -> float:
    """Return how many times larger than plain words are now, 1 to 2."""
    pixels = QApplication.font().pixelSize()
    return max(1.0, pixels / PLAIN_PIXELS)  # -1 where nobody has dressed the application yet


def grown(pixels: float) -> int:
    """Return a length in logical pixels that grows as the words do."""
    return round(pixels * growth())


def are_words_large() -> bool:
    """Say whether what stands side by side with plain words has to stand one below the other."""
    return growth() > LARGE


def column_width(pixels: float) -> int:
    """Return the width of a column of words beside a picture: they wrap, so it grows by less than they do."""
    return round(pixels * (1 + (growth() - 1) * COLUMN_SHARE))


def room_in_column(width: int) -> int:
    """Return how wide a row of buttons may be in a column of a width that scrolls."""
    return width - 2 * COLUMN_MARGIN - grown(SCROLL_BAR)


def grown_sheet(sheet: str) -> str:
    """Return a style sheet whose lengths grow as the words do; thin lines stay thin."""
    return re.sub(r"(padding:[^;]*|\d+px)", lambda found: _grown(found[1]), sheet)


def _grown(lengths: str) -> str:
    """Lengths as they are now; what is between words and their frame grows as a column does."""
    grow = column_width if lengths.startswith("padding") else grown
    return re.sub(r"(\d+)px", lambda found: f"{_unless_thin(int(found[1]), grow)}px", lengths)


def _unless_thin(pixels: int, grow: Callable[[float], int]) -> int:
    return pixels if pixels <= _THIN else grow(pixels)
