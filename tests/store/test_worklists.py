"""Worklists that fill themselves: what each reader finds on his desk while the others lock their reads."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.store import create_study
from sacroread.study.adjudication import standings
from sacroread.study.model import Case, Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import Design, Discordant, default_protocol
from sacroread.study.worklist import draw, is_decoy
from sacroread.worklists import fill, fill_after, may_grow, seat, sit_down

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LOCAL, CENTRAL_1 = Reader("local-1", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)
CASES = [f"c{number:02d}" for number in range(40)]
CONTESTED = set(CASES[::4])


@pytest.fixture
def study(tmp_path):
    """Make a study with 40 cases of a design."""
    made = []

    def make(design, **rules):
        path = tmp_path / f"study{len(made)}.sacro"
        store = create_study(path, replace(default_protocol("Study", design, 7), **rules), NOW)
        store.add_cases([Case(case_id, case_id, f"{case_id}.dcm", case_id) for case_id in CASES])
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


def read(reader, case_id, *, definite):
    token = f"{reader.reader_id}/{case_id}"
    return Read(token, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, Draft(), definite, NOW)


def first_reads(first=LOCAL, second=CENTRAL_1):
    """Both readers' reads of all cases; they differ on every fourth."""
    both = [read(first, case_id, definite=True) for case_id in CASES]
    return both + [read(second, case_id, definite=case_id not in CONTESTED) for case_id in CASES]


def expected(store):
    """The contested cases and the decoys, from the standings alone."""
    found = standings(store.protocol, CASES, store.reads())
    return CONTESTED | {each.case_id for each in found if is_decoy(store.protocol, each)}


def join(store, *readers):
    for reader in readers:
        store.add_reader(reader)


def test_each_first_reader_gets_all_cases_in_an_order_of_his_own(study):
    store = study(Design.ADJUDICATED)
    seat(store, LOCAL)
    seat(store, CENTRAL_1)
    orders = [store.worklist(reader) for reader in (LOCAL, CENTRAL_1)]
    assert [sorted(order) for order in orders] == [CASES, CASES]
    assert orders[0] != orders[1]


