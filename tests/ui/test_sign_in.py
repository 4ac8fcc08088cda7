"""Who has a password sits down with it only."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from sacroread.store.signing import set_password
from sacroread.study.model import Reader, Role

PATIENCE_MS = 60_000
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


def type_password(qtbot, window, words):
    (field,) = [each for each in window.start._who.findChildren(QLineEdit) if each.isVisible()]
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


def test_who_has_no_password_sits_down_at_once(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.start.reader_chosen.emit(READER)
    assert window._stack.currentWidget() is window.room
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)


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
