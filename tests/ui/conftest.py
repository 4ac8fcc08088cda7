"""A real window over a real demo study, with real child processes."""

import pytest

from sacroread import app
from sacroread.study.model import Reader, Role
from sacroread.ui import theme
from sacroread.ui.main_window import MainWindow

READER = Reader("reader-3", Role.PANEL)
PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def children(tmp_path_factory):
    """The child processes; started once, because each costs seconds."""
    services = app.services(tmp_path_factory.mktemp("unused"))
    yield services
    services.decode.close()
    services.predict.close()


@pytest.fixture
def window(qtbot, qapp, children, tmp_path):
    """A window that can open a fresh demo study."""
    theme.dress(qapp)
    services = app.services(tmp_path / "demo")
    services.decode.close()
    services.predict.close()
    fresh = MainWindow(app.Services(children.decode, children.predict, children.bundle, services.open_demo))
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
