"""All 25 grade pairs, from the published criterion written down by hand as a table."""

import pytest

from sacroread.study.criteria import Reason, is_definite, verdict
from sacroread.study.model import Draft, Grade, Side, Ungradable
from sacroread.study.protocol import Scale

# Rows: right 0-4; columns: left 0-4. 1 = definite sacroiliitis (van der Linden 1984).
TABLE = (
    (0, 0, 0, 1, 1),
    (0, 0, 0, 1, 1),
    (0, 0, 1, 1, 1),
    (1, 1, 1, 1, 1),
    (1, 1, 1, 1, 1),
)
PAIRS = [(right, left, bool(TABLE[right][left])) for right in range(5) for left in range(5)]


def draft(right, left):
    return Draft(grades={Side.RIGHT: Grade(right), Side.LEFT: Grade(left)})


@pytest.mark.parametrize(("right", "left", "definite"), PAIRS)
def test_the_criterion_holds_for_every_pair_of_grades(right, left, definite):
    assert is_definite(draft(right, left).grades) is definite
    assert verdict(draft(right, left)).is_definite is definite


@pytest.mark.parametrize(("right", "left", "definite"), PAIRS)
def test_the_sentence_names_both_grades_and_the_conclusion(right, left, definite):
    sentence = verdict(draft(right, left)).sentence
    assert sentence.startswith(f"Right {right}, left {left}: ")
    assert sentence.endswith("Definite sacroiliitis." if definite else "No definite sacroiliitis.")
    assert ("No definite" in sentence) is not definite


@pytest.mark.parametrize(
    ("right", "left", "sentence"),
    [
        (2, 2, "Right 2, left 2: at least grade 2 on both sides. Definite sacroiliitis."),
        (3, 0, "Right 3, left 0: at least grade 3 on one side. Definite sacroiliitis."),
        (
            2,
            1,
            "Right 2, left 1: neither grade 2 on both sides nor grade 3 on one. No definite sacroiliitis.",
        ),
        (4, 4, "Right 4, left 4: at least grade 2 on both sides. Definite sacroiliitis."),
    ],
)
def test_the_sentence_reads_like_this(right, left, sentence):
    assert verdict(draft(right, left)).sentence == sentence


def test_one_grade_alone_concludes_nothing():
    alone = verdict(Draft().with_grade(Side.LEFT, Grade.ANKYLOSIS))
    assert (alone.is_definite, alone.sentence) == (None, "Not yet graded: right.")


def test_no_grade_at_all_names_both_sides():
    assert verdict(Draft()).sentence == "Not yet graded: right and left."


@pytest.mark.parametrize("reason", Ungradable)
def test_an_ungradable_radiograph_concludes_nothing_and_says_why(reason):
    said = verdict(draft(3, 3).as_ungradable(reason))
    assert (said.is_definite, said.reason) == (None, Reason.UNGRADABLE)
    assert said.sentence == f"Ungradable: {reason}. No statement about sacroiliitis."


@pytest.mark.parametrize(
    ("right", "left", "definite"),
    [(0, 0, False), (1, 1, False), (2, 0, True), (2, 2, True), (4, 0, True), (0, 4, True), (1, 2, True)],
)
def test_where_2_and_3_are_pooled_obvious_sacroiliitis_on_one_side_is_definite(right, left, definite):
    """The local readings of DESIR: at least unilateral obvious sacroiliitis (van den Berg 2014)."""
    assert verdict(draft(right, left), Scale.POOLED_2_3).is_definite is definite


def test_a_pooled_grade_is_written_as_both():
    assert verdict(draft(2, 0), Scale.POOLED_2_3).sentence == (
        "Right 2-3, left 0: grade 2 or 3, or fusion, on at least one side. Definite sacroiliitis."
    )


def test_the_decision_alone_asks_for_no_grades():
    assert verdict(Draft(), Scale.DEFINITE_ONLY).sentence == "Not yet decided."
    assert verdict(Draft(definite=False), Scale.DEFINITE_ONLY).sentence == "No definite sacroiliitis."
