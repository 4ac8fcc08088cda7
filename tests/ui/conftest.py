"""A real window over a real demo study, with real child processes."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from sacroread import app
from sacroread.demo.demo_study import open_demo_study
from sacroread.study.model import Reader, Role
from sacroread.ui import theme
from sacroread.ui.main_window import MainWindow

READER = Reader("reader-3", Role.CENTRAL_2)
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def own_settings(monkeypatch, tmp_path_factory):
    """No test reads or changes what the person at this machine has set."""
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def _no_window_is_left(qapp):
    """A test that leaves a window on the screen fails."""
    before = set(QApplication.topLevelWidgets())
    yield
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]
    assert [type(each).__name__ for each in left] == []


@pytest.fixture(scope="session")
def children(tmp_path_factory):
    """The child processes; started once, because each costs seconds."""
    services = app.services(tmp_path_factory.mktemp("unused"))
    yield services
    services.decode.close()
    services.predict.close()


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory):
    """The demo study as the program makes it; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    open_demo_study(folder).close()
    return folder


@pytest.fixture
def window(qtbot, qapp, children, made_demo, tmp_path):
    """A window that can open a fresh demo study."""
    theme.dress(qapp)
    demo = shutil.copytree(made_demo, tmp_path / "demo")
    services = replace(children, open_demo=lambda: open_demo_study(demo))
    fresh = MainWindow(services)
    qtbot.addWidget(fresh)
    fresh.show()
    fresh.activateWindow()
    qtbot.waitUntil(fresh.isActiveWindow)
    yield fresh
    fresh.close()


@pytest.fixture
def room(qtbot, window):
    """The reading room with the first case on the screen."""
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.begin_reading(READER)
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
    return window.room
