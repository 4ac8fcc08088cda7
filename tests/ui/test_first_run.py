"""The first start: the intended use, the display, and what they leave behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from sacroread.app import showing_radiograph
from sacroread.demo.demo_study import open_demo_study
from sacroread.log import LOG
from sacroread.paths import resource, user_folder
from sacroread.study.events import EventKind
from sacroread.study.model import Reader, Role
from sacroread.ui import settings
from sacroread.ui.display_check import (
    GOOD_FOR,
    DisplayCheck,
    Monitor,
    check_from_json,
    check_to_json,
    in_words,
    letter_greys,
)
from sacroread.ui.first_run import Asked
from sacroread.ui.main_window import MainWindow
from sacroread.ui.pages.grey_pattern import GreyPattern

MONITOR = Monitor("EIZO RX360", 2048, 1536, 1.25)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CHECK = DisplayCheck(datetime(2026, 1, 31, 12, tzinfo=UTC), MONITOR, True, True, True, 9)


@pytest.fixture
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path / "home"))


@pytest.fixture
def first_window(own_home, qtbot, children):
    """A window that a person opens for the first time."""
    window = MainWindow(children, Asked.of_a_person())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def test_nothing_but_the_guide_and_about_can_be_opened_before_the_intended_use_is_accepted(first_window):
    assert first_window._stack.currentWidget() is first_window.first_run.welcome
    for name in set(first_window._stack.rail.buttons) - {"Start", "Guide", "About"}:
        first_window.show_page(name)
        assert first_window._stack.currentWidget() is first_window.first_run.welcome
        assert not first_window._stack.rail.buttons[name].isEnabled()


@pytest.mark.parametrize("elsewhere", ["Guide", "About"])
def test_start_leads_back_to_the_intended_use_until_it_is_accepted(qtbot, first_window, elsewhere):
    stack, welcome = first_window._stack, first_window.first_run.welcome
    start = stack.rail.buttons["Start"]
    assert start.toolTip() == "Accept the intended use first: Start leads to it."
    for way in (
        lambda: qtbot.mouseClick(start, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(first_window, Qt.Key.Key_1, CONTROL | SHIFT),
    ):
        qtbot.mouseClick(stack.rail.buttons[elsewhere], Qt.MouseButton.LeftButton)
        assert stack.in_front == elsewhere
        way()
        assert stack.currentWidget() is welcome
        assert not start.isChecked(), "no page that has a button is in front"
    qtbot.mouseClick(welcome._accept, Qt.MouseButton.LeftButton)
    assert start.toolTip() == ""
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert stack.currentWidget() is first_window.start


def test_a_study_that_opens_behind_the_first_page_takes_no_key_from_it(own_home, qtbot, children, made_demo):
    window = MainWindow(replace(children, open_demo=partial(open_demo_study, made_demo)), Asked.of_a_person())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.first_run.welcome._accept.hasFocus)
    window.open_demo()
    qtbot.waitUntil(lambda: window._store is not None, timeout=60_000)
    assert window.first_run.welcome._accept.hasFocus()
    window.close()


def test_accepting_is_kept_logged_and_leads_over_the_display_to_the_start(qtbot, first_window):
    qtbot.keyClick(first_window.first_run.welcome._accept, Qt.Key.Key_Space)
    assert first_window._stack.currentWidget() is first_window.first_run.display
    assert datetime.fromisoformat(settings.accepted_at()) <= datetime.now(UTC)
    assert "intended use accepted" in (user_folder() / LOG).read_text(encoding="utf-8")
    qtbot.mouseClick(first_window.first_run.display._keep, Qt.MouseButton.LeftButton)
    assert first_window._stack.currentWidget() is first_window.start


def test_the_radiograph_that_was_named_at_the_very_first_start_comes_after_what_is_asked(qtbot, first_window):
    showing_radiograph(next(resource("demo/radiographs").glob("*.dcm")))(first_window)
    qtbot.keyClick(first_window.first_run.welcome._accept, Qt.Key.Key_Space)
    assert first_window._stack.currentWidget() is first_window.first_run.display
    first_window.first_run.display.postponed.emit()
    page = first_window.side.second_opinion
    assert first_window._stack.currentWidget() is page
    qtbot.waitUntil(lambda: page.is_showing, timeout=60_000)


def test_who_has_accepted_is_not_asked_again(own_home, qtbot, children):
    settings.keep_acceptance(datetime.now(UTC))
    assert not Asked.of_a_person().intended_use


def test_a_reader_checks_his_display_before_he_reads_and_the_answer_is_kept_with_the_session(
    qtbot, window, own_home, monkeypatch
):
    reader = replace_display_question(window, monkeypatch)
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=60_000)
    window.begin_reading(reader)
    page = window.first_run.display
    assert window._stack.currentWidget() is page
    for box in (page._steps, page._dark, page._light):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    page._letters.setValue(7)
    qtbot.mouseClick(page._keep, Qt.MouseButton.LeftButton)
    assert window._stack.currentWidget() is window.room
    (opened,) = [event for event in window._store.events() if event.kind is EventKind.OPEN]
    assert "7 of 12 letters read" in opened.detail
    assert f"scale factor {window.devicePixelRatioF():g}" in opened.detail


def test_a_postponed_check_is_told_with_the_session(qtbot, window, own_home, monkeypatch):
    reader = replace_display_question(window, monkeypatch)
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=60_000)
    window.begin_reading(reader)
    window.first_run.display.postponed.emit()
    assert window._stack.currentWidget() is window.room
    assert window._store.events()[-1].detail.endswith("not checked")


def replace_display_question(window, monkeypatch):
    """Let a window ask as if a person had started it; answer the reader of the demo study."""
    monkeypatch.setattr(window.first_run, "_asks_display", True)
    return Reader("reader-3", Role.CENTRAL_2)


def test_a_check_is_good_for_a_month():
    assert not CHECK.is_due(CHECK.at + GOOD_FOR)
    assert CHECK.is_due(CHECK.at + GOOD_FOR + timedelta(seconds=1))


def test_each_monitor_has_a_check_of_its_own(own_home):
    other = replace(CHECK, monitor=replace(MONITOR, name="Laptop"), letters_read=3)
    settings.keep_check(CHECK)
    settings.keep_check(other)
    assert settings.kept_check(MONITOR.name) == CHECK
    assert settings.kept_check("Laptop") == other
    assert settings.kept_check("unknown") is None


def test_a_check_comes_back_as_it_was_written():
    assert check_from_json(check_to_json(CHECK)) == CHECK


def test_the_words_name_the_monitor_what_was_seen_and_what_was_not():
    words = in_words(MONITOR, replace(CHECK, sees_light_square=False))
    assert words == (
        "display EIZO RX360 2048 x 1536, scale factor 1.25; checked 2026-01-31: 5 % square seen, "
        "95 % square not seen, all grey steps seen, 9 of 12 letters read"
    )


def test_a_square_that_is_not_seen_fails_the_check():
    assert CHECK.is_passed
    assert not replace(CHECK, sees_dark_square=False).is_passed


def test_the_pattern_has_the_greys_it_promises(qtbot):
    pattern = GreyPattern()
    qtbot.addWidget(pattern)
    pattern.resize(1100, pattern.height())
    picture = pattern.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ratio = picture.width() / 1100

    def grey(x, y):
        return picture.pixelColor(round(x * ratio), round(y * ratio)).red()

    assert [grey(50 + 100 * step, 50) for step in range(11)] == [
        0, 26, 51, 76, 102, 128, 153, 178, 204, 230, 255,
    ]  # fmt: skip
    assert (grey(20, 150), grey(275, 150)) == (0, 13), "5 % of 255"
    assert (grey(1080, 150), grey(825, 150)) == (255, 242), "95 % of 255"
    assert letter_greys()[-1] - grey(2, 250) == 1
