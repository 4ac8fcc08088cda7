"""The section on how well readers agree with one another on definite sacroiliitis."""

from collections.abc import Iterator
from itertools import combinations

from sacroread.analysis.agreement import agreement, cohen_kappa
from sacroread.analysis.arrays import Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import ASYMPTOTIC, Estimate
from sacroread.analysis.table import BINARY_LEVELS, contingency_table
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.guards import paradox_guard
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.tables import cross_table, named, table

Pair = tuple[ReadColumn, ReadColumn]
COLUMNS = (
    Column("Reader"),
    Column("Other reader"),
    Column("Cases read by both", Kind.COUNT),
    Column("Kappa", Kind.COEFFICIENT),
    Column("Absolute agreement", Kind.PERCENT),
)


def between_readers_section(cases: CaseTable, how: Bootstrap) -> Section:
    """Compare every pair of readers in the same condition; without a pair, say so."""
    pairs = tuple(reader_pairs(cases))
    if not pairs:
        return Section(
            "between_readers", "Agreement between readers", ("There are no two readers to compare.",)
        )
    rows = [_row(pair, how) for pair in pairs]
    title = "Agreement of readers on definite sacroiliitis"
    matrix = table("agreement", title, COLUMNS, rows)
    counts = [
        (f"{first.label} and {second.label}", definite_counts(first, second)) for first, second in pairs
    ]
    return Section(
        "between_readers",
        "Agreement between readers",
        cautions=paradox_guard(counts),
        tables=(matrix, *map(_counts, pairs)),
    )


def reader_pairs(cases: CaseTable) -> Iterator[Pair]:
    """Yield every two readers of the same condition, in the order of the columns."""
    for first, second in combinations(cases.readers, 2):
        if first.condition is second.condition:
            yield first, second


def definite_counts(first: ReadColumn, second: ReadColumn) -> Ints:
    """Return the 2x2 table of two readers on definite sacroiliitis: rows the first one's reads."""
    return contingency_table(first.definite, second.definite, BINARY_LEVELS)


def definite_kappa(first: Ints, second: Ints, how: Bootstrap) -> Estimate:
    """Return Cohen's kappa on definite sacroiliitis, both (cases,) of 0, 1, -1, with a bootstrap interval."""
    return cohen_kappa(first, second, BINARY_LEVELS, how=how)


def definite_agreement(first: Ints, second: Ints, how: Bootstrap) -> Estimate:
    """Return the absolute agreement, Wilson; by resampling where patients have several cases."""
    return agreement(first, second, BINARY_LEVELS, how=ASYMPTOTIC if how.patients is None else how)


def _row(pair: Pair, how: Bootstrap) -> tuple[Cell, ...]:
    first, second = pair
    kappa = definite_kappa(first.definite, second.definite, how)
    agreed = definite_agreement(first.definite, second.definite, how)
    keys = (first.key, second.key)
    return first.label, second.label, kappa.n, named(kappa, "kappa", *keys), named(agreed, "agreement", *keys)


def _counts(pair: Pair) -> Table:
    first, second = pair
    name = f"two_by_two.{first.key}.{second.key}"
    return cross_table(name, definite_counts(first, second), first.label, second.label)
