"""How well an index test (a reader, or the second reader at a cut-off) meets the reference standard.

Both are (cases,) of 0, 1 and -1 where missing. Tables are (..., 2, 2): rows the index test's answer, columns
the reference standard's, so tn, fn in the first row and fp, tp in the second.
"""

import math
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.agreement import pair_measure, pair_sample, pair_table
from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.proportions import OfShare, quantile, wilson
from sacroread.analysis.table import BINARY_LEVELS

ALL, RIGHT = np.ones((2, 2)), np.eye(2)
TRUE_POSITIVE, TRUE_NEGATIVE = np.array([[0, 0], [0, 1]]), np.array([[1, 0], [0, 0]])
CALLED_POSITIVE, CALLED_NEGATIVE = np.array([[0, 0], [1, 1]]), np.array([[1, 1], [0, 0]])
POSITIVE, NEGATIVE = np.array([[0, 1], [0, 1]]), np.array([[1, 0], [1, 0]])
NO_CASES = "no case has both the index test and the reference standard"


class Share(Enum):
    """A share of cases: its name, which cells of the table it counts, among which, when it is undefined."""

    SENSITIVITY = ("sensitivity", TRUE_POSITIVE, POSITIVE, "the reference standard calls no case positive")
    SPECIFICITY = ("specificity", TRUE_NEGATIVE, NEGATIVE, "the reference standard calls no case negative")
    PPV = (
        "positive predictive value",
        TRUE_POSITIVE,
        CALLED_POSITIVE,
        "the index test calls no case positive",
    )
    NPV = (
        "negative predictive value",
        TRUE_NEGATIVE,
        CALLED_NEGATIVE,
        "the index test calls no case negative",
    )
    ACCURACY = ("accuracy", RIGHT, ALL, NO_CASES)
    PREVALENCE = ("prevalence", POSITIVE, ALL, NO_CASES)

    @property
    def definition(self) -> Definition:
        """Name, source, and when undefined."""
        return Definition(self.value[0], "share of cases (STARD 2015)", self.value[3])

    def counted(self, tables: Floats | Ints) -> tuple[Floats, Floats]:
        """Return the cases counted, and among how many, (...) each, of tables (..., 2, 2)."""
        _, counted, among, _ = self.value
        return (tables * counted).sum((-2, -1)), (tables * among).sum((-2, -1))


class Summary(Enum):
    """One number for a table: its name, its source, when it is undefined."""

    YOUDEN = ("Youden index", "Youden 1950", "the reference standard has only one class among these cases")
    BALANCED_ACCURACY = ("balanced accuracy", "mean of sensitivity and specificity", YOUDEN[2])
    F1 = (
        "F1",
        "van Rijsbergen 1979",
        "neither the index test nor the reference standard calls a case positive",
    )
    MCC = ("Matthews correlation", "Matthews 1975", "a row or a column of the table is empty")

    def of_tables(self, tables: Floats) -> Floats:
        """Return the number (...) of tables (..., 2, 2), NaN where undefined."""
        tn, fn, fp, tp = np.moveaxis(tables.reshape(*tables.shape[:-2], 4), -1, 0)
        match self:
            case Summary.F1:
                return ratio(2 * tp, 2 * tp + fp + fn)
            case Summary.MCC:
                return ratio(tp * tn - fp * fn, np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)))
            case Summary.YOUDEN:
                return ratio(tp, tp + fn) + ratio(tn, tn + fp) - 1
            case Summary.BALANCED_ACCURACY:
                return (ratio(tp, tp + fn) + ratio(tn, tn + fp)) / 2


def share(
    what: Share,
    index_test: ArrayLike,
    reference_standard: ArrayLike,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
    closed_form: OfShare = wilson,
) -> Estimate:
    """Return sensitivity, specificity, a predictive value, accuracy or prevalence; n is its denominator.

    The asymptotic interval is Wilson's, or Clopper & Pearson's on request. With several cases of one patient
    ask for a bootstrap of patients.
    """
    pairs = pair_sample(index_test, reference_standard, BINARY_LEVELS, how)
    measure = pair_measure(what.definition, pairs, lambda tables: ratio(*what.counted(tables)))
    counted, among = (int(count) for count in what.counted(pair_table(pairs)))
    return measure.counting(among).estimate(how, lambda level: closed_form(counted, among, level))


def summary(
    what: Summary,
    index_test: ArrayLike,
    reference_standard: ArrayLike,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Youden index, balanced accuracy, F1 or Matthews correlation; asymptotic is the jackknife."""
    pairs = pair_sample(index_test, reference_standard, BINARY_LEVELS, how)
    return pair_measure(Definition(*what.value), pairs, what.of_tables).estimate(how)


def likelihood_ratio(
    answer: int,
    index_test: ArrayLike,
    reference_standard: ArrayLike,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return the positive (answer 1) or negative (answer 0) likelihood ratio; x / 0 is infinite.

    LR+ = sensitivity / (1 - specificity), LR- = (1 - sensitivity) / specificity. With a of P positive and b
    of N negative cases so answered: var ln LR = 1 / a - 1 / P + 1 / b - 1 / N (Simel, Samsa & Matchar 1991).
    """
    name = ("negative likelihood ratio", "positive likelihood ratio")[answer]
    definition = Definition(name, "Simel, Samsa & Matchar 1991", "it is 0 / 0 in this table")

    def of_tables(tables: Floats | Ints) -> Floats:
        negative, positive = tables[..., answer, 0], tables[..., answer, 1]
        return _quotient(positive * tables[..., 0].sum(-1), negative * tables[..., 1].sum(-1))

    pairs = pair_sample(index_test, reference_standard, BINARY_LEVELS, how)
    table = pair_table(pairs)
    variance = ratio(1, table[answer]).sum() - ratio(1, table.sum(0)).sum()
    return pair_measure(definition, pairs, of_tables).estimate(
        how, lambda level: _log_interval(float(of_tables(table)), float(variance), level)
    )


def odds_ratio(
    index_test: ArrayLike, reference_standard: ArrayLike, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> Estimate:
    """Return the diagnostic odds ratio tp tn / (fp fn); variance of its logarithm: sum of 1 / cell."""
    because = "it is 0 / 0 in this table"
    definition = Definition("diagnostic odds ratio", "Glas et al. 2003; Woolf 1955", because)

    def of_tables(t: Floats | Ints) -> Floats:
        return _quotient(t[..., 1, 1] * t[..., 0, 0], t[..., 1, 0] * t[..., 0, 1])

    pairs = pair_sample(index_test, reference_standard, BINARY_LEVELS, how)
    table = pair_table(pairs)
    variance = float(ratio(1, table).sum())
    return pair_measure(definition, pairs, of_tables).estimate(
        how, lambda level: _log_interval(float(of_tables(table)), variance, level)
    )


def _quotient(top: Floats | Ints, bottom: Floats | Ints) -> Floats:
    return np.where((bottom == 0) & (top > 0), np.inf, ratio(top, bottom))


def _log_interval(value: float, variance: float, level: float) -> Interval:
    method = "normal on the logarithm"
    if math.isnan(variance) or value in {0.0, math.inf}:
        return Interval.undefined(method, "a cell of the table is 0")
    factor = math.exp(quantile(level) * math.sqrt(variance))
    return Interval(value / factor, value * factor, level, method)
