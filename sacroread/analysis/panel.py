"""Agreement of two or more readers, with missing reads.

Reads are (cases, readers) as `sacroread.analysis.table` describes them. A case without a read is left out; a
case with one read tells about habits but not about agreement.
"""

from enum import Enum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from sacroread.analysis.agreement import kappa_of
from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.chance import (
    Weights,
    beyond_chance,
    chance_agreement,
    doubt,
    observed_agreement,
    one_habit,
    shares,
    uniform,
)
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.measure import Measure
from sacroread.analysis.panel_counts import (
    NO_PAIRS,
    ONE_GRADE,
    complete_reads,
    grade_counts,
    pair_shares,
    paired_cases,
    patients_read,
    pattern_sample,
    read_cases,
    reader_pairs,
)
from sacroread.analysis.table import BINARY_LEVELS, GRADE_LEVELS, pair_cells

ONE_PAIR = "for one pair of readers kappa is undefined: no common case, or one grade throughout"


class Coefficient(Enum):
    """A coefficient that takes readers as interchangeable: its name, its source and its idea of chance."""

    FLEISS = ("Fleiss kappa", "Fleiss 1971; Gwet 2014", one_habit)
    BRENNAN_PREDIGER = ("Brennan-Prediger", "Brennan & Prediger 1981; Gwet 2014", uniform)
    GWET = ("Gwet AC", "Gwet 2008; Gwet 2014", doubt)

    def chance(self, weights: Floats) -> Floats:
        """Return the matrix of which p_e is the product with the habit on both sides."""
        matrix: Floats = self.value[2](weights)
        return matrix

    def definition(self, weights: Weights, levels: int) -> Definition:
        """Return the name in use: PABAK for two grades, AC1 without weights, AC2 with them."""
        name, source, _ = self.value
        if self is Coefficient.GWET:
            name += "1" if weights is Weights.NONE else "2"
        if self is Coefficient.BRENNAN_PREDIGER and levels == BINARY_LEVELS:
            name, source = "PABAK", "Byrt, Bishop & Carlin 1993"
        return Definition(name + _suffix(weights), source, ONE_GRADE)


