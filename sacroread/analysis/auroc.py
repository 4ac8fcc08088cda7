"""Area under the ROC curve: value, DeLong and bootstrap intervals, differences of two index tests."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, Units, interval, owner_units, patients_of
from sacroread.analysis.curves import is_known, known
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.proportions import quantile

ONE_CLASS = "the reference standard has only one class among these cases"
ONE_CASE = "DeLong's variance needs at least two positive and two negative cases"
AUROC = Definition("area under the ROC curve", "Bamber 1975; Hanley & McNeil 1982", ONE_CLASS)


@dataclass(frozen=True, eq=False)
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
        return math.fsum(self.positives) / self.positives.size if both else math.nan  # in any order the same


def placements(truth: Bools, score: Floats) -> Placements:
    """Return the placements of complete cases: truth and score (cases,); O(n log n) as in Sun & Xu 2014."""
    above, below = np.sort(score[truth]), np.sort(score[~truth])
    beaten = _rank(below, score[truth])
    beating = above.size - _rank(above, score[~truth])
    return Placements(ratio(beaten, below.size), ratio(beating, above.size))


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
        ends = _area_interval(reference_standard, scores, how)
    else:
        ends = _delong_interval(places, how.level)
    return AUROC.of(places.area, truth.size, ends)


@dataclass(frozen=True, eq=False)
class AreaCells:
    """Where cases stand for an area: the cell of each (cases,), cells being kinds of case by truth and score.

    Negative kinds come first. `counts` (cells,) says how many cases are of a kind; `ends` are, for every
    positive kind, how many negative kinds lie below it and how many lie below it or tie.
    """

    place: Ints
    counts: Ints
    ends: tuple[Ints, Ints]

    def area(self, counts: Ints) -> Floats:
        """Return the area under the curve for counts (draws, cells): (draws,), NaN without both classes."""
        negatives = counts.shape[1] - self.ends[0].size
        below = np.zeros((counts.shape[0], negatives + 1), counts.dtype)
        np.cumsum(counts[:, :negatives], axis=1, out=below[:, 1:])
        positive = counts[:, negatives:]
        twice = np.einsum("du,du->d", positive, below[:, self.ends[0]] + below[:, self.ends[1]])
        return ratio(twice, 2 * below[:, -1] * positive.sum(1))


def area_cells(truth: Bools, score: Floats) -> AreaCells:
    """Return the cells of complete cases, (cases,) each."""
    kinds = np.stack([truth, score])
    cells, place, counts = np.unique(kinds, axis=1, return_inverse=True, return_counts=True)
    below, above = cells[1, cells[0] == 0], cells[1, cells[0] == 1]
    ends = np.searchsorted(below, above, "left"), np.searchsorted(below, above, "right")
    return AreaCells(place.ravel(), counts, ends)


def _area_interval(reference_standard: ArrayLike, scores: ArrayLike, bootstrap: Bootstrap) -> Interval:
    cells = area_cells(*known(reference_standard, scores))
    patients = patients_of(bootstrap, is_known(reference_standard, scores))
    if patients is not None:
        units, cell_counts = owner_units(patients, cells.place)
        return interval(units, lambda drawn: cells.area(cell_counts(drawn)), bootstrap)
    positives = cells.ends[0].size
    strata = (cells.counts.size - positives, positives) if bootstrap.is_stratified else ()
    return interval(Units(cells.counts, strata), cells.area, bootstrap)


def _delong_interval(places: Placements, level: float) -> Interval:
    method = "DeLong, cut to [0, 1]"
    error = float(np.sqrt(delong_covariance([places])[0, 0]))
    if np.isnan(error):
        return Interval.undefined(method, ONE_CASE)
    half = quantile(level) * error
    return Interval(max(0.0, places.area - half), min(1.0, places.area + half), level, method)


def _rank(ordered: Floats, values: Floats) -> Floats:
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2
