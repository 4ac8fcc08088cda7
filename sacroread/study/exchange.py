"""The CSV files that studies are exchanged in: reads, cases, reference standard, predictions.

Comma, UTF-8, header row, dot decimals, empty = missing. An apostrophe before what a spreadsheet would run is
put when a file is written, and taken back when one is read. A bad row is refused with file, line, column,
value and what was expected; then nothing of that file counts.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from sacroread.errors import SacroReadError
from sacroread.study.model import Prediction, Read
from sacroread.study.protocol import Scale
from sacroread.study.read_cells import read_cells
from sacroread.study.read_rows import DECISIONS, key_of_row, read_of_row

Value = TypeVar("Value")

READ_COLUMNS = (
    *(
        "case_id",
        "patient_id",
        "reader_id",
        "role",
        "condition",
        "repeat",
        "grade_right",
        "grade_left",
        "definite",
    ),
    *(
        "ungradable_reason",
        "lesions_right",
        "lesions_left",
        "confidence",
        "active_seconds",
        "locked_at",
        "supersedes",
    ),
    *("window_center", "window_width", "crop", "protocol_hash", "software"),
    *("session", "quality", "quality_reason", "quality_words", "token"),
)
_FORMULA = re.compile(r"'*[=+\-@\t\n]")  # whatever apostrophes it has already, so that one can be taken back
READ_COLUMNS_NEEDED = READ_COLUMNS[:10]
CASE_COLUMNS_NEEDED = ("case_id", "patient_id", "file")
REFERENCE_COLUMNS_NEEDED = ("case_id", "definite", "origin")
PREDICTION_COLUMNS = (
    *("case_id", "probability", "bundle_id", "bundle_sha256", "attention_in_joints", "refer_reason"),
)


@dataclass(frozen=True)
class CaseRow:
    """A line of cases.csv; `excluded_reason` is empty where the case is read."""

    case_id: str
    patient_id: str
    file: str
    excluded_reason: str = ""


@dataclass(frozen=True)
class ReferenceRow:
    """A line of reference.csv: the reference standard of one case and where it comes from."""

    case_id: str
    definite: bool
    origin: str


@dataclass(frozen=True)
class Row:
    """One line of a CSV file, which can say where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell that may not be empty."""
        return self.cells[column] or self.refuse(column, "a value")

    def refuse(self, column: str, expected: str) -> NoReturn:
        """Refuse a cell.

        Raises:
            SacroReadError: always; names file, line, column, value and what was expected.
        """
        raise SacroReadError(
            f"{self.file}, line {self.line}, column {column}: found {self.cells[column]!r}, "
            f"expected {expected}. Nothing of this file was taken; correct it and try again."
        )

    def choice(self, column: str, choices: Mapping[str, Value]) -> Value:
        """Return what a cell stands for."""
        if self.cells[column] not in choices:
            self.refuse(column, f"one of {', '.join(choices)}")
        return choices[self.cells[column]]

    def number(self, column: str, kind: Callable[[str], Value], expected: str) -> Value:
        """Return a cell as a number."""
        try:
            return kind(self.cells[column])
        except ValueError:
            self.refuse(column, expected)


def rows(text: str, file: str, needed: Sequence[str]) -> tuple[Row, ...]:
    """Return the lines of a CSV file; `file` is what messages call it.

    Raises:
        SacroReadError: a needed column is missing, a column has no name or is there more than once, a line
            has more or fewer cells than the header, or a cell has more characters than Python's `csv` takes
            (131,072).
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restkey="", strict=False)
    try:
        return _rows(reader, file, needed)
    except csv.Error as error:
        raise SacroReadError(
            f"{file}, line {reader.line_num + 1}: cannot be read ({error}). Look for a quotation mark "
            "without its second one. Nothing of this file was taken."
        ) from error


def _rows(reader: "csv.DictReader[str]", file: str, needed: Sequence[str]) -> tuple[Row, ...]:
    header = reader.fieldnames or ()
    if missing := [column for column in needed if column not in header]:
        raise SacroReadError(
            f"{file} lacks the column {', '.join(missing)}. Name the columns in its first line, with commas."
        )
    if "" in header:
        raise SacroReadError(
            f"{file}, line 1: column {list(header).index('') + 1} has no name. Name it, or take it away. "
            "Nothing of this file was taken."
        )
    if twice := [column for number, column in enumerate(header) if column in header[:number]]:
        raise SacroReadError(
            f"{file}, line 1: the column {twice[0]} is there more than once. Take away or rename all but the "
            "right one. Nothing of this file was taken."
        )
    return tuple(_row(cells, file, reader.line_num) for cells in reader)


def _row(cells: Mapping[str, str | None], file: str, line: int) -> Row:
    missing, more = sum(cell is None for cell in cells.values()), cells.get("") or ()
    if missing or "" in cells:
        columns = len(cells) - ("" in cells)
        raise SacroReadError(
            f"{file}, line {line}: found {columns - missing + len(more)} cells, expected {columns}, as many "
            "as the first line names columns. Nothing of this file was taken; correct it and try again."
        )
    return Row(file, line, {column: plain((cell or "").strip()) for column, cell in cells.items()})


