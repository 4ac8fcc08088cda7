from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.adjudication import Basis, Standing
from sacroread.study.model import Role
from sacroread.study.protocol import Design, Discordant, default_protocol
from sacroread.study.worklist import draw, gains, is_decoy, is_due, shared_out, worklist

CASES = [f"case-{number:03d}" for number in range(50)]
ADJUDICATED = default_protocol("Study", Design.ADJUDICATED, 7)
PAIRED = default_protocol("Study", Design.PAIRED, 7)
MANY = [f"c{number}" for number in range(10_000)]


def agreed(case_id):
    return Standing(case_id, basis=Basis.AGREEMENT, definite=True)


def contested(case_id):
    return Standing(case_id, waits_for=(Role.CENTRAL_2,), is_discordant=True)


@given(st.permutations(CASES), st.integers())
def test_the_order_depends_on_seed_reader_and_session_alone(shuffled, seed):
    assert worklist(shuffled, "reader-1", 0, seed) == worklist(CASES, "reader-1", 0, seed)


@given(st.integers())
def test_every_case_comes_exactly_once(seed):
    assert sorted(worklist(CASES, "reader-1", 0, seed)) == CASES


def test_two_readers_two_sessions_and_two_seeds_have_different_orders():
    orders = {
        worklist(CASES, reader, session, seed) for reader in "ab" for session in (0, 1) for seed in (1, 2)
    }
    assert len(orders) == 8


@pytest.mark.parametrize("role", [Role.LOCAL, Role.CENTRAL_1])
def test_the_first_two_readers_read_every_case(role):
    for standing in (agreed("a"), contested("b"), Standing("c", waits_for=(role,))):
        assert is_due(ADJUDICATED, role, standing)


def test_the_third_reader_gets_every_contested_case_and_no_case_before_both_have_read():
    assert all(is_due(ADJUDICATED, Role.CENTRAL_2, contested(case_id)) for case_id in MANY)
    half_read = (Standing(case_id, waits_for=(Role.LOCAL,)) for case_id in MANY)
    assert not any(is_due(ADJUDICATED, Role.CENTRAL_2, each) for each in half_read)


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_decoys_are_the_protocols_share_of_the_concordant_cases(share):
    protocol = replace(ADJUDICATED, decoy_share=share)
    count = sum(is_decoy(protocol, agreed(case_id)) for case_id in MANY)
    spread = (len(MANY) * share * (1 - share)) ** 0.5  # of a binomial count
    assert abs(count - share * len(MANY)) <= 4 * spread


def test_a_case_that_both_could_not_grade_is_no_decoy():
    protocol = replace(ADJUDICATED, decoy_share=1.0)
    assert not any(is_decoy(protocol, Standing(case_id, basis=Basis.UNGRADABLE)) for case_id in MANY)


def test_decoys_stand_among_the_contested_cases():
    """The mean place of contested cases in the order is the middle, within 4 standard errors."""
    found = [
        contested(case_id) if number % 3 == 0 else agreed(case_id) for number, case_id in enumerate(MANY)
    ]
    order = worklist(gains(ADJUDICATED, Role.CENTRAL_2, found, ()), "central-2", 0, 7)
    is_contested = {each.case_id: each.is_discordant for each in found}
    places = [(place + 0.5) / len(order) for place, case_id in enumerate(order) if is_contested[case_id]]
    assert 0.1 < 1 - len(places) / len(order) < 0.4
    assert abs(sum(places) / len(places) - 0.5) < 4 * (1 / (12 * len(places))) ** 0.5


@given(st.sets(st.sampled_from(CASES)), st.sets(st.sampled_from(CASES)))
def test_what_a_case_adds_does_not_depend_on_when_it_comes_or_what_comes_with_it(differ, early):
    found = [contested(case_id) if case_id in differ else agreed(case_id) for case_id in CASES]
    at_once = gains(ADJUDICATED, Role.CENTRAL_2, found, ())
    first = gains(ADJUDICATED, Role.CENTRAL_2, (each for each in found if each.case_id in early), ())
    later = gains(ADJUDICATED, Role.CENTRAL_2, found, first)
    assert sorted((*first, *later)) == sorted(at_once)
    assert differ <= set(at_once)


def test_nobody_else_gets_cases():
    assert not is_due(ADJUDICATED, Role.PANEL, contested("a"))
    assert not is_due(PAIRED, Role.CENTRAL_3, contested("a"))
    assert is_due(replace(PAIRED, discordant=Discordant.THIRD_READER), Role.CENTRAL_3, contested("a"))


@given(st.integers(1, 5))
def test_several_readers_share_the_cases_and_none_is_read_twice(count):
    shares = shared_out(MANY, [f"r{number}" for number in range(count)], 7)
    assert sorted(case_id for mine in shares.values() for case_id in mine) == sorted(MANY)
    assert min(map(len, shares.values())) > len(MANY) / count * 0.9


def test_draws_spread_evenly_over_cases():
    draws = sorted(draw(7, "decoy", case_id) for case_id in MANY)
    furthest = max(abs(each - (place + 0.5) / len(MANY)) for place, each in enumerate(draws))
    assert furthest < 1.63 / len(MANY) ** 0.5  # Kolmogorov-Smirnov, 1 % level
