"""Obuchowski and Rockette's analysis: invariances, edges and refusals; R judges its numbers elsewhere."""

import math

import numpy as np
import pytest

from sacroread.analysis.auroc import auroc, placements
from sacroread.analysis.multireader import Covariance, Scope, anova, infer, jackknife_covariance
from sacroread.errors import SacroReadError

EVERY = pytest.mark.parametrize("scope", list(Scope))


@pytest.fixture
def study():
    rng = np.random.default_rng(3)
    truth = rng.integers(2, size=60)
    skill = np.array([1.0, 1.6])[:, None, None] + rng.normal(size=(2, 4, 1)) / 5
    case = rng.normal(size=60) / 2
    return truth, np.rint(skill * truth + case + rng.normal(size=(2, 4, 60)))


def result(truth, ratings, scope, covariance=Covariance.JACKKNIFE):
    return infer(anova(truth, ratings, covariance), scope)


def numbers(contrast):
    e = contrast.estimate
    return e.value, e.low, e.high, contrast.p.value


@EVERY
def test_readers_and_cases_may_change_places(study, scope):
    truth, ratings = study
    rng = np.random.default_rng(0)
    readers, cases = rng.permutation(4), rng.permutation(60)
    one = result(truth, ratings, scope)
    other = result(truth[cases], ratings[:, readers][:, :, cases], scope)
    assert numbers(one.differences[0, 1]) == pytest.approx(numbers(other.differences[0, 1]))
    assert one.p.value == pytest.approx(other.p.value)


@EVERY
def test_conditions_that_change_places_turn_the_difference_around(study, scope):
    truth, ratings = study
    one, other = result(truth, ratings, scope), result(truth, ratings[::-1], scope)
    value, low, high, p = numbers(other.differences[0, 1])
    assert numbers(one.differences[0, 1]) == pytest.approx((-value, -high, -low, p))
    assert numbers(one.areas[0]) == pytest.approx(numbers(other.areas[1]))


@EVERY
@pytest.mark.parametrize("covariance", list(Covariance))
def test_complementing_classes_and_ratings_changes_nothing(study, scope, covariance):
    truth, ratings = study
    one, other = result(truth, ratings, scope, covariance), result(1 - truth, -ratings, scope, covariance)
    assert numbers(one.differences[0, 1]) == pytest.approx(numbers(other.differences[0, 1]))


@EVERY
def test_with_two_conditions_the_overall_test_is_the_test_of_the_difference(study, scope):
    found = result(*study, scope)
    assert found.p.value == pytest.approx(found.differences[0, 1].p.value)


def test_areas_are_those_of_the_single_readers(study):
    truth, ratings = study
    assert anova(truth, ratings).areas[1, 2] == pytest.approx(auroc(truth, ratings[1, 2]).value)


def test_the_jackknife_leaves_out_one_case_at_a_time(study):
    truth, ratings = study
    areas = np.array([auroc(np.delete(truth, k), np.delete(ratings[0, 0], k)).value for k in range(60)])
    found = jackknife_covariance([placements(truth == 1, ratings[0, 0])])[0, 0]
    assert found == pytest.approx(59 / 60 * ((areas - areas.mean()) ** 2).sum())


def test_fixed_readers_with_one_reader_is_the_paired_test_of_two_areas(study):
    from sacroread.analysis.paired import paired_areas

    truth, ratings = study
    single = result(truth, ratings[:, :1], Scope.CASES, Covariance.DELONG).differences[0, 1]
    paired = paired_areas((ratings[0, 0], ratings[1, 0]), truth)
    assert single.estimate.value == pytest.approx(paired.difference.value)
    assert single.p.value == pytest.approx(paired.p.value)


@pytest.mark.parametrize("scope", [Scope.READERS_AND_CASES, Scope.READERS])
def test_one_reader_says_nothing_about_other_readers(study, scope):
    truth, ratings = study
    found = result(truth, ratings[:, :1], scope)
    assert found.p.value is None
    assert found.differences[0, 1].estimate.value is not None
    assert found.differences[0, 1].estimate.low is None
    assert "too few readers" in found.differences[0, 1].estimate.undefined_because


@EVERY
def test_one_positive_case_gives_areas_without_intervals(scope):
    ratings = np.arange(12.0).reshape(2, 2, 3) % 5
    found = result([1, 0, 0], ratings, scope)
    if scope is not Scope.READERS:
        assert found.differences[0, 1].estimate.low is None
        assert found.p.value is None


def test_a_missing_rating_is_refused_by_its_case(study):
    truth, ratings = study
    ratings[1, 2, 6] = math.nan
    with pytest.raises(SacroReadError, match="Case 7 lacks a rating"):
        anova(truth, ratings)


def test_one_class_and_one_condition_are_refused(study):
    truth, ratings = study
    with pytest.raises(SacroReadError, match="only one class"):
        anova(np.ones(60, int), ratings)
    with pytest.raises(SacroReadError, match="two or more conditions"):
        anova(truth, ratings[:1])
