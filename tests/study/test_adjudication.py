"""Every combination of what two and three readers can say, ungradable and missing reads included."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.adjudication import Basis, reference_standard, standings
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Draft, Read, Role, Ungradable
from sacroread.study.protocol import Design, Discordant, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
YES, NO, UNGRADABLE, MISSING = "yes", "no", "ungradable", "missing"
SAID = (YES, NO, UNGRADABLE, MISSING)
ADJUDICATED = default_protocol("Study", Design.ADJUDICATED, 1)
PAIRED = default_protocol("Study", Design.PAIRED, 1)
WITH_THIRD = replace(PAIRED, discordant=Discordant.THIRD_READER)
LEFT_OUT = replace(PAIRED, discordant=Discordant.LEFT_OUT)
NEGATIVE = replace(PAIRED, discordant=Discordant.NEGATIVE)
ROLES = {
    Design.ADJUDICATED: (Role.LOCAL, Role.CENTRAL_1, Role.CENTRAL_2),
    Design.PAIRED: (Role.CENTRAL_1, Role.CENTRAL_2, Role.CENTRAL_3),
}
said = st.sampled_from(SAID)


def read(said, role, case_id="c", reader_id=None, **changes):
    definite = {YES: True, NO: False, UNGRADABLE: None}[said]
    draft = Draft().as_ungradable(Ungradable.OTHER) if said == UNGRADABLE else Draft()
    made = Read(
        f"{role}/{case_id}", reader_id or role, role, case_id, Condition.UNAIDED, 0, draft, definite, NOW
    )
    return replace(made, **changes)


def case(protocol, *said):
    """Where one case stands when the roles of the design have said these things, first to third."""
    roles = ROLES[protocol.design]
    reads = [read(each, role) for each, role in zip(said, roles, strict=False) if each != MISSING]
    (standing,) = standings(protocol, ["c"], reads)
    return standing


@pytest.mark.parametrize(
    ("said", "basis", "definite"),
    [
        ((YES, YES), Basis.AGREEMENT, True),
        ((NO, NO), Basis.AGREEMENT, False),
        ((UNGRADABLE, UNGRADABLE), Basis.UNGRADABLE, None),
        ((YES, NO, YES), Basis.MAJORITY, True),
        ((YES, NO, NO), Basis.MAJORITY, False),
        ((NO, YES, YES), Basis.MAJORITY, True),
        ((NO, YES, NO), Basis.MAJORITY, False),
        ((YES, NO, UNGRADABLE), Basis.NO_MAJORITY, None),
        ((UNGRADABLE, YES, YES), Basis.MAJORITY, True),
        ((UNGRADABLE, NO, NO), Basis.MAJORITY, False),
        ((YES, UNGRADABLE, NO), Basis.NO_MAJORITY, None),
        ((YES, UNGRADABLE, UNGRADABLE), Basis.UNGRADABLE, None),
    ],
)
@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD], ids=["adjudicated", "paired"])
def test_what_two_readers_say_stands(protocol, said, basis, definite):
    found = case(protocol, *said)
    assert (found.basis, found.definite, found.waits_for) == (basis, definite, ())
    assert found.is_adjudicated == (len(said) == 3)


@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD, LEFT_OUT, NEGATIVE])
@given(first=said, second=said, third=said)
def test_a_missing_read_is_waited_for_and_decides_nothing(protocol, first, second, third):
    found = case(protocol, first, second, third)
    missing = tuple(
        role for role, each in zip(ROLES[protocol.design], (first, second), strict=False) if each == MISSING
    )
    if missing:
        assert (found.waits_for, found.basis, found.definite) == (missing, None, None)
    assert found.is_final == (found.basis is not None)


@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD])
@given(first=said, second=said, third=said)
def test_a_reference_standard_is_what_two_of_three_said_and_nothing_else(protocol, first, second, third):
    found, votes = case(protocol, first, second, third), [first, second, third]
    if MISSING in (first, second) or (first != second and third == MISSING):
        assert found.definite is None
    elif first == second:
        assert found.definite == {YES: True, NO: False, UNGRADABLE: None}[first]
    else:
        expected = {(True, False): True, (False, True): False, (False, False): None}
        assert found.definite is expected[votes.count(YES) >= 2, votes.count(NO) >= 2]


@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD, LEFT_OUT, NEGATIVE])
@given(first=said, second=said, third=said)
def test_who_of_the_first_two_said_what_does_not_matter(protocol, first, second, third):
    one, other = case(protocol, first, second, third), case(protocol, second, first, third)
    assert (one.definite, one.basis, one.is_discordant) == (other.definite, other.basis, other.is_discordant)


@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD, LEFT_OUT, NEGATIVE])
@given(agreed=st.sampled_from((YES, NO, UNGRADABLE)), third=said)
def test_a_decoy_read_never_touches_the_reference_standard(protocol, agreed, third):
    assert case(protocol, agreed, agreed, third) == case(protocol, agreed, agreed, MISSING)


@pytest.mark.parametrize(
    ("protocol", "said", "basis", "definite"),
    [
        (LEFT_OUT, (YES, NO), Basis.LEFT_OUT, None),
        (LEFT_OUT, (YES, UNGRADABLE), Basis.LEFT_OUT, None),
        (NEGATIVE, (YES, NO), Basis.COUNTED_NEGATIVE, False),
        (NEGATIVE, (NO, YES), Basis.COUNTED_NEGATIVE, False),
        (NEGATIVE, (YES, UNGRADABLE), Basis.LEFT_OUT, None),
        (NEGATIVE, (YES, YES), Basis.AGREEMENT, True),
    ],
)
def test_two_central_readers_who_differ_are_left_out_or_count_as_negative_as_the_protocol_says(
    protocol, said, basis, definite
):
    found = case(protocol, *said)
    assert (found.basis, found.definite) == (basis, definite)
    assert found.is_final
    assert not found.is_adjudicated


@pytest.mark.parametrize("protocol", [ADJUDICATED, WITH_THIRD])
@pytest.mark.parametrize("said", [(YES, NO), (NO, YES), (YES, UNGRADABLE), (UNGRADABLE, NO)])
def test_a_discordant_case_waits_for_the_third_reader(protocol, said):
    found = case(protocol, *said)
    assert found.is_discordant
    assert found.waits_for == (ROLES[protocol.design][2],)


@pytest.mark.parametrize("design", [Design.PANEL, Design.SINGLE])
def test_a_panel_decides_nothing(design):
    protocol = default_protocol("Study", design, 1)
    reads = [read(YES, Role.PANEL, "a", "r1"), read(YES, Role.PANEL, "a", "r2")]
    found = standings(protocol, ["a", "b"], reads)
    assert [each.waits_for for each in found] == [(), (Role.PANEL,)]
    assert reference_standard(found) == ()


def test_only_unaided_first_reads_speak():
    reads = [
        read(YES, Role.LOCAL, condition=Condition.AIDED),
        read(YES, Role.LOCAL, repeat=1),
        read(NO, Role.CENTRAL_1),
    ]
    assert standings(ADJUDICATED, ["c"], reads)[0].waits_for == (Role.LOCAL,)


def test_the_first_reader_of_a_role_speaks_for_it_and_a_correction_replaces_what_he_said():
    reads = [
        read(YES, Role.LOCAL, reader_id="site-a"),
        read(NO, Role.LOCAL, reader_id="site-b"),
        read(YES, Role.CENTRAL_1),
    ]
    assert standings(ADJUDICATED, ["c"], reads)[0].basis is Basis.AGREEMENT
    corrected = [*reads, read(NO, Role.LOCAL, reader_id="site-a")]
    assert standings(ADJUDICATED, ["c"], corrected)[0].is_discordant


def test_the_reference_standard_names_its_origin_and_leaves_out_what_is_undecided():
    outcomes = list(product((YES, NO), (YES, NO)))
    reads = [
        read(each, role, f"c{number}")
        for number, pair in enumerate(outcomes)
        for each, role in zip(pair, ROLES[Design.ADJUDICATED], strict=False)
    ]
    reads.append(read(YES, Role.CENTRAL_2, "c1"))
    found = standings(ADJUDICATED, [f"c{number}" for number in range(5)], reads)
    assert reference_standard(found) == (
        ReferenceRow("c0", definite=True, origin="agreement"),
        ReferenceRow("c1", definite=True, origin="majority"),
        ReferenceRow("c3", definite=False, origin="agreement"),
    )


@given(st.permutations([(f"c{number}", YES if number % 3 else NO) for number in range(12)]))
def test_the_order_of_reading_does_not_matter(order):
    reads = [read(each, Role.LOCAL, case_id) for case_id, each in order]
    reads += [read(YES, Role.CENTRAL_1, case_id) for case_id, _ in order]
    case_ids = sorted(case_id for case_id, _ in order)
    discordant = [each.case_id for each in standings(ADJUDICATED, case_ids, reads) if each.is_discordant]
    assert discordant == ["c0", "c3", "c6", "c9"]
