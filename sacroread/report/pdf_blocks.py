"""What the PDF is built of: paragraphs, and blocks of what must not be parted by the end of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Paragraph
from reportlab.platypus import Table as Set

from sacroread.report.content import Caution
from sacroread.report.pdf_layout import WIDTH
from sacroread.report.style import FONT, drawn_letters

Flowable = Any  # ReportLab has no types
PAGE_HEIGHT, TOP, BOTTOM = 842.0, 46.0, 52.0  # points: A4, and what stays free above and below
TALL = PAGE_HEIGHT - TOP - BOTTOM
GAP = 7.0  # points between two columns
HALF = (WIDTH - GAP) / 2
MEASURE = 440.0  # points: the longest line that is read easily
LONGEST, LONGEST_BOLD = 1500, 300  # letters of a note or title; the other files hold all of a longer one
INK, CAUTION_TINT = "#1B1F24", "#FFF6E5"


@dataclass(frozen=True, eq=False)
class Block:
    """Flowables of which the first `least` points stand on one page."""

    flowables: tuple[Flowable, ...]
    least: float


def standing(flowables: Sequence[Flowable], wide: float = WIDTH) -> Block:
    """Return a block that is never parted."""
    return Block(tuple(flowables), sum(_height(each, wide) for each in flowables))


def flowing(lead: Sequence[Flowable], blocks: Sequence[Block]) -> Iterator[Flowable]:
    """Yield what leads to the blocks, with the first of them on its page if both fit on one."""
    heights = [_height(each, WIDTH) for each in lead]
    whole = sum(heights) + (blocks[0].least if blocks else 0)
    yield CondPageBreak(whole if whole <= TALL else sum(heights[:2]))
    yield from lead
    for block in blocks:
        yield CondPageBreak(min(block.least, TALL))
        yield from block.flowables


def beside(columns: Sequence[Sequence[Flowable]]) -> Iterator[Block]:
    """Yield blocks of two columns side by side, in half the width each."""
    for pair in zip_longest(columns[::2], columns[1::2], fillvalue=()):
        look = [
            *(("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)),
            *(("RIGHTPADDING", (0, 0), (-1, -1), 0), ("LEFTPADDING", (1, 0), (1, 0), GAP)),
            *(("TOPPADDING", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)),
            ("FONTNAME", (0, 0), (-1, -1), FONT),
        ]
        row = [list(each) for each in pair]
        made = Set([row], colWidths=[HALF, HALF + GAP], style=look, hAlign="LEFT")
        yield standing([made])


def paragraph(words: str, name: str = "", *, is_bold: bool = False, **look: Any) -> Flowable:  # noqa: ANN401
    """Return a paragraph, of names that never end their beginning; `look` is what `_style` takes."""
    longest = LONGEST_BOLD if is_bold else LONGEST
    cut = words if len(words) <= longest else f"{words[:longest]}\N{HORIZONTAL ELLIPSIS}"
    safe = escape(drawn_letters(cut))
    return Paragraph(f"<b>{safe}</b>" if is_bold else safe, _style(name=name, **look))


def reading(words: str) -> Flowable:
    """Return a paragraph of running text, in lines of a length that is read easily."""
    return Paragraph(escape(drawn_letters(words)), _style(narrower=WIDTH - MEASURE))


def cautioned(caution: Caution) -> Flowable:
    """Return an honesty guard, on a ground of its own."""
    title, sentence = (escape(drawn_letters(each)) for each in (caution.title, caution.sentence))
    return Paragraph(f"<b>{title}.</b> {sentence}", _caution_style())


@cache
def _caution_style() -> Flowable:
    made = ParagraphStyle("caution", parent=_style(size=8.5, before=10, after=16), splitLongWords=1)
    made.backColor, made.borderPadding, made.leftIndent, made.rightIndent = CAUTION_TINT, (5, 6, 6, 6), 6, 6
    return made


@cache
def _style(  # noqa: PLR0913 - what a paragraph looks like
    *,
    size: float = 9,
    before: float = 0,
    after: float = 5,
    colour: str = INK,
    name: str = "",
    narrower: float = 0,
) -> Flowable:
    return ParagraphStyle(
        name or f"text {size}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
        rightIndent=narrower,
    )


def _height(flowable: Flowable, wide: float) -> float:
    _, high = flowable.wrap(wide, PAGE_HEIGHT * 100)
    return float(high + flowable.getSpaceBefore() + flowable.getSpaceAfter())
