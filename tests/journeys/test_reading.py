"""Reading by real keys in a program of its own: an aided session, and a reader who tries to see too much."""

import pytest

from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.events import EventKind
from sacroread.study.model import Condition, Grade, Side

PROTOCOL = """
name = "Aided"
design = "panel"
second_reader = "same_session"
aided_start = "unaided"
seed = 5
is_synthetic = true
modalities = ["DX"]
scale = "mny"
discordant = "left out"
decoy_share = 0
repeat_share = 0
washout_days = 28
"""

PERSON = """
import os, sys, traceback
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sacroread.app import run

Key, Modifier = Qt.Key, Qt.KeyboardModifier
PAGES = Modifier.ControlModifier | Modifier.ShiftModifier

def press(window, key, modifier=Modifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)

def write(window, words):
    QTest.keyClicks(QApplication.focusWidget() or window, words)

def sit_down(window, name):
    yield lambda: window.start.is_asking
    field = next(each for each in window.start.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Key.Key_Return)
    yield lambda: window.room is not None and window.room.is_showing

def person(way):
    '''What begins with the window: each step of the way once what it waits for is so.'''
    def begin(window):
        steps, wait = way(window), [lambda: True]
        timer = QTimer(window, interval=20)
        def go_on():
            try:
                if wait[0]():
                    wait[0] = next(steps)
            except StopIteration:
                timer.stop()
                window.close()
            except BaseException:
                traceback.print_exc()
                os._exit(3)
        timer.timeout.connect(go_on)
        timer.start()
    return begin
"""

AIDED = f"""{PERSON}
def way(window):
    window.open_study(sys.argv[1])
    yield from sit_down(window, "reader-1")
    for _ in range(3):
        room = window.room
        yield lambda: room.is_showing
        write(window, "21")
        assert not window.reading.desk.may_see_prediction
        press(window, Key.Key_Return)
        yield lambda: room.has_opinion
        assert room.dock.second_reader.isVisible()
        write(window, "3")
        press(window, Key.Key_Return)
    yield lambda: window.reading.desk.is_finished
    press(window, Key.Key_Return)
    yield lambda: window._stack.in_front == "Summary"

if __name__ == "__main__":
    sys.exit(run(person(way), is_attended=False))
"""

SPY = f"""{PERSON}
def way(window):
    window.open_demo()
    yield from sit_down(window, "spy")
    room = window.room
    case_id = window.reading.desk.case_id
    for page in (Key.Key_3, Key.Key_4, Key.Key_5):
        press(window, page, PAGES)
        assert window._stack.in_front == "Read", window._stack.in_front
    for name in ("Opinion", "Study", "Results"):
        QTest.mouseClick(window._stack.rail.buttons[name], Qt.MouseButton.LeftButton)
        assert window._stack.in_front == "Read", window._stack.in_front
    for key in (Key.Key_T, Key.Key_B, Key.Key_Z):
        press(window, key)
    middle = QPointF(room.viewer.rect().center())
    wheel = QWheelEvent(middle, room.viewer.mapToGlobal(middle), QPoint(), QPoint(0, 120),
                        Qt.MouseButton.NoButton, Modifier.ShiftModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(room.viewer, wheel)
    assert room.viewer.overlay is None
    assert not room.dock.second_reader.isVisible()
    assert room._opinions.get(case_id) is None and not room._opinions._asked
    press(window, Key.Key_1, PAGES)
    window.start._ask_results(window._store)
    assert window._stack.in_front == "Start", window._stack.in_front
    press(window, Key.Key_2, PAGES)
    write(window, "11")
    press(window, Key.Key_Return)
    yield lambda: room.has_opinion
    press(window, Key.Key_Z, Modifier.ControlModifier)
    write(window, "44")
    assert dict(window.reading.desk.draft.grades) == dict(window.reading.desk.locked[case_id].draft.grades)
    press(window, Key.Key_PageDown)
    yield lambda: room.is_showing
    assert not room.dock.second_reader.isVisible() and room.viewer.overlay is None
    print(case_id)

if __name__ == "__main__":
    sys.exit(run(person(way), is_attended=False))
"""


@pytest.fixture
def study(sacroread, tmp_path):
    """A study of three synthetic radiographs that are read unaided and then aided."""
    rules, made = tmp_path / "aided.toml", tmp_path / "aided.sacro"
    rules.write_text(PROTOCOL, encoding="utf-8")
    assert sacroread("new", made, "--design", "panel", "--protocol", rules).returncode == 0
    files = sorted((resource("demo") / "radiographs").glob("*.dcm"))[:3]
    assert sacroread("import", made, *files).returncode == 0
    return made


def test_an_aided_session_keeps_both_reads_of_each_case(python, study):
    ended = python(AIDED, study, seconds=240)
    assert ended.returncode == 0, ended.stderr
    with open_study(study) as store:
        reads = store.all_reads()
        assert [read.condition for read in reads] == [Condition.UNAIDED, Condition.AIDED] * 3
        for unaided, aided in zip(reads[::2], reads[1::2], strict=True):
            assert unaided.case_id == aided.case_id
            assert unaided.draft.grades == {Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.SUSPICIOUS}
            assert aided.draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL, Side.LEFT: Grade.SUSPICIOUS}
        reveals = [event.at for event in store.events() if event.kind is EventKind.REVEAL]
        assert [unaided.locked_at <= at for unaided, at in zip(reads[::2], reveals, strict=True)] == [
            True
        ] * 3
        assert len(store.predictions()) == 3


def test_a_reader_who_tries_to_see_what_he_may_not_sees_nothing(python, tmp_path):
    ended = python(SPY, seconds=240)
    assert ended.returncode == 0, ended.stderr
    seen = ended.stdout.strip()
    with open_study(tmp_path / "home" / "demo" / "demo.sacro") as store:
        (read,) = [read for read in store.reads() if read.reader_id == "spy"]
        assert read.case_id == seen
        assert read.draft.grades == {Side.RIGHT: Grade.SUSPICIOUS, Side.LEFT: Grade.SUSPICIOUS}
        reveals = [event for event in store.events() if event.kind is EventKind.REVEAL]
        assert [(each.reader_id, each.detail) for each in reveals] == [("spy", seen)]
        assert [each.case_id for each in store.predictions()] == [seen]
