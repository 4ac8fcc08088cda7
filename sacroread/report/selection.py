"""Numbers of cases that nobody drew at random: those of a third reader, and those with a prediction."""

import numpy as np

from sacroread.analysis.arrays import Bools
from sacroread.report.content import Caution
from sacroread.report.flow import adjudicator, differing, first_answers
from sacroread.report.guards import Cautions
from sacroread.report.material import CaseTable, Material, ReadColumn

SELECTED = "selected cases"
STUDY_ASKS = (
    "The second reader is asked for a case once its reading has ended, or once it was locked by a reader who "
    "may see the answer, so they are not a random sample."
)
NOT_KNOWN = "Why the others have none is not in the files; they may not be a random sample."


def is_of_selected_cases(reader: ReadColumn, cases: CaseTable) -> bool:
    """Say whether a reader came third and read only some of the cases that two others had read."""
    third = adjudicator(cases)
    if third is None or reader.role is not third.role:
        return False
    return bool((~(third.is_read > 0) & _read_by_two(cases, third)).any())


def label_of(reader: ReadColumn, cases: CaseTable) -> str:
    """Return a reader's label, and that he read selected cases where he did."""
    return f"{reader.label} ({SELECTED})" if is_of_selected_cases(reader, cases) else reader.label


def third_reader_guard(cases: CaseTable) -> Cautions:
    """Say that pairs with a reader of selected cases are no pairs of readers of all cases."""
    third = adjudicator(cases)
    if third is None or not is_of_selected_cases(third, cases):
        return ()
    is_read = third.is_read > 0
    differ = int((is_read & differing(first_answers(cases))).sum())
    among = int((is_read | _read_by_two(cases, third)).sum())
    return (
        Caution(
            "Pairs with a reader of selected cases",
            f"{third.label} read {int(is_read.sum())} of {among} cases, chosen after two others had read "
            f"them; on {differ} of those the two differ. Agreement on cases chosen because readers differ is "
            "not agreement on all cases, so pairs with this reader are marked and are left out of any mean "
            "over pairs.",
        ),
    )


def prediction_guard(material: Material, cases: CaseTable) -> Cautions:
    """Say when only some of the cases that were read have a prediction."""
    is_read = np.any([each.is_read > 0 for each in cases.readers], axis=0) if cases.readers else np.False_
    predicted = is_read & ~np.isnan(cases.probabilities)
    n, read = int(np.sum(predicted)), int(np.sum(is_read))
    if not 0 < n < read:
        return ()
    return (
        Caution(
            "Predictions for some of the cases only",
            f"{n} of {read} cases that were read have a prediction. "
            f"{STUDY_ASKS if material.anchor else NOT_KNOWN} What is found on them need not hold for all "
            "cases.",
        ),
    )


def _read_by_two(cases: CaseTable, third: ReadColumn) -> Bools:
    """Say which cases at least two other readers read unaided: (cases,)."""
    others = [each.is_read > 0 for each in cases.readers if each.is_vote and each.role is not third.role]
    by_two: Bools = np.sum(others, axis=0) > 1
    return by_two
