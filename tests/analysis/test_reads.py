"""From named reads to arrays and reference standards: what is refused, and by which name."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.reads import NamedRead, probability_vector, read_matrix
from sacroread.analysis.reference_standard import definite_reads, leave_one_reader_out, majority
from sacroread.analysis.table import at_cut_off, checked_reads, contingency_table
from sacroread.errors import SacroReadError
from sacroread.study.criteria import is_definite
from sacroread.study.model import Grade, Side

CASES, READERS = ("case-a", "case-b"), ("local", "central")


def matrix(*reads, levels=5):
    return read_matrix([NamedRead(*read) for read in reads], CASES, READERS, levels)


def test_reads_find_their_place_and_missing_ones_stay_missing():
    found = matrix(("case-b", "local", 4), ("case-a", "central", 0))
    assert found.tolist() == [[-1, 0], [4, -1]]


@pytest.mark.parametrize(
    ("reads", "message"),
    [
        ([("case-a", "local", 5)], "Case case-a has a read of 5, outside 0 to 4"),
        ([("case-a", "local", -1)], "Case case-a has a read of -1, below the scale"),
        ([("case-c", "local", 1)], "Case case-c is not part of this study"),
        ([("case-a", "nobody", 1)], "Reader nobody is not part of this study"),
        ([("case-a", "local", 1), ("case-a", "local", 1)], "Reader local has two reads of case case-a"),
    ],
)
def test_a_read_that_does_not_fit_is_refused_by_name(reads, message):
    with pytest.raises(SacroReadError, match=message):
        matrix(*reads)


def test_a_case_listed_twice_is_refused():
    with pytest.raises(SacroReadError, match="The case x is listed twice"):
        read_matrix([], ("x", "y", "x"), READERS, 5)


def test_probabilities_find_their_place_and_are_refused_by_name():
    assert probability_vector({"case-b": 1.0}, CASES).tolist() == pytest.approx([math.nan, 1], nan_ok=True)
    with pytest.raises(SacroReadError, match=r"Case case-b has the value 1\.2"):
        probability_vector({"case-b": 1.2}, CASES)
    with pytest.raises(SacroReadError, match="Case case-z is not part"):
        probability_vector({"case-z": 0.2}, CASES)


def test_half_grades_are_refused():
    with pytest.raises(SacroReadError, match="whole numbers"):
        checked_reads([0.5, 1.0], 5)


def test_a_table_has_the_first_reader_in_rows():
    assert contingency_table([0, 0, 1, -1], [1, 1, 0, 1], 2).tolist() == [[0, 2], [1, 0]]


def test_a_score_on_the_cut_off_is_positive_and_a_missing_one_stays_missing():
    assert at_cut_off([0.5, 0.49, math.nan], 0.5).tolist() == [1, 0, -1]


def test_definite_reads_agree_with_the_criterion_for_all_grades():
    for right in Grade:
        for left in Grade:
            expected = is_definite({Side.RIGHT: right, Side.LEFT: left})
            assert definite_reads([right, left]) == expected


@pytest.mark.parametrize(
    ("grades", "definite"), [((3, -1), 1), ((-1, 4), 1), ((2, -1), -1), ((-1, 0), -1), ((-1, -1), -1)]
)
def test_a_missing_side_leaves_the_read_open_unless_the_other_decides(grades, definite):
    assert definite_reads(grades) == definite


@settings(deadline=None, max_examples=40, derandomize=True)
@given(reads=arrays(np.int64, (6, 5), elements=st.integers(-1, 1)), order=st.permutations(range(5)))
def test_a_majority_stays_when_readers_change_places_and_turns_with_the_classes(reads, order):
    central = majority(reads)
    assert central.tolist() == majority(reads[:, order]).tolist()
    turned = np.where(reads < 0, reads, 1 - reads)
    assert majority(turned).tolist() == np.where(central < 0, central, 1 - central).tolist()


def test_ties_and_single_votes_are_no_majority():
    assert majority([[1, 0, -1], [1, -1, -1], [1, 1, 0], [0, 0, -1]]).tolist() == [-1, -1, 1, 0]


def test_a_reader_is_judged_without_his_own_vote():
    reads = [[1, 0, 0], [1, 1, 0], [0, 1, 1]]
    assert majority(reads).tolist() == [0, 1, 1]
    assert leave_one_reader_out(reads, 0).tolist() == [0, -1, 1]
