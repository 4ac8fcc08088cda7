"""What a coordinator sees and does: excluded cases, assigned cases, a locked study; never a changed read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sacroread.coordination import ended_cases, exclude, export_reads, include, lock_study, overview
from sacroread.desks import desk_of
from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import read_anchor
from sacroread.store.store import create_study
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import reads_from_csv
from sacroread.study.exclusions import exclusion_detail
from sacroread.study.model import Case, Condition, Draft, Grade, Read, Reader, Role, Side
from sacroread.study.protocol import Design, SecondReaderAccess, default_protocol
from sacroread.worklists import assign, excluded, fill_after, seat

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LOCAL, CENTRAL_1 = Reader("local-1", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)
CASES = [f"c{number}" for number in range(8)]
GRADED = {True: Draft(dict.fromkeys(Side, Grade(2))), False: Draft(dict.fromkeys(Side, Grade(0)))}


@pytest.fixture
def study(tmp_path):
    """An adjudicated study with eight cases and no decoys."""
    rules = replace(default_protocol("Study", Design.ADJUDICATED, 7), decoy_share=0.0, repeat_share=0.0)
    with create_study(tmp_path / "study.sacro", rules, NOW) as store:
        store.add_cases([Case(case_id, f"p-{case_id}", f"{case_id}.dcm", case_id) for case_id in CASES])
        yield store


def lock(store, reader, case_id, *, definite):
    name = f"{reader.reader_id}/{case_id}"
    draft = GRADED[definite]
    read = Read(name, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, draft, definite, NOW, 1.0)
    store.append([read])
    fill_after(store, read)


def read_half(store):
    """Two read c0 to c3 and differ on c0 and c1; central 2 reads c0 and agrees with central 1."""
    for reader in (LOCAL, CENTRAL_1, CENTRAL_2):
        seat(store, reader)
    for case_id in CASES[:4]:
        lock(store, LOCAL, case_id, definite=True)
        lock(store, CENTRAL_1, case_id, definite=case_id in CASES[2:4])
    lock(store, CENTRAL_2, "c0", definite=False)


def test_the_coordinator_sees_how_far_everybody_is_and_what_waits_for_whom(study):
    read_half(study)
    seen = overview(study)
    assert [(each.reader, each.locked, each.waiting) for each in seen.readers] == [
        (LOCAL, 4, 4),
        (CENTRAL_1, 4, 4),
        (CENTRAL_2, 1, 1),
    ]
    assert seen.waiting_for == {Role.LOCAL: 4, Role.CENTRAL_1: 4, Role.CENTRAL_2: 1}
    assert [each.read_count for each in seen.cases] == [3, 2, 2, 2, 0, 0, 0, 0]


def test_a_case_has_ended_when_nobody_is_to_read_it_any_more(study):
    read_half(study)
    assert ended_cases(study) == ("c0", "c2", "c3")
    exclude(study, ["c2"], "no pelvis", NOW)
    assert ended_cases(study) == ("c0", "c3")
    lock_study(study, NOW)
    assert ended_cases(study) == ("c0", "c1", "c3", "c4", "c5", "c6", "c7")


def test_a_decoy_has_not_ended_before_the_third_reader_read_it(tmp_path):
    rules = replace(default_protocol("Study", Design.ADJUDICATED, 7), decoy_share=1.0, repeat_share=0.0)
    with create_study(tmp_path / "decoys.sacro", rules, NOW) as store:
        store.add_cases([Case("c0", "p", "f", "h")])
        for reader in (LOCAL, CENTRAL_1, CENTRAL_2):
            assert ended_cases(store) == ()
            store.add_reader(reader)
            lock(store, reader, "c0", definite=True)
        assert ended_cases(store) == ("c0",)


@pytest.mark.parametrize(
    ("access", "wanted"),
    [
        (SecondReaderAccess.NEVER, [Condition.UNAIDED]),
        (SecondReaderAccess.AFTER_LOCK, [Condition.UNAIDED]),
        (SecondReaderAccess.AIDED, [Condition.AIDED]),
        (SecondReaderAccess.CROSSOVER, [Condition.AIDED, Condition.UNAIDED]),
    ],
)
def test_in_a_panel_a_case_has_ended_when_all_who_have_it_read_it_in_every_condition(
    tmp_path, access, wanted
):
    rules = replace(default_protocol("Study", Design.PANEL, 7), second_reader=access)
    panel = [Reader("r1", Role.PANEL), Reader("r2", Role.PANEL)]
    with create_study(tmp_path / "panel.sacro", rules, NOW) as store:
        store.add_cases([Case("c0", "p", "f", "h"), Case("c1", "p", "f", "i")])
        for reader in panel:
            seat(store, reader)
        for reader in panel:
            for condition in wanted:
                assert ended_cases(store) == ()
                name = f"{reader.reader_id}/{condition}"
                store.append(
                    [Read(name, reader.reader_id, Role.PANEL, "c0", condition, 0, Draft(), True, NOW)]
                )
        assert ended_cases(store) == ("c0",)


def test_in_a_panel_no_case_has_ended_before_a_reader_who_never_sat_down_has_read(tmp_path):
    first, second = Reader("r1", Role.PANEL), Reader("r2", Role.PANEL)
    with create_study(tmp_path / "panel.sacro", default_protocol("Study", Design.PANEL, 7), NOW) as store:
        store.add_cases([Case("c0", "p", "f", "h"), Case("c1", "p", "f", "i")])
        seat(store, first)
        store.add_reader(second)
        lock(store, first, "c0", definite=True)
        assert ended_cases(store) == ()
        assign(store, second, ["c1"], NOW)  # from now on it is known which cases he reads
        assert ended_cases(store) == ("c0",)


def test_a_reader_whose_reads_were_imported_is_not_waited_for(tmp_path):
    with create_study(tmp_path / "panel.sacro", default_protocol("Study", Design.PANEL, 7), NOW) as store:
        store.add_cases([Case("c0", "p", "f", "h"), Case("c1", "p", "f", "i")])
        seat(store, Reader("r1", Role.PANEL))
        elsewhere = Reader("r2", Role.PANEL)
        store.add_reader(elsewhere)
        lock(store, Reader("r1", Role.PANEL), "c0", definite=True)
        lock(store, elsewhere, "c1", definite=True)
        assert ended_cases(store) == ("c0",)


def test_the_flow_counts_every_case_once(study):
    read_half(study)
    exclude(study, ["c7", "c6"], "no pelvis", NOW)
    flow = overview(study).flow
    assert (flow.enrolled, flow.excluded, flow.read, flow.waiting) == (8, {"no pelvis": 2}, 4, 3)
    assert (flow.discordant, flow.adjudicated, flow.final) == (2, 1, 3)
    ended = flow.final + sum(flow.undecided.values())
    assert flow.enrolled == sum(flow.excluded.values()) + ended + flow.waiting


def test_a_case_is_reclassified_where_the_central_readers_outvote_the_local_one(study):
    read_half(study)
    assert overview(study).reclassified == 1


def test_an_excluded_case_leaves_every_worklist_and_comes_back_when_included_again(study):
    read_half(study)
    exclude(study, ["c1", "c5"], "wrong patient", NOW)
    assert set(desk_of(study, LOCAL, NOW).worklist) == set(CASES) - {"c5"}  # c1 was read
    assert "c1" not in desk_of(study, CENTRAL_2, NOW).worklist
    assert overview(study).readers[2].waiting == 0
    include(study, ["c1", "c5"], "checked", NOW)
    assert set(desk_of(study, LOCAL, NOW).worklist) == set(CASES)
    assert "c1" in desk_of(study, CENTRAL_2, NOW).worklist


def test_a_case_that_became_discordant_while_it_was_excluded_comes_to_the_third_reader_later(study):
    for reader in (LOCAL, CENTRAL_1, CENTRAL_2):
        seat(study, reader)
    lock(study, LOCAL, "c0", definite=True)
    exclude(study, ["c0"], "doubt about consent", NOW)
    lock(study, CENTRAL_1, "c0", definite=False)
    assert study.worklist(CENTRAL_2) == ()
    include(study, ["c0"], "consent found", NOW)
    assert study.worklist(CENTRAL_2) == ("c0",)


def test_an_exclusion_needs_a_reason_and_a_case_and_then_changes_nothing(study):
    with pytest.raises(SacroReadError, match="c0: give a reason"):
        exclude(study, ["c0"], "  ", NOW)
    with pytest.raises(SacroReadError, match="no case c99"):
        exclude(study, ["c0", "c99"], "no pelvis", NOW)
    assert overview(study).flow.excluded == {}


def test_whatever_the_coordinator_does_a_locked_read_stays(study):
    read_half(study)
    before = study.all_reads()
    exclude(study, CASES, "all of them", NOW)
    include(study, CASES, "and back", NOW)
    study.add_cases([Case("late", "p", "late.dcm", "late")])
    assert assign(study, LOCAL, ["late"], NOW) == 1
    lock_study(study, NOW)
    assert study.all_reads() == before
    assert study.audit(None) == []


def test_a_locked_study_takes_no_case_no_assignment_and_no_new_reader_but_shows_a_reader_his_own(study):
    read_half(study)
    late = Reader("local-2", Role.LOCAL)
    lock_study(study, NOW)
    before = (study.cases(), study.readers(), study.worklist(LOCAL), study.events())
    for change in (
        lambda: study.add_cases([Case("late", "p", "late.dcm", "late")]),
        lambda: seat(study, late),
        lambda: study.extend_worklist(CENTRAL_2, 1, ["c7"]),
        lambda: assign(study, LOCAL, ["c5"], NOW),
    ):
        with pytest.raises(SacroReadError, match="locked"):
            change()
    assert (study.cases(), study.readers(), study.worklist(LOCAL), study.events()) == before
    seat(study, LOCAL)
    assert len(desk_of(study, LOCAL, NOW).locked) == 4
    study.add_reader(Reader("boss", Role.COORDINATOR))


def test_a_locked_study_takes_no_read_and_no_exclusion_and_gives_its_reads_away(study, tmp_path):
    read_half(study)
    lock_study(study, NOW)
    with pytest.raises(SacroReadError, match="locked by its coordinator"):
        lock(study, LOCAL, "c5", definite=True)
    for change in (lambda: exclude(study, ["c5"], "late", NOW), lambda: lock_study(study, NOW)):
        with pytest.raises(SacroReadError, match="The study is locked"):
            change()
    assert overview(study).locked_at == NOW
    assert export_reads(study, tmp_path / "reads.csv", NOW) == 9
    text = (tmp_path / "reads.csv").read_text(encoding="utf-8")
    kept = read_anchor(tmp_path / "reads.csv.anchor.json")
    assert kept is not None
    assert study.audit(kept) == []
    assert kept.read_count == 9
    exported = reads_from_csv(text, "reads.csv")
    assert [(each.case_id, each.definite) for each in exported] == [
        (each.case_id, each.definite) for each in study.reads()
    ]


def test_a_read_that_was_saved_before_the_lock_is_not_refused_when_it_is_sent_again(study):
    read_half(study)
    again = study.reads()[0]
    lock_study(study, NOW)
    study.append([again])
    assert len(study.reads()) == 9


def test_a_site_that_was_given_its_cases_gets_no_others_and_another_site_gets_the_rest(study):
    site_a, site_b = Reader("site-a", Role.LOCAL), Reader("site-b", Role.LOCAL)
    study.add_reader(site_a)
    assert assign(study, site_a, ["c1", "c2"], NOW) == 2
    seat(study, site_a)
    seat(study, site_b)
    assert set(study.worklist(site_a)) == {"c1", "c2"}
    assert set(study.worklist(site_b)) == set(CASES) - {"c1", "c2"}
    with pytest.raises(SacroReadError, match="c1 is excluded, or another local reader has it"):
        assign(study, site_b, ["c1"], NOW)


def test_who_is_given_what_he_has_already_goes_on_getting_what_comes(study):
    seat(study, LOCAL)
    with pytest.raises(SacroReadError, match=r"has these cases already\. Nothing was changed"):
        assign(study, LOCAL, ["c1", "c2"], NOW)
    study.add_cases([Case("late", "p", "late.dcm", "late")])
    seat(study, LOCAL)
    assert "late" in study.worklist(LOCAL)


def test_excluding_again_says_that_nothing_was_changed(study):
    exclude(study, ["c1"], "not a pelvis", NOW)
    before = study.events()
    with pytest.raises(SacroReadError, match=r"c1: excluded already\. Nothing was changed"):
        exclude(study, ["c1"], "another reason", NOW)
    with pytest.raises(SacroReadError, match="c2: in the study already"):
        include(study, ["c2"], "a reason", NOW)
    assert study.events() == before
    exclude(study, ["c1", "c2"], "not a pelvis", NOW)
    assert set(excluded(study)) == {"c1", "c2"}


def test_many_cases_are_excluded_at_once_or_none_is(study):
    good = [Event(EventKind.EXCLUSION, NOW, detail=exclusion_detail(each, "why")) for each in CASES]
    nameless = replace(good[0], detail=None)  # which no row takes
    with pytest.raises(SacroReadError):
        study.note(*good, nameless)
    assert not excluded(study)
    exclude(study, CASES, "why", NOW)
    assert set(excluded(study)) == set(CASES)
    assert study.audit(study.anchor()) == []


def test_nobody_chooses_the_cases_of_the_third_reader(study):
    study.add_reader(CENTRAL_2)
    with pytest.raises(SacroReadError, match=r"by the protocol alone\. Assign to local or central_1"):
        assign(study, CENTRAL_2, ["c1"], NOW)
