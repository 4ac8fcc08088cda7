"""The tour: goes through every page of the demo study unattended and keeps what it sees.

It uses the window as a person does, by keys and mouse. Its reads are a script's, not a reader's.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sacroread.errors import SacroReadError
from sacroread.paths import resource
from sacroread.study.model import Reader, Role
from sacroread.ui.main_window import MainWindow
from sacroread.ui.pages.reading_room import ReadingRoom

POLL_MS = 20
SETTLE_SECONDS = 0.25
PATIENCE_SECONDS = 180.0  # torch and a dossier on a busy machine
READER = Reader("tour", Role.CENTRAL_2)
GRADES = ("32", "00", "11", "22", "40", "21", "33", "02")  # in turn: right, left

Wait = Callable[[], bool]


class Tour:
    """One way through the window. `is_complete` tells whether it came to its end."""

    def __init__(self, folder: Path, sizes: Sequence[tuple[int, int]] = ()) -> None:
        """Screenshots go into `folder`; with `sizes`, logical pixels, each page once in each of them."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._sizes = folder, sizes
        self._count = 0
        self._window: MainWindow | None = None
        self._steps: Iterator[Wait] = iter(())
        self._wait: Wait = lambda: True
        self._since = monotonic()
        self._timer = QTimer(interval=POLL_MS)
        self._timer.timeout.connect(self._go_on)
        self.screenshots: list[Path] = []
        self.is_complete = False

    def begin(self, window: MainWindow) -> None:
        """Start; the steps go on by themselves and close the window at the end."""
        self._window = window
        self._steps = self._way(window)
        self._timer.start()

    def _go_on(self) -> None:
        if not self._wait():
            if monotonic() - self._since > PATIENCE_SECONDS:
                self._end()
                raise SacroReadError(f"The tour waited in vain after {len(self.screenshots)} screenshots.")
            return
        self._since = monotonic()
        following = None
        try:
            following = next(self._steps, None)
        finally:
            if following is None:  # at the end, or where a step failed: no other follows it
                self._end()
        self.is_complete = following is None
        self._wait = following or self._wait

    def _end(self) -> None:
        self._timer.stop()
        if self._window is not None:
            self._window.close()
        QApplication.exit()  # a notice that is still open keeps nobody here

    def _way(self, window: MainWindow) -> Iterator[Wait]:
        yield from self._open(window)
        room = window.room
        if room is None:
            raise SacroReadError("The reading room did not open.")
        yield from self._read_slowly(window, room)
        yield from self._read_the_rest(window, room)
        yield from self._look_at_results(window)
        yield from self._look_closer(window, room)
        yield from self._look_at_the_rest(window)

    def _open(self, window: MainWindow) -> Iterator[Wait]:
        yield from self._keep(window, "start")
        window.open_demo()
        yield lambda: window.start.is_asking
        yield from self._keep(window, "who reads")
        window.begin_reading(READER)

    def _read_slowly(self, window: MainWindow, room: ReadingRoom) -> Iterator[Wait]:
        yield lambda: room.is_showing
        yield from self._keep(window, "radiograph")
        self._drag_window(room)
        yield from self._keep(window, "window changed")
        self._press(room, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
        yield from self._keep(window, "crop proposed")
        self._press(room, Qt.Key.Key_Return)
        yield from self._keep(window, "cropped")
        self._type(room, "e3")
        yield from self._keep(window, "graded")
        self._type(room, "2")
        yield from self._keep(window, "criterion")
        self._press(room, Qt.Key.Key_Return)
        yield from self._keep(window, "locked")
        yield lambda: room.has_opinion
        yield from self._keep(window, "probability with cut-offs")
        self._type(room, "t")
        yield from self._keep(window, "heatmap")

    def _read_the_rest(self, window: MainWindow, room: ReadingRoom) -> Iterator[Wait]:
        number = 0
        while window.reading is not None and not window.reading.desk.is_finished:
            number += 1
            self._press(room, Qt.Key.Key_Return)
            yield lambda: room.is_showing
            self._type(room, GRADES[number % len(GRADES)])
            self._press(room, Qt.Key.Key_Return)
            yield lambda: room.has_opinion
        yield from self._keep(window, "last case locked")

    def _look_at_results(self, window: MainWindow) -> Iterator[Wait]:
        window.show_page("Results")
        yield lambda: window.results.is_ready
        for number, title in enumerate(window.results.section_titles):
            window.results.show_section(number)
            yield from self._keep(window, f"results {title}")
        window.results.save(self._folder / "dossier")
        yield (self._folder / "dossier" / "manifest.json").exists
        window.results.show_explorer()
        yield from self._keep(window, "explore")

    def _look_closer(self, window: MainWindow, room: ReadingRoom) -> Iterator[Wait]:
        """What lies over the picture, or beside it, each taken away by the key that brought it."""
        window.show_page("Read")
        for key, name in ((Qt.Key.Key_F2, "grades"), (Qt.Key.Key_J, "joints compared")):
            self._press(room, key)
            yield from self._keep(window, name)
            self._press(room, key)
        self._press(room, Qt.Key.Key_F3)
        while room.guide.is_on:
            yield from self._keep(window, f"guide {room.guide.number}")
            self._press(room, Qt.Key.Key_F3)

    def _look_at_the_rest(self, window: MainWindow) -> Iterator[Wait]:
        for name in ("Summary", "Keys", "Display", "Guide", "Training", "Welcome"):
            window.show_page(name)
            yield from self._keep(window, name)
        window.show_page("Opinion")
        yield from self._keep(window, "second opinion")
        window.side.second_opinion.open_paths([resource("demo/radiographs")])
        yield lambda: window.side.second_opinion.answer is not None
        yield from self._keep(window, "second opinion given")
        yield from self._coordinate(window)

    def _coordinate(self, window: MainWindow) -> Iterator[Wait]:
        window.open_demo()
        yield lambda: window.start.is_asking
        window.show_results()
        window.show_page("Study")
        yield lambda: window.side.study.is_ready
        yield from self._keep(window, "study")
        window.show_page("About")
        window.side.about.check_study()
        yield lambda: window.side.about.has_checked
        yield from self._keep(window, "about")

    def _keep(self, window: MainWindow, name: str) -> Iterator[Wait]:
        """Let the page settle, then keep a screenshot with the next number; of each size that is wanted."""
        words = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
        self._count += 1
        for width, height in self._sizes or (window.size().toTuple(),):
            window.resize(QSize(width, height))
            yield _after(SETTLE_SECONDS)
            size = f"-{width}x{height}" if self._sizes else ""
            self._grab(window, f"{self._count:02d}-{words}{size}.png")

    def _grab(self, window: MainWindow, name: str) -> None:
        window.grab().save(str(self._folder / name))
        self.screenshots.append(self._folder / name)

    def _press(
        self, room: ReadingRoom, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or room, key, modifier)

    def _type(self, room: ReadingRoom, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or room, text)

    def _drag_window(self, room: ReadingRoom) -> None:
        start = QPoint(room.viewer.width() // 2, room.viewer.height() // 2)
        QTest.mousePress(room.viewer, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 6):
            QTest.mouseMove(room.viewer, start + QPoint(step, -step))
        QTest.mouseRelease(room.viewer, Qt.MouseButton.LeftButton, pos=start + QPoint(5, -5))


def _after(seconds: float) -> Wait:
    settled = monotonic() + seconds
    return lambda: monotonic() > settled
