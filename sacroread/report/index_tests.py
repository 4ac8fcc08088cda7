"""Index tests, readers and second reader alike, as lines and 2x2 tables against a reference standard."""

from dataclasses import dataclass

from sacroread.analysis.accuracy import Share, share
from sacroread.analysis.arrays import Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.table import BINARY_LEVELS, at_cut_off, contingency_table
from sacroread.report.between_readers import AGREEMENT_COLUMNS, agreement_cells
from sacroread.report.content import Cell, Column, Kind, Table
from sacroread.report.cut_offs import ChosenCutOffs
from sacroread.report.intervals import for_shares
from sacroread.report.material import CaseTable, slug
from sacroread.report.tables import cross_table, named, table

REFERENCE = "Reference standard"
SECOND_READER, TEST = "second_reader", "Second reader, "  # part of a dotted name, beginning of a label
SHARES = {
    "sensitivity": Share.SENSITIVITY,
    "specificity": Share.SPECIFICITY,
    "ppv": Share.PPV,
    "npv": Share.NPV,
}
SHARE_COLUMNS = (
    Column("Cases", Kind.COUNT),
    Column("Sensitivity", Kind.PROPORTION),
    Column("Specificity", Kind.PROPORTION),
    Column("Positive predictive value", Kind.PROPORTION),
    Column("Negative predictive value", Kind.PROPORTION),
)


@dataclass(frozen=True, eq=False)
class IndexTest:
    """Yes/no answers (cases,) of 0, 1 and -1; `about` is their part of a dotted name."""

    about: tuple[str, ...]
    label: str
    definite: Ints


@dataclass(frozen=True, eq=False)
class Against:
    """Index tests, each with its reference standard (cases,), and how intervals are made."""

    pairs: tuple[tuple[IndexTest, Ints], ...]
    how: Bootstrap


def reader_tests(cases: CaseTable) -> tuple[IndexTest, ...]:
    """Return every reader as an index test."""
    return tuple(IndexTest((each.key,), each.label, each.definite) for each in cases.readers)


def cut_off_tests(cases: CaseTable, cut_offs: ChosenCutOffs) -> tuple[IndexTest, ...]:
    """Return the second reader at each cut-off as an index test."""
    return tuple(
        IndexTest(
            (SECOND_READER, slug(each.name)),
            f"{TEST}{cut_offs.label(each)}",
            at_cut_off(cases.probabilities, each.probability),
        )
        for each in cut_offs.values
    )


def accuracy(quantity: str, test: IndexTest, reference: Ints, how: Bootstrap) -> Estimate:
    """Return one of `SHARES` under its dotted name."""
    return named(share(SHARES[quantity], test.definite, reference, for_shares(how)), quantity, *test.about)


def accuracy_table(name: str, title: str, against: Against, note: str = "") -> Table:
    """Return one line for each index test: cases, sensitivity, specificity, predictive values."""
    rows: list[tuple[Cell, ...]] = []
    for test, reference in against.pairs:
        n = int(contingency_table(test.definite, reference, BINARY_LEVELS).sum())
        rows.append((test.label, n, *(accuracy(each, test, reference, against.how) for each in SHARES)))
    return table(name, title, (Column("Index test"), *SHARE_COLUMNS), rows, note)


def agreement_table(name: str, title: str, against: Against, note: str = "") -> Table:
    """Return one line for each index test: kappa and its companions with the reference standard."""
    columns = (Column("Index test"), Column("Cases", Kind.COUNT), *AGREEMENT_COLUMNS)
    rows = [
        (test.label, *agreement_cells(test.definite, reference, (*test.about, "reference"), against.how))
        for test, reference in against.pairs
    ]
    return table(name, title, columns, rows, note)


def accuracy_counts(test: IndexTest, reference: Ints, note: str = "") -> Table:
    """Return the 2x2 table of an index test, margins included."""
    counts = contingency_table(test.definite, reference, BINARY_LEVELS)
    name = ".".join(("two_by_two", *test.about, "reference"))
    return cross_table(name, counts, test.label, REFERENCE, note=note)
