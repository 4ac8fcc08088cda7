"""A table as ReportLab sets it: heads on every page, rows never torn apart, no row alone on a page."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable
from reportlab.platypus import Table as Set

from sacroread.report.content import Kind, Table
from sacroread.report.pdf_layout import ABOVE, BELOW, GAP, LEADING, Layout, Pages, laid_out
from sacroread.report.style import BOLD, FONT

GREY, TINT = "#57606A", "#F4F6F8"
ROWS_TOGETHER = 3  # at either end of a table that goes on


def pdf_table(table: Table, layout: Layout) -> Flowable:
    """Return the table as it is set on the page."""
    heads = len(layout.heads)
    made = Set([*layout.heads, *layout.rows], colWidths=layout.widths, repeatRows=heads, hAlign="LEFT")
    made.setStyle([*_rules(table, layout), *_bands(layout, heads), *_together(layout, heads)])
    return made


class ReferringTable(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A table that is set anew in each pass, with the pages that the pass before has found."""

    def __init__(self, table: Table, pages: Pages) -> None:
        super().__init__()
        self._table, self._pages = table, pages

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """Set the table and return its width and height."""
        self._made = self._set()
        found: tuple[float, float] = self._made.wrap(wide, high)
        return found

    def split(self, wide: float, high: float) -> list[Any]:
        """Return the parts on this page and on the next."""
        return list(self._set().split(wide, high))

    def draw(self) -> None:
        """Draw what was set."""
        self._made.drawOn(self.canv, 0, 0)

    def _set(self) -> Flowable:
        return pdf_table(self._table, laid_out(self._table, self._pages))


def _rules(table: Table, layout: Layout) -> list[tuple[Any, ...]]:
    heads = len(layout.heads)
    last = heads - 1
    rules: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, last), BOLD, layout.size, layout.size * LEADING),
        ("FONT", (0, heads), (-1, -1), FONT, layout.size, layout.size * LEADING),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, "black"),
        ("LINEBELOW", (0, last), (-1, last), 0.6, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, "black"),
        ("VALIGN", (0, 0), (-1, last), "BOTTOM"),
        ("VALIGN", (0, heads), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
        ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), BELOW),
        *(
            ("ALIGN", (place, 0), (place, -1), "RIGHT")
            for place, column in enumerate(table.columns)
            if column.kind is not Kind.TEXT
        ),
    ]
    over = [("SPAN", (1, 0), (-1, 0)), ("ALIGN", (1, 0), (-1, 0), "CENTER")] if table.spanner else []
    return rules + over


def _groups(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield first and last row of what belongs together: a row, and those below that begin with nothing."""
    number = 0
    numbers: list[int] = []
    for row in layout.rows:
        number += bool(row[0]) or not numbers
        numbers.append(number)
    for _, found in groupby(range(len(numbers)), numbers.__getitem__):
        places = list(found)
        yield places[0], places[-1]


def _bands(layout: Layout, heads: int) -> Iterator[tuple[Any, ...]]:
    for number, (first, last) in enumerate(_groups(layout)):
        if number % 2:
            yield "BACKGROUND", (0, heads + first), (-1, heads + last), TINT


def _together(layout: Layout, heads: int) -> Iterator[tuple[Any, ...]]:
    """Forbid a page's end within a group of rows, and right after the first or before the last ones."""
    ends = len(layout.rows) > 2 * ROWS_TOGETHER
    yield "NOSPLIT", (0, 0), (-1, heads + ROWS_TOGETHER - 1 if ends else -1)
    if ends:
        yield "NOSPLIT", (0, -ROWS_TOGETHER), (-1, -1)
    for first, last in _groups(layout):
        if last > first:
            yield "NOSPLIT", (0, heads + first), (-1, heads + last)
