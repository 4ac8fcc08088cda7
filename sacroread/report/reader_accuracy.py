"""The section that holds every reader against the reference standard, with and without his own vote."""

import numpy as np

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.table import BINARY_LEVELS, MISSING, contingency_table
from sacroread.report.content import Section, Table
from sacroread.report.guards import Cautions, agreed_only_guard, own_votes, paradox_guard, vote_guard
from sacroread.report.index_tests import (
    Against,
    IndexTest,
    accuracy_counts,
    accuracy_table,
    agreement_table,
    reader_tests,
)
from sacroread.report.material import CaseTable
from sacroread.report.references import reference_without

NAME, TITLE = "reader_accuracy", "Readers against the reference standard"
WITHOUT = "without_own_vote"


def reader_accuracy_section(cases: CaseTable, how: Bootstrap) -> Section:
    """Hold every reader against the reference standard."""
    if not np.any(cases.reference != MISSING):
        return Section(NAME, TITLE, ("There is no reference standard.",))
    tests = reader_tests(cases)
    against = Against(tuple((each, cases.reference) for each in tests), how)
    tables = (
        accuracy_table(NAME, TITLE, against),
        agreement_table(f"{NAME}.agreement", "Agreement of readers with the reference standard", against),
        *_without_own_vote(cases, how),
        *(accuracy_counts(each, cases.reference) for each in tests),
    )
    return Section(NAME, TITLE, cautions=_cautions(cases, tests), tables=tables)


def _cautions(cases: CaseTable, tests: tuple[IndexTest, ...]) -> Cautions:
    counts = [
        (each.label, contingency_table(each.definite, cases.reference, BINARY_LEVELS)) for each in tests
    ]
    return vote_guard(cases) + agreed_only_guard(cases) + paradox_guard(counts)


def _without_own_vote(cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    pairs = tuple(
        (IndexTest((each.key, WITHOUT), each.label, each.definite), reference_without(cases, each))
        for each in cases.readers
        if own_votes(cases, each).any()
    )
    if not pairs:
        return ()
    against, name = Against(pairs, how), f"{NAME}.{WITHOUT}"
    note = "Against the majority of the other readers; where they tie, a case is left out."
    return (
        accuracy_table(name, "Readers against the reference standard without their own vote", against, note),
        agreement_table(f"{name}.agreement", "Agreement of readers with the others' majority", against, note),
    )
