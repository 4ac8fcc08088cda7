"""Intraclass correlations: the published example, invariances, what is undefined and why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.reliability import Model, icc

MANY = settings(deadline=None, max_examples=40, derandomize=True)
READS = arrays(np.int64, (10, 3), elements=st.integers(0, 4))
SHROUT_FLEISS = np.array(  # Shrout & Fleiss 1979, table 2: six targets, four judges
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)


def values(reads, levels=5):
    return [icc(reads, model, of_mean, levels).value for model in Model for of_mean in (False, True)]


def same(first, second):
    return [np.nan if v is None else v for v in first] == pytest.approx(
        [np.nan if v is None else v for v in second], nan_ok=True, abs=1e-9
    )


def test_the_six_correlations_of_shrout_and_fleiss_are_as_printed():
    """Table 4: ICC(1,1) .17, (1,4) .44, (2,1) .29, (2,4) .62, (3,1) .71, (3,4) .91."""
    assert [round(v, 2) for v in values(SHROUT_FLEISS, 11)] == [0.17, 0.44, 0.29, 0.62, 0.71, 0.91]


@MANY
@given(reads=READS, readers=st.permutations(range(3)), cases=st.permutations(range(10)))
def test_correlations_stay_when_readers_and_cases_change_places(reads, readers, cases):
    assert same(values(reads), values(reads[cases][:, readers]))


@MANY
@given(reads=READS)
def test_correlations_stay_when_the_scale_is_read_backwards(reads):
    assert same(values(reads), values(4 - reads))


@MANY
@given(reads=arrays(np.int64, (10, 3), elements=st.integers(0, 3)))
def test_a_reader_one_grade_above_the_others_does_not_touch_consistency(reads):
    higher = reads + np.array([0, 0, 1])
    assert same(values(reads)[4:], values(higher)[4:])


@MANY
@given(reads=READS)
def test_a_correlation_lies_within_its_interval(reads):
    for model in Model:
        estimate = icc(reads, model)
        if estimate.low is not None:
            assert estimate.low - 1e-9 <= estimate.value <= estimate.high + 1e-9


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("reads", [np.ones((5, 2), int), np.array([[1, 2]]), np.full((4, 2), -1)])
def test_without_variance_or_cases_there_is_no_correlation(reads, model):
    for how in (Bootstrap(1, 20), None):
        estimate = icc(reads, model, **({} if how is None else {"how": how}))
        assert estimate.value is None
        assert estimate.undefined_because


def test_cases_with_a_missing_read_are_left_out():
    reads = np.array([[0, 1], [3, 3], [2, 1], [4, -1]])
    assert icc(reads, Model.CONSISTENCY) == icc(reads[:3], Model.CONSISTENCY)


def test_the_interval_by_resampling_patients_is_wider_than_by_cases():
    rng = np.random.default_rng(4)
    one_side = rng.integers(5, size=60)
    reads = np.repeat(
        np.stack([one_side, np.clip(one_side + rng.integers(-1, 2, size=60), 0, 4)], 1), 2, axis=0
    )
    patients = np.repeat(np.arange(60), 2)
    alone, together = (
        icc(reads, Model.CONSISTENCY, how=Bootstrap(1, 2000, patients=w)) for w in (None, patients)
    )
    assert together.high - together.low > 1.2 * (alone.high - alone.low)
