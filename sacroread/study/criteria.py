"""The radiographic criterion of the modified New York criteria, and the sentence that says why.

Definite sacroiliitis: grade >= 2 on both sides, or grade >= 3 on at least one
(van der Linden S, Valkenburg HA, Cats A. Arthritis Rheum 1984;27:361-368). Where a scale does not tell grade
2 from grade 3, this cannot be asked; then obvious sacroiliitis, grade 2 or 3, or fusion on at least one side
counts (local readings of DESIR: van den Berg R et al. Arthritis Rheumatol 2014;66:2403-2411).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sacroread.study.model import Draft, Grade, Side, Ungradable
from sacroread.study.protocol import Scale


class Reason(StrEnum):
    """Which part of the criterion decided."""

    ONE_SIDE = "at least grade 3 on one side"
    BOTH_SIDES = "at least grade 2 on both sides"
    NOT_MET = "neither grade 2 on both sides nor grade 3 on one"
    POOLED = "grade 2 or 3, or fusion, on at least one side"
    POOLED_NOT_MET = "no grade 2 or 3 and no fusion on either side"
    DECIDED = "decided without grades"
    INCOMPLETE = "not yet graded"
    UNGRADABLE = "ungradable"


@dataclass(frozen=True)
class Verdict:
    """What follows from a draft; `is_definite` is None where nothing follows."""

    is_definite: bool | None
    reason: Reason
    sentence: str


GRADES: Mapping[Scale, tuple[Grade, ...]] = {
    Scale.MNY: tuple(Grade),
    Scale.POOLED_2_3: tuple(grade for grade in Grade if grade is not Grade.UNEQUIVOCAL),
    Scale.DEFINITE_ONLY: (),
}


def on_scale(grade: Grade, scale: Scale) -> Grade:
    """Return a grade as the scale knows it: where 2 and 3 are pooled, both are the grade 2."""
    is_pooled = scale is Scale.POOLED_2_3 and grade is Grade.UNEQUIVOCAL
    return Grade.MINIMAL if is_pooled else grade


def grade_words(grade: Grade, scale: Scale) -> str:
    """Return how a scale writes a grade: its number, or "2-3"."""
    return "2-3" if scale is Scale.POOLED_2_3 and grade is Grade.MINIMAL else f"{grade:d}"


def is_definite(grades: Mapping[Side, Grade], scale: Scale = Scale.MNY) -> bool:
    """Say whether grades of both sides make definite sacroiliitis."""
    return _reason(grades, scale) not in {Reason.NOT_MET, Reason.POOLED_NOT_MET}


def verdict(draft: Draft, scale: Scale = Scale.MNY) -> Verdict:
    """Return what follows from a draft, complete or not, with the sentence for the reader."""
    if draft.ungradable is not None:
        return Verdict(None, Reason.UNGRADABLE, _ungradable_sentence(draft.ungradable))
    if draft.is_called_not_gradable:
        return Verdict(None, Reason.INCOMPLETE, "Not gradable: say why.")
    if scale is Scale.DEFINITE_ONLY:
        return _decision(draft.definite)
    missing = [side for side in Side if side not in draft.grades]
    if missing:
        return Verdict(None, Reason.INCOMPLETE, f"Not yet graded: {' and '.join(missing)}.")
    reason = _reason(draft.grades, scale)
    sentence = _graded_sentence(draft.grades, scale, reason)
    return Verdict(is_definite(draft.grades, scale), reason, sentence)


def _decision(definite: bool | None) -> Verdict:
    if definite is None:
        return Verdict(None, Reason.INCOMPLETE, "Not yet decided.")
    return Verdict(definite, Reason.DECIDED, f"{_conclusion(is_met=definite)}.")


def _reason(grades: Mapping[Side, Grade], scale: Scale) -> Reason:
    if scale is Scale.POOLED_2_3:
        is_obvious = any(grades[side] >= Grade.MINIMAL for side in Side)
        return Reason.POOLED if is_obvious else Reason.POOLED_NOT_MET
    if all(grades[side] >= Grade.MINIMAL for side in Side):
        return Reason.BOTH_SIDES
    if any(grades[side] >= Grade.UNEQUIVOCAL for side in Side):
        return Reason.ONE_SIDE
    return Reason.NOT_MET


def _graded_sentence(grades: Mapping[Side, Grade], scale: Scale, reason: Reason) -> str:
    seen = ", ".join(f"{side} {grade_words(grades[side], scale)}" for side in Side).capitalize()
    return f"{seen}: {reason}. {_conclusion(is_met=is_definite(grades, scale))}."


def _conclusion(*, is_met: bool) -> str:
    return "Definite sacroiliitis" if is_met else "No definite sacroiliitis"


def _ungradable_sentence(reason: Ungradable) -> str:
    return f"Ungradable: {reason}. No statement about sacroiliitis."
