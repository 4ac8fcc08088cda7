"""Agreement of two readers, or of one reader with himself."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr

from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, Sample, cell_sample, interval
from sacroread.analysis.chance import Weights, chance_corrected, expected_by_two, shares, weighted_share
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.proportions import quantile, wilson
from sacroread.analysis.table import GRADE_LEVELS, MISSING, contingency_table, pair_cells

NO_PAIRS = "no case was read by both readers"
ONE_GRADE = "both readers used one and the same grade throughout, so chance alone agrees on every case"

KAPPA = {
    Weights.NONE: Definition("Cohen kappa", "Cohen 1960, eq. 1", ONE_GRADE),
    Weights.LINEAR: Definition(
        "Cohen kappa, linear weights", "Cohen 1968; Cicchetti & Allison 1971", ONE_GRADE
    ),
    Weights.QUADRATIC: Definition(
        "Cohen kappa, quadratic weights", "Cohen 1968; Fleiss & Cohen 1973", ONE_GRADE
    ),
}
AGREEMENT = (
    Definition("exact agreement", "share of pairs", NO_PAIRS),
    Definition("agreement within one grade", "share of pairs", NO_PAIRS),
)
OfTables = Callable[[Floats], Floats]  # (..., levels, levels) counts -> (...)


def cohen_kappa(
    first: ArrayLike,
    second: ArrayLike,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Cohen's kappa of two readers' reads, (cases,) each as `sacroread.analysis.table` has them.

    kappa = (p_o - p_e) / (1 - p_e) with p_o = sum w_ij p_ij and p_e = sum w_ij p_i. p_.j (Cohen 1960, eq. 1;
    weighted: Cohen 1968). Undefined without pairs, and where both readers used one grade only (p_e = 1).
    """
    table, matrix = contingency_table(first, second, levels), weights.matrix(levels)
    n = int(table.sum())
    if n == 0:
        return KAPPA[weights].undefined(n, NO_PAIRS)
    if isinstance(how, Bootstrap):
        ends = pair_interval(pair_sample(first, second, levels, how), lambda t: kappa_of(t, matrix), how)
    else:
        ends = kappa_interval(table, matrix, how.level)
    return KAPPA[weights].of(float(kappa_of(table, matrix)), n, ends)


def agreement(
    first: ArrayLike,
    second: ArrayLike,
    levels: int = GRADE_LEVELS,
    within: int = 0,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return the share of pairs that differ by at most `within` grades (0 or 1); asymptotic means Wilson.

    Undefined without pairs. With several cases of one patient ask for a bootstrap of patients.
    """
    table, close = contingency_table(first, second, levels), band(levels, within)
    n = int(table.sum())
    if isinstance(how, Bootstrap):
        ends = pair_interval(
            pair_sample(first, second, levels, how), lambda t: weighted_share(shares(t), close), how
        )
    else:
        ends = wilson(int((table * close).sum()), n, how.level)
    return AGREEMENT[within].of(float(weighted_share(shares(table), close)), n, ends)


def kappa_of(table: Floats | Ints, weights: Floats) -> Floats:
    """Return Cohen's kappa (Cohen 1960, eq. 1) of tables (..., levels, levels): (...), NaN if undefined."""
    observed = shares(table)
    return chance_corrected(observed, expected_by_two(observed), weights)


def kappa_interval(table: Ints, weights: Floats, level: float) -> Interval:
    """Return kappa -+ z * its standard error under the observed agreement (Wald, not cut at 1)."""
    half = quantile(level) * kappa_error(table, weights)
    kappa = float(kappa_of(table, weights))
    return Interval(kappa - half, kappa + half, level, "asymptotic (Fleiss, Cohen & Everitt 1969)")


def kappa_error(table: Ints, weights: Floats) -> float:
    """Return the standard error of kappa (Fleiss, Cohen & Everitt 1969), NaN where kappa is undefined.

    n (1 - p_e)^2 var = sum p_ij [w_ij - (w_i. + w_.j)(1 - kappa)]^2 - [kappa - p_e (1 - kappa)]^2,
    where w_i. and w_.j are the mean weights of row i and column j.
    """
    observed, n = shares(table), table.sum()
    expected = expected_by_two(observed)
    kappa, by_chance = chance_corrected(observed, expected, weights), weighted_share(expected, weights)
    spread = observed * (weights - (1 - kappa) * _mean_weights(observed, weights)) ** 2
    variance = ratio(spread.sum() - (kappa - by_chance * (1 - kappa)) ** 2, n * (1 - by_chance) ** 2)
    return float(np.sqrt(np.maximum(variance, 0)))


def kappa_null_error(table: Ints, weights: Floats) -> float:
    """Return the standard error of kappa if readers agreed by chance only (Fleiss, Cohen & Everitt 1969).

    n (1 - p_e)^2 var = sum p_i. p_.j [w_ij - (w_i. + w_.j)]^2 - p_e^2. For a test of kappa = 0, never for
    an interval.
    """
    observed, n = shares(table), table.sum()
    expected = expected_by_two(observed)
    by_chance = weighted_share(expected, weights)
    spread = expected * (weights - _mean_weights(observed, weights)) ** 2
    return float(np.sqrt(ratio(spread.sum() - by_chance**2, n * (1 - by_chance) ** 2)))


def band(levels: int, within: int) -> Floats:
    """Return (levels, levels) with 1 where two grades differ by at most `within`, else 0."""
    grades = np.arange(levels)
    return (np.abs(np.subtract.outer(grades, grades)) <= within).astype(float)


def pair_sample(first: ArrayLike, second: ArrayLike, levels: int, bootstrap: Bootstrap) -> Sample:
    """Gather pairs for resampling: features are the cells of the table, (levels * levels,)."""
    cells = pair_cells(first, second, levels)
    paired = cells != MISSING
    patients = None if bootstrap.patients is None else np.asarray(bootstrap.patients)[paired]
    return cell_sample(cells[paired], levels**2, patients)


def pair_interval(pairs: Sample, of_tables: OfTables, bootstrap: Bootstrap) -> Interval:
    """Resample pairs, or patients with all their pairs, for a statistic of the table."""
    levels = int(np.sqrt(pairs.rows.shape[1]))
    if not pairs.counts.size:
        return Interval.undefined(bootstrap.method, NO_PAIRS)
    statistic = pairs.statistic(lambda totals: of_tables(totals.reshape(-1, levels, levels)))
    return interval(pairs.units, statistic, bootstrap)


def mcnemar_exact(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p value of b against c discordant pairs (McNemar 1947; binomial, p = 1/2).

    1 where no pair is discordant.
    """
    return float(min(1.0, 2 * bdtr(min(only_first, only_second), only_first + only_second, 0.5)))


def _mean_weights(observed: Floats, weights: Floats) -> Floats:
    rows, columns = observed.sum(-1), observed.sum(-2)
    means: Floats = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    return means
