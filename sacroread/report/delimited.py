"""Tables, figures, estimates and material as CSV and JSON text, nothing rounded."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import (
    SYNTHETIC,
    Cell,
    Curve,
    Dossier,
    Drawing,
    FlowChart,
    Forest,
    Gallery,
    Grid,
    Kind,
    Table,
    Where,
)
from sacroread.report.material import Material
from sacroread.report.steps import Step, announced, quiet
from sacroread.study.exchange import inert, predictions_to_csv, reads_to_csv, to_csv

ENDS = ("low", "high")
MANY = 1000  # lines between two announcements
INTERVAL_COLUMNS = ("x_low", "x_high", "y_low", "y_high")


def table_csv(table: Table, word: str = "") -> str:
    """Return a table's raw values; an estimate takes three columns: value, low and high."""
    headings, rows = flat(table)
    headings = [str(inert(heading)) for heading in headings]  # a reader's name can stand in a heading
    if word:
        headings, rows = [*headings, "data"], [[*row, word] for row in rows]
    return to_csv(headings, (dict(zip(headings, row, strict=True)) for row in rows))


def flat(table: Table) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and rows in which every estimate is spread over value, low and high.

    Headings differ from one another; what is undefined is empty, and its reason stands in estimates.json.
    """
    headings, _, rows = flat_kinds(table)
    return headings, rows


def flat_kinds(table: Table) -> tuple[list[str], list[Kind], list[list[Cell]]]:
    """Return headings, kinds of number and rows, every estimate spread over value, low and high.

    A column without any interval stays one column.
    """
    wide = [_holds_intervals(table, position) for position in range(len(table.columns))]
    spread = [
        (heading, column.kind)
        for column, is_wide in zip(table.columns, wide, strict=True)
        for heading in _headings(column.heading, is_wide)
    ]
    rows = [
        [value for cell, is_wide in zip(row, wide, strict=True) for value in _values(cell, is_wide)]
        for row in table.rows
    ]
    return [heading for heading, _ in spread], [kind for _, kind in spread], rows


def drawing_csv(drawing: Drawing, word: str = "") -> str:
    """Return what a figure or a flow chart shows, one point or one line of a box a line."""
    if isinstance(drawing, FlowChart):
        return _lines_csv(("place", "step", "line"), _boxes(drawing), word)
    if isinstance(drawing, Grid):
        return _lines_csv(("row", "column", "value", *ENDS, "n"), _squares(drawing), word)
    if isinstance(drawing, Forest):
        return _lines_csv(("label", "value", *ENDS, "n"), _rows(drawing), word)
    if isinstance(drawing, Gallery):
        return _lines_csv(("outcome", "case_id", "probability"), _shown(drawing), word)
    return _lines_csv(("kind", "label", "x", "y", *INTERVAL_COLUMNS), _drawn(drawing), word)


def _lines_csv(columns: tuple[str, ...], lines: Iterable[tuple[Cell, ...]], word: str) -> str:
    headings = (*columns, *(("data",) if word else ()))
    return to_csv(headings, (dict(zip(headings, (*line, word), strict=False)) for line in lines))


def estimates_json(dossier: Dossier) -> str:
    """Return all estimates as a JSON list; the method of a synthetic one says so."""
    entries = [_entry(each, dossier.is_synthetic) for each in dossier.estimates]
    return json.dumps(entries, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def material_csv(material: Material, step: Step = quiet) -> dict[str, str]:
    """Return the material itself as CSV files by name: reads, predictions, reference; what is there."""
    case_ids = {read.case_id for read in material.reads}
    patients = {case_id: material.patients.get(case_id, case_id) for case_id in case_ids}
    protocol_hash = material.protocol.hash if material.protocol else ""
    files = {}
    if material.reads:
        reads = announced(material.reads, step, "Writing reads.csv", MANY)
        files["reads.csv"] = reads_to_csv(reads, patients, protocol_hash, material.software)
    if material.predictions:
        files["predictions.csv"] = predictions_to_csv(material.predictions)
    if material.reference:
        rows = ({**vars(row), "definite": int(row.definite)} for row in material.reference)
        files["reference.csv"] = to_csv(("case_id", "definite", "origin"), rows)
    return files


def _holds_intervals(table: Table, position: int) -> bool:
    cells = (row[position] for row in table.rows)
    return any(isinstance(cell, Estimate) and cell.low is not None for cell in cells)


def _headings(heading: str, is_wide: bool) -> list[str]:
    return [heading, *(f"{heading}, {end}" for end in ENDS)] if is_wide else [heading]


def _values(cell: Cell, is_wide: bool) -> list[Cell]:
    if isinstance(cell, Where):
        return [cell.words]
    if isinstance(cell, Estimate):
        return [cell.value, cell.low, cell.high] if is_wide else [cell.value]
    return [cell, None, None] if is_wide else [cell]


def _boxes(chart: FlowChart) -> Iterator[tuple[Cell, ...]]:
    for number, step in enumerate(chart.steps, start=1):
        yield from (("in the flow", number, line) for line in step.lines)
        yield from (("leaving the flow", number, line) for line in step.leaving)
    for lines in chart.ends:
        yield "end", len(chart.steps) + 1, " ".join(lines)


def _squares(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    for row, cells in zip(grid.labels, grid.values, strict=True):
        for column, each in zip(grid.labels, cells, strict=True):
            if each is not None:
                yield row, column, each.value, each.low, each.high, each.n


def _rows(forest: Forest) -> Iterator[tuple[Cell, ...]]:
    for label, each in forest.rows:
        if each is None:
            yield label, None, None, None, None
        else:
            yield label, each.value, each.low, each.high, each.n


def _shown(gallery: Gallery) -> Iterator[tuple[Cell, ...]]:
    return ((each.outcome, each.case_id, each.probability) for each in gallery.pictures)


def _drawn(curve: Curve) -> Iterator[tuple[Cell, ...]]:
    none = (None,) * len(INTERVAL_COLUMNS)
    for line in curve.lines:
        yield from (("line", line.label, x, y, *none) for x, y in zip(line.x, line.y, strict=True))
    for point in curve.points:
        ends = (*(point.x_interval or (None, None)), *(point.y_interval or (None, None)))
        yield "point", point.label, point.x, point.y, *ends
    for mark in curve.marks:
        yield from (("cut-off", mark.label, mark.x, y, *none) for y in (curve.y.low, curve.y.high))


def _entry(estimate: Estimate, is_synthetic: bool) -> dict[str, object]:
    method = [estimate.method, f"{SYNTHETIC} data"] if is_synthetic else [estimate.method]
    return {**asdict(estimate), "method": "; ".join(filter(None, method))}
