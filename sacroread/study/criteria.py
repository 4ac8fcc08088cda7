"""The radiographic criterion of the modified New York criteria, and the sentence that says why.

Definite sacroiliitis: grade >= 2 on both sides, or grade >= 3 on at least one
(van der Linden S, Valkenburg HA, Cats A. Arthritis Rheum 1984;27:361-368).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sacroread.study.model import Draft, Grade, Side, Ungradable


class Reason(StrEnum):
    """Which part of the criterion decided."""

    ONE_SIDE = "at least grade 3 on one side"
    BOTH_SIDES = "at least grade 2 on both sides"
    NOT_MET = "neither grade 2 on both sides nor grade 3 on one"
    INCOMPLETE = "not yet graded"
    UNGRADABLE = "ungradable"


@dataclass(frozen=True)
class Verdict:
    """What follows from a draft; `is_definite` is None where nothing follows."""

    is_definite: bool | None
    reason: Reason
    sentence: str


def is_definite(grades: Mapping[Side, Grade]) -> bool:
    """Say whether grades of both sides make definite sacroiliitis."""
    return _reason(grades) in {Reason.ONE_SIDE, Reason.BOTH_SIDES}


def verdict(draft: Draft) -> Verdict:
    """Return what follows from a draft, complete or not, with the sentence for the reader."""
    if draft.ungradable is not None:
        return Verdict(None, Reason.UNGRADABLE, _ungradable_sentence(draft.ungradable))
    missing = [side for side in Side if side not in draft.grades]
    if missing:
        return Verdict(None, Reason.INCOMPLETE, f"Not yet graded: {' and '.join(missing)}.")
    reason = _reason(draft.grades)
    return Verdict(is_definite(draft.grades), reason, _graded_sentence(draft.grades, reason))


def _reason(grades: Mapping[Side, Grade]) -> Reason:
    if all(grades[side] >= Grade.MINIMAL for side in Side):
        return Reason.BOTH_SIDES
    if any(grades[side] >= Grade.UNEQUIVOCAL for side in Side):
        return Reason.ONE_SIDE
    return Reason.NOT_MET


def _graded_sentence(grades: Mapping[Side, Grade], reason: Reason) -> str:
    seen = ", ".join(f"{side} {grades[side]:d}" for side in Side).capitalize()
    conclusion = "No definite sacroiliitis" if reason is Reason.NOT_MET else "Definite sacroiliitis"
    return f"{seen}: {reason}. {conclusion}."


def _ungradable_sentence(reason: Ungradable) -> str:
    return f"Ungradable: {reason}. No statement about sacroiliitis."
