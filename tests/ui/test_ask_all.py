"""The second reader is asked for all ended cases: with progress, and Cancel that keeps what is there."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from sacroread.intake import add_radiographs
from sacroread.paths import resource
from sacroread.store.store import create_study
from sacroread.study.model import Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.pages.ask_all import AskAll
from sacroread.ui.pages.study import StudyPage

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PATIENCE_MS = 60_000
READER = Reader("r1", Role.PANEL)


@pytest.fixture
def store(tmp_path):
    """Six synthetic radiographs; one reader has read all but the last."""
    files = sorted(resource("demo/radiographs").glob("*.dcm"))[:6]
    with create_study(tmp_path / "s.sacro", default_protocol("S", Design.PANEL, 7), NOW) as made:
        assert add_radiographs(made, files) == ()
        made.add_reader(READER)
        case_ids = [case.case_id for case in made.cases()]
        made.extend_worklist(READER, 1, case_ids)
        about = (Condition.UNAIDED, 0, Draft(), True, NOW)
        made.append([Read(each, READER.reader_id, READER.role, each, *about) for each in case_ids[:-1]])
        yield made


@pytest.fixture
def page(qtbot, store, children):
    made = StudyPage(AskAll(children.predict.submit, lambda: children.bundle))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.set_study(store)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.is_ready)
    yield made
    made.close_tasks()


def click(qtbot, made):
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_all_ended_cases_are_asked_for_once_and_cancel_keeps_what_is_there(qtbot, page, store):
    asking = page._asking
    click(qtbot, asking.begin)
    assert not asking.begin.isEnabled()
    qtbot.waitUntil(asking.progress.isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: store.predictions() != (), timeout=PATIENCE_MS)
    click(qtbot, asking.progress.cancel_button)
    qtbot.waitUntil(asking.begin.isEnabled, timeout=1500)
    kept = len(store.predictions())
    assert page.message == f"{kept} predictions are kept. Cancelled: {5 - kept} cases are left."
    click(qtbot, asking.begin)
    words = f"{5 - kept} predictions are kept."
    qtbot.waitUntil(lambda: page.message == words, timeout=PATIENCE_MS)
    unread = store.worklist(READER)[-1]
    asked = {each.case_id for each in store.predictions()}
    assert asked == {case.case_id for case in store.cases()} - {unread}
