"""Area under the ROC curve: value, DeLong and bootstrap intervals, differences of two index tests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, Statistic, Units, interval, patient_units
from sacroread.analysis.curves import is_known, known
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.proportions import quantile

ONE_CLASS = "the reference standard has only one class among these cases"
ONE_CASE = "DeLong's variance needs at least two positive and two negative cases"
AUROC = Definition("area under the ROC curve", "Bamber 1975; Hanley & McNeil 1982", ONE_CLASS)


@dataclass(frozen=True)
class Placements:
    """For each positive case the share of negatives below it, for each negative that of positives above it.

    A tie counts half. `positives` (positives,) and `negatives` (negatives,), both in [0, 1]: V10 and V01 of
    DeLong, DeLong & Clarke-Pearson 1988. The mean of each is the area under the curve.
    """

    positives: Floats
    negatives: Floats

    @property
    def area(self) -> float:
        """The area under the ROC curve; NaN without both classes."""
        both = self.positives.size and self.negatives.size
        return float(self.positives.mean()) if both else float("nan")


def placements(truth: Bools, score: Floats) -> Placements:
    """Return the placements of complete cases: truth and score (cases,); O(n log n) as in Sun & Xu 2014."""
    above, below = np.sort(score[truth]), np.sort(score[~truth])
    beaten = _rank(below, score[truth])
    beating = above.size - _rank(above, score[~truth])
    return Placements(ratio(beaten, np.array(below.size)), ratio(beating, np.array(above.size)))


def delong_covariance(tests: list[Placements]) -> Floats:
    """Return the covariance matrix of the areas of tests on the same cases: (tests, tests).

    NaN with fewer than two cases of a class. S10 / m + S01 / n, where S10 and S01 are the covariance matrices
    of the placements of the m positives and of the n negatives (DeLong, DeLong & Clarke-Pearson 1988).
    """
    classes = (np.stack([test.positives for test in tests]), np.stack([test.negatives for test in tests]))
    if min(part.shape[1] for part in classes) < 2:
        return np.full((len(tests), len(tests)), np.nan)
    positive, negative = (np.atleast_2d(np.cov(part)) / part.shape[1] for part in classes)
    total: Floats = positive + negative
    return total


def auroc(
    reference_standard: ArrayLike, scores: ArrayLike, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> Estimate:
    """Return the area under the ROC curve; a higher score means more positive, nothing flips below 0.5.

    `reference_standard` (cases,) of 0, 1, -1 missing; `scores` (cases,) float, NaN missing. The interval is
    DeLong's, cut to [0, 1], or by resampling. Undefined where only one class occurs.
    """
    truth, score = known(reference_standard, scores)
    places = placements(truth, score)
    if np.isnan(places.area):
        return AUROC.undefined(truth.size)
    if isinstance(how, Bootstrap):
        ends = interval(*area_units(reference_standard, scores, how), how)
    else:
        ends = _delong_interval(places, how.level)
    return AUROC.of(places.area, truth.size, ends)


def area_units(
    reference_standard: ArrayLike, scores: ArrayLike, bootstrap: Bootstrap
) -> tuple[Units, Statistic]:
    """Return what is resampled for an area, and the area as a function of how often each unit was drawn.

    Units are cases that differ in truth or score, negatives first; or patients with all their cases.
    """
    truth, score = known(reference_standard, scores)
    cells, place, counts = np.unique(
        np.stack([truth, score]), axis=1, return_inverse=True, return_counts=True
    )
    negatives = int(np.sum(cells[0] == 0))
    below, above = cells[1, :negatives], cells[1, negatives:]
    ends = np.searchsorted(below, above, "left"), np.searchsorted(below, above, "right")
    if bootstrap.patients is not None:
        whose = np.asarray(bootstrap.patients)[is_known(reference_standard, scores)]
        units, cell_counts = patient_units(place, np.unique(whose, return_inverse=True)[1])
        return units, lambda drawn: _area(cell_counts(drawn), ends)
    strata = (negatives, above.size) if bootstrap.is_stratified else ()
    return Units(counts, strata), lambda drawn: _area(drawn, ends)


def _area(counts: Ints, ends: tuple[Ints, Ints]) -> Floats:
    negatives = counts.shape[1] - ends[0].size
    beaten = np.zeros((counts.shape[0], negatives + 1), counts.dtype)
    np.cumsum(counts[:, :negatives], axis=1, out=beaten[:, 1:])
    above = counts[:, negatives:]
    twice = np.einsum("du,du->d", above, beaten[:, ends[0]] + beaten[:, ends[1]])
    return ratio(twice, 2 * beaten[:, -1] * above.sum(1))


def _delong_interval(places: Placements, level: float) -> Interval:
    method = "DeLong, cut to [0, 1]"
    error = float(np.sqrt(delong_covariance([places])[0, 0]))
    if np.isnan(error):
        return Interval.undefined(method, ONE_CASE)
    half = quantile(level) * error
    return Interval(max(0.0, places.area - half), min(1.0, places.area + half), level, method)


def _rank(ordered: Floats, values: Floats) -> Floats:
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2
