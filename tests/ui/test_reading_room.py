"""The reading room under real key and mouse events."""

import json
import os
import shutil
import signal

import numpy as np
import pydicom
import pytest
from pydicom.uid import JPEGLSLossless
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from sacroread.store.store import open_study
from sacroread.study import desk as steps
from sacroread.study.events import EventKind
from sacroread.study.model import Grade, Lesion, Presentation, Side, Ungradable, Window
from sacroread.ui.keymap import KEYS

PATIENCE_MS = 60_000


def desk(window):
    return window.reading.desk


def press(qtbot, widget, *keys):
    for each in keys:
        modifier, key = each if isinstance(each, tuple) else (Qt.KeyboardModifier.NoModifier, each)
        qtbot.keyClick(widget, key, modifier)


def lock(qtbot, window, room, text="22"):
    case_id = desk(window).case_id
    qtbot.keyClicks(room, text)
    press(qtbot, room, Qt.Key.Key_Return)
    return case_id


def test_a_case_is_graded_and_locked_with_three_keys_and_is_then_on_the_disk(qtbot, window, room):
    case_id = lock(qtbot, window, room, "31")
    with open_study(window._store.path) as again:
        (read,) = [read for read in again.reads() if read.reader_id == "reader-3"]
    assert (read.case_id, read.definite) == (case_id, True)
    assert read.draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL, Side.LEFT: Grade.SUSPICIOUS}


def test_the_criterion_is_read_in_words_while_grading(qtbot, window, room):
    qtbot.keyClicks(room, "2")
    assert room.dock._verdict.text() == "Not yet graded: left."
    qtbot.keyClicks(room, "1")
    assert room.dock._verdict.text().endswith("No definite sacroiliitis.")


def test_the_second_reader_is_silent_until_the_lock_and_then_speaks(qtbot, window, room):
    qtbot.keyClicks(room, "22")
    assert not room.dock.second_reader.isVisible()
    assert window._store.predictions() == ()
    case_id = desk(window).case_id
    press(qtbot, room, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    assert room.dock.second_reader.isVisible()
    (kept,) = window._store.predictions()
    assert kept.case_id == case_id
    assert 0 <= kept.probability <= 1
    assert f"{kept.probability:.2f}" in room.dock.second_reader._sentence.text()


def test_a_reader_sees_after_the_lock_all_that_he_locked(qtbot, window, room):
    told = room.dock._besides
    qtbot.keyClicks(room, "se3nw2q..")
    assert not told.isVisible(), "the buttons show it"
    press(qtbot, room, Qt.Key.Key_Return)
    assert not room.dock.confidence.isVisible()
    assert told.isVisible()
    assert told.text().replace("\u00a0", " ").split("\n") == [
        "R: Erosion, Sclerosis   L: Widening, Narrowing",
        "Quality: Readable   Confidence: sure",
    ]
    press(qtbot, room, Qt.Key.Key_Return)
    assert not told.isVisible(), "of the next case nothing is locked"


def test_enter_after_the_lock_brings_the_next_case(qtbot, window, room):
    first = lock(qtbot, window, room)
    press(qtbot, room, Qt.Key.Key_Return)
    assert desk(window).case_id != first
    assert not room.is_showing, "the picture of the case before is gone at once"
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)


def test_nothing_is_graded_that_is_not_on_the_screen(qtbot, window, room):
    press(qtbot, room, Qt.Key.Key_PageDown)
    qtbot.keyClicks(room, "44")
    assert desk(window).draft.grades == {}


def test_lesions_go_to_the_active_side_and_tab_changes_it(qtbot, window, room):
    qtbot.keyClicks(room, "e")
    press(qtbot, room, Qt.Key.Key_Tab)
    qtbot.keyClicks(room, "k")
    assert desk(window).draft.lesions == {
        Side.RIGHT: frozenset({Lesion.EROSION}),
        Side.LEFT: frozenset({Lesion.ANKYLOSIS}),
    }


def test_arrow_keys_choose_the_joint_as_it_lies_on_the_picture(qtbot, window, room):
    press(qtbot, room, Qt.Key.Key_Right)
    assert desk(window).active_side is Side.LEFT
    press(qtbot, room, Qt.Key.Key_Left)
    assert desk(window).active_side is Side.RIGHT


def test_u_walks_through_the_reasons_and_backspace_takes_them_back(qtbot, window, room):
    qtbot.keyClicks(room, "uu")
    assert desk(window).draft.ungradable is Ungradable.ATYPICAL_PROJECTION
    press(qtbot, room, Qt.Key.Key_Backspace)
    assert desk(window).draft.ungradable is None


