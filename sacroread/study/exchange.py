"""The CSV files that studies are exchanged in: reads, cases, reference standard, predictions.

Comma, UTF-8, header row, dot decimals, empty = missing. A bad row is refused with file, line, column, value
and what was expected; then nothing of that file counts.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import NoReturn, TypeVar

from sacroread.errors import SacroReadError
from sacroread.study.criteria import GRADES, is_definite
from sacroread.study.model import (
    FIRST_SESSION,
    Condition,
    Confidence,
    Draft,
    Grade,
    Prediction,
    Quality,
    QualityForm,
    Read,
    Role,
    Side,
    Ungradable,
)
from sacroread.study.protocol import Scale
from sacroread.study.read_cells import read_cells

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
    *("session", "quality", "quality_reason", "quality_words"),
)
READ_COLUMNS_NEEDED = READ_COLUMNS[:10]
CASE_COLUMNS_NEEDED = ("case_id", "patient_id", "file")
REFERENCE_COLUMNS_NEEDED = ("case_id", "definite", "origin")
PREDICTION_COLUMNS = (
    *("case_id", "probability", "bundle_id", "bundle_sha256", "attention_in_joints", "refer_reason"),
)

_GRADES = {scale: {str(int(grade)): grade for grade in known} for scale, known in GRADES.items()}
_CONFIDENCES = {str(int(confidence)): confidence for confidence in Confidence}
_REASONS = {reason.value: reason for reason in Ungradable}
_DECISIONS = {"0": False, "1": True}


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
        SacroReadError: a needed column is missing, or a line has more or fewer cells than the header.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restkey="", strict=False)
    header = reader.fieldnames or ()
    if missing := [column for column in needed if column not in header]:
        raise SacroReadError(
            f"{file} lacks the column {', '.join(missing)}. Name the columns in its first line, with commas."
        )
    return tuple(_row(cells, file, reader.line_num) for cells in reader)


def _row(cells: Mapping[str, str | None], file: str, line: int) -> Row:
    if "" in cells or None in cells.values():
        raise SacroReadError(
            f"{file}, line {line}: not as many cells as the first line names columns. Correct it."
        )
    return Row(file, line, {column: (cell or "").strip() for column, cell in cells.items()})


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
        ReferenceRow(row.text("case_id"), row.choice("definite", _DECISIONS), row.text("origin"))
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
    there, confidence, session and the quality form are taken too.

    Raises:
        SacroReadError: see `rows`; or two reads of one reader for the same case, condition and repeat; or a
            decision that contradicts the grades beside it.
    """
    found = rows(text, file, READ_COLUMNS_NEEDED)
    _refuse_twice(found, _key, "case_id")
    return tuple(_read(row, scale) for row in found)


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


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row.cells[column] for column in ("reader_id", "case_id", "condition", "repeat"))


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


def _read(row: Row, scale: Scale) -> Read:
    draft = Draft(grades=_grades(row, scale), quality=_quality(row), confidence=_confidence(row))
    return Read(
        token="/".join(("imported", *_key(row))),
        reader_id=row.text("reader_id"),
        role=row.choice("role", {role.value: role for role in Role if role is not Role.COORDINATOR}),
        case_id=row.text("case_id"),
        condition=row.choice("condition", {condition.value: condition for condition in Condition}),
        repeat=row.number("repeat", _count, "a whole number from 0"),
        draft=draft,
        definite=_definite(row, draft, scale),
        locked_at=_locked_at(row),
        active_seconds=row.number("active_seconds", _seconds, "seconds from 0")
        if row.cells.get("active_seconds")
        else None,
        session=row.number("session", _session, "a whole number from 1")
        if row.cells.get("session")
        else FIRST_SESSION,
    )


def _count(text: str) -> int:
    if not text.isdecimal() or text != str(int(text)):
        raise ValueError(text)
    return int(text)


def _session(text: str) -> int:
    if (session := _count(text)) < FIRST_SESSION:
        raise ValueError(text)
    return session


def _seconds(text: str) -> float:
    if not 0 <= (seconds := float(text)) < inf:
        raise ValueError(text)
    return seconds


def _share(text: str) -> float:
    if not 0 <= (share := float(text)) <= 1:
        raise ValueError(text)
    return share


def _grades(row: Row, scale: Scale) -> dict[Side, Grade]:
    columns = {side: f"grade_{side}" for side in Side}
    given = {side: column for side, column in columns.items() if row.cells[column]}
    if given and not _GRADES[scale]:
        row.refuse(next(iter(given.values())), f"nothing: the scale of this study is {scale}")
    grades = {side: row.choice(column, _GRADES[scale]) for side, column in given.items()}
    if len(grades) == 1:
        row.refuse(
            next(columns[side] for side in Side if side not in grades), "a grade of both sides or of none"
        )
    return grades


def _ungradable(row: Row) -> Ungradable | None:
    if not row.cells["ungradable_reason"]:
        return None
    return row.choice("ungradable_reason", _REASONS)


def _quality(row: Row) -> QualityForm | None:
    """The quality form; of a row that was not gradable, the reason stands in a column of its own, too."""
    words = row.cells.get("quality_words", "")
    if reason := _ungradable(row):
        return QualityForm(Quality.NOT_GRADABLE, reason, words)
    if not row.cells.get("quality"):
        return None
    form = QualityForm(row.choice("quality", {each.value: each for each in Quality}), _flaw(row), words)
    if form.quality is Quality.NOT_GRADABLE:
        row.refuse("ungradable_reason", "why the radiograph is not gradable")
    return form if form.is_complete else row.refuse("quality_reason", "what limits the radiograph")


def _flaw(row: Row) -> Ungradable | None:
    return row.choice("quality_reason", _REASONS) if row.cells.get("quality_reason") else None


def _confidence(row: Row) -> Confidence | None:
    return row.choice("confidence", _CONFIDENCES) if row.cells.get("confidence") else None


def _definite(row: Row, draft: Draft, scale: Scale) -> bool | None:
    given = row.choice("definite", _DECISIONS) if row.cells["definite"] else None
    if draft.ungradable is not None and (given is not None or draft.grades):
        row.refuse("ungradable_reason", "no grades and no decision beside it")
    if given is None and not draft.grades and draft.ungradable is None:
        row.refuse("grade_right", "grades, a decision, or why the radiograph is ungradable")
    if not draft.grades:
        return given
    follows = is_definite(draft.grades, scale)
    if given not in {None, follows}:
        row.refuse("definite", f"{follows:d} as the grades say")
    return follows


def _locked_at(row: Row) -> datetime | None:
    if not row.cells.get("locked_at"):
        return None
    moment = row.number("locked_at", datetime.fromisoformat, "a time such as 2026-01-31T09:30:00+00:00")
    return (
        moment.astimezone(UTC)
        if moment.tzinfo
        else row.refuse("locked_at", "a time with its offset from UTC")
    )


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

    A lone carriage return becomes a line feed, which the writer quotes.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else text
