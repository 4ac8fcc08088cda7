"""The time a reader really looks at a case."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from sacroread.store.store import create_study, open_study
from sacroread.study import desk as steps
from sacroread.study.model import Case, Grade, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.active_time import ActiveTime
from sacroread.ui.reading import Reading
from sacroread.worklists import seat

READER = Reader("panel-1", Role.PANEL)


class Clock:
    """A clock that stands until it is put forward, in seconds."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    with create_study(
        tmp_path / "study.sacro", default_protocol("Study", Design.PANEL, 7), datetime.now(UTC)
    ) as store:
        store.add_cases([Case(case_id, case_id, f"{case_id}.dcm", case_id) for case_id in "ab"])
        seat(store, READER)
        yield store


@pytest.fixture
def reading(qapp, store, clock):
    return Reading(store, READER, clock=clock)


def lock(reading):
    case_id = reading.desk.case_id
    for side in Side:
        reading.step(steps.grade, side, Grade.NORMAL)
    reading.lock()
    return reading.desk.locked[case_id].active_seconds


def test_a_pause_of_ten_minutes_counts_for_one(reading, clock):
    reading.look()
    clock.now += 600
    reading.look()
    clock.now += 5
    assert lock(reading) == 65


def test_after_a_minute_without_a_sign_of_life_the_clock_stands(reading, clock):
    reading.look()
    clock.now += 59
    assert reading.is_time_running
    clock.now += 1
    assert not reading.is_time_running


def test_no_time_passes_before_the_picture_is_shown(reading, clock):
    clock.now += 30
    assert reading.active_seconds == 0
    reading.look()
    clock.now += 3
    assert lock(reading) == 3


def test_no_time_passes_while_the_picture_is_hidden(reading, clock):
    reading.look()
    clock.now += 4
    reading.look_away()
    clock.now += 40
    reading.look()
    clock.now += 1
    assert lock(reading) == 5


def test_each_case_has_a_time_of_its_own(reading, clock):
    reading.look()
    clock.now += 7
    reading.step(steps.go_on)
    assert reading.active_seconds == 0
    reading.step(steps.go_back)
    assert reading.active_seconds == 7


def test_the_time_goes_on_after_a_restart(reading, store, clock):
    reading.look()
    clock.now += 20
    reading.flush()
    with open_study(store.path) as again:
        later = Reading(again, READER, clock=clock)
        assert later.active_seconds == 20
        later.look()
        clock.now += 2
        assert lock(later) == 22


def test_the_time_of_a_locked_case_stays(reading, clock):
    reading.look()
    clock.now += 8
    lock(reading)
    reading.step(steps.go_to, 0)
    clock.now += 50
    reading.look()
    assert reading.active_seconds == 8
    assert not reading.is_time_running


@settings(deadline=None)
@given(st.lists(st.floats(0, 500), max_size=20))
def test_more_signs_of_life_never_make_less_time_and_never_more_than_has_passed(gaps):
    time, now = ActiveTime().looked(0.0), 0.0
    for gap in gaps:
        now += gap
        assert time.looked(now).at(now) >= time.seconds
        time = time.looked(now)
    assert time.at(now) <= now + 1e-6


def test_zooming_and_panning_are_signs_of_life(qtbot, window, room):
    viewer, at = room.viewer, QPointF(200, 150)
    gestures = []
    look = window.reading.look
    window.reading.look = lambda: (gestures.append(1), look())
    wheel = QWheelEvent(
        at, viewer.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewer, wheel)
    assert len(gestures) == 1
    qtbot.mousePress(viewer, Qt.MouseButton.MiddleButton, pos=QPoint(100, 100))
    qtbot.mouseMove(viewer, QPoint(120, 100))
    qtbot.mouseRelease(viewer, Qt.MouseButton.MiddleButton, pos=QPoint(120, 100))
    assert len(gestures) >= 3
    before = len(gestures)
    qtbot.keyClicks(room, "+")
    assert len(gestures) > before


def test_the_clock_stands_while_another_page_is_in_front(window, room):
    assert window.reading.is_time_running
    window.show_page("Keys")
    assert not window.reading.is_time_running
    window.show_page("Read")
    assert window.reading.is_time_running


def test_the_clock_stands_while_the_window_is_minimised(qtbot, window, room):
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.reading.is_time_running, timeout=5000)
    assert room.dock._time.text().endswith("paused")
