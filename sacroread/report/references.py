"""The reference standard without a reader's own vote."""

import numpy as np

from sacroread.analysis.arrays import Ints
from sacroread.analysis.table import MISSING
from sacroread.report.material import CaseTable, ReadColumn


def reference_without(cases: CaseTable, reader: ReadColumn) -> Ints:
    """Return the reference standard without one reader's vote: (cases,) of 0, 1, -1.

    Where the reference standard rests on the readers' votes it becomes the majority of the other readers who
    graded the case unaided; where they tie, or nobody did, there is none. The vote that an aided reader has
    in it is the one he cast unaided.
    """
    others = [each.definite for each in cases.readers if each.is_vote and not _is_same(each, reader)]
    votes = np.array(others, np.int64).reshape(len(others), len(cases.case_ids))
    lead = (votes == 1).sum(0) - (votes == 0).sum(0)
    majority = np.where(lead == 0, MISSING, lead > 0).astype(np.int64)
    has_vote = cases.reference_is_votes & (cases.reference != MISSING)
    return np.where(has_vote, majority, cases.reference)


def _is_same(one: ReadColumn, other: ReadColumn) -> bool:
    return (one.role, one.reader_ids) == (other.role, other.reader_ids)
