"""The way into a study on a server from the start page: address, name, password; and the way back."""

import importlib.util
import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from sacroread.errors import SacroReadError
from sacroread.store.address import signed_in, without_password
from sacroread.store.signing import set_password
from sacroread.store.store import create_study, open_study
from sacroread.study.model import Case, Reader, Role
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.pages.start import StartPage
from sacroread.ui.settings import kept_address

_SPEC = importlib.util.spec_from_file_location(
    "private_server", Path(__file__).resolve().parents[1] / "store" / "private_server.py"
)
private_server = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(private_server)

SECRET = "p@ss: w/ord?#%"  # noqa: S105 - of a server that lives as long as the tests
READER = Reader("reader-1", Role.PANEL)


@pytest.fixture(scope="module")
def place():
    """The address of a study without anybody's name, as a coordinator tells it."""
    if not private_server.can_run():
        pytest.skip(private_server.WHY_NOT)
    server = private_server.PrivateServer(in_memory=True)
    name = f"study-{secrets.token_hex(4)}"
    with create_study(
        server.database(name), default_protocol("S", Design.PANEL, 7), datetime.now(UTC)
    ) as store:
        store.add_cases([Case("c1", "p1", "c1.dcm", "h")])
        store.add_reader(READER)
        set_password(store, READER.reader_id, SECRET)
    yield f"127.0.0.1:{server.port}/{name}?folder={server.folder / 'files'}"
    server.close()


@pytest.fixture
def page(qtbot):
    made = StartPage()
    qtbot.addWidget(made)
    made.resize(1148, 900)
    made.show()
    return made


def sign_in(qtbot, page, address, name, password):
    for field, words in (
        (page.server.address, address),
        (page.server.name, name),
        (page.server.password, password),
    ):
        field.clear()
        qtbot.keyClicks(field, words)
    qtbot.keyClick(page.server.password, Qt.Key.Key_Return)


def test_a_reader_types_address_name_and_password_and_his_study_opens(qtbot, page, place):
    with qtbot.waitSignal(page.study_chosen) as chosen:
        sign_in(qtbot, page, place, "reader-1", SECRET)
    with open_study(chosen.args[0]) as store:
        assert store.readers() == (READER,)
        assert SECRET not in store.name
    assert page.server.password.text() == ""
    assert kept_address() == place


def test_a_wrong_password_is_told_in_words_that_say_what_to_do(qtbot, page, place):
    with qtbot.waitSignal(page.study_chosen) as chosen:
        sign_in(qtbot, page, place, "reader-1", "another one")
    with pytest.raises(SacroReadError, match=r"does not know .*reader-1 with that password. Type both again"):
        open_study(chosen.args[0])


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [("", "reader-1", "no address of a study"), ("server/study", "", "Type your name in the study study")],
)
def test_what_is_missing_is_told_and_nothing_is_opened(qtbot, page, address, name, words):
    chosen = []
    page.study_chosen.connect(chosen.append)
    sign_in(qtbot, page, address, name, "password")
    assert words in page._message.text()
    assert chosen == []


@pytest.mark.parametrize("scheme", ["", "postgresql://", "postgresql+psycopg://"])
def test_the_scheme_may_be_left_out_and_the_owner_is_named_in_the_address(scheme):
    address = signed_in(f"{scheme}server:5433/study", "reader-1", "a:b@c/d")
    assert address == "postgresql+psycopg://study.reader-1:a%3Ab%40c%2Fd@server:5433/study"
    assert (
        signed_in(f"{scheme}me@server/study", "", "secret") == "postgresql+psycopg://me:secret@server/study"
    )
    with pytest.raises(SacroReadError, match="no address"):
        signed_in("mysql://server/study", "reader-1", "x")


def test_a_password_in_the_address_is_not_remembered():
    assert (
        without_password("postgresql+psycopg://me:secret@server/study")
        == "postgresql+psycopg://me@server/study"
    )
    assert without_password("me:secret@server/study") == "me@server/study"
    assert without_password("server:5433/study") == "server:5433/study"


def test_one_who_is_asked_for_a_password_can_go_back_to_who_reads(qtbot, page, tmp_path):
    with create_study(
        tmp_path / "s.sacro", default_protocol("S", Design.PANEL, 7), datetime.now(UTC)
    ) as store:
        store.add_cases([Case("c1", "p1", "c1.dcm", "h")])
        page.ask_reader(store)
        page.ask_password(READER)
        (back,) = [each for each in page._who.findChildren(QPushButton) if each.text() == "Back"]
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: shown_modes(page) == [QLineEdit.EchoMode.Normal])


def shown_modes(page):
    fields = page._who.findChildren(QLineEdit)
    return [each.echoMode() for each in fields if each.isVisible()]
