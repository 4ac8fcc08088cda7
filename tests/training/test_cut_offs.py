import numpy as np
import pytest

from sacroread.errors import SacroReadError
from training.cut_offs import chosen_cut_offs

# By hand. Scores of definite cases 0.9 0.8 0.6 0.3, of others 0.7 0.4 0.2 0.1.
TRUTH = [True, True, False, True, False, True, False, False]
SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1])


def test_the_three_cut_offs_are_those_found_by_hand():
    found = chosen_cut_offs(TRUTH, SCORES, "eight cases")

    assert [(c.name, c.probability, c.sensitivity, c.specificity) for c in found.values] == [
        ("sensitivity-favouring", 0.3, 1.0, 0.5),  # all four definite, two of four others below
        ("balanced", 0.8, 0.5, 1.0),  # sums of 1.5 at 0.8, 0.6 and 0.3: the highest specificity
        ("specificity-favouring", 0.8, 0.5, 1.0),
    ]


def test_the_bands_count_the_cases_between_the_cut_offs():
    found = chosen_cut_offs(TRUTH, SCORES, "eight cases")

    assert found.band_sizes == (2, 4, 0, 2)
    assert found.band_definite == (0, 2, 0, 2)


def test_where_the_highest_score_is_a_false_positive_the_specific_cut_off_lies_above_it():
    found = chosen_cut_offs([True, False], np.array([0.2, 0.6]), "two cases")

    specific = next(c for c in found.values if c.name == "specificity-favouring")
    assert specific.probability == np.nextafter(0.6, 1)
    assert (specific.sensitivity, specific.specificity) == (0.0, 1.0)


def test_one_class_gives_no_cut_off():
    with pytest.raises(SacroReadError, match="alike"):
        chosen_cut_offs([True, True], np.array([0.2, 0.6]), "two cases")
