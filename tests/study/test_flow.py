"""The flow of cases counts every combination of what two and three readers can say once, and only once."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.adjudication import Basis, Outcome, standing
from sacroread.study.flow import flow
from sacroread.study.model import Role
from sacroread.study.protocol import Design, Discordant, default_protocol

SAID = (*Outcome, None)  # None: not read
ADJUDICATED = default_protocol("Study", Design.ADJUDICATED, 1)
PAIRED = default_protocol("Study", Design.PAIRED, 1)
RULES = {
    "adjudicated": (ADJUDICATED, (Role.LOCAL, Role.CENTRAL_1, Role.CENTRAL_2)),
    "third reader": (
        replace(PAIRED, discordant=Discordant.THIRD_READER),
        (Role.CENTRAL_1, Role.CENTRAL_2, Role.PANEL),
    ),
    "left out": (
        replace(PAIRED, discordant=Discordant.LEFT_OUT),
        (Role.CENTRAL_1, Role.CENTRAL_2, Role.PANEL),
    ),
    "negative": (
        replace(PAIRED, discordant=Discordant.NEGATIVE),
        (Role.CENTRAL_1, Role.CENTRAL_2, Role.PANEL),
    ),
}
YES, NO, UNGRADABLE = Outcome.DEFINITE, Outcome.NOT_DEFINITE, Outcome.UNGRADABLE


def stand(name, case_id, *said):
    protocol, roles = RULES[name]
    return standing(protocol, case_id, {role: each for role, each in zip(roles, said, strict=True) if each})


@pytest.mark.parametrize("name", RULES)
@given(st.lists(st.tuples(*[st.sampled_from(SAID)] * 3), max_size=20), st.sets(st.integers(0, 19)))
def test_every_case_goes_one_way_only(name, said, out):
    found = [stand(name, str(number), *each) for number, each in enumerate(said)]
    excluded = {str(number): "no pelvis" for number in out if number < len(said)}
    seen = flow(excluded, found)
    assert seen.enrolled == len(said)
    ended = seen.final + sum(seen.undecided.values())
    assert seen.enrolled == sum(seen.excluded.values()) + ended + seen.waiting
    assert seen.adjudicated <= seen.discordant <= seen.read <= seen.enrolled


def test_the_flow_of_all_combinations_in_the_adjudicated_design_is_what_is_counted_by_hand():
    """Of 64 combinations: 36 have both first reads (9 pairs x 4), 24 of them differ (6 pairs x 4).

    18 of these have a third read: 12 repeat one of the two, and 6 say a third thing. Of the 12, those that
    repeat "ungradable" (4 pairs hold it, each once) end ungradable: 4. So 8 decide. Of the 12 that
    agree, 4 agree on ungradable: 8 decide.
    """
    found = [stand("adjudicated", str(number), *each) for number, each in enumerate(product(SAID, repeat=3))]
    seen = flow({}, found)
    assert (seen.enrolled, seen.read, seen.discordant, seen.adjudicated) == (64, 36, 24, 18)
    assert (seen.final, seen.undecided) == (16, {Basis.UNGRADABLE: 8, Basis.NO_MAJORITY: 6})
    assert seen.waiting == 64 - 16 - 8 - 6


def test_where_nobody_decides_the_discordant_are_left_out_or_negative_and_nobody_is_waited_for():
    pairs = [(*pair, None) for pair in product((YES, NO, UNGRADABLE), repeat=2)]
    for name, decided, left_out in (("left out", 2, 6), ("negative", 4, 4)):
        seen = flow({}, [stand(name, str(number), *each) for number, each in enumerate(pairs)])
        assert (seen.final, seen.undecided[Basis.LEFT_OUT], seen.waiting) == (decided, left_out, 0)
        assert seen.adjudicated == 0
