from dataclasses import replace

import pytest

from sacroread.study.model import Role
from sacroread.study.protocol import Design, Discordant, default_protocol
from sacroread.study.roles import free_role, reading_roles, third_role

ADJUDICATED, PAIRED, PANEL = (
    default_protocol("Study", design, 1) for design in (Design.ADJUDICATED, Design.PAIRED, Design.PANEL)
)


def test_seats_are_taken_in_the_order_of_the_design():
    taken = []
    for role in (Role.LOCAL, Role.CENTRAL_1, Role.CENTRAL_2, Role.CENTRAL_2):
        assert free_role(ADJUDICATED, taken) is role
        taken.append(role)


@pytest.mark.parametrize(
    ("discordant", "third"),
    [(Discordant.THIRD_READER, Role.CENTRAL_3), (Discordant.LEFT_OUT, None), (Discordant.NEGATIVE, None)],
)
def test_two_central_readers_have_a_third_only_where_the_protocol_says_so(discordant, third):
    protocol = replace(PAIRED, discordant=discordant)
    assert third_role(protocol) is third
    assert len(reading_roles(protocol)) == (3 if third else 2)


def test_nobody_decides_in_a_panel():
    assert third_role(replace(PANEL, discordant=Discordant.THIRD_READER)) is None
