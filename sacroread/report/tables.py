"""Tables from estimates and counts, with the note that says how every interval was made."""

from collections.abc import Sequence
from dataclasses import replace

from sacroread.analysis.arrays import Ints
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.table import BINARY_LEVELS
from sacroread.report.content import Cell, Column, Kind, Table
from sacroread.report.intervals import told_if_widthless
from sacroread.report.rounding import number
from sacroread.study.model import Grade

DEFINITE = ("Not definite", "Definite")
RULE = "Definite means probability >= cut-off."


def named(estimate: Estimate, quantity: str, *about: str) -> Estimate:
    """Give an estimate its dotted name, the quantity, then whom it is about; and its reason without width."""
    return replace(told_if_widthless(estimate), name=".".join((quantity, *about)))


def table(
    name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], note: str = ""
) -> Table:
    """Return a table whose note ends with the methods of its intervals."""
    cells = tuple(tuple(row) for row in rows)
    notes = [note, interval_note(columns, cells)]
    return Table(name, title, tuple(columns), cells, " ".join(filter(None, notes)))


def interval_note(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    """Say for each column of estimates how its intervals were made; columns of one method share a clause."""
    headings: dict[str, list[str]] = {}
    for position, column in enumerate(columns):
        for method in dict.fromkeys(_methods(rows, position)):
            headings.setdefault(method, []).append(column.heading)
    clauses = [f"{', '.join(shared)}: {method}." for method, shared in headings.items()]
    levels = dict.fromkeys(
        cell.level for row in rows for cell in row if isinstance(cell, Estimate) and cell.level
    )
    words = " and ".join(number(level, Kind.PERCENT).replace(".0", "") for level in levels)
    return " ".join([f"Intervals of {words}.", *clauses]) if clauses else ""


def cross_table(name: str, counts: Ints, rows: str, columns: str, note: str = "") -> Table:
    """Return counts with margins: (2, 2) of definite or not, or (5, 5) of grades; and whose they are."""
    is_binary = len(counts) == BINARY_LEVELS
    answers = DEFINITE if is_binary else [f"{grade:d}" for grade in Grade]
    note = note if is_binary else f"Grades 0 to 4. {note}".strip()
    lines = [[answer, *line, sum(line)] for answer, line in zip(answers, counts.tolist(), strict=True)]
    lines.append(["Total", *counts.sum(0).tolist(), int(counts.sum())])
    headings = [Column(rows), *(Column(each, Kind.COUNT) for each in (*answers, "Total"))]
    title = f"{rows} against {columns[0].lower()}{columns[1:]}"
    made = table(name, title, headings, lines, f"Rows: {rows}. Columns: {columns}. {note}".strip())
    return replace(made, spanner=columns)


def _methods(rows: Sequence[Sequence[Cell]], position: int) -> list[str]:
    cells = (row[position] for row in rows)
    return [cell.method for cell in cells if isinstance(cell, Estimate) and cell.method]
