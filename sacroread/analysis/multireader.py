"""Many readers, many cases, several conditions: Obuchowski and Rockette, with Hillis' degrees of freedom.

Ratings are (conditions, readers, cases), fully crossed: every reader rates every case under every condition.
The figure of merit is the area under the ROC curve. Intervals are not cut at 1, and a negative Cov2 - Cov3
(or Cov2, for one condition) counts as 0, which is the rule of OR-DBM (Hillis 2007).
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, fdtrc, ndtr, ndtri, stdtr, stdtrit

from sacroread.analysis.arrays import Bools, Floats, ratio
from sacroread.analysis.auroc import Placements, delong_covariance, placements
from sacroread.analysis.estimate import LEVEL, Definition, Estimate, Interval
from sacroread.analysis.table import BINARY_LEVELS, MISSING, case_name, checked_reads
from sacroread.errors import SacroReadError

SOURCE = "Obuchowski & Rockette 1995; Hillis 2007"
NO_SPREAD = "there are too few readers or cases, or the readers do not differ"


class Covariance(StrEnum):
    """How the error covariances of the areas are estimated."""

    JACKKNIFE = "jackknife"
    DELONG = "DeLong"


class Scope(StrEnum):
    """What the result speaks of beyond this study."""

    READERS_AND_CASES = "random readers, random cases"
    CASES = "fixed readers, random cases"
    READERS = "random readers, fixed cases"


@dataclass(frozen=True, eq=False)
class Anova:
    """What the analysis knows of a study: areas, the covariances of their errors, and the number of cases.

    `areas` (conditions, readers); `covariances` (conditions, readers, conditions, readers).
    """

    areas: Floats
    covariances: Floats
    n: int

    @property
    def conditions(self) -> int:
        """How many conditions, t."""
        return int(self.areas.shape[0])

    @property
    def readers(self) -> int:
        """How many readers, r."""
        return int(self.areas.shape[1])

    @property
    def ms_conditions(self) -> float:
        """MS(T) = r / (t - 1) * sum (A_i. - A_..)^2."""
        return self.readers * _variance(self.areas.mean(1))

    @property
    def ms_readers(self) -> float:
        """MS(R) = t / (r - 1) * sum (A_.j - A_..)^2."""
        return self.conditions * _variance(self.areas.mean(0))

    @property
    def ms_interaction(self) -> float:
        """MS(T*R) = sum (A_ij - A_i. - A_.j + A_..)^2 / ((t - 1) (r - 1))."""
        rest = self.areas - self.areas.mean(1, keepdims=True) - self.areas.mean(0) + self.areas.mean()
        return float(ratio((rest**2).sum(), (self.conditions - 1) * (self.readers - 1)))

    def covariance(self, same_condition: bool, same_reader: bool) -> float:
        """Return a mean error covariance, 0 where there is none.

        Both the same: Var(error). Same reader: Cov1. Same condition: Cov2. Neither: Cov3.
        """
        condition = np.eye(self.conditions, dtype=bool) == same_condition
        reader = np.eye(self.readers, dtype=bool) == same_reader
        chosen = self.covariances[condition[:, None, :, None] & reader[None, :, None, :]]
        return float(chosen.mean()) if chosen.size else 0.0

    @property
    def reader_covariance(self) -> float:
        """Cov2 - Cov3, at least 0: how much the areas of two readers go together because of the cases."""
        return float(np.maximum(0, self.covariance(True, False) - self.covariance(False, False)))

    @property
    def var_interaction(self) -> float:
        """The variance component of reader by condition; below 0 where chance made it so."""
        error = self.covariance(True, True) - self.covariance(False, True)
        return self.ms_interaction - error + self.reader_covariance

    @property
    def var_readers(self) -> float:
        """The variance component of readers; below 0 where chance made it so."""
        between = (self.ms_readers - self.ms_interaction) / self.conditions
        return between - self.covariance(False, True) + self.covariance(False, False)

    def only(self, condition: int) -> "Anova":
        """Return what the analysis knows of one condition."""
        one = slice(condition, condition + 1)
        return Anova(self.areas[one], self.covariances[one, :, one], self.n)


@dataclass(frozen=True)
class Contrast:
    """A mean area or a difference of two: estimate, standard error, degrees of freedom, t (or z) and p.

    `df` is infinite where the normal distribution applies.
    """

    estimate: Estimate
    error: float
    df: float
    statistic: float
    p: Estimate


@dataclass(frozen=True)
class Inference:
    """The overall test of no difference between conditions, all differences (i < j), and the mean areas.

    `statistic` is F with `df` degrees of freedom, or chi-square with an infinite second one.
    """

    statistic: float
    df: tuple[float, float]
    p: Estimate
    differences: dict[tuple[int, int], Contrast]
    areas: tuple[Contrast, ...]


def anova(
    reference_standard: ArrayLike, ratings: ArrayLike, covariance: Covariance = Covariance.JACKKNIFE
) -> Anova:
    """Return areas and error covariances; `reference_standard` (cases,) of 0 and 1, ratings as above.

    Raises:
        SacroReadError: a case without a rating or a reference standard (by its number), one class only, or
            fewer than two conditions.
    """
    truth, array = _checked(reference_standard, ratings)
    tests = [placements(truth, score) for score in array.reshape(-1, truth.size)]
    areas = np.array([test.area for test in tests]).reshape(array.shape[:2])
    matrix = delong_covariance(tests) if covariance is Covariance.DELONG else jackknife_covariance(tests)
    return Anova(areas, matrix.reshape(array.shape[:2] * 2), truth.size)


def jackknife_covariance(tests: list[Placements]) -> Floats:
    """Return the covariance of areas over leaving out one case at a time: (tests, tests).

    (n - 1) / n * sum (A_(k) - mean)(B_(k) - mean). Without a positive case i the area is
    (sum V10 - V10_i) / (m - 1), likewise without a negative one. NaN with one case of a class.
    """
    classes = (np.stack([test.positives for test in tests]), np.stack([test.negatives for test in tests]))
    without = np.hstack([ratio(v.sum(1, keepdims=True) - v, v.shape[1] - 1) for v in classes])
    gap = without - without.mean(1, keepdims=True)
    covariance: Floats = (without.shape[1] - 1) / without.shape[1] * (gap @ gap.T)
    return covariance


def infer(study: Anova, scope: Scope, level: float = LEVEL) -> Inference:
    """Compare the conditions of a study.

    F = MS(T) / D with t - 1 degrees of freedom; a difference has the standard error sqrt(2 D / r), and D is

    - random readers, random cases: MS(T*R) + r (Cov2 - Cov3), with D^2 (t - 1) (r - 1) / MS(T*R)^2 degrees
      of freedom (Hillis 2007);
    - fixed readers: Var - Cov1 + (r - 1) (Cov2 - Cov3), with infinitely many: (t - 1) F is chi-square;
    - fixed cases: MS(T*R), with (t - 1) (r - 1).

    A mean area has the standard error sqrt(D / r), with D from its condition alone: MS(R) instead of MS(T*R),
    r - 1 instead of (t - 1) (r - 1), and no Cov1 and Cov3.
    """
    answer, spread, means = _Answer(study.n, scope, level), _spread(study, scope), study.areas.mean(1)
    differences = {
        (i, j): answer.contrast(
            f"difference of areas, condition {i + 1} - {j + 1}",
            float(means[i] - means[j]),
            _Spread(2 * spread.value / study.readers, spread.df),
        )
        for i, j in combinations(range(study.conditions), 2)
    }
    alone = [_spread(study.only(i), scope) for i in range(study.conditions)]
    areas = tuple(
        answer.contrast(
            f"area, condition {i + 1}", float(means[i]), _Spread(own.value / study.readers, own.df)
        )
        for i, own in enumerate(alone)
    )
    statistic, p = _overall(study, spread)
    what = Definition(f"p value of no difference, {scope}", SOURCE, NO_SPREAD)
    return Inference(statistic, (study.conditions - 1, spread.df), what.of(p, study.n), differences, areas)


@dataclass(frozen=True)
class _Spread:
    """A variance and its degrees of freedom."""

    value: float
    df: float


@dataclass(frozen=True)
class _Answer:
    """What all answers of an analysis share."""

    n: int
    scope: Scope
    level: float

    def contrast(self, name: str, value: float, variance: _Spread) -> Contrast:
        error, df = math.sqrt(variance.value) if variance.value >= 0 else math.nan, variance.df
        statistic = float(ratio(value, error))
        half = error * float(_quantile((1 + self.level) / 2, df))
        ends = Interval.undefined(str(self.scope), NO_SPREAD)
        if not math.isnan(half):
            ends = Interval(value - half, value + half, self.level, f"{self.scope}, not cut at 1")
        p = Definition(f"p value, {name}, {self.scope}", SOURCE, NO_SPREAD)
        tail = 2 * float(_lower_tail(-abs(statistic), df))
        estimate = Definition(name, SOURCE, NO_SPREAD).of(value, self.n, ends)
        return Contrast(estimate, error, df, statistic, p.of(tail, self.n))


def _spread(study: Anova, scope: Scope) -> _Spread:
    several = study.conditions > 1
    within = study.ms_interaction if several else study.ms_readers
    df = (study.readers - 1) * max(1, study.conditions - 1)
    match scope:
        case Scope.READERS:
            return _Spread(within, df)
        case Scope.CASES:
            error = study.covariance(True, True) - study.covariance(False, True)
            return _Spread(error + (study.readers - 1) * study.reader_covariance, math.inf)
        case Scope.READERS_AND_CASES:
            total = within + study.readers * study.reader_covariance
            return _Spread(total, float(ratio(total**2 * df, within**2)))


def _overall(study: Anova, spread: _Spread) -> tuple[float, float]:
    df1, value = study.conditions - 1, float(ratio(study.ms_conditions, spread.value))
    if math.isinf(spread.df):
        return df1 * value, float(chdtrc(df1, df1 * value))
    return value, float(fdtrc(df1, spread.df, value))


def _lower_tail(statistic: float, df: float) -> float:
    return float(ndtr(statistic) if math.isinf(df) else stdtr(df, statistic))


def _quantile(p: float, df: float) -> float:
    return float(ndtri(p) if math.isinf(df) else stdtrit(df, p))


def _variance(means: Floats) -> float:
    return float(ratio(((means - means.mean()) ** 2).sum(), means.size - 1))


def _checked(reference_standard: ArrayLike, ratings: ArrayLike) -> tuple[Bools, Floats]:
    truth, array = checked_reads(reference_standard, BINARY_LEVELS), np.asarray(ratings, float)
    if array.ndim != 3 or array.shape[2] != truth.size or array.shape[0] < 2:
        raise SacroReadError("Give ratings as conditions x readers x cases, with two or more conditions.")
    unread = ~np.isfinite(array).all(axis=(0, 1)) | (truth == MISSING)
    if unread.any():
        name = case_name(int(np.argmax(unread)), None)
        raise SacroReadError(
            f"Case {name} lacks a rating or its reference standard. This analysis needs every case read by "
            "every reader under every condition: leave the case out, or have it read."
        )
    if len(np.unique(truth)) < 2:
        raise SacroReadError("The reference standard has only one class among these cases. Areas need both.")
    return truth == 1, array
