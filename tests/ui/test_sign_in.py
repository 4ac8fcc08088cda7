"""Who has a password sits down with it only."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from sacroread.intake import add_radiographs
from sacroread.paths import resource
from sacroread.store.signing import set_password
from sacroread.store.store import create_study
from sacroread.study.model import Reader, Role
from sacroread.study.protocol import Design, default_protocol

PATIENCE_MS = 60_000
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
READER = Reader("reader-3", Role.CENTRAL_2)
PASSWORD = "correct horse"  # noqa: S105 - of nobody


@pytest.fixture
def asked(qtbot, window):
    """A window that has asked a reader with a password for it."""
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window._store.add_reader(READER)
    set_password(window._store, READER.reader_id, PASSWORD)
    window.start.reader_chosen.emit(READER)
    return window


def shown_fields(window):
    return [each for each in window.start._who.findChildren(QLineEdit) if each.isVisible()]


def type_password(qtbot, window, words):
    qtbot.waitUntil(lambda: len(shown_fields(window)) == 1, timeout=PATIENCE_MS)
    (field,) = shown_fields(window)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.clear()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_nobody_reads_under_another_name_without_the_password(qtbot, asked):
    assert asked.reading is None
    type_password(qtbot, asked, "wrong horse")
    assert asked.reading is None
    assert "not the password" in asked.start._message.text()


def test_the_right_password_opens_the_reading_room(qtbot, asked):
    type_password(qtbot, asked, PASSWORD)
    assert asked.reading.desk.reader == READER
    assert asked._stack.currentWidget() is asked.room
    qtbot.waitUntil(lambda: asked.room.is_showing, timeout=PATIENCE_MS)


def test_in_the_demo_who_has_no_password_sits_down_at_once(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.start.reader_chosen.emit(READER)
    assert window._stack.currentWidget() is window.room
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)


@pytest.fixture
def joining(qtbot, window, tmp_path):
    """A window over a study of its own design, where somebody new has typed his name."""

    def ask(design):
        path = tmp_path / f"{design}.sacro"
        with create_study(path, default_protocol("Study", design, 7), NOW) as store:
            add_radiographs(store, sorted(resource("demo/radiographs").glob("*.dcm"))[:2])
        window.open_study(path)
        qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
        (field,) = shown_fields(window)
        qtbot.keyClicks(field, "reader-7")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        return window

    return ask


def choose(qtbot, window, first, second):
    qtbot.waitUntil(lambda: len(shown_fields(window)) == 2, timeout=PATIENCE_MS)
    fields = shown_fields(window)
    assert [each.echoMode() for each in fields] == [QLineEdit.EchoMode.Password] * 2
    for field, words in zip(fields, (first, second), strict=True):
        assert field.hasFocus()
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_where_several_people_read_a_new_reader_chooses_a_password_and_then_needs_it(qtbot, joining):
    window = joining(Design.PANEL)
    choose(qtbot, window, "short", "short")
    assert "at least 8 characters" in window.start._message.text()
    shown_fields(window)[0].setFocus()
    choose(qtbot, window, PASSWORD, "another horse")
    assert "not the same" in window.start._message.text()
    assert window._store.readers() == ()
    shown_fields(window)[0].setFocus()
    choose(qtbot, window, PASSWORD, PASSWORD)
    assert window.reading.desk.reader == Reader("reader-7", Role.PANEL)
    window._leave_desk()
    window.show_page("Start")
    window.start.ask_again()
    window.start.reader_chosen.emit(Reader("reader-7", Role.PANEL))
    type_password(qtbot, window, "wrong horse")
    assert window.reading is None
    type_password(qtbot, window, PASSWORD)
    assert window.reading is not None


def test_who_types_no_name_is_told_what_is_missing(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(shown_fields(window)) == 1, timeout=PATIENCE_MS)
    (field,) = shown_fields(window)
    qtbot.keyClicks(field, "  ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.start._message.text() == "Type the name that you have in this study first."
    assert window.reading is None
    assert field.hasFocus()


def test_who_reads_alone_is_asked_for_no_password(joining):
    window = joining(Design.SINGLE)
    assert window.reading.desk.reader.reader_id == "reader-7"


def test_a_reader_whom_the_coordinator_added_types_his_name_and_keeps_his_role(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    added = Reader("site-2", Role.LOCAL)
    window._store.add_reader(added)
    (field,) = [each for each in window.start._who.findChildren(QLineEdit) if each.isVisible()]
    chosen = []
    window.start.reader_chosen.connect(chosen.append)
    qtbot.keyClicks(field, "site-2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen == [added]


def test_nobody_sees_the_results_without_the_password_of_a_coordinator_who_has_one(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window._store.add_reader(Reader("coordinator", Role.COORDINATOR))
    set_password(window._store, "coordinator", PASSWORD)
    see = next(each for each in window.start.findChildren(QPushButton) if each.text() == "See the results")
    qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    assert window._stack.in_front == "Start"
    type_password(qtbot, window, "wrong horse")
    assert window._stack.in_front == "Start"
    assert "not the password" in window.start._message.text()
    type_password(qtbot, window, PASSWORD)
    assert window._stack.in_front == "Results"
    assert [field for field in window.start._who.findChildren(QLineEdit) if PASSWORD in field.text()] == []
    assert not window._why_not_study()


def test_a_name_with_marks_in_it_is_shown_as_it_was_typed(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.begin_reading(Reader("<b>Ann</b>", Role.CENTRAL_2))
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
    window.show_page("Summary")
    rich = [
        made
        for made in window.findChildren(QLabel)
        if made.textFormat() is not Qt.TextFormat.PlainText and "Ann" in made.text()
    ]
    assert "reader <b>Ann</b>" in window._where.text()
    assert rich == []
    assert window._where.sizeHint().width() >= window._where.fontMetrics().horizontalAdvance(
        window._where.text()
    )


def test_a_study_that_was_moved_away_is_told_to_whoever_would_sit_down(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    path = window._store.path
    path.rename(path.with_name("elsewhere.sacro"))
    for button in window.start._who.findChildren(QPushButton):
        window.start.show_message("")
        (field,) = shown_fields(window)
        field.setText("reader-9")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert "moved" in window.start._message.text(), button.text()
        assert window.reading is None


def test_a_reader_who_got_cases_on_the_study_page_can_be_chosen_on_the_start_page(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.show_results()
    page, added = window.side.study, Reader("site-2", Role.LOCAL)
    window._store.add_reader(added)
    window._store.extend_worklist(added, 1, ["SYN00001"])
    page.changed.emit()
    window.show_page("Start")
    names = {each.text() for each in window.start._who.findChildren(QPushButton)}
    assert "Go on as site-2" in names


def test_whoever_sat_down_last_goes_on_with_enter_and_else_a_name_is_typed(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    assert isinstance(window.focusWidget(), QLineEdit)
    window.begin_reading(READER)
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
    window.open_study(window._store.path)
    qtbot.waitUntil(lambda: window.start.is_asking and window.reading is None, timeout=PATIENCE_MS)
    assert window.focusWidget().text() == "Go on as reader-3"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.reading.desk.reader == READER
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
