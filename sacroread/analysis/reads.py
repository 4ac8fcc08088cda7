"""From named reads to arrays: every read that does not fit is refused by the name of its case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sacroread.analysis.arrays import Floats, Ints
from sacroread.analysis.table import MISSING, checked_probabilities, checked_reads
from sacroread.errors import SacroReadError


@dataclass(frozen=True)
class NamedRead:
    """One reader's answer for one case: a grade, or definite sacroiliitis as 0 or 1."""

    case_id: str
    reader_id: str
    answer: int


def read_matrix(
    reads: Iterable[NamedRead], cases: Sequence[str], readers: Sequence[str], levels: int
) -> Ints:
    """Return reads as (cases, readers) of 0..levels - 1, and -1 where a reader has not read a case.

    Raises:
        SacroReadError: an unknown case or reader, a second read of the same reader for a case, or an answer
            outside the scale; the message names the case.
    """
    rows, columns = _places(cases, "case"), _places(readers, "reader")
    matrix = np.full((len(cases), len(readers)), MISSING)
    for read in reads:
        place = _place(rows, read.case_id, "Case"), _place(columns, read.reader_id, "Reader")
        if matrix[place] != MISSING:
            raise SacroReadError(
                f"Reader {read.reader_id} has two reads of case {read.case_id}. Keep one of them, or give "
                "the repeat a column of its own."
            )
        matrix[place] = checked_reads([_answer(read)], levels, [read.case_id])[0]
    return matrix


def probability_vector(probabilities: Mapping[str, float], cases: Sequence[str]) -> Floats:
    """Return probabilities as (cases,) in [0, 1], NaN where a case has none; unknown cases are refused."""
    rows = _places(cases, "case")
    vector = np.full(len(cases), np.nan)
    for case_id, probability in probabilities.items():
        vector[_place(rows, case_id, "Case")] = checked_probabilities([probability], [case_id])[0]
    return vector


def _answer(read: NamedRead) -> int:
    if read.answer < 0:
        raise SacroReadError(
            f"Case {read.case_id} has a read of {read.answer}, below the scale. Correct that read."
        )
    return read.answer


def _places(names: Sequence[str], what: str) -> dict[str, int]:
    places = {name: place for place, name in enumerate(names)}
    if len(places) < len(names):
        twice = next(name for name in names if list(names).count(name) > 1)
        raise SacroReadError(f"The {what} {twice} is listed twice. List every {what} once.")
    return places


def _place(places: Mapping[str, int], name: str, what: str) -> int:
    if name not in places:
        raise SacroReadError(f"{what} {name} is not part of this study. Add it, or remove its rows.")
    return places[name]
