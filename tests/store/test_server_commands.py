"""A study on a server, from the command line: made, filled, its readers let in, verified."""

import os
import subprocess
import sys

import pytest

from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.model import Reader, Role

SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
DEMO = resource("demo")


@pytest.fixture
def sacroread(tmp_path):
    """Run a command; answer how it ended."""

    def run(*words):
        environment = {**os.environ, "SACROREAD_PASSWORD": SECRET, "SACROREAD_HOME": str(tmp_path)}
        command = [sys.executable, "-m", "sacroread", *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, timeout=120
        )

    return run


def test_a_study_on_a_server_is_made_filled_and_verified_by_the_commands_of_a_file(sacroread, server):
    address = server.database("commanded")
    made = sacroread("new", address, "--design", "panel")
    assert made.returncode == 0, made.stderr
    assert "owner's" not in made.stdout
    taken = sacroread("import", address, "--cases", DEMO / "cases.csv", "--reads", DEMO / "reads.csv")
    assert "24 cases and 48 reads taken, 0 refused" in taken.stdout, taken.stderr
    assert "owner:***@" in taken.stdout
    assert "owner's" not in taken.stdout + taken.stderr
    joined = sacroread("reader", address, "reader-9", "--role", "panel")
    assert joined.stdout.endswith(
        "reader-9 is panel, 24 cases, signs in on the server as commanded.reader-9.\n"
    )
    assert sacroread("reader", address, "boss", "--role", "coordinator").returncode == 0
    boss = server.address("commanded", "commanded.boss", SECRET)
    verified = sacroread("verify", boss)
    assert "48 reads and 1 events, 0 findings" in verified.stdout, verified.stderr
    with open_study(server.address("commanded", "commanded.reader-9", SECRET)) as store:
        assert len(store.worklist(Reader("reader-9", Role.PANEL))) == 24
        assert store.reads() == ()


@pytest.mark.parametrize(
    ("study", "name", "words"),
    [
        ("gone.sacro", "reader-1", "There is no study gone.sacro"),
        ("study.sacro", " ", "A reader needs a name"),
    ],
)
def test_nobody_is_asked_for_a_password_that_would_be_of_no_use(two_readers, study, name, words):
    environment = {each: value for each, value in os.environ.items() if each != "SACROREAD_PASSWORD"}
    command = [sys.executable, "-m", "sacroread", "reader", study, name, "--role", "panel"]
    ended = subprocess.run(
        command, cwd=two_readers.path.parent, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)}, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert words in ended.stderr
    assert "Password" not in ended.stdout + ended.stderr


@pytest.mark.parametrize(("name", "role"), [("", "panel"), ("  ", "coordinator")])
def test_a_reader_without_a_name_does_not_join(sacroread, two_readers, name, role):
    before = two_readers.readers()
    ended = sacroread("reader", two_readers.path, name, "--role", role)
    assert ended.returncode == 1
    assert "A reader needs a name in the study" in ended.stderr
    assert two_readers.readers() == before


def test_a_reader_of_a_file_gets_a_password_too(sacroread, two_readers):
    ended = sacroread("reader", two_readers.path, "reader-1", "--role", "panel")
    assert ended.stdout.endswith("reader-1 is panel, 8 cases.\n"), ended.stderr
