"""From grades to definite sacroiliitis, and from reads to a majority, with or without a reader's own vote."""

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Ints
from sacroread.analysis.table import BINARY_LEVELS, GRADE_LEVELS, MISSING, checked_reads
from sacroread.study.model import Grade

MIN_VOTES = 2  # one reader alone is no majority


def definite_reads(grades: ArrayLike) -> Ints:
    """Return definite sacroiliitis (...,) of 0, 1, -1 from grades (..., sides) of 0 to 4, -1 where missing.

    Grade >= 2 on both sides or >= 3 on one (van der Linden 1984). One side of grade 3 or more decides alone;
    else a missing side leaves the read undecided, which is -1.
    """
    array = checked_reads(grades, GRADE_LEVELS)
    decided = (array >= Grade.UNEQUIVOCAL).any(-1)
    both = (array >= Grade.MINIMAL).all(-1)
    undecided = (array == MISSING).any(-1) & ~decided
    return np.where(undecided, MISSING, decided | both).astype(np.int64)


def majority(reads: ArrayLike) -> Ints:
    """Return what most readers present say, (cases,) of 0, 1, -1; reads (cases, readers) of 0, 1, -1.

    -1 where they are tied or fewer than two.
    """
    array = checked_reads(reads, BINARY_LEVELS)
    yes, no = (array == 1).sum(-1), (array == 0).sum(-1)
    open_question = (yes == no) | (yes + no < MIN_VOTES)
    return np.where(open_question, MISSING, yes > no).astype(np.int64)


def leave_one_reader_out(reads: ArrayLike, reader: int) -> Ints:
    """Return the majority of the other readers (cases,): a reference standard without the reader's vote."""
    return majority(np.delete(checked_reads(reads, BINARY_LEVELS), reader, axis=1))
