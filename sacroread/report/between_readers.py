"""The section on how well readers agree with one another on definite sacroiliitis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import mean

from sacroread.analysis.agreement import KAPPA, agreement, binary_indices, kappa_of, pair_measure, pair_sample
from sacroread.analysis.arrays import Floats, Ints
from sacroread.analysis.bootstrap import Bootstrap, Sample
from sacroread.analysis.chance import Weights, beyond_chance, chance_agreement, observed_agreement, shares
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.measure import Measure
from sacroread.analysis.panel import Coefficient
from sacroread.analysis.table import BINARY_LEVELS, contingency_table
from sacroread.report.all_readers import all_readers_tables
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.guards import paradox_guard
from sacroread.report.intervals import for_shares
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.rounding import number
from sacroread.report.selection import SELECTED, is_of_selected_cases, label_of, third_reader_guard
from sacroread.report.steps import Step, announced, quiet
from sacroread.report.tables import cross_table, named, table
from sacroread.study.model import Condition

NAME, TITLE = "between_readers", "Agreement between readers"
SAME_ANSWER = Weights.NONE.matrix(BINARY_LEVELS)
Pair = tuple[ReadColumn, ReadColumn]
AGREEMENT_COLUMNS = (
    Column("Kappa", Kind.COEFFICIENT),
    Column("Absolute agreement", Kind.PERCENT),
    Column("PABAK", Kind.COEFFICIENT),
    Column("Gwet AC1", Kind.COEFFICIENT),
    Column("Prevalence index", Kind.COEFFICIENT),
    Column("Bias index", Kind.COEFFICIENT),
)
COLUMNS = (
    Column("Reader"),
    Column("Other reader"),
    Column("Cases read by both", Kind.COUNT),
    *AGREEMENT_COLUMNS,
)


def between_readers_section(cases: CaseTable, how: Bootstrap, step: Step = quiet) -> Section:
    """Compare every pair of readers in the same condition; without a pair, say so."""
    pairs = tuple(reader_pairs(cases))
    if not pairs:
        return Section(NAME, TITLE, ("There are no two readers to compare.",))
    rows = [
        (label_of(first, cases), label_of(second, cases), *pair_cells((first, second), how))
        for first, second in announced(pairs, step, TITLE)
    ]
    matrix = table("agreement", "Agreement of readers on definite sacroiliitis", COLUMNS, rows)
    counts = [
        (f"{first.label} and {second.label}", definite_counts(first, second)) for first, second in pairs
    ]
    return Section(
        NAME,
        TITLE,
        tuple(_kappa_words(cases, matrix)),
        (*third_reader_guard(cases), *paradox_guard(counts)),
        (matrix, *all_readers_tables(cases, how), *map(_counts, pairs)),
    )


def reader_pairs(cases: CaseTable) -> Iterator[Pair]:
    """Yield every two readers of the same condition, in the order of the columns."""
    for first, second in combinations(cases.readers, 2):
        if first.condition is second.condition:
            yield first, second


def pair_cells(pair: Pair, how: Bootstrap, *about: str) -> tuple[Cell, ...]:
    """Return n and what `AGREEMENT_COLUMNS` name for two readers; `about` ends the dotted names."""
    first, second = pair
    return agreement_cells(first.definite, second.definite, (first.key, second.key, *about), how)


def agreement_cells(first: Ints, second: Ints, about: Sequence[str], how: Bootstrap) -> tuple[Cell, ...]:
    """Return n and what `AGREEMENT_COLUMNS` name, for two columns (cases,) of 0, 1 and -1."""
    pairs = pair_sample(first, second, BINARY_LEVELS, how)
    prevalence, bias, _, _ = binary_indices(first, second)
    found = {
        "kappa": pair_measure(KAPPA[Weights.NONE], pairs, lambda t: kappa_of(t, SAME_ANSWER)).estimate(how),
        "agreement": agreement(first, second, BINARY_LEVELS, how=for_shares(how)),
        "pabak": _coefficient(Coefficient.BRENNAN_PREDIGER, pairs).estimate(how),
        "ac1": _coefficient(Coefficient.GWET, pairs).estimate(how),
        "prevalence_index": _bare(prevalence),
        "bias_index": _bare(bias),
    }
    return (found["kappa"].n, *(named(each, quantity, *about) for quantity, each in found.items()))


def _coefficient(coefficient: Coefficient, pairs: Sample) -> Measure:
    """Return PABAK or AC1 of the cases that both graded, from their tables (Gwet 2014, chapter 4)."""
    chance = coefficient.chance(SAME_ANSWER)

    def of_tables(tables: Floats) -> Floats:
        joint = shares(tables, 2)
        habit = (joint.sum(-1) + joint.sum(-2)) / 2
        return beyond_chance(observed_agreement(joint, SAME_ANSWER), chance_agreement(habit, chance, habit))

    return pair_measure(coefficient.definition(Weights.NONE, BINARY_LEVELS), pairs, of_tables)


def definite_counts(first: ReadColumn, second: ReadColumn) -> Ints:
    """Return the 2x2 table of two readers on definite sacroiliitis: rows the first one's reads."""
    return contingency_table(first.definite, second.definite, BINARY_LEVELS)


def _counts(pair: Pair) -> Table:
    first, second = pair
    name = f"two_by_two.{first.key}.{second.key}"
    return cross_table(name, definite_counts(first, second), first.label, second.label)


def _kappa_words(cases: CaseTable, matrix: Table) -> Iterator[str]:
    kappas = {each.name: each.value for each in matrix.estimates if each.value is not None}
    for condition in Condition:
        there = [each for each in cases.readers if each.condition is condition]
        readers = [each.key for each in there if not is_of_selected_cases(each, cases)]
        names = (f"kappa.{one}.{other}" for one, other in combinations(readers, 2))
        values = [kappas[name] for name in names if name in kappas]
        if len(values) > 1:
            ends = (number(each, Kind.COEFFICIENT) for each in (min(values), max(values)))
            middle = number(mean(values), Kind.COEFFICIENT)
            words = f"Kappa of {len(values)} pairs of readers, {condition}: mean {middle}, from "
            left_out = f", without readers of {SELECTED}" if len(readers) < len(there) else ""
            yield words + " to ".join(ends) + left_out + "."


def _bare(index: Estimate) -> Estimate:
    # An index describes the table at hand; an interval beside it would only crowd the line.
    reason = index.undefined_because if index.value is None else None
    return replace(index, low=None, high=None, level=None, method="", undefined_because=reason)
