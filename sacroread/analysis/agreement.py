"""Agreement of two readers, or of one reader with himself.

Reads are two arrays (cases,) as `sacroread.analysis.table` describes them.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr

from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, Sample, cell_sample, patients_of
from sacroread.analysis.chance import Weights, beyond_chance, chance_agreement, observed_agreement, shares
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.measure import Measure
from sacroread.analysis.proportions import wald, wilson
from sacroread.analysis.table import BINARY_LEVELS, GRADE_LEVELS, MISSING, contingency_table, pair_cells

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
    Definition("exact agreement", "GRRAS, Kottner et al. 2011", NO_PAIRS),
    Definition("agreement within one grade", "GRRAS, Kottner et al. 2011", NO_PAIRS),
)
PREVALENCE_INDEX = Definition("prevalence index", "Byrt, Bishop & Carlin 1993", NO_PAIRS)
BIAS_INDEX = Definition("bias index", "Byrt, Bishop & Carlin 1993", NO_PAIRS)
POSITIVE_AGREEMENT = Definition(
    "positive agreement", "Cicchetti & Feinstein 1990", "neither reader called any case positive"
)
NEGATIVE_AGREEMENT = Definition(
    "negative agreement", "Cicchetti & Feinstein 1990", "neither reader called any case negative"
)
MCNEMAR = Definition("p value, exact McNemar test", "McNemar 1947; exact binomial", NO_PAIRS)
OfTables = Callable[[Floats], Floats]  # (..., levels, levels) counts -> (...)


def cohen_kappa(
    first: ArrayLike,
    second: ArrayLike,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Cohen's kappa.

    kappa = (p_o - p_e) / (1 - p_e) with p_o = sum w_ij p_ij and p_e = sum w_ij p_i. p_.j (Cohen 1960, eq. 1;
    weighted: Cohen 1968). Undefined without pairs, and where both readers used one grade only (p_e = 1).
    """
    pairs, matrix = pair_sample(first, second, levels, how), weights.matrix(levels)
    return pair_measure(KAPPA[weights], pairs, lambda tables: kappa_of(tables, matrix)).estimate(
        how, lambda level: kappa_interval(pair_table(pairs), matrix, level)
    )


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
    pairs, close = pair_sample(first, second, levels, how), band(levels, within)

    def closed_form(level: float) -> Interval:
        table = pair_table(pairs)
        return wilson(int((table * close).sum()), int(table.sum()), level)

    return pair_measure(
        AGREEMENT[within], pairs, lambda t: ratio(observed_agreement(t, close), t.sum((-2, -1)))
    ).estimate(how, closed_form)


