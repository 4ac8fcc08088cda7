"""Two index tests on the same cases: differences of accuracy, of areas, of kappas."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from sacroread.analysis.accuracy import Share
from sacroread.analysis.agreement import MCNEMAR, kappa_of, mcnemar_exact
from sacroread.analysis.arrays import Bools, Floats, Ints, ratio
from sacroread.analysis.auroc import (
    ONE_CASE,
    ONE_CLASS,
    Placements,
    area_cells,
    delong_covariance,
    placements,
)
from sacroread.analysis.bootstrap import Bootstrap, cell_sample, interval, owner_units, patients_of
from sacroread.analysis.chance import Weights
from sacroread.analysis.curves import is_known
from sacroread.analysis.estimate import ASYMPTOTIC, LEVEL, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.measure import Measure
from sacroread.analysis.proportions import quantile, wald
from sacroread.analysis.table import BINARY_LEVELS, GRADE_LEVELS, MISSING, checked_reads, same_length

CONTRAST = np.array([1.0, -1.0])
DELONG = Definition(
    "difference of areas under the ROC curve", "DeLong, DeLong & Clarke-Pearson 1988", ONE_CLASS
)
DELONG_P = Definition("p value, DeLong test", "DeLong, DeLong & Clarke-Pearson 1988", ONE_CASE)
KAPPA_DIFFERENCE = Definition(
    "difference of kappas", "Cohen 1960, eq. 1, of both", "one of the two kappas is undefined on these cases"
)
Two = tuple[ArrayLike, ArrayLike]


@dataclass(frozen=True)
class Comparison:
    """Two index tests on the same cases: the difference first - second, and the p value of no difference."""

    difference: Estimate
    p: Estimate


def paired_share(what: Share, tests: Two, reference_standard: ArrayLike, level: float = LEVEL) -> Comparison:
    """Compare sensitivity, specificity or accuracy of two index tests over the cases that have all answers.

    Interval: Tango 1998. p: exact McNemar test over the cases on which just one of the two is right.
    """
    only_first, only_second, n = discordant(what, tests, reference_standard)
    source = f"difference of {what.definition.name}", "Tango 1998", what.definition.undefined_because
    if n == 0:
        return Comparison(Definition(*source).undefined(0), MCNEMAR.undefined(0, source[2]))
    difference = (only_first - only_second) / n
    return Comparison(
        Definition(*source).of(difference, n, tango(only_first, only_second, n, level)),
        MCNEMAR.of(mcnemar_exact(only_first, only_second), n),
    )


def discordant(what: Share, tests: Two, reference_standard: ArrayLike) -> tuple[int, int, int]:
    """Return on how many cases only the first, only the second index test is right, and of how many."""
    first, second, truth = _complete(tests, reference_standard, BINARY_LEVELS)[0]
    wanted = {Share.SENSITIVITY: truth == 1, Share.SPECIFICITY: truth == 0, Share.ACCURACY: truth >= 0}[what]
    right = (first == truth)[wanted], (second == truth)[wanted]
    return int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum()), int(wanted.sum())


def paired_areas(
    scores: Two, reference_standard: ArrayLike, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> Comparison:
    """Compare areas under the ROC curve over the cases that have both scores, by DeLong or by resampling.

    z = (area 1 - area 2) / sqrt(var 1 + var 2 - 2 cov). p is DeLong's either way.
    """
    kept = is_known(reference_standard, scores[0]) & is_known(reference_standard, scores[1])
    truth, both = np.asarray(reference_standard)[kept] == 1, [np.asarray(s, float)[kept] for s in scores]
    places = [placements(truth, score) for score in both]
    difference, error = places[0].area - places[1].area, difference_error(places)
    if math.isnan(difference):
        return Comparison(DELONG.undefined(truth.size), DELONG_P.undefined(truth.size, ONE_CLASS))
    if isinstance(how, Bootstrap):
        ends = _resampled_difference(truth, both, kept, how)
    else:
        ends = wald(difference, error, how.level, "DeLong")
    p = 1.0 if difference == 0 else float(2 * ndtr(-abs(ratio(difference, error))))
    return Comparison(DELONG.of(difference, truth.size, ends), DELONG_P.of(p, truth.size))


def difference_error(places: list[Placements]) -> float:
    """Return DeLong's standard error of the difference of two areas; NaN with one case of a class."""
    variance = CONTRAST @ delong_covariance(places) @ CONTRAST
    return float(np.sqrt(np.maximum(variance, 0)))  # below 0 but for rounding, where both scores are the same


def kappa_difference(
    tests: Two,
    reference_standard: ArrayLike,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return kappa(first, reference) - kappa(second, reference) over the cases that have all three.

    The bootstrap draws cases (or patients) with all three, so the pairing is kept. Asymptotic: jackknife.
    """
    (first, second, truth), kept = _complete(tests, reference_standard, levels)
    cells = (first * levels + second) * levels + truth
    matrix = weights.matrix(levels)

    def of_totals(totals: Floats) -> Floats:
        cube = totals.reshape(-1, levels, levels, levels)
        return kappa_of(cube.sum(2), matrix) - kappa_of(cube.sum(1), matrix)

    drawn = cell_sample(cells, levels**3, patients_of(how, kept))
    return Measure(KAPPA_DIFFERENCE, drawn, of_totals, first.size).estimate(how)


def tango(only_first: int, only_second: int, n: int, level: float = LEVEL) -> Interval:
    """Return the score interval of the paired difference (b - c) / n (Tango 1998).

    Ends d solve (b - c - n d)^2 = z^2 n (2 q + d (1 - d)), q being the most likely share of cases that only
    the second test gets right when the difference is d.
    """
    from scipy.optimize import brentq

    z, b, c = quantile(level), only_first, only_second

    def score(d: float) -> float:
        linear, constant = (2 * n - b + c) * d - b - c, -c * d * (1 - d)
        q = (math.sqrt(max(linear**2 - 8 * n * constant, 0.0)) - linear) / (4 * n)
        variance = n * (2 * q + d * (1 - d))
        return (b - c - n * d) / math.sqrt(variance) if variance > 0 else 0.0

    edge, middle = 1 - 1e-12, (b - c) / n
    low = -1.0 if score(-edge) < z else float(brentq(lambda d: score(d) - z, -edge, middle, xtol=1e-12))
    high = 1.0 if score(edge) > -z else float(brentq(lambda d: score(d) + z, middle, edge, xtol=1e-12))
    return Interval(low, high, level, "score (Tango 1998)")


def _complete(tests: Two, reference_standard: ArrayLike, levels: int) -> tuple[Ints, Bools]:
    columns = [checked_reads(column, levels) for column in (*tests, reference_standard)]
    same_length(*columns)
    table = np.stack(columns)
    kept: Bools = (table != MISSING).all(axis=0)
    return table[:, kept], kept


def _resampled_difference(truth: Bools, scores: list[Floats], kept: Bools, how: Bootstrap) -> Interval:
    owners = patients_of(how, kept)
    owners = np.arange(truth.size) if owners is None else owners
    cells = [area_cells(truth, score) for score in scores]
    (units, first), (_, second) = (owner_units(owners, test.place) for test in cells)
    return interval(units, lambda drawn: cells[0].area(first(drawn)) - cells[1].area(second(drawn)), how)
