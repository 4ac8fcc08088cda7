"""A row of reads.csv as a read: what each cell may say, and how it fits to the others."""

from dataclasses import replace
from datetime import UTC, datetime
from math import inf, isfinite
from typing import TYPE_CHECKING

from sacroread.study.criteria import GRADES, is_definite
from sacroread.study.model import (
    FIRST_SESSION,
    Condition,
    Confidence,
    Crop,
    Draft,
    Grade,
    Lesion,
    Presentation,
    Quality,
    QualityForm,
    Read,
    Role,
    Side,
    Ungradable,
    Window,
)
from sacroread.study.protocol import Scale

if TYPE_CHECKING:
    from sacroread.study.exchange import Row

_GRADES = {scale: {str(int(grade)): grade for grade in known} for scale, known in GRADES.items()}
_CONFIDENCES = {str(int(confidence)): confidence for confidence in Confidence}
_LESIONS = {lesion.value: lesion for lesion in Lesion}
_REASONS = {reason.value: reason for reason in Ungradable}
IMPORTED = "imported"  # the beginning of the token of a read that was made elsewhere
DECISIONS = {"0": False, "1": True}
CROP = "x,y,width,height in whole pixels from the top left, such as 10,20,300,200"
_YEARS = range(1970, 9999)  # what no clock says, and what leaves no room for an offset, is a mistake


def key_of_row(row: "Row") -> tuple[str, ...]:
    """Return what a read is about: no two say the same."""
    return tuple(row.cells[column] for column in ("reader_id", "case_id", "condition", "repeat"))


def read_of_row(row: "Row", scale: Scale) -> Read:
    """Return the read that a row of reads.csv says, on a scale; its token follows from what it is about."""
    draft = Draft(_grades(row, scale), _lesions(row), _quality(row), _presentation(row), _confidence(row))
    definite = _definite(row, draft, scale)
    is_decided = scale is Scale.DEFINITE_ONLY  # there the decision is what was entered, elsewhere it follows
    return Read(
        token="/".join((IMPORTED, *key_of_row(row))),
        reader_id=row.text("reader_id"),
        role=row.choice("role", {role.value: role for role in Role if role is not Role.COORDINATOR}),
        case_id=row.text("case_id"),
        condition=row.choice("condition", {condition.value: condition for condition in Condition}),
        repeat=row.number("repeat", _count, "a whole number from 0"),
        draft=replace(draft, definite=definite) if is_decided else draft,
        definite=definite,
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


def _grades(row: "Row", scale: Scale) -> dict[Side, Grade]:
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


def _lesions(row: "Row") -> dict[Side, frozenset[Lesion]]:
    found = {}
    for side in Side:
        if row.cells.get(column := f"lesions_{side}"):
            if row.cells["ungradable_reason"]:
                row.refuse(column, "nothing: the radiograph is ungradable")
            found[side] = row.number(column, _marked, f"{', '.join(_LESIONS)}, several with + between them")
    return found


def _marked(text: str) -> frozenset[Lesion]:
    return frozenset(map(Lesion, text.split("+")))


def _presentation(row: "Row") -> Presentation:
    """How the radiograph was shown, as far as reads.csv says it."""
    crop = row.number("crop", _crop, CROP) if row.cells.get("crop") else None
    return Presentation(window=_window(row), crop=crop)


def _window(row: "Row") -> Window | None:
    columns = ("window_center", "window_width")
    given = [column for column in columns if row.cells.get(column)]
    if not given:
        return None
    if len(given) == 1:
        row.refuse(given[0], f"{' and '.join(columns)} or none of them")
    center = row.number("window_center", _finite, "a number")
    return Window(center, row.number("window_width", _width, "a number greater than 0"))


def _finite(text: str) -> float:
    if not isfinite(number := float(text)):
        raise ValueError(text)
    return number


def _width(text: str) -> float:
    if (width := _finite(text)) <= 0:
        raise ValueError(text)
    return width


def _crop(text: str) -> Crop:
    x, y, width, height = map(_count, text.split(","))
    if not (width and height):
        raise ValueError(text)
    return Crop(x, y, width, height)


def _ungradable(row: "Row") -> Ungradable | None:
    if not row.cells["ungradable_reason"]:
        return None
    return row.choice("ungradable_reason", _REASONS)


def _quality(row: "Row") -> QualityForm | None:
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


def _flaw(row: "Row") -> Ungradable | None:
    return row.choice("quality_reason", _REASONS) if row.cells.get("quality_reason") else None


def _confidence(row: "Row") -> Confidence | None:
    return row.choice("confidence", _CONFIDENCES) if row.cells.get("confidence") else None


def _definite(row: "Row", draft: Draft, scale: Scale) -> bool | None:
    given = row.choice("definite", DECISIONS) if row.cells["definite"] else None
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


def _moment(text: str) -> datetime:
    if (moment := datetime.fromisoformat(text)).year not in _YEARS:
        raise ValueError(text)
    return moment


def _locked_at(row: "Row") -> datetime | None:
    if not row.cells.get("locked_at"):
        return None
    moment = row.number("locked_at", _moment, "a time such as 2026-01-31T09:30:00+00:00, from 1970 on")
    return (
        moment.astimezone(UTC)
        if moment.tzinfo
        else row.refuse("locked_at", "a time with its offset from UTC")
    )
