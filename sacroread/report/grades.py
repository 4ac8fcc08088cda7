"""The section on grades 0 to 4: weighted kappa and 5x5 tables of every pair of readers, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sacroread.analysis.agreement import (
    AGREEMENT,
    KAPPA,
    OfTables,
    agreement,
    band,
    kappa_of,
    pair_measure,
    pair_sample,
)
from sacroread.analysis.arrays import Floats, Ints
from sacroread.analysis.bootstrap import Bootstrap, Sample
from sacroread.analysis.chance import Weights, observed_agreement, shares
from sacroread.analysis.estimate import Asymptotic, Definition, Estimate
from sacroread.analysis.table import GRADE_LEVELS, MISSING, contingency_table, pair_cells
from sacroread.report.between_readers import Pair, reader_pairs
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.intervals import for_shares
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.selection import label_of, third_reader_guard
from sacroread.report.steps import Step, announced, quiet
from sacroread.report.tables import cross_table, named, table
from sacroread.study.model import Side

NAME, TITLE = "grades", "Agreement on grades"
BOTH = "both"
KINDS = GRADE_LEVELS**2 + 1  # of a pair of grades, "no pair" included
WEIGHTS = (
    "Weights over the whole scale 0 to 4: linear 1 - |i - j| / 4, quadratic 1 - (i - j)^2 / 16. "
    "Right and left are the patient's."
)
MEASURE_COLUMNS = (
    Column("Joints", Kind.COUNT),
    Column("Kappa, linear weights", Kind.COEFFICIENT),
    Column("Kappa, quadratic weights", Kind.COEFFICIENT),
    Column("Same grade", Kind.PERCENT),
    Column("Within one grade", Kind.PERCENT),
)


def _kappa(weights: Weights) -> tuple[Definition, OfTables]:
    matrix = weights.matrix(GRADE_LEVELS)
    return KAPPA[weights], lambda tables: kappa_of(tables, matrix)


def _agreement(within: int) -> tuple[Definition, OfTables]:
    close = band(GRADE_LEVELS, within)
    return AGREEMENT[within], lambda tables: observed_agreement(shares(tables, 2), close)


WITHIN = {"same_grade": 0, "within_one_grade": 1}  # shares: how far two grades may be apart
MEASURES = {
    "kappa_linear": _kappa(Weights.LINEAR),
    "kappa_quadratic": _kappa(Weights.QUADRATIC),
    **{quantity: _agreement(within) for quantity, within in WITHIN.items()},
}


@dataclass(frozen=True, eq=False)
class JointPairs:
    """Two reads of the same joints, (joints,) each of 0 to 4 and -1, and how they are resampled.

    `drawn` gathers them for that, and `totals` (repetitions, 25) are their tables of every repetition: both
    cost most, so they are made once.
    """

    joints: str
    first: Ints
    second: Ints
    how: Bootstrap
    drawn: Sample

    @cached_property
    def totals(self) -> Floats | None:
        """The tables of every repetition, (repetitions, 25); None where there is nothing to draw from."""
        return self.drawn.totals(self.how) if self.drawn.counts.sum() > 1 else None


def grades_section(cases: CaseTable, how: Bootstrap, step: Step = quiet) -> Section | None:
    """Compare the grades of every pair of readers; None where no two readers gave grades."""
    pairs = [pair for pair in reader_pairs(cases) if all(has_grades(reader) for reader in pair)]
    if not pairs:
        return None
    rows = [
        (label_of(first, cases), label_of(second, cases), *grade_row(each, first.key, second.key))
        for first, second in announced(pairs, step, TITLE)
        for each in joint_pairs(first, second, how)
    ]
    columns = (Column("Reader"), Column("Other reader"), Column("Side"), *MEASURE_COLUMNS)
    matrix = table(NAME, "Agreement of readers on the grade of a joint", columns, rows, WEIGHTS)
    counts = (each for pair in pairs for each in _counts(pair))
    return Section(NAME, TITLE, cautions=third_reader_guard(cases), tables=(matrix, *counts))


def has_grades(reader: ReadColumn) -> bool:
    """Say whether a reader gave grades, not only a decision."""
    return any(bool(np.any(reader.grades[side] != MISSING)) for side in Side)


def joint_pairs(first: ReadColumn, second: ReadColumn, how: Bootstrap) -> Iterator[JointPairs]:
    """Yield the grades of two readers for each side, then for both sides, where patients are drawn."""
    for side in Side:
        one, other = first.grades[side], second.grades[side]
        yield JointPairs(side.value, one, other, how, pair_sample(one, other, GRADE_LEVELS, how))
    one, other = (np.concatenate([reader.grades[side] for side in Side]) for reader in (first, second))
    patients = np.arange(len(first.definite)) if how.patients is None else np.asarray(how.patients)
    by_patient = replace(how, patients=np.tile(patients, len(Side)))
    if how.patients is None:
        drawn = _both_joints(first, second)
    else:
        drawn = pair_sample(one, other, GRADE_LEVELS, by_patient)
    yield JointPairs(BOTH, one, other, by_patient, drawn)


def _both_joints(first: ReadColumn, second: ReadColumn) -> Sample:
    """Gather patients of one case each: their pairs of grades on both sides, distinct ones counted."""
    cells = np.stack([pair_cells(first.grades[side], second.grades[side], GRADE_LEVELS) for side in Side])
    kinds, counts = np.unique((cells[0] + 1) * KINDS + cells[1] + 1, return_counts=True)
    one_hot = np.vstack([np.zeros(GRADE_LEVELS**2), np.eye(GRADE_LEVELS**2)])  # row 0: no pair
    rows = one_hot[kinds // KINDS] + one_hot[kinds % KINDS]
    has_pair = kinds > 0
    return Sample(rows[has_pair], counts[has_pair])


def grade_row(pairs: JointPairs, *about: str) -> tuple[Cell, ...]:
    """Return side, joints, weighted kappas, share of the same grade and of grades within one."""
    estimates = [named(_estimate(quantity, pairs), quantity, *about, pairs.joints) for quantity in MEASURES]
    return (pairs.joints, estimates[0].n, *estimates)


def _estimate(quantity: str, pairs: JointPairs) -> Estimate:
    if quantity in WITHIN and isinstance(for_shares(pairs.how), Asymptotic):
        return agreement(pairs.first, pairs.second, GRADE_LEVELS, WITHIN[quantity])
    definition, of_tables = MEASURES[quantity]
    return pair_measure(definition, pairs.drawn, of_tables).estimate(pairs.how, totals=pairs.totals)


def _counts(pair: Pair) -> Iterator[Table]:
    first, second = pair
    for side in Side:
        counts = contingency_table(first.grades[side], second.grades[side], GRADE_LEVELS)
        labels = (f"{reader.label}, {side}" for reader in pair)
        yield cross_table(f"five_by_five.{first.key}.{second.key}.{side}", counts, *labels)
