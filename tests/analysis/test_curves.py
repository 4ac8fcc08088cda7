"""ROC and precision-recall curves, areas under them, and cut-offs; positive means score >= cut-off."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.auroc import auroc, delong_covariance, placements
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.curves import (
    average_precision,
    curve,
    precision_recall_integral,
    precision_recall_trapezoid,
)
from sacroread.analysis.cut_offs import Provenance, operating_point, three_cut_offs, youden
from sacroread.analysis.paired import paired_areas
from sacroread.errors import SacroReadError
from sacroread.study.model import CutOff

MANY = settings(deadline=None, max_examples=40, derandomize=True)
TRUTH = arrays(np.int64, 30, elements=st.integers(0, 1)).filter(lambda t: 2 <= t.sum() <= 28)
SCORES = arrays(np.float64, 30, elements=st.integers(0, 12).map(float))


def ends(estimate):
    return estimate.value, estimate.low, estimate.high


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_the_area_is_the_share_of_pairs_in_order(truth, scores):
    """Hanley & McNeil 1982: a tie counts half."""
    above, below = scores[truth == 1][:, None], scores[truth == 0][None, :]
    assert auroc(truth, scores).value == pytest.approx(((above > below) + (above == below) / 2).mean())


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_complementing_classes_and_scores_keeps_the_area_and_its_intervals(truth, scores):
    assert ends(auroc(truth, scores)) == pytest.approx(ends(auroc(1 - truth, -scores)), abs=1e-12)
    assert auroc(truth, scores).value == pytest.approx(1 - auroc(1 - truth, scores).value)


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_only_the_order_of_scores_counts(truth, scores):
    how = Bootstrap(1, 50)
    assert auroc(truth, scores, how) == auroc(truth, np.exp(scores / 3), how)


@MANY
@given(truth=TRUTH, scores=SCORES, order=st.permutations(range(30)))
def test_the_order_of_cases_does_not_count(truth, scores, order):
    how = Bootstrap(1, 50)
    assert auroc(truth, scores, how) == auroc(truth[order], scores[order], how)
    assert ends(auroc(truth, scores)) == pytest.approx(ends(auroc(truth[order], scores[order])), abs=1e-12)


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_the_area_under_the_points_is_the_area(truth, scores):
    points = curve(truth, scores)
    area = np.trapezoid(points.sensitivity, 1 - points.specificity)
    assert area == pytest.approx(auroc(truth, scores).value)


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_every_point_is_the_two_by_two_table_at_its_cut_off(truth, scores):
    points = curve(truth, scores)
    for cut_off, tp, fp in zip(points.cut_offs, points.tp, points.fp, strict=True):
        called = scores >= cut_off
        assert (tp, fp) == ((called & (truth == 1)).sum(), (called & (truth == 0)).sum())


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_average_precision_equals_scikit_learns(truth, scores):
    from sklearn.metrics import average_precision_score

    assert average_precision(curve(truth, scores)) == pytest.approx(average_precision_score(truth, scores))


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_the_exact_precision_recall_area_is_the_integral_of_precision_along_its_path(truth, scores):
    """On the path between two points fp grows with tp at a constant rate (Davis & Goadrich 2006)."""
    points, area = curve(truth, scores), 0.0
    for (tp, end), (fp, last) in zip(pairwise(points.tp), pairwise(points.fp), strict=True):
        if end > tp:
            t = tp + (end - tp) * (np.arange(2000) + 0.5) / 2000
            path = fp + (last - fp) * (t - tp) / (end - tp)
            area += (t / (t + path)).mean() * (end - tp) / points.positives
    assert precision_recall_integral(points) == pytest.approx(area, abs=1e-5)


def test_the_straight_precision_recall_area_worked_by_hand():
    """Precision 1, 1/2 and 2/3 at recall 1/2, 1/2 and 1: (1 + 1) / 2 / 2 + (1/2 + 2/3) / 2 / 2."""
    points = curve([1, 0, 1], [0.9, 0.5, 0.1])
    assert precision_recall_trapezoid(points) == pytest.approx(1 / 2 + 7 / 24)


@MANY
@given(truth=TRUTH, first=SCORES, second=SCORES)
def test_a_paired_difference_of_areas_turns_its_sign_when_the_tests_change_places(truth, first, second):
    one, other = paired_areas((first, second), truth), paired_areas((second, first), truth)
    assert one.p.value == pytest.approx(other.p.value)
    found = ends(one.difference)
    assert found == pytest.approx((-other.difference.value, -other.difference.high, -other.difference.low))


def test_a_test_against_itself_differs_by_nothing():
    truth, scores = [0, 0, 1, 1, 1], [0.1, 0.4, 0.3, 0.8, 0.9]
    result = paired_areas((scores, scores), truth)
    assert (*ends(result.difference), result.p.value) == (0, 0, 0, 1)


def test_delongs_variance_of_an_area_worked_by_hand():
    """Positives 3, 1; negatives 2, 0: V10 = (1, 1/2), V01 = (1/2, 1): (1/8) / 2 + (1/8) / 2."""
    places = placements(np.array([True, True, False, False]), np.array([3.0, 1.0, 2.0, 0.0]))
    assert places.positives.tolist() == [1, 0.5]
    assert places.negatives.tolist() == [0.5, 1]
    assert delong_covariance([places])[0, 0] == pytest.approx(1 / 8)


@pytest.mark.parametrize("how", [None, Bootstrap(1, 20)])
def test_one_class_has_no_area_and_says_why(how):
    estimate = auroc([1, 1], [0.3, 0.9], **({} if how is None else {"how": how}))
    assert estimate.value is None
    assert estimate.undefined_because == "the reference standard has only one class among these cases"


def test_one_positive_case_has_an_area_but_no_delong_interval():
    estimate = auroc([1, 0, 0], [0.7, 0.9, 0.1])
    assert (estimate.value, estimate.low) == (0.5, None)
    assert (
        estimate.undefined_because == "DeLong's variance needs at least two positive and two negative cases"
    )


def test_missing_scores_and_missing_references_are_left_out():
    assert auroc([1, 0, 1, -1], [0.9, 0.1, math.nan, 0.4]).n == 2


def test_columns_of_different_length_are_refused():
    with pytest.raises(SacroReadError, match=r"describe \[1, 2\] cases"):
        auroc([1, 0], [0.5])


def test_an_infinite_score_is_refused_by_its_case():
    with pytest.raises(SacroReadError, match="Case 2 has the value inf"):
        auroc([1, 0], [0.5, math.inf])


@pytest.fixture
def tuning():
    """Ten cases; truth by falling score: 1 1 1 0 1 1 0 1 0 0."""
    scores = np.arange(10, 0, -1) / 10
    return curve([1, 1, 1, 0, 1, 1, 0, 1, 0, 0], scores)


def test_the_three_cut_offs_of_a_tuning_set_worked_by_hand(tuning):
    sensitive, specific, balanced = three_cut_offs(tuning)
    assert (sensitive.probability, sensitive.sensitivity, sensitive.specificity) == (0.3, 1, 0.5)
    assert (specific.probability, specific.sensitivity, specific.specificity) == (0.8, 0.5, 1)
    assert (balanced.probability, balanced.sensitivity) == (0.5, pytest.approx(5 / 6))
    assert [cut_off.name for cut_off in (sensitive, specific, balanced)] == [
        "sensitivity",
        "specificity",
        "balanced",
    ]


def test_a_lower_target_gives_a_higher_sensitivity_favouring_cut_off(tuning):
    assert three_cut_offs(tuning, sensitivity_target=0.8)[0].probability == 0.5


def test_ties_of_the_balanced_cut_off_go_to_the_higher_specificity():
    points = curve([1, 0, 1, 0], [0.9, 0.7, 0.5, 0.3])
    assert points.cut_offs[youden(points)] == 0.9


def test_a_negative_case_with_the_highest_score_leaves_nobody_positive_at_full_specificity():
    assert three_cut_offs(curve([0, 1, 0], [0.9, 0.5, 0.1]))[1].probability == math.inf


def test_no_cut_off_is_chosen_on_one_class():
    with pytest.raises(SacroReadError, match="only one class"):
        three_cut_offs(curve([1, 1], [0.2, 0.9]))


def test_a_cut_off_keeps_its_provenance_and_counts_cases_on_it_as_positive():
    cut_off = CutOff("balanced", 0.5, 0.9, 0.9)
    point = operating_point(cut_off, Provenance.PRESPECIFIED, [1, 0, 1, 0], [0.5, 0.5, 0.4, 0.2])
    assert point.provenance == "prespecified"
    assert (point.table.tp, point.table.fp, point.table.fn, point.table.tn) == (1, 1, 1, 1)


@MANY
@given(truth=TRUTH, scores=SCORES)
def test_cut_offs_name_the_same_cases_when_scores_are_rescaled(truth, scores):
    first, second = three_cut_offs(curve(truth, scores)), three_cut_offs(curve(truth, 3 * scores + 1))
    for one, other in zip(first, second, strict=True):
        assert (scores >= one.probability).tolist() == (3 * scores + 1 >= other.probability).tolist()
