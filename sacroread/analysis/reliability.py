"""Reliability of grades as measurements: intraclass correlations over the cases that every reader read."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc, fdtri

from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, patients_of, sample
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.measure import Measure
from sacroread.analysis.table import GRADE_LEVELS, MISSING, checked_reads

NO_VARIANCE = "fewer than two cases were read by all readers, or no two of their reads differ"
NOTHING = 1e-12  # anything below this share of the total is 0 but for rounding


class Model(Enum):
    """Where cases and readers come from (Shrout & Fleiss 1979, p. 421)."""

    ONE_WAY = 1  # every case has readers of its own
    ABSOLUTE_AGREEMENT = 2  # readers are a sample of readers, and a difference in level is disagreement
    CONSISTENCY = 3  # these readers and no others, and a difference in level does not count


@dataclass(frozen=True, eq=False)
class MeanSquares:
    """Two-way analysis of variance of n cases by k readers: BMS, WMS, JMS, EMS of Shrout & Fleiss 1979.

    Every array has shape (...) of the draws.
    """

    n: Floats
    k: int
    cases: Floats
    within: Floats
    readers: Floats
    error: Floats


def icc(
    reads: ArrayLike,
    model: Model,
    of_mean: bool = False,
    levels: int = GRADE_LEVELS,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return the intraclass correlation of one reader or the mean of k; reads (cases, readers).

    ICC(1,1), ICC(2,1), ICC(3,1), or ICC(1,k), ICC(2,k), ICC(3,k) (Shrout & Fleiss 1979, p. 423). The mean's
    is k icc / (1 + (k - 1) icc) of the single reader's, ends included (Spearman-Brown). Asymptotic: from F
    distributions. Undefined for fewer than two complete cases and where no reads differ.
    """
    array = checked_reads(reads, levels)
    kept = (array != MISSING).all(axis=1)
    readers = array.shape[1]
    stepped = readers if of_mean else 1
    measure = Measure(
        Definition(f"ICC({model.value},{'k' if of_mean else 1})", "Shrout & Fleiss 1979", NO_VARIANCE),
        sample(_features(array[kept]), patients_of(how, kept)),
        lambda totals: _step_up(_single(model, _squares(totals, readers)), stepped),
        int(kept.sum()),
    )
    return measure.estimate(how, lambda level: _interval(model, mean_squares(reads, levels), stepped, level))


def icc_test(reads: ArrayLike, model: Model, levels: int = GRADE_LEVELS) -> tuple[float, float]:
    """Return F and p of the hypothesis that the correlation is 0 (Shrout & Fleiss 1979, p. 424)."""
    squares = mean_squares(reads, levels)
    value = float(ratio(squares.cases, _residual(model, squares)))
    return value, float(fdtrc(*_degrees(model, squares), value))


def mean_squares(reads: ArrayLike, levels: int = GRADE_LEVELS) -> MeanSquares:
    """Return the analysis of variance of the cases that every reader read."""
    array = checked_reads(reads, levels)
    complete = array[(array != MISSING).all(axis=1)]
    return _squares(_features(complete).sum(0), array.shape[1])


def _features(complete: Ints) -> Floats:
    """Return what mean squares need of a case: 1, its sum squared, its sum of squares, its reads."""
    total, squared = complete.sum(1) ** 2, (complete**2).sum(1)
    return np.column_stack([np.ones(len(complete)), total, squared, complete])


def _squares(totals: Floats, k: int) -> MeanSquares:
    n, of_sums, of_reads, by_reader = totals[..., 0], totals[..., 1], totals[..., 2], totals[..., 3:]
    correction = ratio(by_reader.sum(-1) ** 2, n * k)
    whole = of_reads - correction
    cases = _cleared(of_sums / k - correction, of_reads)
    readers = _cleared(ratio((by_reader**2).sum(-1), n) - correction, of_reads)
    within = _cleared(whole - cases, of_reads)
    error = _cleared(within - readers, of_reads)
    return MeanSquares(
        n,
        k,
        ratio(cases, n - 1),
        ratio(within, n * (k - 1)),
        ratio(readers, k - 1),
        ratio(error, (n - 1) * (k - 1)),
    )


def _cleared(squares: Floats, of_reads: Floats) -> Floats:
    return np.where(squares < NOTHING * of_reads, 0, squares)


def _single(model: Model, ms: MeanSquares) -> Floats:
    rest = _residual(model, ms)
    level = ms.k * ratio(ms.readers - ms.error, ms.n) if model is Model.ABSOLUTE_AGREEMENT else 0.0
    return ratio(ms.cases - rest, ms.cases + (ms.k - 1) * rest + level)


def _residual(model: Model, ms: MeanSquares) -> Floats:
    return ms.within if model is Model.ONE_WAY else ms.error


def _degrees(model: Model, ms: MeanSquares) -> tuple[float, float]:
    n = float(ms.n)
    return n - 1, n * (ms.k - 1) if model is Model.ONE_WAY else (n - 1) * (ms.k - 1)


def _step_up(single: Floats, k: int) -> Floats:
    spread = 1 + (k - 1) * single
    return ratio(k * single, np.where(np.abs(spread) < NOTHING, 0, spread))  # 0: no variance between cases


def _interval(model: Model, ms: MeanSquares, stepped: int, level: float) -> Interval:
    both = _absolute_ends if model is Model.ABSOLUTE_AGREEMENT else _f_ends
    method = "F distribution (McGraw & Wong 1996)" if both is _absolute_ends else "F distribution"
    low, high = (float(end) for end in _step_up(both(model, ms, (1 + level) / 2), stepped))
    if math.isnan(low) or math.isnan(high):
        return Interval.undefined(method, "the readers leave no variance to build an interval on")
    return Interval(low, high, level, method)


def _f_ends(model: Model, ms: MeanSquares, p: float) -> Floats:
    """Return the ends for models 1 and 3 (Shrout & Fleiss 1979, p. 424), without their nested fractions."""
    rest, (first, second) = _residual(model, ms), _degrees(model, ms)
    scale = np.array([fdtri(first, second, p), 1 / fdtri(second, first, p)])
    return ratio(ms.cases - scale * rest, ms.cases + (ms.k - 1) * scale * rest)


def _absolute_ends(model: Model, ms: MeanSquares, p: float) -> Floats:
    """Return the ends for model 2 (McGraw & Wong 1996, table 7, ICC(A,1)), with Satterthwaite's df."""
    n, k, value = float(ms.n), ms.k, _single(model, ms)
    a = ratio(k * value, n * (1 - value))
    b = 1 + ratio(k * value * (n - 1), n * (1 - value))
    top, bottom = (a * ms.readers + b * ms.error) ** 2, (a * ms.readers) ** 2 / (k - 1)
    df = float(ratio(top, bottom + (b * ms.error) ** 2 / ((n - 1) * (k - 1))))
    scale = np.array([fdtri(n - 1, df, p), 1 / fdtri(df, n - 1, p)])
    spread = k * ms.readers + (k * n - k - n) * ms.error
    return ratio(n * (ms.cases - scale * ms.error), scale * spread + n * ms.cases)
