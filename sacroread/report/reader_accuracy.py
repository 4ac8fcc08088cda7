"""The section that holds every reader against the reference standard, with and without his own vote."""

import numpy as np

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.table import BINARY_LEVELS, MISSING, contingency_table
from sacroread.report.content import Cell, Column, Section, Table
from sacroread.report.guards import Cautions, agreed_only_guard, own_votes, paradox_guard, vote_guard
from sacroread.report.index_tests import (
    MEASURE_COLUMNS,
    IndexTest,
    accuracy_counts,
    accuracy_row,
    reader_tests,
)
from sacroread.report.material import CaseTable
from sacroread.report.references import reference_without
from sacroread.report.tables import table

NAME, TITLE = "reader_accuracy", "Readers against the reference standard"
COLUMNS = (Column("Reader"), *MEASURE_COLUMNS)
WITHOUT = "without_own_vote"


def reader_accuracy_section(cases: CaseTable, how: Bootstrap) -> Section:
    """Hold every reader against the reference standard."""
    if not np.any(cases.reference != MISSING):
        return Section(NAME, TITLE, ("There is no reference standard.",))
    tests = reader_tests(cases)
    matrix = table(NAME, TITLE, COLUMNS, [accuracy_row(each, cases.reference, how) for each in tests])
    counts = tuple(accuracy_counts(each, cases.reference) for each in tests)
    return Section(
        NAME,
        TITLE,
        cautions=_cautions(cases, tests),
        tables=(matrix, *_without_own_vote(cases, how), *counts),
    )


def _cautions(cases: CaseTable, tests: tuple[IndexTest, ...]) -> Cautions:
    counts = [
        (each.label, contingency_table(each.definite, cases.reference, BINARY_LEVELS)) for each in tests
    ]
    return vote_guard(cases) + agreed_only_guard(cases) + paradox_guard(counts)


def _without_own_vote(cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    rows: list[tuple[Cell, ...]] = []
    for reader in cases.readers:
        if own_votes(cases, reader).any():
            test = IndexTest((reader.key, WITHOUT), reader.label, reader.definite)
            rows.append(accuracy_row(test, reference_without(cases, reader), how))
    note = "The reference standard is the majority of the other readers; ties are left out."
    title = "Readers against the reference standard without their own vote"
    return (table(f"{NAME}.{WITHOUT}", title, COLUMNS, rows, note),) if rows else ()
