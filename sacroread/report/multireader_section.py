"""The section on many readers, many cases, unaided and aided: Obuchowski and Rockette's analysis."""

from dataclasses import dataclass, replace

import numpy as np

from sacroread.analysis.arrays import Bools, Floats, Ints
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.multireader import Anova, Contrast, Inference, Scope, anova, infer
from sacroread.analysis.table import MISSING
from sacroread.report.aided import Both, both_ways
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.tables import named, table
from sacroread.study.model import Condition, Side

NAME, TITLE = "multireader", "Many readers and many cases: unaided against aided"
LEAST_READERS = 2
ABOVE_ALL_GRADES = 10  # more than the sum of two grades: a definite case stands above every other one
KEYS = {
    Scope.READERS_AND_CASES: "readers_and_cases",
    Scope.CASES: "fixed_readers",
    Scope.READERS: "fixed_cases",
}
METHOD = (
    "Area under the ROC curve of every reader, compared between conditions with Obuchowski and Rockette's "
    "method, jackknife covariances and Hillis' degrees of freedom. A case's rating is the reader's decision, "
    "and among cases of the same decision the sum of both grades where grades were given. A decision alone "
    "gives the mean of sensitivity and specificity."
)


@dataclass(frozen=True, eq=False)
class Crossed:
    """Ratings (conditions, readers, cases) that are complete, and the reference standard (cases,) of 0, 1."""

    readers: tuple[ReadColumn, ...]
    ratings: Floats
    reference: Ints

    @property
    def reason(self) -> str:
        """Why there is nothing to analyse; empty where there is."""
        if len(self.readers) < LEAST_READERS:
            return "Fewer than two readers read unaided and aided, so this analysis cannot be made."
        if len(np.unique(self.reference)) < 2:
            return (
                "The cases that every reader read unaided and aided, with a reference standard, are not of "
                "both classes, so this analysis cannot be made."
            )
        return ""


def multireader_section(cases: CaseTable) -> Section | None:
    """Compare aided with unaided over all readers; None where nobody read both ways or nothing is known."""
    both = tuple(both_ways(cases))
    if not both or not np.any(cases.reference != MISSING):
        return None
    crossed = _crossed(both, cases)
    if crossed.reason:
        return Section(NAME, TITLE, (crossed.reason,))
    study = anova(crossed.reference, crossed.ratings)
    n, of = crossed.reference.size, int((cases.reference != MISSING).sum())
    words = (
        f"{len(crossed.readers)} readers and {n} of {of} cases with a reference standard: those that every "
        "reader graded unaided and aided."
    )
    tables = (_area_table(crossed, study), _inference_table(study), _component_table(study))
    return Section(NAME, TITLE, (METHOD, words), tables=tables)


def _crossed(both: tuple[Both, ...], cases: CaseTable) -> Crossed:
    ratings = np.array([[_rating(each) for each in readers] for readers in zip(*both, strict=True)])
    kept: Bools = (cases.reference != MISSING) & np.isfinite(ratings).all(axis=(0, 1))
    return Crossed(tuple(unaided for unaided, _ in both), ratings[:, :, kept], cases.reference[kept])


def _rating(reader: ReadColumn) -> Floats:
    """Return how definite a reader found each case, (cases,); NaN where it was not graded."""
    grades = sum(np.maximum(reader.grades[side], 0) for side in Side)
    rating: Floats = np.where(reader.definite == MISSING, np.nan, ABOVE_ALL_GRADES * reader.definite + grades)
    return rating


def _area_table(crossed: Crossed, study: Anova) -> Table:
    columns = (Column("Reader"), *(Column(f"Area, {each}", Kind.PROPORTION) for each in Condition))
    rows: list[tuple[Cell, ...]] = []
    for place, reader in enumerate(crossed.readers):
        areas = (
            _bare(float(study.areas[number, place]), study.n, "mrmc_area", reader.key, condition)
            for number, condition in enumerate(Condition)
        )
        rows.append((reader.label, *areas))
    return table(NAME, "Areas of the readers, unaided and aided", columns, rows)


def _inference_table(study: Anova) -> Table:
    columns = (
        Column("What the result speaks of"),
        *(Column(f"Mean area, {each}", Kind.PROPORTION) for each in Condition),
        Column("Difference, aided minus unaided", Kind.COEFFICIENT),
        Column("F or chi-square", Kind.COEFFICIENT),
        Column("Degrees of freedom", Kind.NUMBER),
        Column("P", Kind.P_VALUE),
    )
    rows = [_inference_row(scope, infer(study, scope)) for scope in Scope]
    note = "Random readers, random cases speaks of readers and cases like these; the others of these alone."
    return table(f"{NAME}.inference", "Aided against unaided over all readers", columns, rows, note)


def _inference_row(scope: Scope, found: Inference) -> tuple[Cell, ...]:
    key = KEYS[scope]
    areas = (
        named(each.estimate, "mrmc_mean_area", condition, key)
        for each, condition in zip(found.areas, Condition, strict=True)
    )
    difference = named(_turned(found.differences[0, 1]), "mrmc_difference", key)
    return (str(scope), *areas, difference, *_test(found), named(found.p, "mrmc_p", key))


def _test(found: Inference) -> tuple[float | None, str | float]:
    df = found.df[1]
    shown: str | float = "chi-square" if np.isinf(df) else df
    return (found.statistic if np.isfinite(found.statistic) else None), ("" if np.isnan(df) else shown)


def _turned(difference: Contrast) -> Estimate:
    """Return second minus first where the analysis gives first minus second."""
    found = difference.estimate
    if found.value is None:
        return found
    if found.low is None or found.high is None:
        return replace(found, value=-found.value)
    return replace(found, value=-found.value, low=-found.high, high=-found.low)


def _component_table(study: Anova) -> Table:
    found = {
        "MS(condition)": ("ms_condition", study.ms_conditions),
        "MS(reader)": ("ms_reader", study.ms_readers),
        "MS(condition x reader)": ("ms_interaction", study.ms_interaction),
        "Var(reader)": ("var_reader", study.var_readers),
        "Var(condition x reader)": ("var_interaction", study.var_interaction),
        "Cov1, same reader": ("cov1", study.covariance(False, True)),
        "Cov2, same condition": ("cov2", study.covariance(True, False)),
        "Cov3, neither": ("cov3", study.covariance(False, False)),
        "Var(error)": ("var_error", study.covariance(True, True)),
    }
    rows = [(label, _bare(value, study.n, "mrmc", key)) for label, (key, value) in found.items()]
    columns = (Column("Component"), Column("Value", Kind.VARIANCE))
    return table(f"{NAME}.components", "Mean squares, variance components and covariances", columns, rows)


def _bare(value: float, n: int, *name: str) -> Estimate:
    source = "Obuchowski & Rockette 1995; Hillis 2007"
    if np.isnan(value):
        return Estimate.undefined(".".join(name), "there are too few readers or cases", n, source)
    return Estimate(".".join(name), value, None, None, None, n, "", source)
