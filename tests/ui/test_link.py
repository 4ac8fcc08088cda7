"""The link to the server breaks and comes back at a real desk: the status bar says it, nothing is lost."""

import importlib.util
import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.store.signing import set_password
from sacroread.store.store import create_study, open_study
from sacroread.study import desk as steps
from sacroread.study.model import Case, Grade, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.link import LinkLabel
from sacroread.ui.reading import Reading
from sacroread.worklists import seat

_SPEC = importlib.util.spec_from_file_location(
    "private_server", Path(__file__).resolve().parents[1] / "store" / "private_server.py"
)
private_server = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(private_server)

SECRET = "the same for all"  # noqa: S105 - of a server that lives as long as the tests
READER = Reader("reader-1", Role.PANEL)
CASES = [f"c{number}" for number in range(6)]
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def server():
    if not private_server.can_run():
        pytest.skip(private_server.WHY_NOT)
    made = private_server.PrivateServer(in_memory=True)
    yield made
    made.close()


@pytest.fixture
def address(server):
    name = f"study-{secrets.token_hex(4)}"
    rules = default_protocol("Study", Design.PANEL, 7)
    with create_study(server.database(name), rules, datetime.now(UTC)) as store:
        store.add_cases([Case(each, f"p-{each}", f"{each}.dcm", each) for each in CASES])
        store.add_reader(READER)
        set_password(store, READER.reader_id, SECRET)
    yield server.address(name, f"{name}.{READER.reader_id}", SECRET)
    server.start_again()


@pytest.fixture
def store(address):
    with open_study(address) as store:
        seat(store, READER)
        yield store


@pytest.fixture
def link(qtbot, store):
    made = LinkLabel()
    qtbot.addWidget(made)
    made.set_study(store)
    qtbot.waitUntil(lambda: made.text() == "server connected", timeout=PATIENCE_MS)
    yield made
    made.close_tasks()


def read_case(reading):
    for side in Side:
        reading.step(steps.grade, side, Grade.MINIMAL)
    reading.lock()


def test_a_server_that_goes_and_comes_back_is_told_and_gets_everything_once_and_in_order(
    qtbot, server, store, link
):
    reading, told = Reading(store, READER), []
    reading.refused.connect(told.append)
    order = reading.desk.worklist
    read_case(reading)
    server.stop("immediate")
    qtbot.waitUntil(lambda: link.text().startswith("server away"), timeout=PATIENCE_MS)
    read_case(reading)
    read_case(reading)
    qtbot.waitUntil(lambda: link.text() == "server away: 6 kept on this computer", timeout=PATIENCE_MS)
    assert link.property("role") == "warning"
    assert store.link.waiting == 6
    server.start()
    qtbot.waitUntil(lambda: link.text() == "server connected", timeout=PATIENCE_MS)
    read_case(reading)
    assert told == []
    assert [read.case_id for read in store.reads()] == list(order[:4])
    assert store.audit(store.anchor()) == []
    assert store.link.waiting == 0


def test_what_the_server_refuses_is_told_where_the_link_is(qtbot, store, link):
    reading = Reading(store, READER)
    store._outbox.put(_foreign(reading))
    store._is_connected = False
    qtbot.waitUntil(lambda: link.text().startswith("the server refused something"), timeout=PATIENCE_MS)
    assert "There is no case" in link.toolTip() or "may not do that" in link.toolTip()


def _foreign(reading):
    """A read of a case that is not this reader's."""
    desk = steps.grade(steps.grade(reading.desk, Side.RIGHT, Grade.MINIMAL), Side.LEFT, Grade.MINIMAL)
    _, read = steps.lock(desk, "foreign", datetime.now(UTC), 1.0)
    return type(read)(**{**vars(read), "case_id": "c99"})


def test_a_study_file_says_nothing_of_a_link(qtbot, tmp_path):
    with create_study(
        tmp_path / "s.sacro", default_protocol("S", Design.PANEL, 7), datetime.now(UTC)
    ) as store:
        made = LinkLabel()
        qtbot.addWidget(made)
        made.set_study(store)
        qtbot.wait(50)
        assert made.text() == ""
        made.close_tasks()


def test_an_answer_for_the_study_before_says_nothing_on_a_study_file(qtbot, tmp_path, link):
    with create_study(
        tmp_path / "s.sacro", default_protocol("S", Design.PANEL, 7), datetime.now(UTC)
    ) as store:
        link._send()
        link.set_study(store)  # while that is under way
        qtbot.wait(1000)
        assert link.text() == ""
        assert not link._again.isActive()
