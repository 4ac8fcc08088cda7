"""Choosing cut-offs on the tuning set, and judging them on other cases. Positive means score >= cut-off."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.curves import Curve
from sacroread.analysis.table import TwoByTwo, at_cut_off, two_by_two
from sacroread.errors import SacroReadError
from sacroread.study.model import CutOff

SENSITIVITY_TARGET = 0.99
SPECIFICITY_TARGET = 1.0


class Provenance(StrEnum):
    """Where a cut-off came from; printed beside every number at that cut-off."""

    PRESPECIFIED = "prespecified"  # fixed before these reads
    EXPLORATORY = "exploratory"  # chosen on these data, so its numbers here are optimistic


@dataclass(frozen=True)
class OperatingPoint:
    """A cut-off put to cases: the counts, by the rule score >= cut-off, and where the cut-off came from."""

    cut_off: CutOff
    provenance: Provenance
    table: TwoByTwo


def three_cut_offs(
    points: Curve,
    sensitivity_target: float = SENSITIVITY_TARGET,
    specificity_target: float = SPECIFICITY_TARGET,
) -> tuple[CutOff, CutOff, CutOff]:
    """Return the sensitivity-favouring, the specificity-favouring and the balanced cut-off of a tuning set.

    The highest cut-off with at least the target sensitivity; the lowest with at least the target
    specificity; the one of maximal sensitivity + specificity (Youden 1950), ties to the higher specificity.
    The specificity-favouring cut-off is infinite (nobody positive) where a negative case scores highest.
    """
    _refuse_one_class(points)
    sensitive = int(np.argmax(points.sensitivity >= sensitivity_target))
    specific = int(np.flatnonzero(points.specificity >= specificity_target)[-1])
    chosen = {"sensitivity": sensitive, "specificity": specific, "balanced": youden(points)}
    first, second, third = (_cut_off(points, name, place) for name, place in chosen.items())
    return first, second, third


def youden(points: Curve) -> int:
    """Return the point of maximal sensitivity + specificity, ties to the higher specificity (Youden 1950)."""
    return int(np.argmax(points.tp * points.negatives - points.fp * points.positives))


def most_specific(points: Curve, sensitivity: float) -> int:
    """Return the point of highest specificity, then sensitivity, with at least a given sensitivity."""
    return _best(points, points.sensitivity >= sensitivity, -points.fp * (points.positives + 1) + points.tp)


def most_sensitive(points: Curve, specificity: float) -> int:
    """Return the point of highest sensitivity, then specificity, with at least a given specificity."""
    return _best(points, points.specificity >= specificity, points.tp * (points.negatives + 1) - points.fp)


def operating_point(
    cut_off: CutOff, provenance: Provenance, reference_standard: ArrayLike, scores: ArrayLike
) -> OperatingPoint:
    """Put a cut-off to cases: (cases,) reference standard of 0, 1, -1 and scores, NaN where missing."""
    return OperatingPoint(
        cut_off, provenance, two_by_two(at_cut_off(scores, cut_off.probability), reference_standard)
    )


def _best(points: Curve, allowed: Bools, merit: Ints) -> int:
    _refuse_one_class(points)
    places = np.flatnonzero(allowed)
    return int(places[np.argmax(merit[places])])


def _cut_off(points: Curve, name: str, place: int) -> CutOff:
    ends = (points.cut_offs[place], points.sensitivity[place], points.specificity[place])
    return CutOff(name, *(float(end) for end in ends))


def _refuse_one_class(points: Curve) -> None:
    if not (points.positives and points.negatives):
        raise SacroReadError(
            "A cut-off cannot be chosen: the reference standard has only one class among these cases. "
            "Add cases of the other class to the tuning set."
        )