def binary_indices(
    first: ArrayLike, second: ArrayLike, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> tuple[Estimate, ...]:
    """Return what explains a kappa of yes and no: prevalence, bias, positive and negative agreement.

    With the table n_ij: (n_11 - n_00) / n and (n_10 - n_01) / n (Byrt, Bishop & Carlin 1993);
    2 n_11 / (2 n_11 + n_10 + n_01) and 2 n_00 / (2 n_00 + n_10 + n_01) (Cicchetti & Feinstein 1990).
    Asymptotic intervals are the jackknife's.
    """
    pairs = pair_sample(first, second, BINARY_LEVELS, how)
    indices: tuple[tuple[Definition, OfTables], ...] = (
        (PREVALENCE_INDEX, lambda t: ratio(t[..., 1, 1] - t[..., 0, 0], t.sum((-2, -1)))),
        (BIAS_INDEX, lambda t: ratio(t[..., 1, 0] - t[..., 0, 1], t.sum((-2, -1)))),
        (POSITIVE_AGREEMENT, lambda t: _specific_agreement(t, 1)),
        (NEGATIVE_AGREEMENT, lambda t: _specific_agreement(t, 0)),
    )
    return tuple(pair_measure(what, pairs, of).estimate(how) for what, of in indices)


def mcnemar(first: ArrayLike, second: ArrayLike) -> Estimate:
    """Return the exact McNemar test of whether one reader says yes more often: definite yes or no, pairs."""
    table = contingency_table(first, second, BINARY_LEVELS)
    n = int(table.sum())
    return MCNEMAR.of(mcnemar_exact(int(table[1, 0]), int(table[0, 1])) if n else float("nan"), n)


def mcnemar_exact(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p value of b against c discordant pairs (McNemar 1947; binomial, p = 1/2).

    1 where no pair is discordant.
    """
    return float(min(1.0, 2 * bdtr(min(only_first, only_second), only_first + only_second, 0.5)))


def kappa_of(tables: Floats | Ints, weights: Floats) -> Floats:
    """Return Cohen's kappa (Cohen 1960, eq. 1) of tables (..., levels, levels): (...), NaN if undefined."""
    joint = shares(tables, 2)
    return beyond_chance(observed_agreement(joint, weights), _by_chance(joint, weights))


def kappa_interval(table: Floats | Ints, weights: Floats, level: float) -> Interval:
    """Return kappa -+ z * its standard error under the observed agreement."""
    error = kappa_error(table, weights)
    return wald(
        float(kappa_of(table, weights)),
        error,
        level,
        "asymptotic (Fleiss, Cohen & Everitt 1969), not cut at 1",
    )


def kappa_error(table: Floats | Ints, weights: Floats) -> float:
    """Return the standard error of kappa (Fleiss, Cohen & Everitt 1969), NaN where kappa is undefined.

    n (1 - p_e)^2 var = sum p_ij [w_ij - (w_i. + w_.j)(1 - kappa)]^2 - [kappa - p_e (1 - kappa)]^2,
    where w_i. and w_.j are the mean weights of row i and column j.
    """
    joint, n = shares(table, 2), table.sum()
    kappa, by_chance = kappa_of(table, weights), _by_chance(joint, weights)
    spread = joint * (weights - (1 - kappa) * _mean_weights(joint, weights)) ** 2
    variance = ratio(spread.sum() - (kappa - by_chance * (1 - kappa)) ** 2, n * (1 - by_chance) ** 2)
    return float(np.sqrt(np.maximum(variance, 0)))


def kappa_null_error(table: Floats | Ints, weights: Floats) -> float:
    """Return the standard error of kappa if readers agreed by chance only (Fleiss, Cohen & Everitt 1969).

    n (1 - p_e)^2 var = sum p_i. p_.j [w_ij - (w_i. + w_.j)]^2 - p_e^2. For a test of kappa = 0, never for
    an interval.
    """
    joint, n = shares(table, 2), table.sum()
    by_chance, independent = _by_chance(joint, weights), np.outer(joint.sum(-1), joint.sum(-2))
    spread = independent * (weights - _mean_weights(joint, weights)) ** 2
    variance = ratio(spread.sum() - by_chance**2, n * (1 - by_chance) ** 2)
    return float(np.sqrt(np.maximum(variance, 0)))


def band(levels: int, within: int) -> Floats:
    """Return (levels, levels) with 1 where two grades differ by at most `within`, else 0."""
    grades = np.arange(levels)
    return (np.abs(np.subtract.outer(grades, grades)) <= within).astype(float)


def pair_sample(
    first: ArrayLike, second: ArrayLike, levels: int, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> Sample:
    """Gather pairs for resampling: the features are the cells of their table, (levels * levels,)."""
    cells = pair_cells(first, second, levels)
    paired = cells != MISSING
    return cell_sample(cells[paired], levels**2, patients_of(how, paired))


def pair_table(pairs: Sample) -> Floats:
    """Return the table of all pairs, (levels, levels)."""
    return (pairs.counts @ pairs.rows).reshape(math.isqrt(pairs.rows.shape[1]), -1)


def pair_measure(definition: Definition, pairs: Sample, of_tables: OfTables) -> Measure:
    """Put a statistic of the table to pairs."""
    table = pair_table(pairs)

    def of_totals(totals: Floats) -> Floats:
        return of_tables(totals.reshape(-1, *table.shape))

    return Measure(definition, pairs, of_totals, int(table.sum()), NO_PAIRS)


def _specific_agreement(tables: Floats, answer: int) -> Floats:
    both = 2 * tables[..., answer, answer]
    return ratio(both, both + tables[..., 0, 1] + tables[..., 1, 0])


def _by_chance(joint: Floats, weights: Floats) -> Floats:
    return chance_agreement(joint.sum(-1), weights, joint.sum(-2))


def _mean_weights(joint: Floats, weights: Floats) -> Floats:
    rows, columns = joint.sum(-1), joint.sum(-2)
    means: Floats = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    return means
