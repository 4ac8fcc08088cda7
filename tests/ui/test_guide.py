"""The guide through the reading room."""

import pytest
from PySide6.QtCore import QRect, Qt

from sacroread.study.model import Grade, Side
from sacroread.ui import settings

STEPS = 6


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path / "home"))


def on(qtbot, room, times=1):
    for _ in range(times):
        qtbot.keyClick(room, Qt.Key.Key_F3)


def test_six_steps_are_gone_through_by_one_key_and_then_it_ends(qtbot, room):
    for step in range(1, STEPS + 1):
        on(qtbot, room)
        assert room.guide.number == step
    on(qtbot, room)
    assert not room.guide.is_on


def test_each_step_points_at_something_on_the_screen_and_says_something_else(qtbot, room):
    seen = set()
    for _ in range(STEPS):
        on(qtbot, room)
        target = room._guide_steps()[room.guide.number - 1].target
        around = QRect(target.mapTo(room, target.rect().topLeft()), target.size())
        assert target.isVisible()
        assert room.guide._frame.geometry().adjusted(-4, -4, 4, 4).contains(around.intersected(room.rect()))
        assert room.rect().contains(room.guide._bubble.geometry())
        words = room.guide._words
        assert words.height() >= words.heightForWidth(words.width()), "nothing is cut off"
        seen.add(room.guide._words.text())
    assert len(seen) == STEPS


def test_the_words_do_not_cover_what_they_are_about_in_the_dock(qtbot, room):
    on(qtbot, room, 2)
    for _ in range(2, STEPS):
        assert not room.guide._bubble.geometry().intersects(room.guide._frame.geometry())
        on(qtbot, room)


def test_a_reader_goes_on_grading_while_the_guide_is_shown(qtbot, window, room):
    on(qtbot, room)
    qtbot.keyClicks(room, "3")
    assert window.reading.desk.draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL}
    assert room.guide.is_on


def test_it_goes_back_and_can_be_left_at_any_step(qtbot, room):
    on(qtbot, room, 3)
    qtbot.keyClick(room, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert room.guide.number == 2
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.guide.is_on


def test_who_has_left_it_does_not_see_it_again_by_itself(qtbot, window, room):
    assert not settings.is_guide_seen()
    window.first_run.is_guide_due = True
    window._sit_down()
    assert room.guide.number == 1
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert settings.is_guide_seen()
    window._sit_down()
    assert not room.guide.is_on
