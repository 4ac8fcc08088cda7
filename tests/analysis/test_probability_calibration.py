"""Calibration, Brier score, reliability and decision curves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit, logit

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.probability_calibration import (
    brier,
    calibration_intercept,
    calibration_slope,
    decision_curve,
    reliability_curve,
)
from sacroread.errors import SacroReadError

MANY = settings(deadline=None, max_examples=40, derandomize=True)
TRUTH = arrays(np.int64, 25, elements=st.integers(0, 1))
PROBABILITIES = arrays(np.float64, 25, elements=st.integers(1, 999).map(lambda k: k / 1000))


@pytest.fixture(scope="module")
def honest():
    """4,000 cases whose probabilities mean what they say."""
    rng = np.random.default_rng(7)
    probability = expit(rng.normal(size=4000) * 1.5)
    return (rng.random(4000) < probability).astype(int), probability


def test_honest_probabilities_have_slope_one_and_intercept_zero_within_the_interval(honest):
    slope, intercept = calibration_slope(*honest), calibration_intercept(*honest)
    assert slope.low < 1 < slope.high
    assert intercept.low < 0 < intercept.high


def test_stretched_and_shifted_logits_are_found_again(honest):
    truth, probability = honest
    slope, half = (calibration_slope(truth, p).value for p in (probability, expit(2 * logit(probability))))
    assert half == pytest.approx(slope / 2)
    shifted = calibration_intercept(truth, expit(logit(probability) - 1)).value
    assert shifted == pytest.approx(calibration_intercept(truth, probability).value + 1)


def test_the_slope_equals_scikit_learns_logistic_regression(honest):
    from sklearn.linear_model import LogisticRegression

    truth, probability = honest
    model = LogisticRegression(C=1e9, tol=1e-10).fit(logit(probability)[:, None], truth)
    assert calibration_slope(truth, probability).value == pytest.approx(model.coef_[0, 0], rel=1e-5)


@MANY
@given(truth=TRUTH, probability=PROBABILITIES)
def test_complementing_the_classes_keeps_slope_and_brier_and_turns_the_intercept(truth, probability):
    for statistic, sign in ((calibration_slope, 1), (brier, 1), (calibration_intercept, -1)):
        first, second = statistic(truth, probability), statistic(1 - truth, 1 - probability)
        if first.value is None:
            assert second.undefined_because == first.undefined_because
        else:
            assert first.value == pytest.approx(sign * second.value, rel=1e-6, abs=1e-6)


@MANY
@given(truth=TRUTH, probability=PROBABILITIES)
def test_the_intercept_makes_the_mean_probability_the_share_of_positives(truth, probability):
    intercept = calibration_intercept(truth, probability).value
    if intercept is not None:
        assert expit(logit(probability) + intercept).mean() == pytest.approx(truth.mean())


@MANY
@given(truth=TRUTH, probability=PROBABILITIES)
def test_brier_equals_scikit_learns(truth, probability):
    from sklearn.metrics import brier_score_loss

    assert brier(truth, probability).value == pytest.approx(brier_score_loss(truth, probability))


def test_brier_may_be_drawn_by_patients(honest):
    truth, probability = (np.repeat(column[:300], 2) for column in honest)
    alone, together = (
        brier(truth, probability, Bootstrap(1, 2000, patients=who))
        for who in (None, np.repeat(np.arange(300), 2))
    )
    assert (together.high - together.low) / (alone.high - alone.low) == pytest.approx(2**0.5, rel=0.1)


@pytest.mark.parametrize(
    ("truth", "probability", "because"),
    [
        ([1, 1, 1], [0.2, 0.5, 0.9], "only one class"),
        ([0, 1, 1], [0.2, 1.0, 0.9], "exactly 0 or 1"),
        ([0, 1, 1], [0.5, 0.5, 0.5], "all probabilities are the same"),
        ([0, 0, 1], [0.2, 0.5, 0.9], "separate the classes"),
        ([1, 1, 0], [0.2, 0.5, 0.9], "separate the classes"),
        ([], [], "only one class"),
    ],
)
def test_where_no_slope_fits_the_reason_is_given(truth, probability, because):
    estimate = calibration_slope(truth, probability)
    assert estimate.value is None
    assert because in estimate.undefined_because


def test_a_reliability_curve_holds_every_case_once_and_keeps_equal_probabilities_together(honest):
    truth, probability = honest
    bins = reliability_curve(truth, probability.round(2), bins=10)
    assert sum(each.n for each in bins) == 4000
    means = [each.mean_probability for each in bins]
    assert means == sorted(means)
    assert sum(each.positive.low <= each.mean_probability <= each.positive.high for each in bins) >= 8
    assert len(reliability_curve([0, 1, 1], [0.5, 0.5, 0.5])) == 1


def test_net_benefit_worked_by_hand():
    """At 0.5: two of three called are positive, so 2/4 - 1/4; treating all 2/4 - 2/4."""
    found = decision_curve([1, 1, 0, 0], [0.9, 0.5, 0.6, 0.1], [0.0, 0.5])
    assert found.model.tolist() == pytest.approx([0.5, 0.25])
    assert found.treat_all.tolist() == pytest.approx([0.5, 0.0])


def test_a_probability_above_one_is_refused_by_its_case():
    with pytest.raises(
        SacroReadError, match=r"Case 2 has the value 1\.2; expected is a probability from 0 to 1"
    ):
        brier([0, 1], [0.5, 1.2])


def test_a_decision_at_a_cut_off_of_one_is_refused():
    with pytest.raises(SacroReadError, match="below 1"):
        decision_curve([0, 1], [0.5, 0.6], [1.0])
