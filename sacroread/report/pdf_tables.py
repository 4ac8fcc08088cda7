"""A table of the dossier as ReportLab sets it: columns as wide as they need, rows never torn apart."""

from typing import Any
from xml.sax.saxutils import escape

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Cell, Column, Kind, Table, Where
from sacroread.report.rounding import estimate_text, text
from sacroread.report.style import FONT, drawn_letters

Pages = dict[str, int]  # of a section's heading, by the section's name
NO_PAGES: Pages = {}
UNKNOWN_PAGE = 999  # while the first pass looks for it: as wide as a page number may be
LEAST_TEXT = 0.25  # of the page's width, for all columns of words together
WIDTH, MARGIN = 511.0, 42.0  # points: A4 with 15 mm on either side
GREY = "#57606A"
LEFT, CENTRE, RIGHT = 0, 1, 2  # as ReportLab numbers them
SIZES = (7.0, 6.2, 5.4)  # of type, the first that fits is taken
GAP = 7.0  # between columns
SHORT_HEADING, FEW_COLUMNS = 50.0, 8  # stays on one line, in a table with room
WIDEST_TEXT = 150.0  # of a column of words before it wraps


def pdf_table(table: Table, pages: Pages = NO_PAGES) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return the table, in the largest type at which it fits the page; `pages` are those of the sections."""
    size = next((each for each in SIZES if sum(_widths(table, each)) <= WIDTH), SIZES[-1])
    return _set(table, size, _fitted(table, _widths(table, size)), pages)


def referring_table(table: Table, pages: Pages) -> Any:  # noqa: ANN401 - ReportLab has no types
    """Return a table that is set anew in each pass, with the pages that the pass before has found."""
    from reportlab.platypus import Flowable

    class Referring(Flowable):  # type: ignore[misc]  # ReportLab has no types
        def wrap(self, wide: float, high: float) -> tuple[float, float]:
            self._made = pdf_table(table, pages)
            found: tuple[float, float] = self._made.wrap(wide, high)
            return found

        def split(self, wide: float, high: float) -> list[Any]:
            return list(pdf_table(table, pages).split(wide, high))

        def draw(self) -> None:
            self._made.drawOn(self.canv, 0, 0)

    return Referring()


def lines(cell: Cell, column: Column, table: Table, pages: Pages = NO_PAGES) -> str:
    """Return a cell as it is printed, an interval or the number of a reason on a line of its own."""
    if isinstance(cell, Where):
        return drawn_letters(f"{cell.words}, page {pages.get(cell.section, UNKNOWN_PAGE)}")
    if not isinstance(cell, Estimate):
        return drawn_letters(text(cell, column.kind))
    if cell.undefined_because:
        return f"{estimate_text(cell, column.kind)} [{table.reasons.index(cell.undefined_because) + 1}]"
    return estimate_text(cell, column.kind).replace(" (", "\n(")


def _fitted(table: Table, widths: list[float]) -> list[float]:
    """Return widths that fit the page: columns of words give way first, for they can wrap."""
    if sum(widths) <= WIDTH:
        return widths
    is_text = [column.kind is Kind.TEXT for column in table.columns]
    numbers = sum(width for width, words in zip(widths, is_text, strict=True) if not words)
    texts = sum(widths) - numbers
    share = max(WIDTH - numbers, LEAST_TEXT * WIDTH) / texts if texts else 1.0
    shrunk = [width * share if words else width for width, words in zip(widths, is_text, strict=True)]
    return [width * min(1.0, WIDTH / sum(shrunk)) for width in shrunk]


def _widths(table: Table, size: float) -> list[float]:
    return [_width(table, place, size) for place in range(len(table.columns))]


def _width(table: Table, place: int, size: float) -> float:
    column = table.columns[place]
    words = [line for row in table.rows for line in lines(row[place], column, table).split("\n")]
    body = max((_length(each, size) for each in words), default=0.0)
    longest = max((_length(each, size, "Bold") for each in column.heading.split()), default=0.0)
    whole = _length(column.heading, size, "Bold")
    if column.kind is Kind.TEXT:
        return max(longest, min(max(whole, body), WIDEST_TEXT if len(table.columns) > 1 else WIDTH)) + GAP
    heading = min(whole, SHORT_HEADING) if len(table.columns) <= FEW_COLUMNS else longest
    return max(longest, heading, body) + GAP


def _length(words: str, size: float, weight: str = "") -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(drawn_letters(words), f"{FONT} {weight}".strip(), size))


def _set(table: Table, size: float, widths: list[float], pages: Pages) -> Any:  # noqa: ANN401
    from reportlab.platypus import Table as Set

    head = [_words(f"<b>{_safe(each.heading)}</b>", size, each.kind) for each in table.columns]
    body = [
        [
            _words(_safe(lines(cell, column, table, pages)), size, column.kind)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    over = [_spanner(table, size, len(head))] if table.spanner else []
    rows = len(over) + 1
    made = Set([*over, head, *body], colWidths=widths, repeatRows=rows, hAlign="LEFT")
    made.setStyle(_rules(rows, bool(over)))
    return made


def _spanner(table: Table, size: float, columns: int) -> list[Any]:
    return ["", _words(f"<b>{_safe(table.spanner)}</b>", size, None), *[""] * (columns - 2)]


def _rules(head_rows: int, has_spanner: bool) -> list[tuple[Any, ...]]:
    last = head_rows - 1
    rules: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, "black"),
        ("LINEBELOW", (0, last), (-1, last), 0.6, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, "black"),
        ("VALIGN", (0, 0), (-1, last), "BOTTOM"),
        ("VALIGN", (0, head_rows), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("ROWBACKGROUNDS", (0, head_rows), (-1, -1), ("white", "#F4F6F8")),
    ]
    return [*rules, ("SPAN", (1, 0), (-2, 0))] if has_spanner else rules


def _words(markup: str, size: float, kind: Kind | None) -> Any:  # noqa: ANN401
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    aligned = {None: CENTRE, Kind.TEXT: LEFT}.get(kind, RIGHT)
    style = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=size * 1.2, alignment=aligned)
    return Paragraph(markup.replace("\n", "<br/>"), style)


def _safe(words: str) -> str:
    return escape(drawn_letters(words))
