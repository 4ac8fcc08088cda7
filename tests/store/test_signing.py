"""Readers sign in, and sign what they have read."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.signing import change_password, has_password, set_password, sign_in, sign_off
from sacroread.store.store import open_study
from sacroread.study.model import Reader, Role
from sacroread.study.signature import signatures

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
READER = Reader("reader-1", Role.PANEL)
SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
SIGNED = ("Dr A. Reader", 1)


@pytest.fixture
def secured(two_readers, read_of):
    """A file in which one reader has a password and two reads."""
    set_password(two_readers, "reader-1", SECRET)
    two_readers.append([read_of("c1"), read_of("c2")])
    return two_readers


def test_a_reader_sits_down_with_his_own_password_only(secured):
    sign_in(secured, READER, SECRET)
    with pytest.raises(SacroReadError, match="not the password of reader-1"):
        sign_in(secured, READER, SECRET.upper())
    with pytest.raises(SacroReadError, match="reader-2 has no password yet"):
        sign_in(secured, Reader("reader-2", Role.PANEL), SECRET)


def test_a_file_keeps_an_argon2_hash_and_never_the_password(secured):
    with closing(sqlite3.connect(secured.path)) as connection:
        ((verifier,),) = connection.execute("SELECT verifier FROM passwords").fetchall()
    assert verifier.startswith("$argon2id$")
    assert SECRET.encode() not in secured.path.read_bytes()
    assert (has_password(secured, READER), has_password(secured, Reader("reader-2", Role.PANEL))) == (
        True,
        False,
    )


def test_a_password_is_changed_by_one_who_knows_it(secured):
    with pytest.raises(SacroReadError, match="not the password"):
        change_password(secured, READER, "wrong password", "another password")
    change_password(secured, READER, SECRET, "another password")
    sign_in(secured, READER, "another password")


@pytest.mark.parametrize(
    ("reader_id", "password", "words"),
    [("reader-1", "short", "at least 8 characters"), ("stranger", SECRET, "no reader stranger")],
)
def test_a_password_too_short_or_for_nobody_is_refused(secured, reader_id, password, words):
    with pytest.raises(SacroReadError, match=words):
        set_password(secured, reader_id, password)


def test_a_signature_states_name_time_meaning_and_the_hash_of_what_is_signed(secured):
    made = sign_off(secured, READER, SIGNED, SECRET, NOW)
    with open_study(secured.path) as again:
        assert signatures(again.events()) == (made,)
        head = again.anchor().readers["reader-1"]
    assert (made.name, made.session, made.signed_at, made.reader_id) == ("Dr A. Reader", 1, NOW, "reader-1")
    assert (made.count, made.chain_hash) == (2, head.chain_hash)
    assert made.meaning == "I read these radiographs myself, and these are my grades"


@pytest.mark.parametrize(
    ("reader", "signed", "password", "words"),
    [
        (READER, SIGNED, "wrong password", "not the password"),
        (READER, (" ", 1), SECRET, "needs the name"),
        (Reader("reader-2", Role.PANEL), SIGNED, SECRET, "has not locked any read"),
    ],
)
def test_nothing_is_signed_without_password_name_and_reads(secured, reader, signed, password, words):
    set_password(secured, "reader-2", SECRET)
    with pytest.raises(SacroReadError, match=words):
        sign_off(secured, reader, signed, password, NOW)
    assert signatures(secured.events()) == ()


def test_reads_changed_after_they_were_signed_are_found_by_the_signature_alone(secured):
    sign_off(secured, READER, SIGNED, SECRET, NOW)
    assert secured.audit(None) == []
    with closing(sqlite3.connect(secured.path)) as connection:
        connection.execute("DROP TRIGGER reads_forbid_delete")
        connection.execute("DELETE FROM reads WHERE token = 'reader-1/c2'")
        connection.commit()
    (words,) = secured.audit(None)
    assert words.startswith("Reader reader-1: signed 2 reads on 2026-01-31")


def test_reads_locked_after_the_signature_do_not_contradict_it(secured, read_of):
    sign_off(secured, READER, SIGNED, SECRET, NOW)
    secured.append([read_of("c3")])
    sign_off(secured, READER, SIGNED, SECRET, NOW + timedelta(hours=1))
    assert secured.audit(None) == []


def test_on_a_server_the_password_is_that_of_the_reader_s_role(server, on_server, read_of):
    name, _ = on_server()
    with open_study(server.address(name, f"{name}.reader-1", SECRET)) as store:
        store.append([read_of("c1")])
        with pytest.raises(SacroReadError, match="not the password"):
            sign_off(store, READER, SIGNED, "wrong password", NOW)
        made = sign_off(store, READER, SIGNED, SECRET, NOW)
        assert signatures(store.events()) == (made,)
        change_password(store, READER, SECRET, "another password")
    with open_study(server.address(name, f"{name}.coordinator", SECRET)) as store:
        assert signatures(store.events()) == (made,)
        assert store.audit(None) == []
    with open_study(server.address(name, f"{name}.reader-1", "another password")) as store:
        assert store.readers() == (READER,)
