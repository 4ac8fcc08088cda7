"""A table of the dossier broken into lines: type, widths of columns and what stands in each cell.

Columns are as wide as they need; where they do not fit the page, those of words give way first, because words
can wrap and numbers cannot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from reportlab.pdfbase.pdfmetrics import stringWidth

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Cell, Column, Kind, Table, Where
from sacroread.report.rounding import estimate_text, text
from sacroread.report.style import BOLD, FONT, drawn_letters

Pages = dict[str, int]  # of a section's heading, by the section's name
Row = tuple[str, ...]
NO_PAGES: Pages = {}
UNKNOWN_PAGE = 999  # while the first pass looks for it: as wide as a page number may be
WIDTH, MARGIN = 511.0, 42.0  # points: A4 with 15 mm on either side
LEADING = 1.2
ABOVE, BELOW = 1.5, 2.5  # points in a cell
GAP = 7.0  # between columns
SHORT_HEADING, FEW_COLUMNS = 50.0, 5  # stays on one line, in a table of so many columns
WIDEST_TEXT = 330.0  # of a column of words before it wraps: about 90 letters
MOST_LINES, MOST_LINES_OF_HEAD = 40, 8  # of a cell; the other files hold all of a longer text


@dataclass(frozen=True)
class Fit:
    """A way to set a table: size of type; widths to which words do not wrap, and a word is not broken."""

    size: float
    easy: float
    longest_word: float = WIDTH * 2 / 3


LARGEST = 7.0
FITS = (
    Fit(LARGEST, 90),
    Fit(6.4, 90),
    Fit(LARGEST, 45),
    Fit(6.4, 45),
    Fit(5.8, 30),
    Fit(5.8, 0, 40),
)  # the first one


@dataclass(frozen=True)
class Layout:
    """A table broken into lines: size of type, widths of the columns in points, cells as they are printed."""

    size: float
    widths: tuple[float, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> float:
        """The width in points."""
        return sum(self.widths)

    def height(self, rows: int) -> float:
        """Return the height in points of its head and its first rows."""
        return sum(self._height(row) for row in (*self.heads, *self.rows[:rows]))

    def _height(self, row: Row) -> float:
        most = max(cell.count("\n") + 1 for cell in row)
        return most * self.size * LEADING + ABOVE + BELOW


def laid_out(table: Table, pages: Pages = NO_PAGES, room: float = WIDTH) -> Layout:
    """Return the table in the largest type at which it fits the room in points; `pages` are the sections'."""
    cells = [
        tuple(lines(cell, column, table, pages) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    ]
    fitting = (each for each in FITS if sum(_least(table, cells, each)) <= room)
    fit = next(fitting, FITS[-1])
    widths = _fitted(_least(table, cells, fit), _wanted(table, cells, fit), room)
    return Layout(
        fit.size, widths, tuple(_heads(table, widths, fit.size)), tuple(_rows(cells, widths, fit.size))
    )


def _heads(table: Table, widths: tuple[float, ...], size: float) -> Iterator[Row]:
    if table.spanner:
        over = _broken(table.spanner, sum(widths[1:]) - GAP, BOLD, size)
        yield ("", over, *[""] * (len(widths) - 2))
    headings = zip(table.columns, widths, strict=True)
    yield tuple(_broken(each.heading, width - GAP, BOLD, size) for each, width in headings)


def _rows(cells: list[Row], widths: tuple[float, ...], size: float) -> Iterator[Row]:
    for row in cells:
        yield tuple(_broken(cell, width - GAP, FONT, size) for cell, width in zip(row, widths, strict=True))


def lines(cell: Cell, column: Column, table: Table, pages: Pages = NO_PAGES) -> str:
    """Return a cell as it is printed, an interval or the number of a reason on a line of its own."""
    if isinstance(cell, Where):
        return drawn_letters(f"{cell.words}, page {pages.get(cell.section, UNKNOWN_PAGE)}")
    if not isinstance(cell, Estimate):
        return drawn_letters(text(cell, column.kind))
    if cell.undefined_because:
        return f"{estimate_text(cell, column.kind)} [{table.reasons.index(cell.undefined_because) + 1}]"
    return estimate_text(cell, column.kind).replace(" (", "\n(")


def _fitted(least: list[float], wanted: list[float], room: float) -> tuple[float, ...]:
    """Return widths that fit the room: what is left over the least goes to columns that want more."""
    left, wish = room - sum(least), sum(wanted) - sum(least)
    if left < 0:
        return tuple(width * room / sum(least) for width in least)
    share = min(1.0, left / wish) if wish > 0 else 0.0
    return tuple(low + share * max(0.0, high - low) for low, high in zip(least, wanted, strict=True))


def _wanted(table: Table, cells: list[Row], fit: Fit) -> list[float]:
    """Return the widths at which columns of words wrap as little as they should."""
    return [
        max(
            low, min(_body(cells, place, fit.size), WIDEST_TEXT) + GAP, _heading(table, place, fit.size) + GAP
        )
        for place, low in enumerate(_least(table, cells, fit))
    ]


def _least(table: Table, cells: list[Row], fit: Fit) -> list[float]:
    """Return the widths below which numbers or words would be torn."""
    found = []
    for place, column in enumerate(table.columns):
        body, size = _body(cells, place, fit.size), fit.size
        heading = drawn_letters(column.heading)
        head = max((_length(word, size, BOLD) for word in heading.split()), default=0.0)
        if column.kind is Kind.TEXT:
            longest = max((_length(word, size) for row in cells for word in row[place].split()), default=0.0)
            body = max(min(longest, fit.longest_word), min(body, fit.easy))
        elif len(table.columns) <= FEW_COLUMNS:
            head = max(head, _heading(table, place, size))
        found.append(max(min(head, WIDTH / 3), body) + GAP)
    return found


def _body(cells: list[Row], place: int, size: float) -> float:
    return max((_length(line, size) for row in cells for line in row[place].split("\n")), default=0.0)


def _heading(table: Table, place: int, size: float) -> float:
    column = table.columns[place]
    whole = _length(drawn_letters(column.heading), size, BOLD)
    return whole if whole <= SHORT_HEADING or column.kind is Kind.TEXT else 0.0


@lru_cache(maxsize=20_000)
def _length(words: str, size: float, font: str = FONT) -> float:
    return float(stringWidth(words, font, size))


def _broken(words: str, width: float, font: str, size: float) -> str:
    """Return words in lines of that width; a word that is wider is broken."""
    found: list[str] = []
    for line in drawn_letters(words).split("\n"):
        found += [line] if _length(line, size, font) <= width + 0.01 else _wrapped(line, width, font, size)
    most = MOST_LINES_OF_HEAD if font == BOLD else MOST_LINES
    if len(found) > most:
        found = [*found[:most], "\N{HORIZONTAL ELLIPSIS}"]
    return "\n".join(found)


def _wrapped(line: str, width: float, font: str, size: float) -> list[str]:
    """Return as few lines as the width allows, none of them shorter than need be."""
    found = _filled(line, width, font, size)
    least = max(width / 2, *(_length(word, size, font) for word in line.split()), 0.0)
    for narrower in np.linspace(least, width, 8)[:-1].tolist() if least < width else ():
        even = _filled(line, narrower, font, size)
        if len(even) == len(found):
            return even
    return found


def _filled(line: str, width: float, font: str, size: float) -> list[str]:
    found = [""]
    for word in line.split():
        joined = f"{found[-1]} {word}".strip()
        if _length(joined, size, font) <= width + 0.01:
            found[-1] = joined
        else:
            found += _pieces(word, width, font, size)
    return [each for each in found if each]


def _pieces(word: str, width: float, font: str, size: float) -> list[str]:
    found = [""]
    for letter in word:
        if found[-1] and stringWidth(found[-1] + letter, font, size) > width + 0.01:
            found.append("")
        found[-1] += letter
    return found
