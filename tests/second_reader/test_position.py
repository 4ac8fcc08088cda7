from dataclasses import replace

import pytest

from sacroread.second_reader.position import position, probability_text


def test_the_sentence_names_both_neighbouring_cut_offs_and_the_experience_between_them(cut_offs):
    assert position(0.74, cut_offs).sentence == (
        "0.74: above the balanced cut-off 0.71 and below the specificity-favouring cut-off 0.90; "
        "93 of 100 such cases in the tuning set had definite sacroiliitis by reference "
        "(95 % interval: 86 to 97 of 100)."  # Wilson 1927: 0.863 to 0.966
    )


def test_a_probability_equal_to_a_cut_off_has_reached_it(cut_offs):
    found = position(0.71, cut_offs)

    assert found.reached.name == "balanced"
    assert found.sentence.startswith("0.71: at the balanced cut-off 0.71 and below")


def test_digits_are_added_until_a_probability_looks_different_from_a_cut_off(cut_offs):
    assert position(0.7096, cut_offs).sentence.startswith(
        "0.7096: above the sensitivity-favouring cut-off 0.3000 and below the balanced cut-off 0.7100"
    )


@pytest.mark.parametrize(("probability", "reached", "following"), [(0.1, None, "sensitivity-favouring")])
def test_below_every_cut_off_nothing_is_reached(cut_offs, probability, reached, following):
    found = position(probability, cut_offs)

    assert found.reached is reached
    assert found.next.name == following
    assert "; 1 of 40 such cases" in found.sentence


@pytest.mark.parametrize(
    ("size", "definite", "said"),
    [(25, 25, "25 of 25 such cases in the tuning set"), (31, 0, "0 of 31 such cases in the tuning set")],
)
def test_all_or_none_of_a_few_dozen_cases_are_no_certainty(cut_offs, size, definite, said):
    """Wilson's interval of 25 of 25 begins at 25 / (25 + 3.84) = 0.867, of 0 of 31 ends at 3.84 / 34.84."""
    band = replace(cut_offs, band_sizes=(40, 60, size, 5), band_definite=(1, 20, definite, 5))
    sentence = position(0.8, band).sentence
    assert said in sentence
    assert f"(95 % interval: {'87 to 100' if definite else '0 to 11'} of 100)" in sentence


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0.0, "<0.01"),
        (0.00499, "<0.01"),
        (0.00501, "0.01"),
        (0.9949, "0.99"),
        (0.9951, ">0.99"),
        (1, ">0.99"),
    ],
)
def test_no_probability_is_shown_as_certain(cut_offs, probability, shown):
    assert probability_text(probability) == shown
    assert position(probability, replace(cut_offs, values=())).sentence.startswith(f"{shown}; ")


def test_few_cases_make_no_percentage(cut_offs):
    assert "only 5 such cases in the tuning set, 5 of them definite" in position(0.95, cut_offs).sentence


def test_without_a_tuning_set_nothing_is_said_about_such_cases(cut_offs):
    unknown = replace(cut_offs, band_sizes=(0, 0, 0, 0), band_definite=(0, 0, 0, 0))

    assert "nothing is known about such cases" in position(0.5, unknown).sentence


def test_an_empty_band_is_no_division_by_zero(cut_offs):
    emptied = replace(cut_offs, band_sizes=(40, 0, 100, 5), band_definite=(1, 0, 93, 5))

    assert "only 0 such cases" in position(0.5, emptied).sentence