def test_undo_takes_a_grade_back_and_redo_gives_it_again(qtbot, window, room):
    qtbot.keyClicks(room, "3")
    press(qtbot, room, (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z))
    assert desk(window).draft.grades == {}
    press(qtbot, room, (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y))
    assert desk(window).draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL}


def drag(qtbot, viewer, by, button=Qt.MouseButton.LeftButton):
    start = QPoint(viewer.width() // 2, viewer.height() // 2)
    qtbot.mousePress(viewer, button, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(viewer, start + QPoint(by[0] * step // 4, by[1] * step // 4))
    qtbot.mouseRelease(viewer, button, pos=start + QPoint(*by))


def test_a_drag_to_the_right_widens_and_upwards_raises_the_window_in_one_undoable_step(qtbot, window, room):
    before = room.viewer.window_in_force
    drag(qtbot, room.viewer, (40, -40))
    after = room.viewer.window_in_force
    assert after.width > before.width
    assert after.center > before.center
    press(qtbot, room, (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z))
    assert desk(window).draft.presentation == Presentation()


def test_a_crop_is_drawn_taken_and_shown_alone(qtbot, window, room):
    qtbot.keyClicks(room, "c")
    drag(qtbot, room.viewer, (120, 90))
    press(qtbot, room, Qt.Key.Key_Return)
    crop = desk(window).draft.presentation.crop
    assert (crop.width, crop.height) == pytest.approx(
        (120 / room_scale(room), 90 / room_scale(room)), rel=0.05
    )
    assert room.viewer.current().center == (crop.x + crop.width / 2, crop.y + crop.height / 2)


def test_inside_a_crop_that_is_the_whole_radiograph_another_one_is_drawn(qtbot, window, room):
    viewer = room.viewer
    qtbot.keyClicks(room, "c")
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=QPoint(0, 1))
    qtbot.mouseMove(viewer, QPoint(viewer.width(), viewer.height()))
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton)
    press(qtbot, room, Qt.Key.Key_Return)
    assert desk(window).draft.presentation.crop == viewer.shown.whole
    qtbot.keyClicks(room, "c")
    drag(qtbot, viewer, (120, 90))
    press(qtbot, room, Qt.Key.Key_Return)
    assert desk(window).draft.presentation.crop.width == pytest.approx(120 / room_scale(room), rel=0.05)


def room_scale(room):
    """Device pixels a stored pixel when the whole radiograph is fitted."""
    whole = room.viewer.shown.whole
    return min(room.viewer.width() / whole.width, room.viewer.height() / whole.height)


def test_escape_drops_a_crop_and_changes_nothing(qtbot, window, room):
    qtbot.keyClicks(room, "c")
    drag(qtbot, room.viewer, (120, 90))
    press(qtbot, room, Qt.Key.Key_Escape)
    assert desk(window).draft.presentation.crop is None
    assert not room.viewer.is_cropping


def test_the_wheel_zooms_at_the_cursor_and_fit_comes_back(qtbot, window, room):
    viewer, at = room.viewer, QPointF(200, 150)
    under = viewer.radiograph_point(at)
    wheel = QWheelEvent(
        at, viewer.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewer, wheel)
    assert viewer.radiograph_point(at) == pytest.approx(under)
    assert viewer.current().scale == pytest.approx(room_scale(room) * 1.2**2)
    qtbot.keyClicks(room, "=")
    assert viewer.current().scale == pytest.approx(room_scale(room))


def test_zoom_and_window_are_not_carried_to_the_next_case(qtbot, window, room):
    drag(qtbot, room.viewer, (40, -40))
    qtbot.keyClicks(room, "+")
    press(qtbot, room, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    assert desk(window).draft.presentation == Presentation()
    assert room.viewer.current().scale == pytest.approx(room_scale(room))


def test_what_was_entered_survives_a_crash(qtbot, window, room):
    qtbot.keyClicks(room, "4")
    case_id = desk(window).case_id
    with open_study(window._store.path) as again:
        assert again.drafts(desk(window).reader)[case_id].grades == {Side.RIGHT: Grade.ANKYLOSIS}


def test_a_decoding_child_killed_at_work_costs_one_case_a_message_and_no_read(qtbot, window, room):
    lock(qtbot, window, room, "00")
    slow = window.reading.desk.worklist[2]
    file = room._sources[slow].file
    make_slow(file)  # its pixels are not the study's, but its decoder never comes to say so
    os.kill(decoder_at_work(qtbot, window, slow), signal.SIGKILL)
    qtbot.waitUntil(lambda: file.name in room.viewer._message, timeout=PATIENCE_MS)
    assert "ended unexpectedly" in room.viewer._message
    assert not room.is_showing
    press(qtbot, room, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    assert len(desk(window).locked) == 1


def make_slow(file):
    """Put noise of 36 megapixels in a file's place: JPEG-LS takes more than a second for it."""
    dataset = pydicom.dcmread(file)
    noise = np.random.default_rng(1).integers(0, 1 << 14, (6000, 6000), dtype=np.uint16)
    dataset.Rows, dataset.Columns = noise.shape
    dataset.compress(JPEGLSLossless, noise, generate_instance_uid=False)
    dataset.save_as(file)


def decoder_at_work(qtbot, window, case_id):
    """Go to a case and answer the process that has just begun to decode it."""
    window.reading.step(steps.go_to, desk(window).worklist.index(case_id))
    tasks = window._services.decode._pool._pool_manager.task_manager.tasks
    at_work = lambda: [task.worker_id for task in list(tasks.values()) if task.worker_id]  # noqa: E731
    qtbot.waitUntil(lambda: bool(at_work()), timeout=PATIENCE_MS)
    return at_work()[0]


def test_a_decoding_child_killed_while_idle_is_not_noticed(qtbot, window, room):
    qtbot.waitUntil(lambda: not room._radiographs._asked, timeout=PATIENCE_MS)
    for worker in list(window._services.decode._pool._pool_manager.worker_manager.workers):
        os.kill(worker, signal.SIGKILL)
    window.reading.step(steps.go_to, 5)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    assert room.viewer._message == ""


def test_a_file_that_is_gone_is_told_and_f5_opens_it_once_it_is_back(qtbot, window, room):
    position = (desk(window).position + 2) % len(desk(window).worklist)
    file = room._sources[desk(window).worklist[position]].file
    hidden = file.with_suffix(".away")
    file.rename(hidden)
    window.reading.step(steps.go_to, position)
    qtbot.waitUntil(lambda: file.name in room.viewer._message, timeout=PATIENCE_MS)
    hidden.rename(file)
    press(qtbot, room, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    assert room.viewer._message == ""


def test_the_picture_is_saved_as_it_is_shown_with_what_makes_it_again(qtbot, window, room, tmp_path):
    drag(qtbot, room.viewer, (40, -40))
    path, presentation = tmp_path / "picture.tif", desk(window).draft.presentation
    window._exports.write(room.viewer.shown.radiograph, presentation, path)
    qtbot.waitUntil(lambda: window._saved.text() == "saved picture.tif", timeout=PATIENCE_MS)
    told = json.loads((tmp_path / "picture.tif.json").read_text())
    assert told["presentation"]["window"]["width"] == presentation.window.width


def test_each_key_belongs_to_one_action():
    shortcuts = [shortcut for key in KEYS for shortcut in key.shortcuts]
    assert len(shortcuts) == len(set(shortcuts))


def test_a_reader_sees_no_results_before_the_last_case_is_locked(window, room):
    assert not window._stack.rail.buttons["Results"].isEnabled()


def test_the_heatmap_stays_off_when_its_key_was_pressed_too_early(qtbot, window, room):
    qtbot.keyClicks(room, "t")
    lock(qtbot, window, room)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    assert room.viewer.overlay is None
    qtbot.keyClicks(room, "t")
    assert room.viewer.overlay is not None


def test_space_presses_no_button_that_was_clicked(qtbot, window, room):
    chip = room.dock.quality.reasons[Ungradable.OTHER]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(room, "22")
    qtbot.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Space)
    assert desk(window).draft.ungradable is None
    assert len(desk(window).draft.grades) == 2


def test_a_clicked_chip_shows_what_the_desk_says(qtbot, window, room):
    chip = room.dock.quality.reasons[Ungradable.OTHER]
    for _ in range(2):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert chip.isChecked()
    assert desk(window).draft.ungradable is Ungradable.OTHER


def test_a_held_digit_grades_one_joint(room):
    assert not room.actions_by_name["grade_2"].autoRepeat()


def test_a_drag_does_not_run_on_into_the_next_case(qtbot, window, room):
    viewer, start = room.viewer, QPoint(300, 300)
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewer, start + QPoint(10, 0))
    press(qtbot, room, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    qtbot.mouseMove(viewer, start + QPoint(60, 0))
    assert desk(window).draft.presentation == Presentation()


def test_nothing_is_turned_that_is_not_on_the_screen(qtbot, window, room):
    press(qtbot, room, Qt.Key.Key_PageDown)
    qtbot.keyClicks(room, "ih")
    assert desk(window).draft.presentation == Presentation()


def test_escape_while_cropping_keeps_the_crop_that_was_there(qtbot, window, room):
    qtbot.keyClicks(room, "c")
    drag(qtbot, room.viewer, (120, 90))
    press(qtbot, room, Qt.Key.Key_Return)
    crop = desk(window).draft.presentation.crop
    qtbot.keyClicks(room, "c")
    press(qtbot, room, Qt.Key.Key_Escape)
    assert desk(window).draft.presentation.crop == crop


def test_the_lock_button_takes_a_crop_that_is_being_drawn_first(qtbot, window, room):
    qtbot.keyClicks(room, "22c")
    drag(qtbot, room.viewer, (120, 90))
    qtbot.mouseClick(room.dock._lock, Qt.MouseButton.LeftButton)
    assert desk(window).draft.presentation.crop is not None
    assert not desk(window).is_locked


def test_a_dragged_window_is_written_when_the_hand_rests(qtbot, window, room):
    drag(qtbot, room.viewer, (40, -40))
    wanted = desk(window).draft
    kept = lambda: window._store.drafts(desk(window).reader)[desk(window).case_id]  # noqa: E731 - asked again
    qtbot.waitUntil(lambda: kept() == wanted, timeout=PATIENCE_MS)
    assert kept().presentation.window == room.viewer.window_in_force


def test_results_stay_shut_while_a_reader_reads_blinded(qtbot, window, room):
    window.show_results()
    assert window._stack.currentWidget() is not window.results
    assert "is reading blinded" in window.start._message.text()


def test_a_prediction_that_was_missed_is_asked_for_at_the_next_sitting(qtbot, window, room):
    case_id = lock(qtbot, window, room)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    with window._store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM predictions")
    window.begin_reading(desk(window).reader)
    qtbot.waitUntil(lambda: bool(window._store.predictions()), timeout=PATIENCE_MS)
    assert window._store.predictions()[0].case_id == case_id


def test_another_study_starts_on_the_start_page_without_the_old_results(qtbot, window, room):
    window.open_demo()
    qtbot.waitUntil(lambda: window.room is None, timeout=PATIENCE_MS)
    assert window._stack.currentWidget() is window.start
    assert window._where.text() == ""
    assert window.results.section_titles == ()


def test_a_locked_case_can_be_looked_at_again_with_what_the_second_reader_said(qtbot, window, room):
    case_id = lock(qtbot, window, room)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    press(qtbot, room, Qt.Key.Key_Return)
    press(qtbot, room, (Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_PageUp))
    assert desk(window).case_id == case_id
    assert room.dock.second_reader.isVisible()


def test_a_radiograph_that_was_exchanged_is_never_graded_as_the_case(qtbot, window, room):
    order = desk(window).worklist
    taken, given = (room._sources[order[place]].file for place in (3, 4))
    shutil.copy(given, taken)
    window.reading.step(steps.go_to, 3)
    qtbot.waitUntil(
        lambda: "other pixels than when it was imported" in room.viewer._message, timeout=PATIENCE_MS
    )
    qtbot.keyClicks(room, "44")
    assert desk(window).draft.grades == {}


def test_sitting_down_and_each_prediction_shown_are_noted_once(qtbot, window, room):
    case_id = lock(qtbot, window, room)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    qtbot.keyClicks(room, "tt")
    told = [(event.kind, event.reader_id, event.detail) for event in window._store.events()]
    assert told == [
        (EventKind.OPEN, "reader-3", window.first_run.display_in_words),
        (EventKind.REVEAL, "reader-3", case_id),
    ]


def test_whoever_sits_down_again_at_once_finds_the_gesture_that_was_not_yet_written(window, room):
    case_id = window.reading.desk.case_id
    for center, continues in ((1, False), (3, True)):
        shown = Presentation(window=Window(center, 4))
        window.reading.step(steps.present, shown, continues=continues)
    window.begin_reading(window.reading.desk.reader)
    assert window.reading.desk.drafts[case_id].presentation.window == Window(3, 4)
