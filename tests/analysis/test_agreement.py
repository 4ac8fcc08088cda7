"""Agreement of two readers: invariances, what is undefined and why, and tables worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.analysis.agreement import (
    agreement,
    binary_indices,
    cohen_kappa,
    kappa_of,
    mcnemar,
    mcnemar_exact,
)
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.chance import Weights
from sacroread.analysis.estimate import Asymptotic

MANY = settings(deadline=None, max_examples=40, derandomize=True)
TABLES = arrays(np.int64, (3, 3), elements=st.integers(0, 9)).filter(lambda t: t.sum() > 1)
BINARY = arrays(np.int64, (2, 2), elements=st.integers(0, 30)).filter(lambda t: t.sum() > 1)
EVERY_WEIGHT = pytest.mark.parametrize("weights", list(Weights))


def kappa(table, weights=Weights.NONE):
    return float(kappa_of(table, weights.matrix(len(table))))


def same(first, second):
    return first == pytest.approx(second, nan_ok=True, abs=1e-12)


@EVERY_WEIGHT
@MANY
@given(table=TABLES)
def test_kappa_stays_when_the_readers_change_places(table, weights):
    assert same(kappa(table, weights), kappa(table.T, weights))


@MANY
@given(table=TABLES, order=st.permutations(range(3)))
def test_unweighted_kappa_stays_when_grades_are_renamed(table, order):
    assert same(kappa(table), kappa(table[np.ix_(order, order)]))


@EVERY_WEIGHT
@MANY
@given(table=TABLES)
def test_weighted_kappa_stays_when_the_scale_is_read_backwards(table, weights):
    assert same(kappa(table, weights), kappa(table[::-1, ::-1], weights))


@MANY
@given(table=TABLES, times=st.integers(2, 7))
def test_kappa_stays_when_every_case_is_seen_several_times(table, times):
    assert same(kappa(table), kappa(times * table))


@MANY
@given(table=BINARY)
def test_for_yes_and_no_all_weights_give_one_kappa(table):
    assert same(kappa(table), kappa(table, Weights.LINEAR))
    assert same(kappa(table), kappa(table, Weights.QUADRATIC))


@MANY
@given(table=TABLES)
def test_linear_kappa_is_the_average_over_cut_points_weighted_by_disagreement_by_chance(table):
    """Vanbelle & Albert 2009: linear kappa collects the 2x2 kappas of all ways to cut the scale."""
    dichotomies = [
        np.array([[table[:k, :k].sum(), table[:k, k:].sum()], [table[k:, :k].sum(), table[k:, k:].sum()]])
        for k in (1, 2)
    ]
    n = table.sum()
    by_chance = [1 - (t.sum(0) * t.sum(1)).sum() / n**2 for t in dichotomies]
    apart = [1 - np.trace(t) / n for t in dichotomies]
    expected = 1 - sum(apart) / sum(by_chance) if sum(by_chance) > 1e-12 else float("nan")
    assert same(kappa(table, Weights.LINEAR), expected)


@MANY
@given(table=TABLES, data=st.data())
def test_the_order_of_cases_does_not_matter_for_value_or_interval(table, data, pairs):
    first, second = pairs(table)
    order = data.draw(st.permutations(range(first.size)))
    how = Bootstrap(seed=3, repetitions=50)
    assert cohen_kappa(first, second, 3, how=how) == cohen_kappa(first[order], second[order], 3, how=how)


def test_kappa_of_cohens_own_table_is_as_he_printed_it(pairs):
    """Cohen 1960, table 1: two judges, three categories, in percent; kappa .492 by eq. 1."""
    first, second = pairs([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert cohen_kappa(first, second, 3).value == pytest.approx(0.492, abs=0.0005)


def test_prevalence_alone_lowers_kappa():
    """Sensitivity .89 and specificity .93 at 5 % and at 50 % prevalence."""

    def at(prevalence):
        ill, well = prevalence, 1 - prevalence
        return kappa(np.array([[0.93 * well, 0.11 * ill], [0.07 * well, 0.89 * ill]]))

    assert (round(at(0.05), 2), round(at(0.5), 2)) == (0.52, 0.82)


def test_weights_refer_to_the_whole_scale_also_where_grades_are_not_used(pairs):
    first, second = pairs([[10, 5], [5, 10]])
    two, five = (cohen_kappa(first, second, levels, Weights.QUADRATIC).value for levels in (2, 5))
    assert two == pytest.approx(five)
    with_linear_hole = cohen_kappa([0, 2, 0, 2], [0, 2, 2, 2], 5, Weights.LINEAR).value
    assert with_linear_hole == pytest.approx(cohen_kappa([0, 1, 0, 1], [0, 1, 1, 1], 2).value)


@pytest.mark.parametrize("how", [Asymptotic(), Bootstrap(seed=1)])
def test_one_grade_throughout_has_no_kappa_and_says_why(how):
    estimate = cohen_kappa([1, 1, 1], [1, 1, 1], 2, how=how)
    assert (estimate.value, estimate.low, estimate.n) == (None, None, 3)
    assert "chance alone agrees on every case" in estimate.undefined_because


@pytest.mark.parametrize("how", [Asymptotic(), Bootstrap(seed=1)])
def test_readers_without_a_common_case_have_no_kappa_and_no_agreement(how):
    for estimate in (cohen_kappa([1, -1], [-1, 0], 2, how=how), agreement([1, -1], [-1, 0], 2, how=how)):
        assert (estimate.value, estimate.n) == (None, 0)
        assert estimate.undefined_because == "no case was read by both readers"


def test_a_missing_read_leaves_the_pair_out():
    assert cohen_kappa([0, 1, -1, 1], [0, 1, 1, -1], 2).n == 2


def test_agreement_within_one_grade_counts_neighbours():
    estimate = agreement([0, 1, 2, 4], [0, 2, 4, 4], within=1)
    assert (estimate.value, estimate.n) == (0.75, 4)


@MANY
@given(table=BINARY)
def test_indices_turn_around_with_the_classes_and_with_the_readers(table, pairs):
    index = [e.value for e in binary_indices(*pairs(table))]
    turned = [e.value for e in binary_indices(*pairs(table[::-1, ::-1]))]
    swapped = [e.value for e in binary_indices(*pairs(table.T))]
    assert turned[:2] == [-index[0], -index[1]]
    assert turned[2:] == [index[3], index[2]]
    assert swapped == [index[0], -index[1], *index[2:]]


def test_indices_of_a_table_worked_by_hand(pairs):
    """[[40, 9], [6, 45]]: (45 - 40) / 100, (6 - 9) / 100, 90 / 105, 80 / 95."""
    values = [e.value for e in binary_indices(*pairs([[40, 9], [6, 45]]))]
    assert values == pytest.approx([0.05, -0.03, 90 / 105, 80 / 95])


def test_positive_agreement_without_a_positive_read_is_undefined():
    estimate = binary_indices([0, 0, 0], [0, 0, 0])[2]
    assert (estimate.value, estimate.undefined_because) == (None, "neither reader called any case positive")


def test_mcnemar_is_the_binomial_test_of_the_discordant_pairs(pairs):
    """8 against 1: 2 (1 + 9) / 2^9."""
    assert mcnemar_exact(8, 1) == pytest.approx(2 * 10 / 512)
    assert mcnemar(*pairs([[5, 1], [8, 5]])).value == pytest.approx(2 * 10 / 512)
    assert mcnemar_exact(0, 0) == 1
    assert mcnemar([-1], [1]).undefined_because == "no case was read by both readers"


@MANY
@given(table=TABLES)
def test_agreement_stays_when_readers_change_places_and_the_scale_is_read_backwards(table, pairs):
    first, second = pairs(table)
    for within in (0, 1):
        found = agreement(first, second, 3, within)
        assert found == agreement(second, first, 3, within)
        assert found == agreement(2 - first, 2 - second, 3, within)


@MANY
@given(table=BINARY)
def test_mcnemar_stays_when_readers_or_classes_change_places(table, pairs):
    first, second = pairs(table)
    assert mcnemar(first, second) == mcnemar(second, first) == mcnemar(1 - first, 1 - second)
