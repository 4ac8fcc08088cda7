"""Whether the picture keeps up with the reader: 2,000 cases paged through, and frames with every tool on."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from frame import Measurement, at_most, not_measured

from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source, load_source
from sacroread.paths import resource
from sacroread.study.model import Presentation, Window

if TYPE_CHECKING:
    from sacroread.ui.viewer.stage import Stage

CASES, SETTLED = 2_000, 100  # memory is compared with that after so many cases
GROWTH_MB, FRAME_MS = 100, 100
TICK_MS, DWELL_MS = 2, 10
EVENTS = 30
SHAPE, BITS, SEED = (4300, 3500), 14, 1  # a radiograph of 43 x 35 cm at 0.1 mm
SIZES = {"1280 x 720": (792, 690), "1920 x 1080": (1432, 1050), "3840 x 2160": (3352, 2130)}  # the picture's
STATM = Path("/proc/self/statm")


def measure() -> list[Measurement]:
    """Return how a long walk and single frames do."""
    if os.name == "posix" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    frames = [each for name, size in SIZES.items() for each in _frames(name, size)]
    application.processEvents()
    return [*_walk(), *frames]


def _walk() -> list[Measurement]:
    """Page through the demo radiographs, decoded anew each time, as fast as they come."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from sacroread.ui.radiographs import Radiographs
    from sacroread.ui.viewer.shown import Shown
    from sacroread.ui.viewer.stage import Stage
    from sacroread.workers.child import Child

    files = sorted(resource("demo/radiographs").glob("*.dcm"))
    order = [f"case {place}" for place in range(CASES + 1)]
    sources = {case: Source(files[place % len(files)]) for place, case in enumerate(order)}
    child = Child(load_source, 20.0, 4 << 30)
    radiographs, stage, loop = Radiographs(child, sources), Stage(lambda: 0), QEventLoop()
    stage.resize(*SIZES["1920 x 1080"])
    stage.show()
    gaps, memory, place = _Gaps(), [], 0

    def go_on() -> None:
        stage.viewer.show_radiograph(None)
        radiographs.want(order[place : place + 2])
        show()

    def show(_case: str = "") -> None:
        nonlocal place
        found = radiographs.get(order[place])
        if not isinstance(found, Shown) or stage.viewer.shown is found:
            return
        stage.viewer.show_radiograph(found)
        stage.viewer.show_presentation(Presentation())
        memory.append(_resident_mb())
        place += 1
        QTimer.singleShot(DWELL_MS, go_on if place < CASES else loop.quit)

    radiographs.arrived.connect(show)
    watchdog = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    watchdog.timeout.connect(gaps.tick)
    watchdog.start()
    QTimer.singleShot(0, go_on)
    loop.exec()
    watchdog.stop()
    child.close()
    return [_growth(memory), *gaps.measurements()]


class _Gaps:
    """How long the event loop was held up, between two ticks of a timer."""

    def __init__(self) -> None:
        self._last: tuple[float, float] | None = None
        self._wall_ms: list[float] = []
        self._own_ms: list[float] = []  # of this thread alone: what other processes take does not count

    def tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self._wall_ms.append((now[0] - self._last[0]) * 1000 - TICK_MS)
            self._own_ms.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def measurements(self) -> list[Measurement]:
        name = f"{CASES} cases paged through: GUI thread held up"
        return [
            at_most(f"{name}, longest", max(self._wall_ms), "ms", FRAME_MS),
            at_most(f"{name}, longest by its own work", max(self._own_ms), "ms", FRAME_MS),
            at_most(f"{name}, 99.9 %", float(np.percentile(self._wall_ms, 99.9)), "ms", FRAME_MS),
        ]


def _growth(memory: list[float | None]) -> Measurement:
    name = f"{CASES} cases paged through: growth of memory after the first {SETTLED}"
    values = [value for value in memory if value is not None]
    if not values:
        return not_measured(
            name, "MB", f"at most {GROWTH_MB} MB", "this system does not tell a process's memory"
        )
    before = statistics.median(values[SETTLED // 2 : SETTLED])
    return at_most(name, max(values[SETTLED:]) - before, "MB", GROWTH_MB)


def _resident_mb() -> float | None:
    if not STATM.exists():
        return None
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _frames(name: str, size: tuple[int, int]) -> list[Measurement]:
    """Window events to painted frames with each tool on, on a radiograph of 15 megapixels.

    Own work is the time of the GUI thread itself: what other processes take of the machine does not count.
    """
    from PySide6.QtCore import QCoreApplication, QPointF

    from sacroread.ui.viewer.filters import Filter
    from sacroread.ui.viewer.shown import Shown
    from sacroread.ui.viewer.stage import Stage

    pixels = np.random.default_rng(SEED).integers(0, 2**BITS, SHAPE, dtype=np.uint16)
    stage = Stage(lambda: 0)
    stage.resize(*size)
    stage.show()
    stage.viewer.show_radiograph(Shown.of(Radiograph(pixels, "MONOCHROME2", BITS)))
    QCoreApplication.processEvents()  # nothing is painted before the window is on the screen

    def lens() -> None:
        stage.switch_lens()
        stage.viewer._lens_at = QPointF(300, 300)

    switches: dict[str, Callable[[], None]] = {
        "no tool": lambda: None,
        "sharpened": lambda: stage.switch_filter(Filter.SHARPEN),
        "local contrast": lambda: stage.switch_filter(Filter.LOCAL_CONTRAST),
        "magnifier": lens,
        "joint compare": stage.switch_compare,
    }
    return [
        _frame(stage, f"{name}: window event to frame, {tool}", switch) for tool, switch in switches.items()
    ]


def _frame(stage: Stage, name: str, switch: Callable[[], None]) -> Measurement:
    from PySide6.QtCore import QCoreApplication

    stage.clear()
    switch()
    QCoreApplication.processEvents()
    times = []
    for event in range(EVENTS):
        shown = replace(Presentation(), window=Window(8000 + 20 * event, 9000 - 30 * event))
        started = time.thread_time()
        stage.viewer.show_presentation(shown)
        stage.viewer.repaint()
        if stage.is_comparing:
            stage.mirror.repaint()
        times.append((time.thread_time() - started) * 1000)
    return at_most(f"{name}, own work, 95 %", float(np.percentile(times, 95)), "ms", FRAME_MS)
