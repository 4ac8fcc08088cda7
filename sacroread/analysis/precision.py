"""Average precision with its bootstrap interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, Units, interval, owner_units, patients_of
from sacroread.analysis.curves import average_precision, curve, is_known, known
from sacroread.analysis.estimate import Definition, Estimate

AVERAGE_PRECISION = Definition(
    "average precision",
    "sum of precision times recall step (Manning, Raghavan & Schuetze 2008, section 8.4)",
    "the reference standard has only one class among these cases",
)


@dataclass(frozen=True, eq=False)
class PrecisionCells:
    """Kinds of case by score and truth, from the highest score down; `place` (cases,) is each case's kind.

    `counts` (kinds,) says how many cases are of a kind, `is_positive` (kinds,) which are definite, and `ends`
    (scores,) is the last kind of each score.
    """

    place: Ints
    counts: Ints
    is_positive: Bools
    ends: Ints

    def average(self, counts: Ints) -> Floats:
        """Return average precision for counts (draws, kinds): (draws,), NaN without both classes."""
        called = np.cumsum(counts, axis=1)[:, self.ends]
        right = np.cumsum(counts * self.is_positive, axis=1)[:, self.ends]
        steps = np.diff(right, axis=1, prepend=0)
        gained = np.where(steps > 0, steps * ratio(right, called), 0.0).sum(1)
        has_both = (right[:, -1] > 0) & (right[:, -1] < called[:, -1])
        return np.where(has_both, ratio(gained, right[:, -1]), np.nan)


def precision_cells(truth: Bools, score: Floats) -> PrecisionCells:
    """Return the kinds of complete cases, (cases,) each."""
    kinds, place, counts = np.unique(
        np.stack([-score, truth]), axis=1, return_inverse=True, return_counts=True
    )
    ends = np.append(np.flatnonzero(np.diff(kinds[0])), kinds.shape[1] - 1)
    return PrecisionCells(place.ravel(), counts, kinds[1] == 1, ends)


def average_precision_estimate(reference_standard: ArrayLike, scores: ArrayLike, how: Bootstrap) -> Estimate:
    """Return average precision of scores (cases,), NaN missing, against 0, 1 and -1 missing (cases,)."""
    points = curve(reference_standard, scores)
    n = points.positives + points.negatives
    if not (points.positives and points.negatives):
        return AVERAGE_PRECISION.undefined(n)
    cells = precision_cells(*known(reference_standard, scores))
    patients = patients_of(how, is_known(reference_standard, scores))
    if patients is None:
        ends = interval(Units(cells.counts), cells.average, how)
    else:
        units, cell_counts = owner_units(patients, cells.place)
        ends = interval(units, lambda drawn: cells.average(cell_counts(drawn)), how)
    return AVERAGE_PRECISION.of(average_precision(points), n, ends)
