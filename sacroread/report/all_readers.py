"""The table on all readers at once: coefficients that take them as interchangeable, with missing reads."""

from collections.abc import Iterator

import numpy as np

from sacroread.analysis.arrays import Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.chance import Weights
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.krippendorff import Metric, krippendorff_alpha
from sacroread.analysis.panel import Coefficient, panel_agreement
from sacroread.analysis.table import BINARY_LEVELS, GRADE_LEVELS
from sacroread.report.content import Cell, Column, Kind, Table
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.tables import named, table
from sacroread.study.model import Condition, Side

LEAST_READERS = 3  # two are a pair, and stand in the table of pairs
NOTE = (
    "Readers count as interchangeable, and a case counts with the reads it has. Where a reader read only "
    "what others disagreed on, as an adjudicating reader does, this is not the agreement of readers of "
    "all cases."
)


def all_readers_tables(cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    """Return one table for each condition with three readers or more."""
    columns = (
        Column("Coefficient"),
        Column("Of"),
        Column("Cases", Kind.COUNT),
        Column("Value", Kind.COEFFICIENT),
    )
    tables = []
    for condition in Condition:
        readers = [each for each in cases.readers if each.condition is condition]
        if len(readers) >= LEAST_READERS:
            title = f"Agreement of all {len(readers)} readers together, {condition}"
            name = f"all_readers.{condition}"
            tables.append(table(name, title, columns, list(_rows(readers, condition, how)), NOTE))
    return tuple(tables)


def _rows(readers: list[ReadColumn], condition: Condition, how: Bootstrap) -> Iterator[tuple[Cell, ...]]:
    definite = np.stack([each.definite for each in readers], axis=1)
    for label, quantity, estimate in _of_definite(definite, how):
        yield label, "definite", estimate.n, named(estimate, quantity, "all_readers", condition)
    for side in Side:
        grades = np.stack([each.grades[side] for each in readers], axis=1)
        if (grades >= 0).any():
            for label, quantity, estimate in _of_grades(grades, how):
                yield (
                    label,
                    f"grade, {side}",
                    estimate.n,
                    named(estimate, quantity, "all_readers", condition, side),
                )


def _of_definite(reads: Ints, how: Bootstrap) -> Iterator[tuple[str, str, Estimate]]:
    yield "Fleiss kappa", "fleiss_kappa", panel_agreement(reads, Coefficient.FLEISS, BINARY_LEVELS, how=how)
    yield "Gwet AC1", "ac1", panel_agreement(reads, Coefficient.GWET, BINARY_LEVELS, how=how)
    alpha = krippendorff_alpha(reads, Metric.NOMINAL, BINARY_LEVELS, how)
    yield "Krippendorff alpha, nominal", "alpha_nominal", alpha


def _of_grades(reads: Ints, how: Bootstrap) -> Iterator[tuple[str, str, Estimate]]:
    ac2 = panel_agreement(reads, Coefficient.GWET, GRADE_LEVELS, Weights.QUADRATIC, how)
    yield "Gwet AC2, quadratic weights", "ac2_quadratic", ac2
    alpha = krippendorff_alpha(reads, Metric.ORDINAL, GRADE_LEVELS, how)
    yield "Krippendorff alpha, ordinal", "alpha_ordinal", alpha
