"""From the command to the first painted window, to the second reader's readiness, and to `--help`."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from frame import Measurement, alternating_ms, at_most

RUNS = 10
READY_RUNS = 3  # each loads torch

WINDOW = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject
from sacroread.app import run

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.painted_at = time.time()
            self.finish()
        return False

def begin(window):
    paint = FirstPaint(window)
    def finish():
        heavy = [name for name in ("torch", "fastai", "pandas", "matplotlib") if name in sys.modules]
        usable = window.start.isVisible() and window.start.isEnabled()
        ready_at = None
        if sys.argv[2] == "ready":
            window._services.predict.start().result()
            ready_at = time.time()
        print(json.dumps({"painted": paint.painted_at - float(sys.argv[1]), "heavy": heavy, "usable": usable,
                          "ready": ready_at and ready_at - paint.painted_at}), flush=True)
        window.close()
    paint.finish = finish
    window.start.installEventFilter(paint)
    window.start.update()

if __name__ == "__main__":
    run(begin, is_attended=False)
"""

BARE = """
import time, sys, json
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(json.dumps({"painted": time.time() - float(sys.argv[1])}), flush=True)
        QApplication.quit()
application = QApplication([])
label = Label("bare")
label.resize(1280, 720)
label.show()
application.exec()
"""


def measure() -> list[Measurement]:
    """Measure the start; Qt draws offscreen unless the environment names a screen."""
    with tempfile.TemporaryDirectory() as home:
        starts = [(_told(WINDOW, home, "paint"), _told(BARE, home)) for _ in range(RUNS)]
        ready = [_told(WINDOW, home, "ready") for _ in range(READY_RUNS)]
        return [*_window(starts), *_second_reader(ready), _help(home)]


def _window(starts: list[tuple[dict, dict]]) -> list[Measurement]:
    ours = statistics.median(first["painted"] for first, _ in starts)
    bare = statistics.median(second["painted"] for _, second in starts)
    heavy = {name for first, _ in starts for name in first["heavy"]}
    usable = all(first["usable"] for first, _ in starts)
    painted = Measurement("first painted window", ours, "s", bare, ours / bare, "at most 3 s", ours <= 3)
    modules = at_most("heavy libraries in the window's process", len(heavy), "libraries", 0)
    page = Measurement("start page usable", float(usable), "yes", None, None, "1", usable)
    return [painted, modules, page]


def _second_reader(ready: list[dict]) -> list[Measurement]:
    return [at_most("second reader ready after the window", max(each["ready"] for each in ready), "s", 15)]


def _help(home: str) -> Measurement:
    ours, bare = alternating_ms(
        lambda: _run(["-m", "sacroread", "--help"], home), lambda: _run(["-c", "import typer"], home), RUNS
    )
    goal = "at most 0.5 s"
    return Measurement("sacroread --help", ours / 1000, "s", bare / 1000, ours / bare, goal, ours <= 500)


def _told(code: str, home: str, *words: str) -> dict:
    return json.loads(_run(["-c", code, repr(time.time()), *words], home).splitlines()[-1])


def _run(words: list[str], home: str) -> str:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "SACROREAD_HOME": home}
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=120, check=True
    ).stdout
