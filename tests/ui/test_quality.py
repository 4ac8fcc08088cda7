"""The quality form, the confidence, and the aided draft, by keys and mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from sacroread.second_reader.opinion import quality_flag
from sacroread.study.criteria import Reason, verdict
from sacroread.study.model import (
    Condition,
    Confidence,
    Draft,
    Grade,
    Quality,
    QualityForm,
    Read,
    Role,
    Side,
    Ungradable,
)
from sacroread.study.protocol import AidedStart, Scale, SecondReaderAccess
from sacroread.ui.pages.correction_form import CorrectionForm

PATIENCE_MS = 60_000
Key = Qt.Key


def draft(window):
    return window.reading.desk.draft


def follow(window, **rules):
    """Let the desk follow other rules of a protocol."""
    window.reading._show(replace(window.reading.desk, **rules))


def test_q_walks_through_the_quality_and_u_gives_the_reason(qtbot, window, room):
    qtbot.keyClicks(room, "q")
    assert draft(window).quality == QualityForm(Quality.READABLE)
    qtbot.keyClicks(room, "qu")
    assert draft(window).quality == QualityForm(Quality.LIMITED, Ungradable.LOW_RESOLUTION)
    qtbot.keyClicks(room, "u")
    assert draft(window).quality.reason is Ungradable.ATYPICAL_PROJECTION
    qtbot.keyClicks(room, "qq")
    assert draft(window).quality is None


def test_a_limited_radiograph_is_not_locked_before_the_reason_is_given(qtbot, window, room):
    qtbot.keyClicks(room, "22qq")
    qtbot.keyClick(room, Key.Key_Return)
    assert not window.reading.desk.locked
    assert room.dock.quality._missing.isVisible()
    qtbot.keyClicks(room, "u")
    qtbot.keyClick(room, Key.Key_Return)
    (read,) = window.reading.desk.locked.values()
    assert read.draft.quality == QualityForm(Quality.LIMITED, Ungradable.LOW_RESOLUTION)
    assert read.definite is True


def test_what_is_typed_in_words_grades_nothing_and_enter_locks_nothing(qtbot, window, room):
    qtbot.keyClicks(room, "22qqu")
    qtbot.keyClick(room, Key.Key_F6)
    assert room.dock.quality.words.hasFocus()
    qtbot.keyClicks(room.dock.quality.words, "dark, turned 10 degrees")
    qtbot.keyClick(room.dock.quality.words, Key.Key_Return)
    assert not window.reading.desk.locked
    assert draft(window).quality.words == "dark, turned 10 degrees"
    assert draft(window).grades == dict.fromkeys(Side, Grade.MINIMAL)
    assert room.hasFocus(), "the keys grade again"


def test_one_undo_takes_all_typed_words_back(qtbot, window, room):
    qtbot.keyClicks(room, "qqu")
    room.dock.quality.write_words()
    qtbot.keyClicks(room.dock.quality.words, "dark")
    qtbot.keyClick(room.dock.quality.words, Key.Key_Escape)
    qtbot.keyClick(room, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft(window).quality.words == ""
    assert room.dock.quality.words.text() == ""


def test_comma_and_full_stop_say_how_sure_the_reader_is(qtbot, window, room):
    qtbot.keyClicks(room, ".")
    assert draft(window).confidence is Confidence.FAIRLY_SURE
    qtbot.keyClicks(room, "....")
    assert draft(window).confidence is Confidence.VERY_SURE
    qtbot.keyClicks(room, ",")
    assert draft(window).confidence is Confidence.SURE
    qtbot.mouseClick(room.dock.confidence.choices[Confidence.SURE], Qt.MouseButton.LeftButton)
    assert draft(window).confidence is None


def test_confidence_is_kept_with_the_read(qtbot, window, room):
    qtbot.keyClicks(room, "00,")
    qtbot.keyClick(room, Key.Key_Return)
    (read,) = window.reading.desk.locked.values()
    assert read.draft.confidence is Confidence.FAIRLY_SURE


@pytest.fixture
def aided(qtbot, window, room):
    """A case in the middle of an aided draft that began with the unaided grades 3 and 1."""
    follow(window, access=SecondReaderAccess.SAME_SESSION, aided_start=AidedStart.UNAIDED)
    assert room.dock._lock.text().startswith("Lock unaided")
    qtbot.keyClicks(room, "31")
    qtbot.keyClick(room, Key.Key_Return)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    return room


def test_the_aided_draft_shows_the_second_reader_and_what_was_said_unaided(window, aided):
    desk = window.reading.desk
    assert desk.condition is Condition.AIDED
    assert draft(window).grades == {Side.RIGHT: Grade.UNEQUIVOCAL, Side.LEFT: Grade.SUSPICIOUS}
    assert aided.dock.second_reader.isVisible()
    assert aided.dock._changes.text() == "As unaided."
    assert aided.dock._lock.text().startswith("Lock the aided read")
    assert aided.dock._sides[Side.RIGHT]._grades[Grade.UNEQUIVOCAL].property("before") is True


def test_a_change_is_shown_back_and_both_reads_are_kept(qtbot, window, aided):
    case_id = window.reading.desk.case_id
    qtbot.keyClicks(aided, "1")
    assert aided.dock._changes.text() == "Changed: right 3 to 1, definite to not definite."
    qtbot.keyClick(aided, Key.Key_Return)
    reads = [read for read in window._store.reads() if read.reader_id == "reader-3"]
    assert [(read.case_id, read.condition, read.definite) for read in reads] == [
        (case_id, Condition.UNAIDED, True),
        (case_id, Condition.AIDED, False),
    ]


def test_before_the_unaided_lock_nothing_of_the_second_reader_is_seen(qtbot, window, room):
    follow(window, access=SecondReaderAccess.SAME_SESSION, aided_start=AidedStart.EMPTY)
    qtbot.keyClicks(room, "t31")
    assert not room.dock.second_reader.isVisible()
    assert room.viewer.overlay is None
    assert window._store.predictions() == ()


def test_a_pooled_scale_shows_four_grades_and_the_criterion_for_them(qtbot, window, room):
    follow(window, scale=Scale.POOLED_2_3)
    panel = room.dock._sides[Side.RIGHT]
    assert [made.text().split()[0] for made in panel._grades.values() if made.isVisible()] == [
        "0", "1", "2-3", "4",
    ]  # fmt: skip
    qtbot.keyClicks(room, "30")
    assert verdict(draft(window), Scale.POOLED_2_3).reason is Reason.POOLED
    assert room.dock._verdict.text() == verdict(draft(window), Scale.POOLED_2_3).sentence


def test_where_only_the_decision_is_asked_one_key_gives_it(qtbot, window, room):
    follow(window, scale=Scale.DEFINITE_ONLY)
    assert not any(made.isVisible() for made in room.dock._sides[Side.RIGHT]._grades.values())
    qtbot.keyClicks(room, "1")
    assert draft(window).definite is True
    qtbot.keyClicks(room, "0")
    assert draft(window).definite is False


def test_what_its_reader_said_against_the_quality_refers_the_case(qtbot, room):
    qtbot.keyClicks(room, "31qqu")
    qtbot.keyClick(room, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    opinion = room._opinions.get(room._case_id)
    assert "low resolution" in opinion.prediction.refer_reason
    assert "low resolution" in room.dock.second_reader._warning.text()


@pytest.mark.parametrize(
    ("form", "flag"),
    [
        (None, ""),
        (QualityForm(Quality.READABLE), ""),
        (QualityForm(Quality.LIMITED, Ungradable.ATYPICAL_PROJECTION), "atypical projection"),
        (QualityForm(Quality.LIMITED, Ungradable.OTHER, "an implant"), "limited in its quality"),
        (QualityForm(Quality.NOT_GRADABLE, Ungradable.OTHER), "not gradable"),
    ],
)
def test_a_second_reader_is_told_the_reason_and_never_free_words(form, flag):
    assert quality_flag(Draft(quality=form)) == flag


def test_where_only_the_decision_is_asked_two_buttons_give_it_and_it_is_locked(qtbot, window, room):
    assert not room.dock.decision.isVisible()
    follow(window, scale=Scale.DEFINITE_ONLY)
    buttons, case_id = room.dock.decision.buttons, window.reading.desk.case_id
    assert room.dock.decision.isVisible()
    qtbot.mouseClick(buttons[True], Qt.MouseButton.LeftButton)
    assert (draft(window).definite, buttons[True].isChecked()) == (True, True)
    qtbot.mouseClick(buttons[True], Qt.MouseButton.LeftButton)
    assert (draft(window).definite, buttons[True].isChecked()) == (None, False)
    qtbot.mouseClick(buttons[False], Qt.MouseButton.LeftButton)
    qtbot.keyClick(room, Key.Key_Return)
    (read,) = [read for read in window._store.reads() if read.reader_id == "reader-3"]
    assert (read.case_id, read.definite, read.draft.grades) == (case_id, False, {})


def test_a_decision_is_corrected_without_grades(qtbot):
    form = CorrectionForm(Scale.DEFINITE_ONLY)
    qtbot.addWidget(form)
    about = ("r", Role.PANEL, "c", Condition.UNAIDED, 0, Draft(definite=True), True, None)
    form.show_read(Read("t", *about), has_seen_prediction=False)
    assert form.draft is None
    form._decision.setCurrentIndex(form._decision.findData(False))
    assert form.draft == Draft(definite=False)
