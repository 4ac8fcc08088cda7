"""An index test against the reference standard, and two index tests on the same cases."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.accuracy import Share, Summary, likelihood_ratio, odds_ratio, share, summary
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.paired import kappa_difference, paired_areas, paired_share, tango
from sacroread.analysis.proportions import clopper_pearson, wilson

MANY = settings(deadline=None, max_examples=40, derandomize=True)
COUNTS = arrays(np.int64, (2, 2), elements=st.integers(0, 20)).filter(lambda t: t.sum() > 1)
ANSWERS = arrays(np.int64, 40, elements=st.integers(0, 1))


def named(estimate):
    return estimate.value, estimate.low, estimate.high, estimate.n


@MANY
@given(counts=COUNTS)
def test_sensitivity_and_specificity_change_places_when_the_classes_do(counts, pairs):
    test, truth = pairs(counts)
    assert named(share(Share.SENSITIVITY, test, truth)) == named(
        share(Share.SPECIFICITY, 1 - test, 1 - truth)
    )
    assert named(share(Share.PPV, test, truth)) == named(share(Share.NPV, 1 - test, 1 - truth))
    assert named(share(Share.ACCURACY, test, truth)) == named(share(Share.ACCURACY, 1 - test, 1 - truth))


@MANY
@given(counts=COUNTS)
def test_sensitivity_is_the_predictive_value_of_the_test_for_the_reference(counts, pairs):
    test, truth = pairs(counts)
    assert named(share(Share.SENSITIVITY, test, truth)) == named(share(Share.PPV, truth, test))


@MANY
@given(counts=COUNTS)
def test_summaries_stay_when_both_classes_are_complemented(counts, pairs):
    test, truth = pairs(counts)
    for what in (Summary.YOUDEN, Summary.BALANCED_ACCURACY, Summary.MCC):
        first, second = summary(what, test, truth), summary(what, 1 - test, 1 - truth)
        assert (first.value is None) == (second.value is None)
        if first.value is not None:
            assert first.value == pytest.approx(second.value)


@MANY
@given(counts=arrays(np.int64, (2, 2), elements=st.integers(1, 20)))
def test_the_odds_ratio_is_the_quotient_of_the_likelihood_ratios(counts, pairs):
    test, truth = pairs(counts)
    positive, negative = (likelihood_ratio(answer, test, truth).value for answer in (1, 0))
    assert odds_ratio(test, truth).value == pytest.approx(positive / negative)


@pytest.mark.parametrize(
    ("what", "table", "because"),
    [
        (Share.SENSITIVITY, [[5, 0], [3, 0]], "the reference standard calls no case positive"),
        (Share.SPECIFICITY, [[0, 5], [0, 3]], "the reference standard calls no case negative"),
        (Share.PPV, [[5, 3], [0, 0]], "the index test calls no case positive"),
        (Share.NPV, [[0, 0], [5, 3]], "the index test calls no case negative"),
    ],
)
@pytest.mark.parametrize("how", [None, Bootstrap(1, 20)])
def test_a_share_of_no_cases_says_which_cases_are_lacking(what, table, because, how, pairs):
    estimate = share(what, *pairs(table), **({} if how is None else {"how": how}))
    assert (estimate.value, estimate.low, estimate.n, estimate.undefined_because) == (None, None, 0, because)


def test_a_likelihood_ratio_over_zero_is_infinite_and_has_no_interval(pairs):
    estimate = likelihood_ratio(1, *pairs([[46, 24], [0, 30]]))
    assert (estimate.value, estimate.low) == (math.inf, None)
    assert estimate.undefined_because == "a cell of the table is 0"
    assert likelihood_ratio(1, *pairs([[9, 0], [0, 0]])).undefined_because == "it is 0 / 0 in this table"


@MANY
@given(hits=st.integers(0, 60), more=st.integers(0, 60))
def test_intervals_of_shares_hold_the_share_and_mirror_each_other(hits, more):
    n = hits + more
    for interval in (wilson, clopper_pearson):
        if n == 0:
            assert interval(0, 0).undefined_because == "no cases"
            continue
        ends, mirrored = interval(hits, n), interval(more, n)
        assert 0 <= ends.low <= hits / n <= ends.high <= 1
        assert (1 - ends.high, 1 - ends.low) == pytest.approx((mirrored.low, mirrored.high))


def test_wilson_and_clopper_pearson_of_81_of_263_are_as_newcombe_printed_them():
    """Newcombe 1998, table I: 81 / 263 gives .2553 to .3662 (score) and .2527 to .3676 (exact)."""
    score, exact = wilson(81, 263), clopper_pearson(81, 263)
    assert [round(end, 4) for end in (score.low, score.high)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in (exact.low, exact.high)] == [0.2527, 0.3676]


@MANY
@given(b=st.integers(0, 30), c=st.integers(0, 30), same=st.integers(0, 30))
def test_tangos_interval_mirrors_when_the_tests_change_places(b, c, same):
    n = b + c + same
    if n == 0:
        return
    ends, mirrored = tango(b, c, n), tango(c, b, n)
    assert (ends.low, ends.high) == pytest.approx((-mirrored.high, -mirrored.low), abs=1e-9)
    assert -1 <= ends.low <= (b - c) / n + 1e-9
    assert (b - c) / n <= ends.high + 1e-9 <= 1 + 2e-9


@MANY
@given(first=ANSWERS, second=ANSWERS, truth=ANSWERS)
def test_paired_differences_turn_their_sign_when_the_tests_change_places(first, second, truth):
    for what in (Share.SENSITIVITY, Share.SPECIFICITY, Share.ACCURACY):
        one, other = paired_share(what, (first, second), truth), paired_share(what, (second, first), truth)
        assert one.p == other.p
        if one.difference.value is None:
            assert other.difference.undefined_because == one.difference.undefined_because
        else:
            assert one.difference.value == -other.difference.value


@MANY
@given(first=ANSWERS, second=ANSWERS, truth=ANSWERS)
def test_a_difference_of_kappas_is_the_difference_of_the_kappas(first, second, truth):
    from sacroread.analysis.agreement import cohen_kappa

    difference = kappa_difference((first, second), truth, 2).value
    kappas = [cohen_kappa(test, truth, 2).value for test in (first, second)]
    if None in kappas:
        assert difference is None
    else:
        assert difference == pytest.approx(kappas[0] - kappas[1])
        assert kappa_difference((second, first), truth, 2).value == pytest.approx(-difference)


def test_a_paired_bootstrap_of_kappas_is_narrower_than_its_parts_and_keeps_to_common_cases():
    rng = np.random.default_rng(0)
    truth = rng.integers(2, size=300)
    first = np.where(rng.random(300) < 0.85, truth, 1 - truth)
    second = np.where(rng.random(300) < 0.97, first, 1 - first)
    first[0], truth[1] = -1, -1
    estimate = kappa_difference((first, second), truth, 2, how=Bootstrap(1, 2000))
    assert estimate.n == 298
    assert estimate.high - estimate.low < 0.15
    assert kappa_difference((first, first), truth, 2, how=Bootstrap(1, 100)).high == 0


def test_without_common_cases_a_comparison_says_so():
    result = paired_share(Share.ACCURACY, ([-1, 1], [1, -1]), [1, 1])
    assert result.difference.value is None
    areas = paired_areas(([0.1, math.nan], [0.2, 0.5]), [1, 0])
    assert areas.p.undefined_because == "the reference standard has only one class among these cases"
