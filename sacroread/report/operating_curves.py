"""The figures of the second reader: ROC, precision and recall, sensitivity and specificity over cut-offs."""

import math

import numpy as np

from sacroread.analysis.arrays import Floats
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.curves import Curve as Points
from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Axis, Curve, Kind, Line, Mark, Point
from sacroread.report.cut_offs import ChosenCutOffs
from sacroread.report.index_tests import IndexTest, accuracy, reader_tests
from sacroread.report.material import CaseTable
from sacroread.report.rounding import estimate_words, number
from sacroread.report.tables import RULE

MINUS = "\N{MINUS SIGN}"
CROSSES = "Readers are points with the intervals of both axes."
Ends = tuple[float, float]


def roc_figure(points: Points, area: Estimate, cases: CaseTable, how: Bootstrap) -> Curve:
    """Return the ROC curve of the second reader, with every reader as a point."""
    label = f"Second reader, AUROC {estimate_words(area, Kind.PROPORTION)}"
    readers = _reader_points(cases, ("specificity", "sensitivity"), how)
    return Curve(
        "roc",
        "Receiver operating characteristic of the second reader",
        Axis(f"1 {MINUS} specificity"),
        Axis("Sensitivity"),
        (Line(label, _values(1 - points.specificity), _values(points.sensitivity)),),
        tuple(_mirrored(each) for each in readers),
        reference=Line("no information", (0.0, 1.0), (0.0, 1.0)),
        alternative=f"ROC curve. {label}. {_told(readers, 'specificity', 'sensitivity')}",
        note=CROSSES if readers else "",
    )


def precision_recall_figure(points: Points, area: Estimate, cases: CaseTable, how: Bootstrap) -> Curve:
    """Return precision against recall, with every reader as a point and the prevalence as a dotted line."""
    prevalence = points.positives / (points.positives + points.negatives)
    shown = number(prevalence, Kind.PROPORTION)
    label = f"Second reader, average precision {estimate_words(area, Kind.PROPORTION)}"
    readers = _reader_points(cases, ("sensitivity", "ppv"), how)
    return Curve(
        "precision_recall",
        "Precision and recall of the second reader",
        Axis("Recall (sensitivity)"),
        Axis("Precision (positive predictive value)"),
        (Line(label, _values(points.sensitivity[1:]), _values(points.precision[1:])),),
        readers,
        reference=Line("prevalence", (0.0, 1.0), (prevalence, prevalence)),
        alternative=f"Precision-recall curve. {label}. {_told(readers, 'recall', 'precision')}",
        note=f"Dotted: prevalence {shown}. {CROSSES if readers else ''}".strip(),
    )


def cut_off_figure(points: Points, cut_offs: ChosenCutOffs) -> Curve:
    """Return sensitivity and specificity over all cut-offs, with the chosen ones as dashed lines."""
    rising = points.cut_offs[:0:-1]
    sides = {"Sensitivity": (points.sensitivity, 0.0), "Specificity": (points.specificity, 1.0)}
    marks = tuple(
        Mark(cut_offs.label(each), each.probability)
        for each in cut_offs.values
        if math.isfinite(each.probability)
    )
    told = "; ".join(mark.label for mark in marks)
    return Curve(
        "cut_offs",
        "Sensitivity and specificity over all cut-offs",
        Axis("Cut-off (probability)"),
        Axis("Sensitivity, specificity"),
        tuple(_over_cut_offs(label, rising, *side) for label, side in sides.items()),
        marks=marks,
        alternative=f"Sensitivity falls and specificity rises with the cut-off. Dashed cut-offs: {told}.",
        note=f"{RULE} Dashed: {told}." if marks else RULE,
    )


def _over_cut_offs(label: str, rising: Floats, shares: Floats, beyond: float) -> Line:
    # From one probability (exclusive) to the next (inclusive) the share is that at the next.
    at_cut_offs = shares[:0:-1]
    return Line(label, _values(np.array([0.0, *rising, 1.0])), (*_values(at_cut_offs), beyond, beyond), True)


def _reader_points(cases: CaseTable, quantities: tuple[str, str], how: Bootstrap) -> tuple[Point, ...]:
    found = (_reader_point(test, cases, quantities, how) for test in reader_tests(cases))
    return tuple(point for point in found if point)


def _reader_point(
    test: IndexTest, cases: CaseTable, quantities: tuple[str, str], how: Bootstrap
) -> Point | None:
    x, y = (accuracy(each, test, cases.reference, how) for each in quantities)
    if x.value is None or y.value is None:
        return None
    return Point(test.label, x.value, y.value, _ends(x), _ends(y))


def _mirrored(point: Point) -> Point:
    ends = point.x_interval and (1 - point.x_interval[1], 1 - point.x_interval[0])
    return Point(point.label, 1 - point.x, point.y, ends, point.y_interval)


def _ends(estimate: Estimate) -> Ends | None:
    return None if estimate.low is None or estimate.high is None else (estimate.low, estimate.high)


def _told(readers: tuple[Point, ...], x: str, y: str) -> str:
    return " ".join(
        f"{each.label}: {x} {number(each.x, Kind.PROPORTION)}, {y} {number(each.y, Kind.PROPORTION)}."
        for each in readers
    )


def _values(array: Floats) -> tuple[float, ...]:
    return tuple(array.tolist())
