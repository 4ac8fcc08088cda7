"""The end of a session: what was read, the correction, the signature."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from sacroread.desks import desk_of
from sacroread.store.signing import set_password
from sacroread.store.store import create_study
from sacroread.study import desk as steps
from sacroread.study.correction import Correction
from sacroread.study.events import EventKind
from sacroread.study.model import (
    Case,
    Condition,
    Confidence,
    Draft,
    Grade,
    Lesion,
    Quality,
    QualityForm,
    Read,
    Reader,
    Role,
    Side,
    Ungradable,
)
from sacroread.study.protocol import Design, Scale, default_protocol
from sacroread.study.signature import signatures
from sacroread.ui.own_reads import OwnReads
from sacroread.ui.summary import summary
from sacroread.worklists import seat

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PATIENCE_MS = 60_000
PASSWORD = "correct horse"  # noqa: S105 - of nobody


def read(case_id, right, left, **more):
    grades = {Side.RIGHT: Grade(right), Side.LEFT: Grade(left)}
    fields = {
        "token": case_id, "reader_id": "r", "role": Role.PANEL, "case_id": case_id,
        "condition": Condition.UNAIDED, "repeat": 0, "draft": Draft(grades),
        "definite": right > 2 or (right > 1 and left > 1), "locked_at": None, "active_seconds": None, **more,
    }  # fmt: skip
    return Read(**fields)


def test_the_summary_counts_what_counts_now():
    reads = (
        read("a", 3, 0, active_seconds=10.0),
        read("b", 1, 1, active_seconds=30.0),
        read("c", 2, 2, active_seconds=14.0),
        replace(read("d", 0, 0), draft=Draft().as_ungradable(Ungradable.OTHER), definite=None),
    )
    found = summary(reads)
    assert (found.count, found.definite, found.not_definite, found.ungradable) == (4, 2, 1, 1)
    assert found.median_seconds == 14.0
    assert found.grades[Side.RIGHT] == {0: 0, 1: 1, 2: 1, 3: 1, 4: 0}


@pytest.fixture
def finished(qtbot, window, room):
    """A window whose reader has locked every case: the first one 3 and 1, all others 0 and 0."""
    reading = window.reading
    while not reading.desk.is_finished:
        for side, grade in zip(Side, (0, 0) if reading.desk.locked else (3, 1), strict=True):
            reading.step(steps.grade, side, Grade(grade))
        reading.lock()
        reading.step(steps.go_on)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    return window


def test_nobody_reads_a_case_again_with_his_first_read_of_it_beside_him(tmp_path):
    rules = replace(default_protocol("Study", Design.PANEL, 7), repeat_share=0.5, washout_days=0)
    reader, case_ids = Reader("r", Role.PANEL), [f"c{number}" for number in range(8)]
    with create_study(tmp_path / "study.sacro", rules, NOW) as store:
        store.add_cases([Case(case_id, case_id, case_id, case_id) for case_id in case_ids])
        seat(store, reader)
        store.append([read(case_id, 3, 1, locked_at=NOW) for case_id in case_ids])
        desk = desk_of(store, reader, NOW)
        own = OwnReads(store, SimpleNamespace(desk=desk))
        assert desk.session == 2
        assert own.reads == ()
        again = [
            replace(read(each, 0, 0), token=f"{each} again", repeat=1, session=2) for each in desk.worklist
        ]
        store.append(again[:1])
        own = OwnReads(store, SimpleNamespace(desk=desk_of(store, reader, NOW)))
        assert own.reads == (again[0],)
        store.append(again[1:])
        own = OwnReads(store, SimpleNamespace(desk=desk_of(store, reader, NOW)))
        assert len(own.reads) == len(case_ids) + len(again), (
            "once nothing comes any more, he sees all he signs"
        )


def choose(window, row):
    page = window.summary
    page.table.selectRow(row)
    return page.form


def test_enter_after_the_last_lock_leads_to_the_summary_and_the_signature(qtbot, finished):
    window, page = finished, finished.summary
    assert window.room.dock._lock.isEnabled()
    qtbot.keyClick(window.room, Qt.Key.Key_Return)
    assert window._stack.currentWidget() is page
    count = len(window.reading.desk.worklist)
    assert page.table.rowCount() == count
    assert page._counts.text().startswith(f"{count} reads: 1 definite, {count - 1} not definite")
    qtbot.keyClicks(page.name, "A. Reader")
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.mouseClick(page.sign, Qt.MouseButton.LeftButton)
    (signed,) = signatures(window._store.events())
    assert (signed.reader_id, signed.name, signed.count) == ("reader-3", "A. Reader", count)
    assert page._told.text().startswith("Signed by A. Reader")
    assert not page.sign.isEnabled()
    assert page.password.text() == ""


def test_enter_leads_to_the_summary_also_where_cases_come_again_after_the_wash_out(qtbot, finished):
    finished.reading.step(lambda desk: replace(desk, comes_again=True))
    assert finished.room.dock._lock.text().startswith("What you have read")
    qtbot.keyClick(finished.room, Qt.Key.Key_Return)
    assert finished._stack.currentWidget() is finished.summary


def test_a_wrong_password_signs_nothing_and_says_so(qtbot, finished):
    set_password(finished._store, "reader-3", PASSWORD)
    finished.show_page("Summary")
    page = finished.summary
    qtbot.keyClicks(page.name, "A. Reader")
    qtbot.keyClicks(page.password, "wrong horse")
    qtbot.mouseClick(page.sign, Qt.MouseButton.LeftButton)
    assert signatures(finished._store.events()) == ()
    assert "not the password" in page._told.text()
    assert page.sign.isEnabled()


def test_a_locked_read_is_corrected_with_a_reason_only_and_both_stay_on_record(qtbot, finished):
    finished.show_page("Summary")
    form = choose(finished, 0)
    before = finished.summary._reads[0]
    form._grades[Side.RIGHT].setCurrentIndex(1)
    assert not form._keep.isEnabled(), "without a reason nothing is corrected"
    qtbot.keyClicks(form._reason, "the sides were mixed up")
    qtbot.mouseClick(form._keep, Qt.MouseButton.LeftButton)
    everything = [each for each in finished._store.all_reads() if each.case_id == before.case_id]
    now = [each for each in everything if each.reader_id == "reader-3"]
    assert now[0] == before
    assert isinstance(now[1], Correction)
    assert now[1].supersedes == before.token
    assert now[1].correction_reason == "the sides were mixed up"
    assert (now[1].draft.grades[Side.RIGHT], now[1].definite) == (Grade.SUSPICIOUS, False)
    assert finished.reading.desk.locked[before.case_id] == now[1]
    assert finished.summary.table.item(0, 4).text().endswith("corrected")


def test_enter_after_the_reason_corrects_and_the_keys_stay_with_the_reads(qtbot, finished):
    finished.show_page("Summary")
    form, read = choose(finished, 0), finished.summary._reads[0]
    finished._saved.clear()
    form._reason.setFocus()
    qtbot.keyClicks(form._reason, "the sides were mixed up")
    qtbot.keyClick(form._reason, Qt.Key.Key_Return)
    assert finished.summary._reads[0] == read, "nothing is corrected yet"
    form._grades[Side.RIGHT].setCurrentIndex(1)
    qtbot.keyClick(form._reason, Qt.Key.Key_Return)
    assert finished.summary._reads[0].correction_reason == "the sides were mixed up"
    assert finished.summary.table.hasFocus()
    assert finished._saved.text().startswith("saved ")


def test_a_correction_after_the_signature_asks_for_a_new_one(qtbot, finished):
    page = finished.summary
    finished.show_page("Summary")
    finished.summary._own.sign("A. Reader", PASSWORD)
    page.refresh()
    assert page._own.is_signed
    form = choose(finished, 1)
    form._ungradable.setCurrentIndex(3)
    qtbot.keyClicks(form._reason, "blurred")
    qtbot.mouseClick(form._keep, Qt.MouseButton.LeftButton)
    assert not page._own.is_signed
    assert page.sign.isEnabled()


def test_who_saw_the_second_reader_is_told_so_when_he_corrects(qtbot, finished):
    finished.show_page("Summary")
    case_id = finished.summary._reads[0].case_id
    seen = finished.summary._own.has_seen_prediction(case_id)
    form = choose(finished, 0)
    assert form._caution.isVisible() is seen


def test_who_saw_the_results_is_told_so_when_he_corrects_and_it_stands_on_record(finished):
    finished.show_page("Summary")
    assert not choose(finished, 0)._caution.text().startswith("You have seen the results")
    finished.show_results()
    finished.show_page("Start")
    finished.show_results()
    finished.show_page("Summary")
    form = choose(finished, 0)
    assert form._caution.isVisible()
    assert form._caution.text().startswith("You have seen the results")
    noted = finished._store.events([EventKind.RESULTS])
    assert [(event.reader_id, event.detail) for event in noted] == [("reader-3", "")]


def test_the_dossier_that_a_reader_saves_stands_under_his_name(qtbot, finished, tmp_path):
    """A server takes from a reader only what is noted as his."""
    finished.show_results()
    qtbot.waitUntil(lambda: finished.results.is_ready, timeout=PATIENCE_MS)
    finished.results.save(tmp_path / "dossier")
    qtbot.waitUntil(lambda: bool(finished._store.events([EventKind.EXPORT])), timeout=PATIENCE_MS)
    (noted,) = finished._store.events([EventKind.EXPORT])
    assert (noted.reader_id, noted.detail) == ("reader-3", "dossier")
    qtbot.waitUntil(lambda: "is in" in finished.results._message.text(), timeout=PATIENCE_MS)


def test_who_was_coordinator_before_he_sat_down_reads_on_record(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.show_results()
    window.begin_reading(Reader("reader-3", Role.CENTRAL_2))
    noted = window._store.events([EventKind.RESULTS])
    assert [(event.reader_id, event.detail) for event in noted] == [
        ("", ""),  # the coordinator, whoever that was
        ("reader-3", "before sitting down"),
    ]
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)


def test_what_was_signed_is_closed_while_its_cases_come_again(qtbot, finished):
    own = finished.summary._own
    own.sign("A. Reader", PASSWORD)
    finished.reading._show(replace(finished.reading.desk, comes_again=True))
    finished.show_page("Summary")
    assert own.reads == ()
    assert finished.summary.table.rowCount() == 0
    assert finished.summary._counts.text().startswith("Signed. What you have read stays closed")


def test_a_study_that_was_moved_away_is_told_on_the_summary(finished):
    path = finished._store.path
    path.rename(path.with_name("elsewhere.sacro"))
    finished.show_page("Summary")
    assert finished._stack.currentWidget() is finished.summary
    assert "moved" in finished.summary._told.text()
    path.with_name("elsewhere.sacro").rename(path)
    finished.summary.refresh()
    assert finished.summary.table.rowCount() == len(finished.reading.desk.worklist)


def test_nobody_signs_before_the_last_lock(qtbot, window, room):
    qtbot.keyClicks(room, "22")
    qtbot.keyClick(room, Qt.Key.Key_Return)
    window.show_page("Summary")
    assert not window.summary.sign.isEnabled()
    assert window.summary._told.text() == "You can sign when every case is locked."


def test_the_form_knows_the_grades_of_the_scale(qapp):
    from sacroread.ui.pages.correction_form import CorrectionForm

    form = CorrectionForm(Scale.POOLED_2_3)
    choice = form._grades[Side.LEFT]
    assert [choice.itemText(n).split()[0] for n in range(choice.count())] == ["0", "1", "2-3", "4"]


def test_a_corrected_grade_keeps_what_else_was_locked(qapp):
    from sacroread.ui.pages.correction_form import CorrectionForm

    form = CorrectionForm(Scale.MNY)
    lesions = {Side.RIGHT: frozenset({Lesion.EROSION, Lesion.WIDENING})}
    said = {"lesions": lesions, "quality": QualityForm(Quality.READABLE), "confidence": Confidence.SURE}
    locked = replace(read("a", 2, 2), draft=Draft(dict.fromkeys(Side, Grade.MINIMAL), **said))
    form.show_read(locked)
    form._grades[Side.LEFT].setCurrentIndex(1)
    assert form.draft == Draft({Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.SUSPICIOUS}, **said)
