"""The tools of the picture under real mouse and key events, alone and in the reading room."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Grade, Presentation, Side, Window
from sacroread.ui.viewer.filters import Filter
from sacroread.ui.viewer.geometry import View, fitted, growth_of, turn_of
from sacroread.ui.viewer.mirror import half_of, mirrored_presentation, mirrored_view
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.stage import Stage
from sacroread.ui.viewer.tools import Tool

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
GREY = Window(127.5, 256.0)
ROWS, COLS = 400, 600
NOISE = np.random.default_rng(11).integers(0, 256, (ROWS, COLS), dtype=np.uint8)


@pytest.fixture
def stage(qtbot):
    stage = Stage(lambda: 0)
    qtbot.addWidget(stage)
    stage.resize(COLS, ROWS)
    stage.show()
    stage.viewer.show_radiograph(
        Shown.of(Radiograph(NOISE, "MONOCHROME2", 8, patient_orientation=("L", "F")))
    )
    stage.viewer.show_presentation(Presentation(GREY))
    return stage


def drag(view, start, end, modifier=NO_KEY):
    QTest.mousePress(view, LEFT, modifier, QPoint(*start))
    QTest.mouseMove(view, QPoint((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    QTest.mouseMove(view, QPoint(*end))
    QTest.mouseRelease(view, LEFT, modifier, QPoint(*end))


def painted(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def test_a_length_lies_where_it_was_drawn_whatever_is_turned_afterwards(stage):
    stage.take_up(Tool.LENGTH)
    drag(stage.viewer, (100, 100), (200, 100))
    (measure,) = stage.viewer._measures
    assert measure.points == ((100, 100), (200, 100))
    stage.viewer.show_presentation(Presentation(GREY, rotation_degrees=90.0))
    assert stage.viewer._measures == (measure,)
    assert stage.viewer.tool is None, "one drag, one length"


def test_an_angle_is_drawn_by_a_drag_and_a_click(stage):
    stage.take_up(Tool.ANGLE)
    drag(stage.viewer, (200, 100), (100, 100))
    QTest.mouseMove(stage.viewer, QPoint(120, 180))
    QTest.mouseClick(stage.viewer, LEFT, pos=QPoint(100, 180))
    assert stage.viewer._measures[0].points == ((200, 100), (100, 100), (100, 180))


def test_the_magnifier_shows_what_lies_under_the_cursor_turned_as_the_picture(stage):
    stage.viewer.show_presentation(Presentation(GREY, rotation_degrees=90.0))
    stage.viewer.show_one_to_one()
    stage.switch_lens()
    at = QPoint(stage.viewer.width() // 2 + 40, stage.viewer.height() // 2 - 30)
    QTest.mouseMove(stage.viewer, at)
    stage.viewer._lens_at = at.toPointF()
    x, y = stage.viewer.radiograph_point(at.toPointF())
    stage.viewer._is_smooth = False
    shown = painted(stage.viewer)
    turned = np.rot90(NOISE, -1)
    column, row = ROWS - y, x  # a clockwise quarter turn brings the bottom to the left
    for dx, dy in ((0, 0), (20, 0), (0, 30), (-35, -25)):
        expected = turned[int(np.floor(row + dy / 2.5)), int(np.floor(column + dx / 2.5))]
        near = shown[at.y() + dy - 1 : at.y() + dy + 2, at.x() + dx - 1 : at.x() + dx + 2]
        assert np.abs(near - expected).min() <= 1


def test_ctrl_and_a_box_ask_for_the_window_of_its_pixels(qtbot, stage):
    with qtbot.waitSignal(stage.viewer.window_wanted) as wanted:
        drag(stage.viewer, (100, 100), (200, 160), CONTROL)
    window, continues = wanted.args
    low, high = np.percentile(NOISE[100:160, 100:200], (1, 99))
    assert (window.center, window.width) == pytest.approx(((low + high) / 2 + 0.5, high - low + 1), abs=0.1)
    assert not continues
    assert stage.viewer.sketch is None


def test_ctrl_pressed_while_the_window_is_dragged_makes_it_finer_and_draws_no_box(stage):
    widths = {}
    for modifier in (NO_KEY, CONTROL):
        asked = []
        stage.viewer.window_wanted.connect(lambda window, _, asked=asked: asked.append(window))
        QTest.mousePress(stage.viewer, LEFT, NO_KEY, QPoint(100, 100))
        at = QPoint(140, 100)
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove, at.toPointF(), stage.viewer.mapToGlobal(at).toPointF(),
            Qt.MouseButton.NoButton, LEFT, modifier,
        )  # fmt: skip
        QApplication.sendEvent(stage.viewer, move)
        QTest.mouseRelease(stage.viewer, LEFT, NO_KEY, at)
        widths[modifier] = asked[-1].width - GREY.width
    assert widths[NO_KEY] == pytest.approx(2.5 * widths[CONTROL])


def test_rotation_by_hand_follows_the_cursor_about_the_middle(qtbot, stage):
    stage.take_up(Tool.ROTATE)
    x, y = COLS // 2, ROWS // 2
    with qtbot.waitSignal(stage.viewer.rotation_wanted) as wanted:
        drag(stage.viewer, (x + 100, y), (x, y + 100))
    assert wanted.args[0] == pytest.approx(45, abs=0.2), "half way"
    assert stage.viewer.tool is None


def test_a_turn_keeps_what_is_zoomed_to_in_the_middle(stage):
    stage.viewer.look_at(View(3.0, (150, 120)))
    stage.viewer.show_presentation(Presentation(GREY, rotation_degrees=7.0))
    view = stage.viewer.current()
    assert (view.scale, view.center) == (3.0, (150, 120))


def test_filters_change_what_is_seen_say_so_and_nothing_else(stage):
    plain, before = painted(stage.viewer), stage.viewer.presentation
    for kind in Filter:
        stage.switch_filter(kind)
        assert np.abs(painted(stage.viewer)[100:300, 200:400] - plain[100:300, 200:400]).max() > 0
        stage.switch_filter(kind)
    np.testing.assert_array_equal(painted(stage.viewer), plain)
    assert stage.viewer.presentation is before


def test_everything_of_the_eye_goes_with_the_next_radiograph(stage):
    stage.take_up(Tool.LENGTH)
    drag(stage.viewer, (100, 100), (200, 100))
    stage.switch_filter(Filter.SHARPEN)
    stage.switch_lens()
    stage.switch_compare()
    stage.viewer.show_radiograph(Shown.of(Radiograph(NOISE[::-1].copy(), "MONOCHROME2", 8)))
    view = stage.viewer
    assert [view.has_lens, stage.is_comparing, view.filters, view._measures] == [False, False, set(), ()]


def test_the_left_joint_stands_mirrored_beside_the_right_and_follows_it(stage):
    symmetric = np.concatenate([NOISE[:, :300], NOISE[:, :300][:, ::-1]], axis=1)
    stage.viewer.show_radiograph(
        Shown.of(Radiograph(symmetric, "MONOCHROME2", 8, patient_orientation=("L", "F")))
    )
    stage.switch_compare()
    stage.viewer.zoom(3.0)
    stage.viewer.pan(QPoint(30, 20).toPointF())
    stage.viewer.show_presentation(Presentation(Window(90, 120)))
    left, right = painted(stage.viewer), painted(stage.mirror)
    inner = (slice(130, 330), slice(60, 240))  # words and letters stand outside
    np.testing.assert_allclose(left[inner], right[inner], atol=2)
    assert stage.viewer.window_in_force == stage.mirror.window_in_force


def test_the_picture_follows_where_the_mirror_is_dragged(stage):
    stage.switch_compare()
    before = stage.viewer.current()
    stage.mirror.pan(QPoint(40, 0).toPointF())
    after = stage.viewer.current()
    assert after.center[0] == pytest.approx(before.center[0] - 40 / before.scale)
    assert stage.mirror.current().center[0] == pytest.approx(COLS - after.center[0])


def test_a_crop_ends_the_compare_because_it_is_drawn_on_all_of_the_picture(stage):
    stage.switch_compare()
    stage.viewer.enter_crop()
    assert not stage.is_comparing
    assert stage.viewer.is_cropping


@pytest.mark.parametrize("direction", [(-1.0, 0.0), (0.0, 1.0)])
@pytest.mark.parametrize("turned", [Presentation(), Presentation(rotation_degrees=90.0, is_flipped=True)])
def test_a_mirrored_view_is_turned_as_its_presentation_and_mirrors_back(direction, turned):
    area = Crop(100, 50, 300, 200)
    view = fitted(area, (400, 300), turn_of(turned))
    opposite = mirrored_view(view, area, direction)
    np.testing.assert_allclose(opposite.turn, turn_of(mirrored_presentation(turned, direction)), atol=1e-12)
    assert mirrored_view(opposite, area, direction) == view


def test_the_half_with_a_joint_lies_where_its_side_is():
    area = Crop(100, 50, 301, 200)
    assert half_of(area, (-1, 0)) == Crop(100, 50, 150, 200)
    assert half_of(area, (1, 0)) == Crop(251, 50, 150, 200)
    assert half_of(area, (0, 1)) == Crop(100, 150, 301, 100)


# in the reading room


def press(qtbot, room, key, modifier=NO_KEY):
    qtbot.keyClick(room, key, modifier)


def test_one_undo_takes_back_the_measure_and_the_next_one_the_grade(qtbot, window, room):
    desk = lambda: window.reading.desk  # noqa: E731 - asked again
    qtbot.keyClicks(room, "3l")
    drag(room.viewer, (300, 300), (360, 300))
    assert len(room.viewer._measures) == 1
    press(qtbot, room, Qt.Key.Key_Z, CONTROL)
    assert (room.viewer._measures, len(desk().draft.grades)) == ((), 1)
    press(qtbot, room, Qt.Key.Key_Z, CONTROL)
    assert desk().draft.grades == {}
    press(qtbot, room, Qt.Key.Key_Y, CONTROL)
    assert desk().draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL}
    press(qtbot, room, Qt.Key.Key_Y, CONTROL)
    assert len(room.viewer._measures) == 1


def test_a_rotation_by_hand_and_a_region_window_are_each_one_undoable_step(qtbot, window, room):
    shown = lambda: window.reading.desk.draft.presentation  # noqa: E731 - asked again
    qtbot.keyClicks(room, "r")
    x, y = room.viewer.width() // 2, room.viewer.height() // 2
    drag(room.viewer, (x + 200, y), (x + 200, y + 40))
    turned = shown()
    assert 0 < turned.rotation_degrees < 45
    drag(room.viewer, (x - 60, y - 60), (x + 60, y + 60), CONTROL)
    assert shown().window is not None
    press(qtbot, room, Qt.Key.Key_Z, CONTROL)
    assert shown() == turned
    press(qtbot, room, Qt.Key.Key_Z, CONTROL)
    assert shown() == Presentation()


def test_filters_magnifier_and_measures_leave_the_draft_untouched(qtbot, window, room):
    before = window.reading.desk.draft
    qtbot.keyClicks(room, "fml")
    drag(room.viewer, (300, 300), (360, 300))
    press(qtbot, room, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert room.viewer.filters == set(Filter)
    assert window.reading.desk.draft == before


def test_escape_puts_down_one_thing_after_the_other_and_then_resets(qtbot, window, room):
    qtbot.keyClicks(room, "i")
    qtbot.keyClicks(room, "jml")
    for expected in ((False, True, True), (False, False, True), (False, False, False)):
        press(qtbot, room, Qt.Key.Key_Escape)
        found = (room.viewer.tool is not None, room.viewer.has_lens, room.stage.is_comparing)
        assert found == expected
        assert window.reading.desk.draft.presentation.is_inverted
    press(qtbot, room, Qt.Key.Key_Escape)
    assert window.reading.desk.draft.presentation == Presentation()


def test_presets_one_to_six_each_show_a_window_and_zero_the_first_one_again(qtbot, window, room):
    for digit in range(1, 7):
        press(qtbot, room, Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.AltModifier)
        assert window.reading.desk.draft.presentation.window is not None
        press(qtbot, room, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
        assert window.reading.desk.draft.presentation == Presentation()


def test_a_window_that_the_file_does_not_hold_is_said_to_be_missing(qtbot, window, room):
    held = replace(room.viewer.shown.radiograph, windows=(Window(10, 20), Window(30, 40)))
    room._radiographs._ready[room._case_id] = Shown.of(held)
    press(qtbot, room, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert window.reading.desk.draft.presentation.window == Window(30, 40)
    press(qtbot, room, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert window.reading.desk.draft.presentation.window == Window(30, 40)
    assert "no such window" in room.viewer._hint


@pytest.mark.parametrize(("size", "growth"), [((792, 690), 1.0), ((1432, 1050), 1.0), ((3352, 2200), 2.0)])
def test_what_lies_over_the_picture_grows_on_a_large_screen_that_is_not_scaled(size, growth):
    assert growth_of(*size) == growth


def test_the_side_letters_are_twice_as_tall_on_a_screen_of_3840_by_2160(qtbot, stage):
    stage.viewer.show_radiograph(Shown.of(Radiograph(np.zeros((40, 40), np.uint8), "MONOCHROME2", 8)))
    heights = []
    for size in ((1432, 1050), (3352, 2200)):
        stage.resize(*size)
        stage.viewer.show_presentation(Presentation(GREY))
        strip = painted(stage.viewer)[200:, : size[0] // 20]  # below the words, along the left edge
        heights.append(np.ptp(np.flatnonzero((strip > 60).any(axis=1))) + 1)
    assert heights[1] == pytest.approx(2 * heights[0], abs=3)