def test_the_third_reader_finds_the_contested_cases_and_the_decoys(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    store.append(first_reads())
    seat(store, CENTRAL_2)
    assert set(store.worklist(CENTRAL_2)) == expected(store) > CONTESTED


def test_one_who_sits_down_early_gets_each_case_at_the_lock_that_completes_it(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    seat(store, CENTRAL_2)
    assert store.worklist(CENTRAL_2) == ()
    assert may_grow(store, CENTRAL_2)
    reads, seen = first_reads(), ()
    for locked in sorted(reads, key=lambda each: draw(7, each.token)):
        store.append([locked])
        fill_after(store, locked)
        now = store.worklist(CENTRAL_2)
        assert now in (seen, (*seen, locked.case_id))
        seen = now
    assert set(seen) == expected(store)
    assert not may_grow(store, CENTRAL_2)


def test_what_a_crash_left_undone_is_made_up_for_at_the_next_sitting(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    seat(store, CENTRAL_2)
    store.append(first_reads())
    seat(store, CENTRAL_2)
    assert set(store.worklist(CENTRAL_2)) == expected(store)


def test_a_new_name_for_which_no_case_is_left_does_not_join(study):
    store, mistyped = study(Design.ADJUDICATED), Reader("central-22", Role.CENTRAL_2)
    join(store, LOCAL, CENTRAL_1)
    sit_down(store, CENTRAL_2)  # before any case is there: they can still come
    store.append(first_reads())
    fill(store)
    before = store.readers()
    for newcomer in (mistyped, Reader("central-11", Role.CENTRAL_1)):
        if newcomer.role is Role.CENTRAL_1:
            seat(store, CENTRAL_1)
        with pytest.raises(SacroReadError, match=f"No cases wait for {newcomer.reader_id}, who is new here"):
            sit_down(store, newcomer)
    assert store.readers() == before
    sit_down(store, CENTRAL_2)
    assert set(store.worklist(CENTRAL_2)) == expected(store)


def test_the_first_third_reader_joins_when_all_others_are_done(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    store.append(first_reads())
    sit_down(store, CENTRAL_2)
    assert set(store.worklist(CENTRAL_2)) == expected(store)


def test_filling_again_changes_nothing_and_the_order_never_moves(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    store.append(first_reads())
    seat(store, CENTRAL_2)
    before = store.worklist(CENTRAL_2)
    store.append([read(CENTRAL_2, before[0], definite=True)])
    fill(store)
    seat(store, CENTRAL_2)
    assert store.worklist(CENTRAL_2) == before


def test_two_third_readers_share_the_cases_and_one_who_came_with_imported_reads_gets_none(study):
    store = study(Design.ADJUDICATED)
    imported, other = Reader("central-2a", Role.CENTRAL_2), Reader("central-2b", Role.CENTRAL_2)
    join(store, LOCAL, CENTRAL_1, imported, CENTRAL_2, other)
    store.append([*first_reads(), read(imported, "c00", definite=True)])
    fill(store)
    held = [store.worklist(reader) for reader in (imported, CENTRAL_2, other)]
    assert held[0] == ()
    assert held[1]
    assert held[2]
    assert sorted((*held[1], *held[2])) == sorted(expected(store) - {"c00"})


def test_the_local_readers_of_two_sites_never_get_the_same_case(study):
    store = study(Design.ADJUDICATED)
    site_a, site_b = Reader("site-a", Role.LOCAL), Reader("site-b", Role.LOCAL)
    join(store, site_a)
    store.append([read(site_a, case_id, definite=True) for case_id in CASES[:30]])
    seat(store, site_b)
    assert sorted(store.worklist(site_b)) == CASES[30:]


def test_cases_that_come_later_stand_behind_those_that_were_there(study):
    store = study(Design.PANEL)
    reader = Reader("reader-1", Role.PANEL)
    seat(store, reader)
    before = store.worklist(reader)
    store.add_cases([Case(f"later-{number}", "p", "f", "h") for number in range(5)])
    seat(store, reader)
    after = store.worklist(reader)
    assert after[:40] == before
    assert sorted(after[40:]) == [f"later-{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("discordant", "is_read"), [(Discordant.THIRD_READER, True), (Discordant.NEGATIVE, False)]
)
def test_two_central_readers_have_their_discordant_cases_read_only_where_the_protocol_says_so(
    study, discordant, is_read
):
    store = study(Design.PAIRED, discordant=discordant, decoy_share=0.0)
    second, third = CENTRAL_2, Reader("third", Role.CENTRAL_3)
    join(store, CENTRAL_1, second)
    store.append(first_reads(CENTRAL_1, second))
    if is_read:
        seat(store, third)
        assert set(store.worklist(third)) == CONTESTED
    else:
        with pytest.raises(SacroReadError, match="central_1 and central_2 read, not central_3"):
            seat(store, third)


def test_a_study_of_a_single_reader_takes_no_second_one(study):
    store = study(Design.SINGLE)
    for reader_id in ("r1", "r1"):
        seat(store, Reader(reader_id, Role.PANEL))
    with pytest.raises(SacroReadError, match="r1 reads alone"):
        seat(store, Reader("r2", Role.PANEL))
    assert [each.reader_id for each in store.readers()] == ["r1"]


def test_every_panel_reader_gets_every_case(study):
    store = study(Design.PANEL)
    for name in ("r1", "r2", "r3"):
        seat(store, Reader(name, Role.PANEL))
        assert sorted(store.worklist(Reader(name, Role.PANEL))) == CASES


def test_a_decoys_read_is_kept_and_is_no_part_of_the_reference_standard(study):
    store = study(Design.ADJUDICATED)
    join(store, LOCAL, CENTRAL_1)
    store.append(first_reads())
    seat(store, CENTRAL_2)
    store.append([read(CENTRAL_2, case_id, definite=False) for case_id in store.worklist(CENTRAL_2)])
    ends = {each.case_id: each.definite for each in standings(store.protocol, CASES, store.reads())}
    assert ends == {case_id: case_id not in CONTESTED for case_id in CASES}
