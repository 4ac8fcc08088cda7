"""Two or more readers: invariances, how the coefficients hang together, what is undefined and why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.agreement import cohen_kappa
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.chance import Weights
from sacroread.analysis.krippendorff import Metric, krippendorff_alpha
from sacroread.analysis.panel import Coefficient, conger_kappa, fleiss_by_grade, light_kappa, panel_agreement
from sacroread.analysis.panel_counts import all_agree, reader_pairs
from sacroread.errors import SacroReadError

MANY = settings(deadline=None, max_examples=30, derandomize=True)
READS = arrays(np.int64, (12, 3), elements=st.integers(-1, 3))
COMPLETE = arrays(np.int64, (12, 3), elements=st.integers(0, 3))
LEVELS = 4

COEFFICIENTS = {
    **{
        f"{c.name} {w}": (lambda r, c=c, w=w: panel_agreement(r, c, LEVELS, w))
        for c in Coefficient
        for w in Weights
    },
    **{f"Conger {w}": (lambda r, w=w: conger_kappa(r, LEVELS, w)) for w in Weights},
    **{f"Light {w}": (lambda r, w=w: light_kappa(r, LEVELS, w)) for w in Weights},
    **{f"alpha {m}": (lambda r, m=m: krippendorff_alpha(r, m, LEVELS)) for m in Metric},
}
EVERY = pytest.mark.parametrize("coefficient", COEFFICIENTS.values(), ids=COEFFICIENTS.keys())


def value(estimate):
    return float("nan") if estimate.value is None else estimate.value


def same(first, second):
    return value(first) == pytest.approx(value(second), nan_ok=True, abs=1e-9)


@EVERY
@MANY
@given(reads=READS, order=st.permutations(range(3)))
def test_a_panel_stays_when_readers_change_places(coefficient, reads, order):
    assert same(coefficient(reads), coefficient(reads[:, order]))


@EVERY
@MANY
@given(reads=READS, order=st.permutations(range(12)))
def test_a_panel_stays_when_cases_change_places(coefficient, reads, order):
    assert same(coefficient(reads), coefficient(reads[order]))


@EVERY
@MANY
@given(reads=READS)
def test_a_panel_stays_when_the_scale_is_read_backwards(coefficient, reads):
    assert same(coefficient(reads), coefficient(np.where(reads < 0, reads, LEVELS - 1 - reads)))


@EVERY
@MANY
@given(reads=READS)
def test_cases_without_a_read_change_nothing(coefficient, reads):
    empty = np.full((5, 3), -1)
    assert same(coefficient(reads), coefficient(np.vstack([reads, empty])))


@MANY
@given(reads=READS, order=st.permutations(range(LEVELS)))
def test_without_weights_grades_may_be_renamed(reads, order):
    renamed = np.where(reads < 0, reads, np.array(order)[reads])
    for name in ("FLEISS", "BRENNAN_PREDIGER", "GWET"):
        coefficient = COEFFICIENTS[f"{name} unweighted"]
        assert same(coefficient(reads), coefficient(renamed))
    assert same(COEFFICIENTS["alpha nominal"](reads), COEFFICIENTS["alpha nominal"](renamed))


@MANY
@given(reads=COMPLETE)
def test_of_two_readers_congers_kappa_is_cohens(reads):
    for weights in Weights:
        two = reads[:, :2]
        assert same(conger_kappa(two, LEVELS, weights), cohen_kappa(*two.T, LEVELS, weights))


@MANY
@given(reads=COMPLETE)
def test_nominal_alpha_is_fleiss_kappa_corrected_for_small_samples(reads):
    """With complete reads 1 - alpha = (1 - kappa) (n r - 1) / (n r) (Krippendorff 2011)."""
    alpha, kappa = krippendorff_alpha(reads, Metric.NOMINAL, LEVELS), panel_agreement(reads, levels=LEVELS)
    assert 1 - value(alpha) == pytest.approx((1 - value(kappa)) * (1 - 1 / reads.size), nan_ok=True)


@MANY
@given(reads=COMPLETE)
def test_brennan_and_prediger_is_agreement_stretched(reads):
    agreed = np.mean([(reads[:, i] == reads[:, j]).mean() for i, j in reader_pairs(3)])
    found = panel_agreement(reads, Coefficient.BRENNAN_PREDIGER, LEVELS)
    assert found.value == pytest.approx((LEVELS * agreed - 1) / (LEVELS - 1))


def test_krippendorffs_own_example_with_missing_reads_gives_his_printed_values():
    """Krippendorff 2011: four observers, twelve units."""
    observers = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    reads = np.array(
        [[-1 if each == "." else int(each) - 1 for each in line.split()] for line in observers]
    ).T
    found = {metric: round(krippendorff_alpha(reads, metric, 5).value, 3) for metric in Metric}
    assert found == {Metric.NOMINAL: 0.743, Metric.ORDINAL: 0.815, Metric.INTERVAL: 0.849}


def test_names_say_which_coefficient_it_is():
    reads = [[0, 1], [1, 1], [0, 0]]
    named = [
        panel_agreement(reads, Coefficient.BRENNAN_PREDIGER, 2),
        panel_agreement(reads, Coefficient.GWET, 2),
        panel_agreement(reads, Coefficient.GWET, 5, Weights.QUADRATIC),
    ]
    assert [e.name for e in named] == ["PABAK", "Gwet AC1", "Gwet AC2, quadratic weights"]


@EVERY
def test_without_a_pair_a_panel_is_undefined_and_says_why(coefficient):
    estimate = coefficient([[0, -1, -1], [-1, 2, -1]])
    assert (estimate.value, estimate.undefined_because) == (None, "no case was read by two readers")


@pytest.mark.parametrize("how", [None, Bootstrap(seed=1, repetitions=50)])
def test_one_grade_throughout_leaves_fleiss_conger_and_alpha_undefined_but_not_ac1(how):
    reads, asked = np.ones((8, 3), int), {} if how is None else {"how": how}
    undefined = [
        panel_agreement(reads, **asked),
        conger_kappa(reads, **asked),
        *(krippendorff_alpha(reads, metric, **asked) for metric in Metric),
    ]
    assert {e.value for e in undefined} == {None}
    assert all("one and the same grade" in e.undefined_because for e in undefined)
    assert panel_agreement(reads, Coefficient.GWET, **asked).value == 1


def test_an_unused_grade_has_no_kappa_of_its_own():
    estimates = fleiss_by_grade([[0, 0], [1, 1], [0, 1]], 3)
    assert estimates[2].value is None
    assert "used this grade" in estimates[2].undefined_because


def test_all_agree_counts_cases_read_by_everyone():
    reads = [[0, 0, 0], [0, 1, 1], [0, 2, 1], [4, 4, -1]]
    assert all_agree(reads) == (1, 3)
    assert all_agree(reads, within=1) == (2, 3)
    assert all_agree([[-1, 0]]) == (0, 0)


def test_a_grade_of_five_is_refused_by_the_number_of_its_case():
    with pytest.raises(SacroReadError, match="Case 2 has a read of 5, outside 0 to 4"):
        panel_agreement([[0, 1], [5, 2]])
