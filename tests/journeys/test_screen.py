"""A whole study through a real X server, with no hand on a mouse and no look inside the program."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from sacroread.store.store import open_study
from sacroread.study.events import EventKind
from sacroread.study.model import Reader, Role

PATIENCE_SECONDS = 300  # on a machine that does much else
FIRST_WAIT_SECONDS = 5  # before keys that had no effect are pressed again; then twice as long each time
READER = Reader("reader-3", Role.CENTRAL_2)
TOOLS = ("Xvfb", "xdotool")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs Xvfb and xdotool"),
]


@pytest.fixture(scope="module")
def display():
    """An X server of its own; answers its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [shutil.which("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
         "-r"],  # on a machine that does much else a key is held so long that it would repeat itself
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as said:
        name = f":{said.readline().strip()}"  # all of the line: the server ends where nobody reads it
    yield name
    server.terminate()
    server.wait()


class Person:
    """Somebody at the keyboard of a running program."""

    def __init__(self, environment, home):
        self._environment, self._home = environment, home

    def _xdotool(self, *words):
        return subprocess.run(
            [shutil.which("xdotool"), *words], env=self._environment, capture_output=True, text=True,
            timeout=30, check=False,
        )  # fmt: skip

    def find_window(self):
        wait_until(self._windows, "the window")
        self._xdotool("windowfocus", "--sync", self._windows()[-1])

    def _windows(self, title="SacroRead - "):
        return self._xdotool("search", "--name", title).stdout.split()

    def wait_for_page(self, title):
        """Wait until the window is called after a page."""
        wait_until(lambda: self._windows(f"^{title} - SacroRead"), f"the page {title}")

    def press(self, *keys):
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.15)

    def write(self, words):
        self._xdotool("type", "--delay", "60", words)

    @property
    def study(self):
        return self._home / "demo" / "demo.sacro"

    def look(self, ask):
        """What the study file answers; None while there is no study."""
        if not self.study.exists():
            return None
        with open_study(self.study) as store:
            return ask(store)

    @property
    def reads(self):
        return self.look(lambda store: store.reads(READER)) or ()

    def lock_next(self, grades):
        """Grade and lock the case in front; what is typed before the picture is there does nothing."""
        before = len(self.reads)

        def type_them():
            self.write(grades)
            self.press("Return")

        self.insist(type_them, lambda: len(self.reads) > before, "a locked read")
        self.press("Return")  # after the lock the second reader is shown; Enter goes on

    def insist(self, act, is_so, what):
        """Do something until it has had its effect; more and more patiently, lest it be done twice."""
        wait = FIRST_WAIT_SECONDS
        while not is_so():
            assert wait < PATIENCE_SECONDS, f"waited in vain for {what}"
            act()
            is_within(wait, is_so)
            wait *= 2

    def has_set(self, key):
        """Whether the program remembers something."""
        settings = self._home / "settings.ini"
        return settings.exists() and key in settings.read_text(encoding="utf-8")


def is_within(seconds, is_so):
    """Whether something becomes so within a time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def wait_until(is_so, what):
    if not is_within(PATIENCE_SECONDS, is_so):
        pytest.fail(f"waited in vain for {what}")


@contextmanager
def program(display, home):
    """The program as a person starts it, until it is killed."""
    environment = {**os.environ, "DISPLAY": display, "SACROREAD_HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    running = subprocess.Popen(
        [sys.executable, "-m", "sacroread", "demo"], env=environment, stderr=subprocess.PIPE, text=True
    )
    person = Person(environment, home)
    try:
        person.find_window()
        yield person
    finally:
        running.send_signal(signal.SIGKILL)
        person.said = running.communicate()[1]


def sit_down(person):
    """Type the reader's name twice, the second time over the first: the field may have come in the middle."""

    def sittings():
        return len(person.look(lambda store: [e for e in store.events() if e.kind is EventKind.OPEN]))

    def type_name():
        person.write(READER.reader_id)
        time.sleep(1)
        person.press("ctrl+a")
        person.write(READER.reader_id)
        person.press("Return")

    wait_until(person.study.exists, "the demo study")
    before = sittings()
    time.sleep(3)
    person.insist(type_name, lambda: sittings() > before, "the reader at the desk")


def test_all_demo_cases_are_read_by_keyboard_over_a_crash_and_then_signed(display, tmp_path):
    home = tmp_path / "home"
    with program(display, home) as person:
        person.insist(
            lambda: person.press("space"), lambda: person.has_set("accepted_at"), "the intended use"
        )
        person.wait_for_page("Display")
        person.press("space", "Tab", "space", "Tab", "space", "Tab", "Tab", "Tab", "space")
        wait_until(lambda: person.has_set("checks"), "the check of the display")
        sit_down(person)
        person.press("Escape")  # the guide
        for grades in ("31", "00"):
            person.lock_next(grades)
        person.write("4")
        time.sleep(1)
    assert "Traceback" not in person.said
    kept = person.reads
    assert [read.definite for read in kept] == [True, False]
    (opened,) = [e for e in person.look(lambda store: store.events()) if e.kind is EventKind.OPEN]
    assert "scale factor 1; checked" in opened.detail

    with program(display, home) as person:
        sit_down(person)
        time.sleep(4)
        count = len(person.look(lambda store: store.worklist(READER)))
        assert person.reads == kept
        while len(person.reads) < count:
            person.lock_next("22")
        person.press("Return")  # what was read
        person.press("Tab")
    assert "Traceback" not in person.said
    assert person.reads[:2] == kept
    assert person.look(lambda store: store.audit(store.anchor())) == []
