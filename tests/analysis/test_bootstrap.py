"""Resampling: reproducible, of patients where sides are not independent, equal to scipy's BCa."""

import numpy as np
import pytest

from sacroread.analysis.agreement import agreement, cohen_kappa, kappa_of, pair_measure, pair_sample
from sacroread.analysis.auroc import auroc
from sacroread.analysis.bootstrap import Bootstrap, Kind, Units, interval, jackknife, replicates
from sacroread.analysis.panel import panel_agreement
from sacroread.errors import SacroReadError

LARGEST = (1 << 128) - 1  # of the seeds that a study draws


@pytest.fixture
def sides():
    """200 patients with two sides each, both sides nearly always read alike: (400,) reads and patients."""
    rng = np.random.default_rng(11)
    first = np.repeat(rng.integers(2, size=200), 2)
    second = np.repeat(np.where(rng.random(200) < 0.8, first[::2], 1 - first[::2]), 2)
    return first, second, np.repeat(np.arange(200), 2)


def width(estimate):
    return estimate.high - estimate.low


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(kind, sides):
    first, second, _ = sides
    one, again, other = (cohen_kappa(first, second, 2, how=Bootstrap(s, 200, kind)) for s in (1, 1, LARGEST))
    assert one == again
    assert one.low != other.low


@pytest.mark.parametrize("statistic", [cohen_kappa, agreement])
def test_drawing_patients_widens_the_interval_by_root_two_where_both_sides_say_the_same(statistic, sides):
    first, second, patients = sides
    alone = statistic(first, second, 2, how=Bootstrap(1, 4000))
    together = statistic(first, second, 2, how=Bootstrap(1, 4000, patients=patients))
    assert alone.value == together.value
    assert width(together) / width(alone) == pytest.approx(2**0.5, rel=0.07)
    assert "of patients" in together.method


def test_drawing_patients_widens_areas_and_panels_as_well(sides):
    first, second, patients = sides
    reads = np.column_stack([first, second])
    scores = second + np.linspace(0, 0.1, 400)
    for estimate in (
        lambda how: auroc(first, scores, how),
        lambda how: panel_agreement(reads, levels=2, how=how),
    ):
        alone, together = (estimate(Bootstrap(1, 2000, patients=whose)) for whose in (None, patients))
        assert width(together) > 1.2 * width(alone)


def test_patients_with_one_case_each_are_the_same_as_cases():
    rng = np.random.default_rng(5)
    truth, scores = rng.integers(2, size=60), rng.normal(size=60)
    cases, patients = (auroc(truth, scores, Bootstrap(1, 4000, patients=w)) for w in (None, np.arange(60)))
    assert (patients.low, patients.high) == pytest.approx((cases.low, cases.high), abs=0.02)


def test_names_of_patients_may_be_text_in_any_order(sides):
    first, second, patients = sides
    named = [f"patient {number}" for number in patients]
    order = np.random.default_rng(0).permutation(400)
    plain = cohen_kappa(first, second, 2, how=Bootstrap(1, 500, patients=named))
    shuffled = [named[place] for place in order]
    mixed = cohen_kappa(first[order], second[order], 2, how=Bootstrap(1, 500, patients=shuffled))
    assert (plain.value, plain.low, plain.high) == (mixed.value, mixed.low, mixed.high)


def test_a_list_of_patients_of_another_length_is_refused():
    with pytest.raises(SacroReadError, match="2 patients are named for 3 cases"):
        cohen_kappa([0, 1, 1], [0, 1, 0], 2, how=Bootstrap(1, patients=["a", "b"]))


def test_bca_equals_scipys_on_the_same_statistic():
    from scipy.stats import bootstrap as scipy_bootstrap

    rng = np.random.default_rng(2)
    values = rng.exponential(size=40)
    ours = interval(
        Units(np.ones(40, np.int64)),
        lambda counts: counts @ values / counts.sum(1),
        Bootstrap(1, 20_000, Kind.BCA),
    )
    theirs = scipy_bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=rng
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_the_jackknife_of_a_mean_is_the_mean_without_each_case():
    values = np.array([1.0, 4.0, 10.0])
    found = jackknife(Units(np.ones(3, np.int64)), lambda counts: counts @ values / counts.sum(1))
    assert found == pytest.approx([7, 5.5, 2.5])


def test_strata_keep_the_number_of_cases_of_each_class():
    seen = []
    units = Units(np.array([3, 4, 5]), strata=(1, 2))
    replicates(units, lambda counts: seen.append(counts) or counts[:, 0] * 1.0, Bootstrap(1, 100))
    drawn = np.concatenate(seen)
    assert (drawn[:, 0] == 3).all()
    assert (drawn[:, 1:].sum(1) == 9).all()


@pytest.mark.parametrize("counts", [np.array([900, 1100]), np.ones(300, np.int64), np.array([5, 1, 4])])
def test_draws_have_the_size_of_the_sample_and_its_mean(counts):
    values = replicates(Units(counts), lambda drawn: drawn[:, 0] * 1.0, Bootstrap(1, 20_000))
    totals = replicates(Units(counts), lambda drawn: drawn.sum(1) * 1.0, Bootstrap(1, 100))
    n, p = counts.sum(), counts[0] / counts.sum()
    assert (totals == n).all()
    assert values.mean() == pytest.approx(n * p, abs=5 * (n * p * (1 - p) / 20_000) ** 0.5)
    assert values.var() == pytest.approx(n * p * (1 - p), rel=0.05)


def test_repetitions_without_a_value_are_left_out_and_counted(pairs):
    estimate = cohen_kappa(*pairs([[18, 1], [0, 1]]), 2, how=Bootstrap(1, 1000))
    assert "of them undefined and left out" in estimate.method
    assert 0 < estimate.high <= 1


def test_a_statistic_that_no_repetition_has_gives_the_reason():
    ends = interval(Units(np.array([2, 2])), lambda counts: np.full(len(counts), np.nan), Bootstrap(1, 10))
    assert ends.undefined_because == "no repetition of the bootstrap has a value"


def test_one_case_cannot_be_resampled():
    estimate = cohen_kappa([1], [0], 2, how=Bootstrap(1))
    assert (estimate.value, estimate.low) == (0, None)
    assert estimate.undefined_because == "resampling needs at least two cases or patients"


@pytest.mark.parametrize("wrong", [{"repetitions": 0}, {"level": 1.0}])
def test_a_bootstrap_that_cannot_be_is_refused(wrong):
    with pytest.raises(SacroReadError, match="at least one repetition"):
        Bootstrap(1, **wrong)


def test_the_jackknife_error_of_kappa_is_close_to_its_theory(pairs):
    pairs_drawn = pair_sample(*pairs([[44, 8], [2, 46]]), 2)
    measure = pair_measure(None, pairs_drawn, lambda t: kappa_of(t, np.eye(2)))
    theory = cohen_kappa(*pairs([[44, 8], [2, 46]]), 2)
    assert width(measure.jackknife_interval(0.95)) == pytest.approx(width(theory), rel=0.03)
