"""A reader's desk from session to session: what he finds there today, also after a crash."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sacroread.coordination import exclude, lock_study
from sacroread.desks import desk_of
from sacroread.errors import SacroReadError
from sacroread.store.signing import set_password, sign_off
from sacroread.store.store import create_study
from sacroread.study import desk as steps
from sacroread.study.model import Case, Condition, Grade, Presentation, Reader, Role, Side, Window
from sacroread.study.protocol import AidedStart, Design, Scale, SecondReaderAccess, default_protocol
from sacroread.worklists import seat

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
WASHOUT = timedelta(days=28)
READER = Reader("reader-1", Role.PANEL)
CASES = [f"c{number:02d}" for number in range(20)]


@pytest.fixture
def panel(tmp_path):
    """Make a panel study with 20 cases and its reader at the desk."""
    made = []

    def make(**rules):
        protocol = replace(default_protocol("Study", Design.PANEL, 7), **rules)
        store = create_study(tmp_path / f"{len(made)}.sacro", protocol, NOW)
        store.add_cases([Case(case_id, case_id, f"{case_id}.dcm", case_id) for case_id in CASES])
        seat(store, READER)
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


def graded(desk, right=2, left=2):
    return steps.grade(steps.grade(desk, Side.RIGHT, Grade(right)), Side.LEFT, Grade(left))


def lock(store, desk, at=NOW):
    name = f"{desk.case_id}/{desk.condition}/{desk.repeat}/{desk.session}"
    after, read = steps.lock(graded(desk), name, at, 1.0)
    store.append([read])
    return after


def lock_all(store, at=NOW):
    desk = steps.opened(desk_of(store, READER, at))
    while not desk.is_at_end:
        desk = lock(store, desk, at)
    return desk


def test_a_crossover_brings_every_case_twice_once_each_way_with_a_wash_out_between(panel):
    store = panel(second_reader=SecondReaderAccess.CROSSOVER, repeat_share=0.0)
    first = lock_all(store)
    assert not first.is_finished
    assert desk_of(store, READER, NOW + WASHOUT - timedelta(seconds=1)).session == 1
    second = desk_of(store, READER, NOW + WASHOUT)
    assert (second.session, sorted(second.worklist), second.locked) == (2, CASES, {})
    assert second.worklist != first.worklist
    assert lock_all(store, NOW + WASHOUT).is_finished
    by_case = {(read.case_id, read.condition): read.session for read in store.reads(READER)}
    assert set(by_case) == {(case_id, condition) for case_id in CASES for condition in Condition}
    aided_first = sum(by_case[case_id, Condition.AIDED] == 1 for case_id in CASES)
    assert aided_first == len(CASES) / 2


def test_no_session_begins_before_the_one_before_is_finished(panel):
    store = panel(second_reader=SecondReaderAccess.CROSSOVER, repeat_share=0.0)
    desk = desk_of(store, READER, NOW)
    for _ in CASES[:-1]:
        desk = lock(store, desk)
    assert desk_of(store, READER, NOW + 2 * WASHOUT).session == 1


@pytest.mark.parametrize(
    "rules",
    [{"second_reader": SecondReaderAccess.CROSSOVER, "repeat_share": 0.0}, {"repeat_share": 1.0}],
)
def test_no_reader_is_finished_while_a_wash_out_keeps_cases_of_his_session(panel, rules):
    store = panel(**rules)
    desk, later = desk_of(store, READER, NOW), timedelta(days=9)
    for number, _ in enumerate(CASES):
        desk = lock(store, desk, NOW if number < 5 else NOW + later)
    half = lock_all(store, NOW + WASHOUT)
    assert (half.session, len(half.worklist), half.is_at_end) == (2, 5, True)
    assert not half.is_finished
    assert lock_all(store, NOW + later + WASHOUT).is_finished


def test_what_was_excluded_keeps_nobody_from_being_finished(panel):
    store = panel(repeat_share=1.0)
    exclude(store, CASES[1:], "not a pelvis", NOW)
    lock_all(store)
    assert not desk_of(store, READER, NOW).is_finished
    exclude(store, CASES[:1], "not a pelvis", NOW)
    assert desk_of(store, READER, NOW).is_finished


def test_repeats_come_after_the_wash_out_in_an_order_of_their_own_and_stay(panel):
    store = panel(repeat_share=0.5)
    first = lock_all(store)
    assert first.comes_again
    again = desk_of(store, READER, NOW + WASHOUT)
    assert (again.session, again.repeat, again.drafts) == (2, 1, {})
    assert 0 < len(again.worklist) < len(CASES)
    assert list(again.worklist) != [each for each in first.worklist if each in again.worklist]
    assert desk_of(store, READER, NOW + 2 * WASHOUT).worklist == again.worklist
    assert lock_all(store, NOW + WASHOUT).is_finished
    repeats = [read for read in store.reads(READER) if read.repeat == 1]
    assert {read.case_id for read in repeats} == set(again.worklist)


def test_what_was_signed_stays_closed_until_cases_have_come_again(panel):
    store = panel(repeat_share=0.5)
    lock_all(store)
    assert desk_of(store, READER, NOW).is_at_end
    set_password(store, READER.reader_id, "correct horse")
    sign_off(store, READER, ("A. Reader", 1), "correct horse", NOW)
    with pytest.raises(SacroReadError, match=r"reader-1 has read is signed, .*28 days"):
        desk_of(store, READER, NOW + WASHOUT - timedelta(seconds=1))
    assert desk_of(store, READER, NOW + WASHOUT).session == 2
    lock_all(store, NOW + WASHOUT)
    sign_off(store, READER, ("A. Reader", 2), "correct horse", NOW + WASHOUT)
    assert desk_of(store, READER, NOW + WASHOUT).is_finished


def test_a_locked_study_shows_a_reader_what_he_signed_since_nothing_comes_again(panel):
    store = panel(repeat_share=0.5)
    lock_all(store)
    set_password(store, READER.reader_id, "correct horse")
    sign_off(store, READER, ("A. Reader", 1), "correct horse", NOW)
    lock_study(store, NOW)
    for now in (NOW, NOW + WASHOUT):
        desk = desk_of(store, READER, now)
        assert desk.is_finished
        assert not desk.comes_again
        assert set(desk.locked) == set(CASES)


def test_without_repeats_the_first_session_is_the_last(panel):
    store = panel(repeat_share=0.0)
    assert lock_all(store).is_finished
    assert desk_of(store, READER, NOW + 9 * WASHOUT).session == 1


@pytest.mark.parametrize("start", AidedStart)
def test_an_aided_draft_is_found_again_after_a_crash(panel, start):
    store = panel(second_reader=SecondReaderAccess.SAME_SESSION, aided_start=start, repeat_share=0.0)
    desk = desk_of(store, READER, NOW)
    store.save_draft(READER, desk.case_id, graded(desk).draft, 0.0, desk.session)
    begun = lock(store, steps.present(desk, Presentation(Window(5, 6))))
    found = steps.opened(desk_of(store, READER, NOW))
    assert (found.case_id, found.condition, found.draft) == (desk.case_id, Condition.AIDED, begun.draft)
    entered = steps.grade(found, Side.LEFT, Grade.ANKYLOSIS)
    store.save_draft(READER, entered.case_id, entered.draft, 0.0, entered.draft_session)
    again = steps.opened(desk_of(store, READER, NOW))
    assert again.draft == entered.draft
    assert again.unaided == begun.unaided


@pytest.mark.parametrize("start", AidedStart)
def test_an_aided_draft_that_says_the_same_as_the_unaided_read_is_found_again(panel, start):
    store = panel(second_reader=SecondReaderAccess.SAME_SESSION, aided_start=start, repeat_share=0.0)
    desk = desk_of(store, READER, NOW)
    store.save_draft(READER, desk.case_id, graded(desk).draft, 7.0, desk.draft_session)
    same = graded(lock(store, desk))
    store.save_draft(READER, same.case_id, same.draft, 2.0, same.draft_session)
    assert steps.opened(desk_of(store, READER, NOW)).draft == same.draft
    assert store.active_seconds(READER, same.draft_session) == {same.case_id: 2.0}


def test_both_reads_of_a_case_are_kept_and_the_unaided_one_never_moves(panel):
    store = panel(
        second_reader=SecondReaderAccess.SAME_SESSION, aided_start=AidedStart.EMPTY, repeat_share=0.1
    )
    assert lock_all(store).is_at_end
    assert len(store.reads(READER)) == 2 * len(CASES)
    again = desk_of(store, READER, NOW + WASHOUT)
    assert again.access is SecondReaderAccess.NEVER
    assert all(read.repeat == 0 for read in store.reads(READER))


def test_the_desk_knows_the_scale(panel):
    assert desk_of(panel(scale=Scale.POOLED_2_3), READER, NOW).scale is Scale.POOLED_2_3
