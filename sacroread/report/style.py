"""What all drawings share: one style, type that can be drawn, and bytes that never change."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

COLUMN_WIDTH = 3.5  # inches: one column of most journals (89 mm)
DOTS_PER_INCH = 300
COMPRESS_LEVEL = 3  # of PNG: half the time of the usual 6, and hardly larger for lines on white
LONGEST_LABEL = 70  # characters
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
FONT = "DejaVu Sans"  # comes with matplotlib
BOLD, OBLIQUE = f"{FONT} Bold", f"{FONT} Oblique"
# Okabe & Ito 2008: told apart by colour-blind people; each with a dash pattern and a marker of its own.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
DASHES = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1.5, 1, 1.5)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
STYLE: Mapping[str, object] = {
    "font.family": FONT,
    "font.size": 7.5,
    "text.parse_math": False,  # a name may hold a dollar sign
    "axes.labelsize": 8,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 6.5,
    "svg.hashsalt": "sacroread",
    "svg.fonttype": "path",
    "path.simplify": True,  # by a ninth of a point: seen by nobody, and a curve of 10,000 cases stays small
}


@dataclass(frozen=True, eq=False)
class Picture:
    """A drawing as files, and as matplotlib has laid it out, for pages that draw it themselves."""

    svg: bytes
    png: bytes
    laid_out: "Drawing"


@contextmanager
def style() -> Iterator[None]:
    """Draw and save in the one style."""
    from matplotlib import rc_context

    with rc_context(dict(STYLE)):  # type: ignore[arg-type]  # matplotlib checks the keys itself
        yield


def saved(drawing: "Drawing", between: Callable[[], None] = lambda: None) -> Picture:
    """Return a drawing with its files; without date and program they depend on it alone.

    `between` is called when half of the work is done.
    """
    svg = _saved(drawing, "svg", {"Date": None, "Creator": None})
    between()
    drawing.set_layout_engine("none")  # laid out once is enough, and takes a third of the time
    return Picture(svg, _saved(drawing, "png", {"Software": None}), drawing)


def drawable(words: str) -> str:
    """Return words that the font can draw, at a length that fits; what it cannot draw is marked."""
    flat = " ".join(words.split())
    flat = f" {flat}" if flat.startswith("_") else flat  # matplotlib leaves such a label out of the legend
    short = flat if len(flat) <= LONGEST_LABEL else f"{flat[: LONGEST_LABEL - 1]}\N{HORIZONTAL ELLIPSIS}"
    return drawn_letters(short)


def drawn_letters(words: str) -> str:
    """Return words with every letter marked that the font cannot draw; lines stay."""
    known = _characters()
    return "".join(letter if letter == "\n" or ord(letter) in known else UNKNOWN for letter in words)


@cache
def _characters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FONT)).get_charmap())


def _saved(drawing: "Drawing", kind: str, metadata: dict[str, None]) -> bytes:
    out = io.BytesIO()
    packing = {"pil_kwargs": {"compress_level": COMPRESS_LEVEL}} if kind == "png" else {}
    drawing.savefig(out, format=kind, dpi=DOTS_PER_INCH, metadata=metadata, **packing)  # type: ignore[arg-type]  # its stub knows names only
    return out.getvalue()
