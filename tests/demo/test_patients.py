"""Who the phantoms are, and how the simulated readers grade them."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from sacroread.demo.distractors import SHARES, extras
from sacroread.demo.patients import READERS, simulated_grades, true_grades
from sacroread.study.criteria import is_definite
from sacroread.study.model import Grade, Side

COUNT = 4000


@pytest.fixture(scope="module")
def truth():
    return true_grades(5, COUNT)


@pytest.fixture(scope="module")
def reads(truth):
    rng = np.random.default_rng(6)
    return [[simulated_grades(habit, grades, rng) for grades in truth] for habit in READERS]


def test_forty_to_fifty_percent_have_definite_sacroiliitis(truth):
    assert 0.40 <= np.mean([is_definite(grades) for grades in truth]) <= 0.50


def test_every_grade_is_found_on_both_sides(truth):
    for side in Side:
        counts = np.bincount([grades[side] for grades in truth], minlength=len(Grade))
        assert counts.min() > 0.05 * COUNT


def test_the_two_sides_of_a_patient_go_together_but_are_not_the_same(truth):
    right, left = (np.array([int(grades[side]) for grades in truth]) for side in Side)
    assert 0.6 < np.corrcoef(right, left)[0, 1] < 0.8
    assert 0.4 < np.mean(right == left) < 0.7


def test_the_two_earlier_readers_agree_with_a_kappa_of_about_055(reads):
    definite = [[is_definite(grades) for grades in reader] for reader in reads]
    assert 0.50 < cohen_kappa_score(*definite) < 0.60


def test_a_reader_errs_to_the_neighbouring_grade_most(truth, reads):
    for reader in reads:
        error = np.array(
            [abs(said[side] - true[side]) for said, true in zip(reader, truth, strict=True) for side in Side]
        )
        assert np.mean(error == 0) > np.mean(error == 1) > 4 * np.mean(error >= 2)


def test_distractors_are_as_frequent_as_stated():
    found = [extras(np.random.default_rng(k)).found for k in range(2000)]
    for distractor, share in SHARES.items():
        assert np.mean([distractor in each for each in found]) == pytest.approx(share, abs=0.04)