def cases_from_csv(text: str, file: str) -> tuple[CaseRow, ...]:
    """Return the lines of cases.csv, each case once.

    Raises:
        SacroReadError: see `rows`; or an empty cell, or a case named twice.
    """
    found = rows(text, file, CASE_COLUMNS_NEEDED)
    _refuse_twice(found, lambda row: (row.cells["case_id"],), "case_id")
    return tuple(
        CaseRow(
            row.text("case_id"),
            row.text("patient_id"),
            row.text("file"),
            row.cells.get("excluded_reason", ""),
        )
        for row in found
    )


def reference_from_csv(text: str, file: str) -> tuple[ReferenceRow, ...]:
    """Return the lines of reference.csv, each case once."""
    found = rows(text, file, REFERENCE_COLUMNS_NEEDED)
    _refuse_twice(found, lambda row: (row.cells["case_id"],), "case_id")
    return tuple(
        ReferenceRow(row.text("case_id"), row.choice("definite", DECISIONS), row.text("origin"))
        for row in found
    )


def predictions_from_csv(text: str, file: str) -> tuple[Prediction, ...]:
    """Return the lines of predictions.csv, each case once."""
    found = rows(text, file, PREDICTION_COLUMNS[:4])
    _refuse_twice(found, lambda row: (row.cells["case_id"],), "case_id")
    return tuple(_prediction(row) for row in found)


def reads_from_csv(text: str, file: str, scale: Scale = Scale.MNY) -> tuple[Read, ...]:
    """Return the reads of reads.csv; a read's token follows from its reader, case, condition and repeat.

    `scale` says which grades there are; the decision alone may be given on every scale. Where the columns are
    there, confidence, session, the quality form, lesions, window and crop are taken too. The file does not
    carry how the radiograph was turned, flipped or inverted, nor why a read was corrected.

    Raises:
        SacroReadError: see `rows`; or two reads of one reader for the same case, condition and repeat; or a
            decision that contradicts the grades beside it.
    """
    return reads_of_lines(rows(text, file, READ_COLUMNS_NEEDED), scale)


def reads_of_lines(found: Sequence[Row], scale: Scale) -> tuple[Read, ...]:
    """Return the read that each line of a reads.csv says, as `reads_from_csv` does."""
    _refuse_twice(found, key_of_row, "case_id")
    return tuple(read_of_row(row, scale) for row in found)


def patients_from_csv(text: str, file: str) -> dict[str, str]:
    """Return the patient of each case of a reads.csv.

    Raises:
        SacroReadError: see `rows`; or a case that belongs to two patients.
    """
    patients: dict[str, str] = {}
    for row in rows(text, file, READ_COLUMNS_NEEDED):
        if patients.setdefault(row.text("case_id"), row.text("patient_id")) != row.cells["patient_id"]:
            row.refuse("patient_id", f"{patients[row.cells['case_id']]} as in the lines above")
    return patients


def _refuse_twice(found: Iterable[Row], key: Callable[[Row], tuple[str, ...]], column: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in found:
        if key(row) in seen:
            row.refuse(column, f"each of {' / '.join(key(row))} once")
        seen.add(key(row))


def _prediction(row: Row) -> Prediction:
    probability = row.number("probability", _share, "a number from 0 to 1")
    attention = row.cells.get("attention_in_joints")
    return Prediction(
        row.text("case_id"),
        probability,
        row.text("bundle_id"),
        row.text("bundle_sha256"),
        row.number("attention_in_joints", _share, "a number from 0 to 1") if attention else None,
        row.cells.get("refer_reason", ""),
    )


def _share(text: str) -> float:
    if not 0 <= (share := float(text)) <= 1:
        raise ValueError(text)
    return share


def reads_to_csv(
    reads: Iterable[Read], patients: Mapping[str, str], protocol_hash: str, software: str
) -> str:
    """Return reads.csv; `patients` gives each case's patient."""
    lines = (
        {
            **read_cells(read),
            "patient_id": patients[read.case_id],
            "protocol_hash": protocol_hash,
            "software": software,
        }
        for read in reads
    )
    return to_csv(READ_COLUMNS, lines)


def predictions_to_csv(predictions: Iterable[Prediction]) -> str:
    """Return predictions.csv; probabilities with 6 digits."""
    return to_csv(PREDICTION_COLUMNS, (_prediction_cells(each) for each in predictions))


def _prediction_cells(prediction: Prediction) -> dict[str, object]:
    attention = prediction.attention_in_joints
    return {
        **vars(prediction),
        "probability": f"{prediction.probability:.6f}",
        "attention_in_joints": "" if attention is None else f"{attention:.4f}",
    }


def to_csv(columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> str:
    """Return a CSV text; what a spreadsheet would take for a formula gets a leading apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({column: inert(cell) for column, cell in line.items()} for line in lines)
    return out.getvalue()


def inert(cell: object) -> object:
    """Return a cell that no spreadsheet runs: text that begins like a formula gets a leading apostrophe.

    A lone carriage return becomes a line feed, which the writer quotes. `plain` takes the apostrophe back.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return a text without the apostrophe that `inert` gave it: its exact inverse."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
