"""How right an index test is at one operating point: the four shares of a 2x2 table."""

from dataclasses import dataclass

from sacroread.analysis.agreement import pair_sample
from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap, interval
from sacroread.analysis.estimate import Definition, Estimate
from sacroread.analysis.proportions import wilson
from sacroread.analysis.table import BINARY_LEVELS, TwoByTwo, two_by_two

SOURCE = "Altman & Bland 1994"
Cells = tuple[int, int]  # row: the index test's answer, column: the reference standard's


@dataclass(frozen=True)
class Measure:
    """A share of a 2x2 table: the cell that counts, and the cell that makes up the rest."""

    definition: Definition
    hit: Cells
    miss: Cells

    def of_tables(self, tables: Floats) -> Floats:
        """Return the share in tables (..., 2, 2), NaN where it is undefined."""
        hits = tables[..., self.hit[0], self.hit[1]]
        return ratio(hits, hits + tables[..., self.miss[0], self.miss[1]])


def _measure(name: str, reason: str, hit: Cells, miss: Cells) -> Measure:
    return Measure(Definition(name, SOURCE, reason), hit, miss)


NO_DEFINITE = "the reference standard has no definite case among these"
NO_OTHER = "the reference standard has only definite cases among these"
MEASURES = {
    "sensitivity": _measure("sensitivity", NO_DEFINITE, (1, 1), (0, 1)),
    "specificity": _measure("specificity", NO_OTHER, (0, 0), (1, 0)),
    "ppv": _measure("positive predictive value", "the index test calls no case definite", (1, 1), (1, 0)),
    "npv": _measure("negative predictive value", "the index test calls every case definite", (0, 0), (0, 1)),
}


def accuracy(quantity: str, index_test: Ints, reference_standard: Ints, how: Bootstrap) -> Estimate:
    """Return one of `MEASURES`; both columns (cases,) of 0, 1 and -1.

    The interval is Wilson's, or by resampling patients where patients have several cases.
    """
    measure, counts = MEASURES[quantity], two_by_two(index_test, reference_standard)
    hits, n = _hits(measure, counts)
    if not n:
        return measure.definition.undefined(0)
    if how.patients is None:
        return measure.definition.of(hits / n, n, wilson(hits, n))
    pairs = pair_sample(index_test, reference_standard, BINARY_LEVELS, how)
    statistic = pairs.statistic(
        lambda totals: measure.of_tables(totals.reshape(-1, BINARY_LEVELS, BINARY_LEVELS))
    )
    return measure.definition.of(hits / n, n, interval(pairs.units, statistic, how))


def _hits(measure: Measure, counts: TwoByTwo) -> tuple[int, int]:
    table = counts.table
    hits = int(table[measure.hit])
    return hits, hits + int(table[measure.miss])
