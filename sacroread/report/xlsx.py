"""The dossier as a workbook: a sheet for each section, numbers as numbers, and no formula anywhere."""

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Cell, Dossier, Kind, Section, Table
from sacroread.report.delimited import flat_kinds
from sacroread.report.rounding import DIGITS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TIMELESS = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone, and the same dossier has no date
LONGEST_SHEET_NAME = 31  # Excel's limit
LONGEST_TEXT = 32_767  # characters in a cell, Excel's limit
A4 = 9  # as Excel numbers paper
FOOTER = "&L&A&RPage &P of &N"  # the sheet's name, and which page of how many
INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIELDS = tuple(each.name for each in fields(Estimate))


def xlsx(dossier: Dossier) -> bytes:
    """Return the workbook; every text is written as text, whatever it begins with."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, INERT) as book:
        book.set_properties({"title": dossier.title, "comments": dossier.word, "created": TIMELESS})
        formats = _formats(book)
        _write_cover(book, dossier, formats)
        for section in dossier.sections:
            if section.tables:
                _write_section(_sheet(book, section.title), section, dossier, formats)
        _write_estimates(_sheet(book, "Estimates"), dossier, formats)
    return out.getvalue()


def _formats(book: "Workbook") -> dict[str, "Format"]:
    numbers = {kind.value: _pattern(kind) for kind in Kind if kind is not Kind.TEXT}
    found = {
        name: book.add_format({"num_format": pattern, "valign": "top"}) for name, pattern in numbers.items()
    }
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    return found | {
        "title": book.add_format({"bold": True, "font_size": 12}),
        "head": book.add_format(head),
        "number head": book.add_format({**head, "align": "right"}),
        "note": book.add_format({"italic": True, "font_color": "#57606A"}),
        Kind.TEXT.value: book.add_format({"valign": "top"}),
        "raw": book.add_format({"num_format": "General"}),
    }


def _pattern(kind: Kind) -> str:
    if kind is Kind.PERCENT:
        return "0.0%"
    digits = DIGITS.get(kind, 3)
    return f"0.{'0' * digits}" if digits else "0"


def _sheet(book: "Workbook", title: str) -> "Worksheet":
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")
    sheet = book.add_worksheet(textwrap.shorten(plain, LONGEST_SHEET_NAME, placeholder=""))
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # as wide as a page, and as many pages as it takes
    sheet.set_footer(FOOTER)
    return sheet


def _write_cover(book: "Workbook", dossier: Dossier, formats: dict[str, "Format"]) -> None:
    sheet = _sheet(book, "Dossier")
    sheet.set_column(0, 0, 110)
    lines = [
        (dossier.headline, "title"),
        ("For research; not for diagnosis.", "note"),
        (f"{dossier.software}, seed {dossier.seed}, {dossier.repetitions} repetitions", "note"),
        *((f"{each.title}: {each.sentence}", Kind.TEXT.value) for each in dossier.cautions),
    ]
    for row, (words, look) in enumerate(lines):
        _write(sheet, (row, 0), words, formats[look])


def _write_section(
    sheet: "Worksheet", section: Section, dossier: Dossier, formats: dict[str, "Format"]
) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 40, 14)
    row = 0
    for table in section.tables:
        title = f"Table {dossier.tables.index(table) + 1}. {table.title}"
        _write(sheet, (row, 0), f"{title} ({dossier.word})" if dossier.word else title, formats["title"])
        row = _write_table(sheet, row + 1, table, formats) + 1


def _write_table(sheet: "Worksheet", row: int, table: Table, formats: dict[str, "Format"]) -> int:
    """Write a table from a row on, its heads, rows and notes; return the row after it."""
    headings, kinds, rows = flat_kinds(table)
    heads = [formats["head" if kind is Kind.TEXT else "number head"] for kind in kinds]
    _write_row(sheet, row, headings, heads)
    looks = [formats[kind.value] for kind in kinds]
    for number, cells in enumerate(rows, start=row + 1):
        _write_row(sheet, number, cells, looks)
    below = row + 1 + len(rows)
    for number, words in enumerate(filter(None, (table.note, *table.reasons)), start=below):
        _write(sheet, (number, 0), words, formats["note"])
        below = number + 1
    return below


def _write_estimates(sheet: "Worksheet", dossier: Dossier, formats: dict[str, "Format"]) -> None:
    sheet.set_column(0, 0, 60)
    sheet.freeze_panes(1, 0)
    columns = [*FIELDS, "data"] if dossier.word else list(FIELDS)
    _write_row(sheet, 0, columns, [formats["head"]] * len(columns))
    for number, each in enumerate(dossier.estimates, start=1):
        cells = [*asdict(each).values(), *([dossier.word] if dossier.word else [])]
        _write_row(sheet, number, cells, [formats["raw"]] * len(cells))


def _write_row(sheet: "Worksheet", row: int, cells: Sequence[Cell], looks: Sequence["Format"]) -> None:
    for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
        _write(sheet, (row, column), cell, look)


def _write(sheet: "Worksheet", place: tuple[int, int], cell: Cell, look: "Format") -> None:
    if isinstance(cell, str):
        sheet.write_string(*place, cell[:LONGEST_TEXT], look)
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, look)
