"""The sections that hold readers and the second reader against the reference standard."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sacroread.analysis.arrays import Ints
from sacroread.analysis.auroc import auroc
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.curves import curve
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.table import BINARY_LEVELS, MISSING, at_cut_off, contingency_table
from sacroread.report.accuracy import MEASURES, accuracy
from sacroread.report.between_readers import definite_agreement, definite_kappa
from sacroread.report.content import Axis, Cell, Column, Curve, Kind, Line, Point, Section, Table
from sacroread.report.material import CaseTable, slug
from sacroread.report.rounding import estimate_text, number
from sacroread.report.tables import RULE, cross_table, named, table
from sacroread.study.model import CutOff

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
    """Yes/no answers (cases,) of 0, 1 and -1 that are held against the reference standard."""

    about: tuple[str, ...]
    label: str
    definite: Ints


def reader_tests(cases: CaseTable) -> tuple[IndexTest, ...]:
    """Return every reader as an index test."""
    return tuple(IndexTest((each.key,), each.label, each.definite) for each in cases.readers)


def cut_off_tests(cases: CaseTable, cut_offs: Sequence[CutOff]) -> tuple[IndexTest, ...]:
    """Return the second reader at each cut-off as an index test."""
    return tuple(
        IndexTest(
            (SECOND_READER, slug(each.name)),
            f"Second reader, {each.name} ({number(each.probability, Kind.PROBABILITY)})",
            at_cut_off(cases.probabilities, each.probability),
        )
        for each in cut_offs
    )


def reader_accuracy_section(cases: CaseTable, how: Bootstrap) -> Section:
    """Hold every reader against the reference standard."""
    name, title = "reader_accuracy", "Readers against the reference standard"
    if not np.any(cases.reference != MISSING):
        return Section(name, title, ("There is no reference standard.",))
    tests = reader_tests(cases)
    columns = (Column("Reader"), *MEASURE_COLUMNS)
    matrix = table(name, title, columns, [test_row(each, cases.reference, how) for each in tests])
    return Section(name, title, tables=(matrix, *(test_counts(each, cases.reference) for each in tests)))


def test_row(test: IndexTest, reference: Ints, how: Bootstrap) -> tuple[Cell, ...]:
    """Return one line: label, cases, accuracy, kappa and agreement."""
    measures = [named(accuracy(each, test.definite, reference, how), each, *test.about) for each in MEASURES]
    kappa = named(definite_kappa(test.definite, reference, how), "kappa", *test.about, "reference")
    agreed = named(definite_agreement(test.definite, reference, how), "agreement", *test.about, "reference")
    return (test.label, kappa.n, *measures, kappa, agreed)


def test_counts(test: IndexTest, reference: Ints) -> Table:
    """Return the 2x2 table of an index test, margins included."""
    counts = contingency_table(test.definite, reference, BINARY_LEVELS)
    return cross_table(".".join(("two_by_two", *test.about, "reference")), counts, test.label, REFERENCE)


def second_reader_section(cases: CaseTable, cut_offs: Sequence[CutOff], how: Bootstrap) -> Section:
    """Hold the second reader against the reference standard: area, curve, cut-offs."""
    name, title = SECOND_READER, "Second reader against the reference standard"
    if reason := _nothing_to_hold(cases):
        return Section(name, title, (reason,))
    area = named(auroc(cases.reference, cases.probabilities, how), "auroc", SECOND_READER)
    tables = [_area_table(area)]
    tests = cut_off_tests(cases, cut_offs)
    if tests:
        rows = [test_row(each, cases.reference, how) for each in tests]
        tables.append(table("cut_offs", "The second reader at its cut-offs", _CUT_OFF_COLUMNS, rows, RULE))
        tables += [_with_rule(test_counts(each, cases.reference)) for each in tests]
    figures = (roc_figure(cases, area, how),) if area.value is not None else ()
    return Section(name, title, tables=tuple(tables), figures=figures)


_CUT_OFF_COLUMNS = (Column("Cut-off"), *MEASURE_COLUMNS)


def roc_figure(cases: CaseTable, area: Estimate, how: Bootstrap) -> Curve:
    """Return the ROC curve of the second reader, with every reader as a point with its interval."""
    points = curve(cases.reference, cases.probabilities)
    label = f"Second reader, AUROC {estimate_text(area, Kind.PROPORTION)}"
    line = Line(label, tuple((1 - points.specificity).tolist()), tuple(points.sensitivity.tolist()))
    return Curve(
        "roc",
        "Receiver operating characteristic of the second reader",
        Axis("1 \N{MINUS SIGN} specificity"),
        Axis("Sensitivity"),
        (line,),
        points=tuple(
            filter(None, (_reader_point(test, cases.reference, how) for test in reader_tests(cases)))
        ),
        reference=Line("no information", (0.0, 1.0), (0.0, 1.0)),
        alternative=f"ROC curve through {len(line.x)} operating points. {label}.",
    )


def _reader_point(test: IndexTest, reference: Ints, how: Bootstrap) -> Point | None:
    sensitivity, specificity = (
        accuracy(each, test.definite, reference, how) for each in ("sensitivity", "specificity")
    )
    if sensitivity.value is None or specificity.value is None:
        return None
    ends = [interval_ends(each) for each in (specificity, sensitivity)]
    mirrored = ends[0] and (1 - ends[0][1], 1 - ends[0][0])
    return Point(test.label, 1 - specificity.value, sensitivity.value, mirrored, ends[1])


def interval_ends(estimate: Estimate) -> tuple[float, float] | None:
    """Return both ends of an interval, or None where there is none."""
    return None if estimate.low is None or estimate.high is None else (estimate.low, estimate.high)


def _nothing_to_hold(cases: CaseTable) -> str:
    if np.all(np.isnan(cases.probabilities)):
        return "There are no predictions of the second reader."
    known = (cases.reference != MISSING) & ~np.isnan(cases.probabilities)
    return "" if np.any(known) else "No case has both a prediction and a reference standard."


def _area_table(area: Estimate) -> Table:
    columns = (Column("Index test"), Column("Cases", Kind.COUNT), Column("AUROC", Kind.PROPORTION))
    return table("areas", "Area under the ROC curve", columns, [("Second reader", area.n, area)])


def _with_rule(counts: Table) -> Table:
    return table(counts.name, counts.title, counts.columns, counts.rows, RULE)
