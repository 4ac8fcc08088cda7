"""Index tests, readers and second reader alike, as lines and 2x2 tables against a reference standard."""

from dataclasses import dataclass

from sacroread.analysis.arrays import Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.table import BINARY_LEVELS, at_cut_off, contingency_table
from sacroread.report.accuracy import MEASURES, accuracy
from sacroread.report.between_readers import definite_agreement, definite_kappa
from sacroread.report.content import Cell, Column, Kind, Table
from sacroread.report.cut_offs import ChosenCutOffs
from sacroread.report.material import CaseTable, slug
from sacroread.report.tables import cross_table, named

REFERENCE = "Reference standard"
SECOND_READER = "second_reader"
MEASURE_COLUMNS = (
    Column("Cases", Kind.COUNT),
    Column("Sensitivity", Kind.PROPORTION),
    Column("Specificity", Kind.PROPORTION),
    Column("PPV", Kind.PROPORTION),
    Column("NPV", Kind.PROPORTION),
    Column("Kappa", Kind.COEFFICIENT),
    Column("Absolute agreement", Kind.PERCENT),
)


@dataclass(frozen=True, eq=False)
class IndexTest:
    """Yes/no answers (cases,) of 0, 1 and -1; `about` is their part of a dotted name."""

    about: tuple[str, ...]
    label: str
    definite: Ints


def reader_tests(cases: CaseTable) -> tuple[IndexTest, ...]:
    """Return every reader as an index test."""
    return tuple(IndexTest((each.key,), each.label, each.definite) for each in cases.readers)


def cut_off_tests(cases: CaseTable, cut_offs: ChosenCutOffs) -> tuple[IndexTest, ...]:
    """Return the second reader at each cut-off as an index test."""
    return tuple(
        IndexTest(
            (SECOND_READER, slug(each.name)),
            f"Second reader, {cut_offs.label(each)}",
            at_cut_off(cases.probabilities, each.probability),
        )
        for each in cut_offs.values
    )


def accuracy_row(test: IndexTest, reference: Ints, how: Bootstrap) -> tuple[Cell, ...]:
    """Return one line: label, cases, accuracy, kappa and agreement."""
    measures = [named(accuracy(each, test.definite, reference, how), each, *test.about) for each in MEASURES]
    kappa = named(definite_kappa(test.definite, reference, how), "kappa", *test.about, "reference")
    agreed = named(definite_agreement(test.definite, reference, how), "agreement", *test.about, "reference")
    return (test.label, kappa.n, *measures, kappa, agreed)


def accuracy_counts(test: IndexTest, reference: Ints, note: str = "") -> Table:
    """Return the 2x2 table of an index test, margins included."""
    counts = contingency_table(test.definite, reference, BINARY_LEVELS)
    name = ".".join(("two_by_two", *test.about, "reference"))
    return cross_table(name, counts, test.label, REFERENCE, note=note)