def panel_agreement(
    reads: ArrayLike,
    coefficient: Coefficient = Coefficient.FLEISS,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Fleiss' kappa, Brennan-Prediger (PABAK) or Gwet's AC1 and AC2.

    p_o is the mean over cases with two or more reads of sum_kl w_kl r_ik (r_il - [k = l]) / (r_i (r_i - 1)),
    r_ik readers of r_i having given grade k to case i; the habit is the mean over cases of r_ik / r_i
    (Gwet 2014; with complete reads Fleiss 1971). Undefined without pairs and where p_e is 1.
    """
    counts, matrix = grade_counts(read_cases(reads, levels), levels), weights.matrix(levels)
    chance = coefficient.chance(matrix)

    def features(counts: Ints) -> Floats:
        return np.hstack([pair_shares(counts).reshape(len(counts), levels**2), shares(counts)])

    def of_totals(totals: Floats) -> Floats:
        joint, habit = totals[:, : levels**2].reshape(-1, levels, levels), shares(totals[:, levels**2 :])
        by_chance = chance_agreement(habit, chance, habit)
        return beyond_chance(observed_agreement(shares(joint, 2), matrix), by_chance)

    drawn = pattern_sample(counts, features, patients_read(reads, how))
    definition = coefficient.definition(weights, levels)
    measure = Measure(definition, drawn, of_totals, paired_cases(reads), NO_PAIRS)

    def asymptotic(level: float) -> Interval:
        error = linearised_error(counts, chance, matrix)
        return _t_interval(measure.value, error, len(counts), level)

    return measure.estimate(how, asymptotic)


def conger_kappa(
    reads: ArrayLike,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Conger's kappa, which for two readers is Cohen's.

    p_o as in Fleiss' kappa; p_e is the mean over pairs of readers g, h of sum_kl w_kl p_gk p_hl, each reader
    keeping his own habit p_g (Conger 1980; with missing reads Gwet 2014). Asymptotic: jackknife.
    """
    matrix, readers = weights.matrix(levels), np.shape(reads)[1]

    def features(rows: Ints) -> Floats:
        own = rows[..., None] == np.arange(levels)
        pairs = pair_shares(grade_counts(rows, levels))
        return np.hstack([pairs.reshape(len(rows), levels**2), own.reshape(len(rows), readers * levels)])

    def of_totals(totals: Floats) -> Floats:
        joint = totals[:, : levels**2].reshape(-1, levels, levels)
        habits = shares(totals[:, levels**2 :].reshape(-1, readers, levels))
        by_chance = _between_readers(habits, matrix)
        return beyond_chance(observed_agreement(shares(joint, 2), matrix), by_chance)

    definition = Definition(f"Conger kappa{_suffix(weights)}", "Conger 1980; Gwet 2014", ONE_GRADE)
    drawn = pattern_sample(read_cases(reads, levels), features, patients_read(reads, how))
    return Measure(definition, drawn, of_totals, paired_cases(reads), NO_PAIRS).estimate(how)


def light_kappa(
    reads: ArrayLike,
    levels: int = GRADE_LEVELS,
    weights: Weights = Weights.NONE,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return the mean of the kappas of all pairs of readers, each over the cases that both read (Light 1971).

    Undefined where one of the kappas is. Asymptotic: jackknife.
    """
    matrix, pairs = weights.matrix(levels), list(reader_pairs(np.shape(reads)[1]))

    def features(rows: Ints) -> Floats:
        cells = np.stack([pair_cells(rows[:, i], rows[:, j], levels) for i, j in pairs], axis=1)
        given = cells[..., None] == np.arange(levels**2)
        joined: Floats = given.reshape(len(rows), len(pairs) * levels**2).astype(float)
        return joined

    def of_totals(totals: Floats) -> Floats:
        kappas = kappa_of(totals.reshape(-1, len(pairs), levels, levels), matrix)
        mean: Floats = kappas.mean(-1)
        return mean

    definition = Definition(f"Light kappa{_suffix(weights)}", "Light 1971; Cohen 1960, eq. 1", ONE_PAIR)
    drawn = pattern_sample(read_cases(reads, levels), features, patients_read(reads, how))
    return Measure(definition, drawn, of_totals, paired_cases(reads), NO_PAIRS).estimate(how)


def fleiss_by_grade(reads: ArrayLike, levels: int = GRADE_LEVELS) -> tuple[Estimate, ...]:
    """Return Fleiss' kappa of each grade against all others, over cases read by all readers; no intervals.

    kappa_k = 1 - sum_i r_ik (r - r_ik) / (n r (r - 1) h_k (1 - h_k)) (Fleiss 1971). Undefined for an unused
    grade.
    """
    counts = grade_counts(complete_reads(reads, levels), levels)
    readers = counts.sum(1, keepdims=True)
    habit, mixed = shares(counts).mean(0), (counts * (readers - counts) / (readers * (readers - 1))).mean(0)
    kappas = 1 - ratio(mixed, habit * (1 - habit))
    because = "no reader, or every reader throughout, used this grade"
    named = (Definition(f"Fleiss kappa of grade {grade}", "Fleiss 1971", because) for grade in range(levels))
    return tuple(what.of(float(kappa), len(counts)) for what, kappa in zip(named, kappas, strict=True))


def fleiss_null_error(reads: ArrayLike, levels: int = GRADE_LEVELS) -> float:
    """Return the standard error of Fleiss' kappa if readers agreed by chance only, over cases read by all.

    var = 2 / (n r (r - 1)) * ((sum h q)^2 - sum h q (q - h)) / (sum h q)^2 with habit h and q = 1 - h
    (Fleiss, Nee & Landis 1979). For a test of kappa = 0, never for an interval.
    """
    counts = grade_counts(complete_reads(reads, levels), levels)
    habit, cells = shares(counts).mean(0), counts.sum() * (counts[:1].sum() - 1)
    mixed = habit * (1 - habit)
    spread = mixed.sum() ** 2 - (mixed * (1 - 2 * habit)).sum()
    return float(np.sqrt(ratio(2 * spread, cells * mixed.sum() ** 2)))


def linearised_error(counts: Ints, chance: Floats, weights: Floats) -> float:
    """Return the standard error of a `Coefficient` by linearisation (Gwet 2008, 2014); NaN for one case.

    `counts` (cases, levels) are the readers who gave each grade; `chance`, `weights` (levels, levels). With
    p_i and e_i a case's own agreement and chance agreement, and n' of n cases having a pair:
    var = sum (k_i - kappa)^2 / (n (n - 1)),
    k_i = (n / n' (p_i - p_e [pair]) - 2 (1 - kappa) (e_i - p_e)) / (1 - p_e).
    """
    n, has_pair, habits = len(counts), counts.sum(1) >= 2, shares(counts)
    agreed, habit = observed_agreement(pair_shares(counts), weights), habits.mean(axis=0)
    by_chance = float(chance_agreement(habit, chance, habit))
    kappa = float(beyond_chance(agreed[has_pair].mean(), by_chance))
    own = n / has_pair.sum() * (agreed - by_chance * has_pair)
    drift = 2 * (1 - kappa) * (chance_agreement(habits, chance, habit) - by_chance)
    spread = np.sum((ratio(own - drift, 1 - by_chance) - kappa) ** 2)
    return float(np.sqrt(ratio(spread, n * (n - 1))))


def _between_readers(habits: Floats, matrix: Floats) -> Floats:
    readers, habits = (~np.isnan(habits[..., 0])).sum(-1), np.nan_to_num(habits)  # no reads: no habit
    everyone = habits.sum(-2)
    own: Floats = chance_agreement(habits, matrix, habits).sum(-1)
    return ratio(chance_agreement(everyone, matrix, everyone) - own, readers * (readers - 1))


def _t_interval(value: float, error: float, n: int, level: float) -> Interval:
    method = "linearised (Gwet 2014), t distribution, not cut at 1"
    if n < 2:
        return Interval.undefined(method, "an interval needs at least two cases")
    half = float(stdtrit(n - 1, (1 + level) / 2)) * error
    return Interval(value - half, value + half, level, method)


def _suffix(weights: Weights) -> str:
    return "" if weights is Weights.NONE else f", {weights} weights"
