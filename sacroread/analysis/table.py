"""From reads to contingency tables, with every wrong read refused by the name of its case.

Reads are integer arrays of shape (cases,) or (cases, readers): 0 to levels - 1, and -1 where the read is
missing or the reader called the radiograph ungradable. Probabilities and other scores are float arrays of
shape (cases,), NaN where missing. A pair with a missing part is left out, and n counts the pairs left in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Bools, Floats, Ints
from sacroread.errors import SacroReadError

MISSING = -1
GRADE_LEVELS = 5  # modified New York grades 0 to 4
BINARY_LEVELS = 2  # definite sacroiliitis: no, yes


def checked_reads(reads: ArrayLike, levels: int, cases: Sequence[str] | None = None) -> Ints:
    """Return reads as int64 of the same shape, each in -1..levels - 1.

    Raises:
        SacroReadError: a value is no whole number or outside the scale; the message names the case
            (`cases` where given, else its number counted from 1).
    """
    array = np.asarray(reads)
    if array.dtype.kind not in "iub" and array.size:
        raise SacroReadError("Reads must be whole numbers, with -1 for a missing read.")
    array = array.astype(np.int64)
    wrong = np.argwhere((array < MISSING) | (array >= levels))
    if wrong.size:
        found = array[tuple(wrong[0])]
        raise SacroReadError(
            f"Case {case_name(wrong[0][0], cases)} has a read of {found}, outside 0 to {levels - 1}. "
            "Correct that read."
        )
    return array


def checked_scores(scores: ArrayLike, cases: Sequence[str] | None = None) -> Floats:
    """Return scores as float64 (cases,): any finite number, NaN where missing; infinite ones are refused."""
    array = np.asarray(scores, float)
    _refuse(np.isinf(array), array, cases, "a finite number")
    return array


def checked_probabilities(probabilities: ArrayLike, cases: Sequence[str] | None = None) -> Floats:
    """Return probabilities as float64 (cases,) in [0, 1], NaN where missing; others are refused by case."""
    array = np.asarray(probabilities, float)
    _refuse((array < 0) | (array > 1), array, cases, "a probability from 0 to 1")
    return array


def same_length(*columns: Ints | Floats) -> None:
    """Refuse columns that do not describe the same cases."""
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise SacroReadError(f"The columns describe {sorted(lengths)} cases. Give one value for every case.")


def case_name(position: int, cases: Sequence[str] | None) -> str:
    """Name a case by its id, or by its number counted from 1 where ids are not given."""
    return str(position + 1) if cases is None else cases[position]


def pair_cells(first: ArrayLike, second: ArrayLike, levels: int) -> Ints:
    """Return for each case the cell of its pair in the flattened table, or -1 without a pair: (cases,)."""
    a, b = checked_reads(first, levels), checked_reads(second, levels)
    same_length(a, b)
    return np.where((a == MISSING) | (b == MISSING), MISSING, a * levels + b)


def contingency_table(first: ArrayLike, second: ArrayLike, levels: int = GRADE_LEVELS) -> Ints:
    """Count pairs of reads: (levels, levels), rows the first reader's read, columns the second's."""
    cells = pair_cells(first, second, levels)
    return np.bincount(cells[cells != MISSING], minlength=levels**2).reshape(levels, levels)


@dataclass(frozen=True)
class TwoByTwo:
    """An index test against the reference standard: the four counts."""

    tn: int
    fn: int
    fp: int
    tp: int

    @property
    def n(self) -> int:
        """All cases."""
        return self.tn + self.fn + self.fp + self.tp

    @property
    def table(self) -> Ints:
        """(2, 2): rows the index test's answer, columns the reference standard's."""
        return np.array([[self.tn, self.fn], [self.fp, self.tp]])


def two_by_two(index_test: ArrayLike, reference_standard: ArrayLike) -> TwoByTwo:
    """Count an index test against the reference standard, both (cases,) of 0, 1 and -1."""
    (tn, fn), (fp, tp) = contingency_table(index_test, reference_standard, BINARY_LEVELS).tolist()
    return TwoByTwo(tn, fn, fp, tp)


def at_cut_off(scores: ArrayLike, cut_off: float) -> Ints:
    """Say which cases count as definite, score >= cut-off: (cases,) of 0, 1, and -1 where missing."""
    array = checked_scores(scores)
    return np.where(np.isnan(array), MISSING, array >= cut_off).astype(np.int64)


def _refuse(wrong: Bools, array: Floats, cases: Sequence[str] | None, expected: str) -> None:
    positions = np.flatnonzero(wrong)
    if positions.size:
        name, found = case_name(positions[0], cases), array[positions[0]]
        raise SacroReadError(
            f"Case {name} has the value {found:g}; expected is {expected}. Correct that value."
        )
