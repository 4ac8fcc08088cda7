"""ROC and precision-recall curves. Everywhere a case counts as positive when its score >= the cut-off."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints, ratio
from sacroread.analysis.table import BINARY_LEVELS, MISSING, checked_reads, checked_scores, same_length


@dataclass(frozen=True, eq=False)
class Curve:
    """All operating points of a score, from the strictest cut-off to the laxest; every array (points,).

    Sensitivity and specificity against `cut_offs` are the sweep that the seed paper shows as its figure 4.
    `cut_offs` starts with infinity (nobody positive), then the observed scores, falling. `tp` and `fp` count
    the cases at or above the cut-off.
    """

    cut_offs: Floats
    tp: Ints
    fp: Ints
    positives: int
    negatives: int

    @property
    def sensitivity(self) -> Floats:
        """(points,) rising; NaN where the reference standard has no positive case."""
        return ratio(self.tp, np.array(self.positives))

    @property
    def specificity(self) -> Floats:
        """(points,) falling; NaN where the reference standard has no negative case."""
        return ratio(self.negatives - self.fp, np.array(self.negatives))

    @property
    def precision(self) -> Floats:
        """(points,) positive predictive value; NaN where nobody is positive."""
        return ratio(self.tp, self.tp + self.fp)


def is_known(reference_standard: ArrayLike, scores: ArrayLike) -> Bools:
    """Say which cases have both a reference standard and a score: (cases,)."""
    truth, score = checked_reads(reference_standard, BINARY_LEVELS), checked_scores(scores)
    same_length(truth, score)
    both: Bools = (truth != MISSING) & ~np.isnan(score)
    return both


def known(reference_standard: ArrayLike, scores: ArrayLike) -> tuple[Bools, Floats]:
    """Return truth and score of the cases that have both: two arrays (known cases,)."""
    kept = is_known(reference_standard, scores)
    return np.asarray(reference_standard)[kept] == 1, np.asarray(scores, float)[kept]


def curve(reference_standard: ArrayLike, scores: ArrayLike) -> Curve:
    """Return all operating points of scores (cases,), NaN missing, against 0, 1 and -1 missing (cases,)."""
    truth, score = known(reference_standard, scores)
    cut_offs, place = np.unique(-score, return_inverse=True)
    tp = np.cumsum(np.bincount(place[truth], minlength=cut_offs.size))
    fp = np.cumsum(np.bincount(place[~truth], minlength=cut_offs.size))
    return Curve(
        np.append(np.inf, -cut_offs),
        np.append(0, tp),
        np.append(0, fp),
        int(truth.sum()),
        int((~truth).sum()),
    )


def average_precision(points: Curve) -> float:
    """Return the sum of precision times recall step (scikit-learn's definition); NaN without positives."""
    steps = np.diff(points.sensitivity)
    return float(np.sum(steps * points.precision[1:]))


def precision_recall_integral(points: Curve) -> float:
    """Return the area under the exact path between points, on which tp and fp grow at a constant ratio.

    Between two points with h = d fp / d tp, precision is t / (t + fp + h (t - tp)) at t true positives
    (Davis & Goadrich 2006; its integral: Keilwagen, Grosse & Grau 2014). NaN without positives.
    """
    if not points.positives:
        return math.nan
    return (
        sum(map(_path_area, points.tp[:-1], points.fp[:-1], points.tp[1:], points.fp[1:])) / points.positives
    )


def precision_recall_trapezoid(points: Curve) -> float:
    """Return the area under straight lines between points from recall 0, precision 1; NaN without positives.

    Too high wherever precision falls between two points (Davis & Goadrich 2006): given for comparison with
    publications that used it.
    """
    precision = np.append(1.0, points.precision[1:])
    return float(np.trapezoid(precision, points.sensitivity))


def _path_area(tp: int, fp: int, next_tp: int, next_fp: int) -> float:
    if next_tp == tp:
        return 0.0
    slope = (next_fp - fp) / (next_tp - tp)
    constant = fp - slope * tp  # fp + slope (t - tp) = constant + slope t
    if constant == 0:
        return (next_tp - tp) / (1 + slope)
    start, end = constant + (1 + slope) * tp, constant + (1 + slope) * next_tp
    return (next_tp - tp) / (1 + slope) - constant / (1 + slope) ** 2 * math.log(end / start)
