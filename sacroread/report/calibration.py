"""Whether the second reader's probabilities mean what they say: table and reliability curve."""

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.probability_calibration import (
    brier,
    calibration_intercept,
    calibration_slope,
    reliability_curve,
)
from sacroread.report.content import Axis, Column, Curve, Kind, Line, Point, Table
from sacroread.report.index_tests import SECOND_READER
from sacroread.report.material import CaseTable
from sacroread.report.rounding import fixed
from sacroread.report.tables import named, table

BINS = 10


def calibration_table(cases: CaseTable, how: Bootstrap) -> Table:
    """Return Brier score, calibration slope and intercept."""
    columns = (
        Column("Quantity"),
        Column("Ideal"),
        Column("Cases", Kind.COUNT),
        Column("Value", Kind.COEFFICIENT),
    )
    found = (
        ("Brier score", "0", "brier", brier(cases.reference, cases.probabilities, how)),
        (
            "Calibration slope",
            "1",
            "calibration_slope",
            calibration_slope(cases.reference, cases.probabilities),
        ),
        (
            "Calibration intercept",
            "0",
            "calibration_intercept",
            calibration_intercept(cases.reference, cases.probabilities),
        ),
    )
    rows = [(label, ideal, each.n, named(each, name, SECOND_READER)) for label, ideal, name, each in found]
    return table("calibration", "Calibration of the second reader's probabilities", columns, rows)


def reliability_figure(cases: CaseTable) -> Curve:
    """Return the share of definite cases against the mean probability in bins of equally many cases."""
    bins = reliability_curve(cases.reference, cases.probabilities, BINS)
    points = tuple(
        Point("", each.mean_probability, each.positive.value, None, (each.positive.low, each.positive.high))
        for each in bins
        if each.positive.value is not None
        and each.positive.low is not None
        and each.positive.high is not None
    )
    told = "; ".join(f"{fixed(point.x, 2)}: {fixed(point.y, 2)}" for point in points)
    return Curve(
        "reliability",
        "Reliability of the second reader's probabilities",
        Axis("Mean probability"),
        Axis("Share of definite cases"),
        (Line("Second reader", tuple(each.x for each in points), tuple(each.y for each in points)),),
        points,
        reference=Line("ideal", (0.0, 1.0), (0.0, 1.0)),
        alternative=f"Mean probability and share of definite cases in {len(points)} bins: {told}.",
        note=f"{len(points)} bins of equally many cases; upright: Wilson intervals of 95 %; dotted: ideal.",
    )
