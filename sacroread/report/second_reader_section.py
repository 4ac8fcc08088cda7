"""The section that holds the second reader against the reference standard: areas, curves, cut-offs."""

import numpy as np

from sacroread.analysis.auroc import auroc
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.curves import curve
from sacroread.analysis.estimate import ASYMPTOTIC, Estimate
from sacroread.analysis.precision import average_precision_estimate
from sacroread.analysis.table import BINARY_LEVELS, MISSING, contingency_table
from sacroread.report.between_readers import AGREEMENT_COLUMNS, agreement_cells
from sacroread.report.calibration import calibration_table, reliability_figure
from sacroread.report.content import Column, Curve, Kind, Section, Table
from sacroread.report.cut_offs import ChosenCutOffs, chosen_cut_offs
from sacroread.report.guards import Cautions, agreed_only_guard, cut_off_guard, paradox_guard
from sacroread.report.index_tests import (
    SECOND_READER,
    TEST,
    Against,
    IndexTest,
    accuracy_counts,
    accuracy_table,
    agreement_table,
    cut_off_tests,
)
from sacroread.report.material import CaseTable, Material
from sacroread.report.operating_curves import cut_off_figure, precision_recall_figure, roc_figure
from sacroread.report.selection import prediction_guard
from sacroread.report.steps import Step, announced, part, quiet
from sacroread.report.tables import RULE, named, table

NAME, TITLE = SECOND_READER, "Second reader against the reference standard"


def second_reader_section(
    material: Material, cases: CaseTable, how: Bootstrap, step: Step = quiet
) -> Section:
    """Hold the second reader against the reference standard."""
    cut_offs = chosen_cut_offs(material, cases)
    tests = cut_off_tests(cases, cut_offs)
    if reason := _nothing_to_hold(cases):
        return Section(NAME, TITLE, (reason,), tables=_reader_tables(tests, cases, how, step))
    areas = _areas(cases, how, part(step, 0, 0.4))
    step(0.4, "Cut-offs")
    tables = (
        _area_table(areas),
        *_cut_off_tables(tests, cases, how),
        *_reader_tables(tests, cases, how, part(step, 0.5, 0.8)),
        calibration_table(cases, how),
    )
    step(0.8, "Curves")
    figures = _figures(areas, cut_offs, cases, how) if areas[0].value is not None else ()
    return Section(
        NAME,
        TITLE,
        cautions=_cautions(material, cases, cut_offs, tests),
        tables=tables,
        figures=figures,
    )


def _nothing_to_hold(cases: CaseTable) -> str:
    if np.all(np.isnan(cases.probabilities)):
        return "There are no predictions of the second reader."
    known = (cases.reference != MISSING) & ~np.isnan(cases.probabilities)
    return "" if np.any(known) else "No case has both a prediction and a reference standard."


def _areas(cases: CaseTable, how: Bootstrap, step: Step) -> tuple[Estimate, ...]:
    step(0, "Area under the ROC curve")
    found = {"auroc": auroc(cases.reference, cases.probabilities, how)}
    if how.patients is None:
        found["auroc_delong"] = auroc(cases.reference, cases.probabilities, ASYMPTOTIC)
    step(0.5, "Average precision")
    found["average_precision"] = average_precision_estimate(cases.reference, cases.probabilities, how)
    return tuple(named(each, quantity, SECOND_READER) for quantity, each in found.items())


def _area_table(areas: tuple[Estimate, ...]) -> Table:
    labels = {
        "auroc": "Area under the ROC curve, bootstrap interval",
        "auroc_delong": "Area under the ROC curve, DeLong interval",
        "average_precision": "Area under the precision-recall curve, as average precision",
    }
    columns = (Column("Quantity"), Column("Cases", Kind.COUNT), Column("Area", Kind.PROPORTION))
    rows = [(labels[each.name.split(".")[0]], each.n, each) for each in areas]
    return table("areas", "Areas under the curves of the second reader", columns, rows)


def _cut_off_tables(tests: tuple[IndexTest, ...], cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    if not tests:
        return ()
    against = Against(tuple((each, cases.reference) for each in tests), how)
    return (
        accuracy_table("cut_offs", "The second reader at its cut-offs", against, RULE),
        agreement_table(
            "cut_offs.agreement", "Agreement of the second reader with the reference standard", against, RULE
        ),
        *(accuracy_counts(each, cases.reference, RULE) for each in tests),
    )


def _reader_tables(
    tests: tuple[IndexTest, ...], cases: CaseTable, how: Bootstrap, step: Step
) -> tuple[Table, ...]:
    if not tests or not cases.readers:
        return ()
    title = "Agreement of the second reader with the readers"
    columns = (Column("Cut-off"), Column("Reader"), Column("Cases", Kind.COUNT), *AGREEMENT_COLUMNS)
    rows = [
        (
            test.label.removeprefix(TEST),
            each.label,
            *agreement_cells(test.definite, each.definite, (*test.about, each.key), how),
        )
        for test in announced(tests, step, title)
        for each in cases.readers
    ]
    return (table("cut_offs.readers", title, columns, rows, RULE),)


def _figures(
    areas: tuple[Estimate, ...], cut_offs: ChosenCutOffs, cases: CaseTable, how: Bootstrap
) -> tuple[Curve, ...]:
    points = curve(cases.reference, cases.probabilities)
    return (
        roc_figure(points, areas[0], cases, how),
        precision_recall_figure(points, areas[-1], cases, how),
        cut_off_figure(points, cut_offs),
        reliability_figure(cases),
    )


def _cautions(
    material: Material, cases: CaseTable, cut_offs: ChosenCutOffs, tests: tuple[IndexTest, ...]
) -> Cautions:
    counts = [
        (each.label, contingency_table(each.definite, cases.reference, BINARY_LEVELS)) for each in tests
    ]
    chosen_here = cut_off_guard(material, cases, cut_offs.is_exploratory)
    some = prediction_guard(material, cases)
    return some + chosen_here + agreed_only_guard(cases) + paradox_guard(counts)
