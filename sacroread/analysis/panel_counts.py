"""Reads of several readers as counts: which grades a case got, and on which grades its pairs of readers meet.

Reads are (cases, readers) as `sacroread.analysis.table` describes them.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints
from sacroread.analysis.bootstrap import Bootstrap, Sample, patients_of, sample
from sacroread.analysis.estimate import Asymptotic
from sacroread.analysis.table import GRADE_LEVELS, MISSING, checked_reads

NO_PAIRS = "no case was read by two readers"
ONE_GRADE = "all readers used one and the same grade throughout, so chance alone agrees on every case"


def all_agree(reads: ArrayLike, levels: int = GRADE_LEVELS, within: int = 0) -> tuple[int, int]:
    """Return on how many cases read by all readers no two differ by more than `within`, and of how many."""
    complete = complete_reads(reads, levels)
    return int((np.ptp(complete, axis=1) <= within).sum()) if len(complete) else 0, len(complete)


def reader_pairs(readers: int) -> Iterator[tuple[int, int]]:
    """Return all pairs of readers in order: (0, 1), (0, 2), ..."""
    return combinations(range(readers), 2)


def complete_reads(reads: ArrayLike, levels: int) -> Ints:
    """Return the cases that every reader read: (complete cases, readers)."""
    array = checked_reads(reads, levels)
    complete: Ints = array[(array != MISSING).all(axis=1)]
    return complete


def read_cases(reads: ArrayLike, levels: int) -> Ints:
    """Return the cases that at least one reader read: (read cases, readers)."""
    array = checked_reads(reads, levels)
    return array[is_read(array)]


def is_read(reads: Ints) -> Bools:
    """Say which cases have at least one read: (cases,)."""
    read: Bools = (reads != MISSING).any(axis=1)
    return read


def pattern_sample(patterns: Ints, features: Callable[[Ints], Floats], patients: Ints | None) -> Sample:
    """Gather cases by features of their pattern (reads or grade counts), (cases, ...) -> (cases, features).

    Without patients to keep together, cases of the same pattern share one row of features.
    """
    if patients is not None:
        return sample(features(patterns), patients)
    distinct, counts = np.unique(patterns, axis=0, return_counts=True)
    return Sample(features(distinct), counts)


def patients_read(reads: ArrayLike, how: Asymptotic | Bootstrap) -> Ints | None:
    """Return whose each read case is, (read cases,), where patients are to be drawn."""
    return patients_of(how, is_read(np.asarray(reads)))


def grade_counts(reads: Ints, levels: int) -> Ints:
    """Return how many readers gave each grade: (cases, levels)."""
    return np.stack([(reads == grade).sum(axis=1) for grade in range(levels)], axis=1)


def pair_shares(counts: Ints) -> Floats:
    """Return how the ordered pairs of a case's readers share out on grades: (cases, levels, levels).

    0 without a pair; else r_ik (r_il - [k = l]) / (r_i (r_i - 1)) for counts r (cases, levels).
    """
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    total = counts.sum(1) * (counts.sum(1) - 1)
    own: Floats = pairs / np.maximum(total, 1)[:, None, None]
    return own


def paired_cases(reads: ArrayLike) -> int:
    """Return on how many cases two readers can be compared."""
    return int(((np.asarray(reads) != MISSING).sum(axis=1) >= 2).sum())
