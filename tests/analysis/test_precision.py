"""The interval of average precision: scikit-learn's value on every resample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.precision import average_precision_estimate, precision_cells

HOW = Bootstrap(seed=3, repetitions=300)
scored = st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9])), min_size=2, max_size=30)


@settings(deadline=None, max_examples=60)
@given(scored, st.integers(0, 2**32 - 1))
def test_resampled_cases_have_the_average_precision_that_scikit_learn_gives_them(cases, seed):
    truth, score = np.array([t for t, _ in cases]), np.array([s for _, s in cases])
    cells = precision_cells(truth, score)
    drawn = np.random.default_rng(seed).integers(len(cases), size=len(cases))
    counts = np.bincount(cells.place[drawn], minlength=cells.counts.size)
    found = cells.average(counts[None])[0]
    if len(set(truth[drawn])) < 2:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(average_precision_score(truth[drawn], score[drawn]))


def test_patients_of_one_case_each_are_drawn_like_cases():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 200)
    score = truth + rng.normal(0, 1, 200)
    cases = average_precision_estimate(truth, score, HOW)
    patients = average_precision_estimate(truth, score, Bootstrap(3, 300, patients=np.arange(200)))
    assert cases.low < cases.value < cases.high
    assert patients.value == cases.value
    assert patients.low == pytest.approx(cases.low, abs=0.02)


def test_one_class_only_has_no_average_precision_but_a_reason():
    found = average_precision_estimate([1, 1, -1], [0.2, 0.4, 0.5], HOW)
    assert found.value is None
    assert "one class" in found.undefined_because
