"""A small study, and reads for it."""

import importlib.util
import itertools
import secrets
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.store.signing import set_password
from sacroread.store.store import create_study, open_study
from sacroread.study.model import (
    Case,
    Condition,
    Crop,
    Draft,
    Grade,
    Lesion,
    Presentation,
    Read,
    Reader,
    Role,
    Side,
    Window,
)
from sacroread.study.protocol import Design, default_protocol

_SPEC = importlib.util.spec_from_file_location(
    "private_server", Path(__file__).with_name("private_server.py")
)
private_server = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(private_server)

SECRET = "a long password, with 'quotes'"  # noqa: S105 - of a server that lives as long as the tests
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PROTOCOL = default_protocol("Study", Design.PANEL, 7)
DRAFT = Draft(
    grades={Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.UNEQUIVOCAL},
    lesions={Side.LEFT: frozenset({Lesion.EROSION})},
    presentation=Presentation(Window(1.5, 2.5), is_inverted=True, crop=Crop(1, 2, 3, 4)),
)


@pytest.fixture(scope="session")
def read_of():
    """Make a read of a case; everything else about it may be named."""

    def read(case_id, token=None, **changes):
        token = token or f"{changes.get('reader_id', 'reader-1')}/{case_id}"
        made = Read(token, "reader-1", Role.PANEL, case_id, Condition.UNAIDED, 0, DRAFT, True, NOW, 9.5)
        return replace(made, **changes)

    return read


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with a study of eight cases and two readers; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("made")
    with create_study(folder / "study.sacro", PROTOCOL, NOW) as store:
        store.add_cases([Case(f"c{number}", f"p{number}", f"c{number}.dcm", "hash") for number in range(8)])
        for name in ("reader-1", "reader-2"):
            store.add_reader(Reader(name, Role.PANEL))
    return folder


@pytest.fixture
def two_readers(made, tmp_path):
    """A study with eight cases and two readers."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with open_study(tmp_path / "study.sacro") as store:
        yield store


@pytest.fixture(scope="session")
def server():
    """A private PostgreSQL server."""
    if not private_server.can_run():
        pytest.skip(private_server.WHY_NOT)
    made = private_server.PrivateServer(in_memory=True)
    yield made
    made.close()


@pytest.fixture(scope="session")
def on_server(server):
    """Make a study of eight cases on the server; each reader has all but the last case on the worklist."""
    names = (f"study-{number}" for number in itertools.count())

    def make(protocol=PROTOCOL, readers=("reader-1", "reader-2")):
        name = next(names) + secrets.token_hex(4)
        address = server.database(name)
        with create_study(address, protocol, NOW) as store:
            store.add_cases([Case(f"c{each}", f"p{each}", f"c{each}.dcm", "hash") for each in range(8)])
            store.add_reader(Reader("coordinator", Role.COORDINATOR))
            set_password(store, "coordinator", SECRET)
            for each in readers:
                store.add_reader(Reader(each, Role.PANEL))
                store.extend_worklist(Reader(each, Role.PANEL), 1, [f"c{number}" for number in range(7)])
                set_password(store, each, SECRET)
        return name, address

    return make
