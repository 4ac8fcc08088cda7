"""The window as a process: how it starts, and what is left when it is killed."""

import sys

import pytest

from sacroread.commands.place import is_study
from sacroread.paths import resource
from sacroread.store.store import open_study

HEAVY = ("torch", "torchvision", "fastai", "pandas", "matplotlib", "sklearn", "pyqtgraph", "scipy", "pydicom")

START = f"""
import sys
from sacroread.app import run
from PySide6.QtCore import QTimer

def look(window):
    def end():
        window.grab()
        print([name for name in {HEAVY!r} if name in sys.modules])
        window.close()
    QTimer.singleShot(700, end)

if __name__ == "__main__":
    sys.exit(run(look, is_attended=False))
"""


def test_the_window_starts_without_the_heavy_libraries(python):
    ended = python(START)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "[]"


LOCK_AND_DIE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from sacroread.app import run
from sacroread.study.model import Reader, Role

def begin(window):
    window.open_demo()
    timer = QTimer(window, interval=20)

    def go_on():
        if window.room is None and window.start.is_asking:
            window.begin_reading(Reader("reader-3", Role.CENTRAL_2))
            window.reading.changed.connect(die_when_locked)
        if window.room is not None and window.room.is_showing:
            QTest.keyClicks(window.room, "32")
            QTest.keyClick(window.room, Qt.Key.Key_Return)

    def die_when_locked(desk):
        if desk.locked:
            os.kill(os.getpid(), signal.SIGKILL)

    timer.timeout.connect(go_on)
    timer.start()

if __name__ == "__main__":
    run(begin, Path(sys.argv[1]), is_attended=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_killing_the_window_right_after_a_lock_loses_nothing(python, tmp_path):
    ended = python(LOCK_AND_DIE, tmp_path / "demo")
    assert ended.returncode == -9, ended.stderr
    with open_study(tmp_path / "demo" / "demo.sacro") as store:
        (read,) = [read for read in store.reads() if read.reader_id == "reader-3"]
        assert read.definite is True
        assert store.reads()[-1] == read


OPENED_WITH_A_RADIOGRAPH = """
import sys
from functools import partial
from PySide6.QtCore import QTimer
from pathlib import Path
from sacroread.app import run, showing_radiograph

def begin(window):
    showing_radiograph(Path(sys.argv[1]))(window)
    timer = QTimer(window, interval=50)
    def look():
        page = window.side.second_opinion
        if page.is_showing:
            print(window._stack.currentWidget() is page, flush=True)
            timer.stop()
            window.close()
    timer.timeout.connect(look)
    timer.start()

if __name__ == "__main__":
    sys.exit(run(begin, is_attended=False))
"""


def test_a_radiograph_named_on_the_command_line_is_shown_for_a_second_opinion(python):
    ended = python(OPENED_WITH_A_RADIOGRAPH, resource("demo/radiographs/SYN00001.dcm"))
    assert (ended.returncode, ended.stdout.strip()) == (0, "True"), ended.stderr


def test_a_study_is_one_by_its_content_whatever_its_file_is_called(sacroread, tmp_path):
    assert sacroread("new", tmp_path / "trial.db", "--design", "single").returncode == 0
    assert is_study(str(tmp_path / "trial.db"))
    assert is_study("TRIAL.SACRO")
    assert is_study("postgresql+psycopg://host/trial")
    assert not is_study(str(resource("demo/radiographs/SYN00001.dcm")))
