"""The server goes away while a reader reads: nothing is lost, doubled, or out of order."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.outbox import Entered, Link, Outbox
from sacroread.store.signing import sign_off
from sacroread.store.store import open_study
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Draft, Grade, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol
from sacroread.study.signature import signatures

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
READER = Reader("reader-1", Role.PANEL)
SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
OPEN = Event(EventKind.OPEN, NOW, "reader-1")
ALMOST = Draft({Side.RIGHT: Grade.NORMAL})


@pytest.fixture
def address(server, on_server):
    name, _ = on_server()
    yield server.address(name, f"{name}.reader-1", SECRET)
    server.start_again()


@pytest.fixture
def store(address):
    with open_study(address) as store:
        yield store


@pytest.fixture
def away(server, store, read_of):
    """A store with one read on the server, which then went away before a case was finished."""
    store.append([read_of("c0")])
    assert store.link == Link(is_connected=True, waiting=0)
    store.worklist(READER)
    server.stop("immediate")
    store.save_draft(READER, "c1", ALMOST)
    store.save_draft(READER, "c1", read_of("c1").draft, 4.0)
    store.append([read_of("c1")])
    store.note(OPEN)
    return store


def test_the_case_in_hand_is_finished_without_the_server_and_the_status_says_so(away, read_of):
    assert away.link == Link(is_connected=False, waiting=4)
    assert len(away.worklist(READER)) == 7
    away.append([read_of("c2")])
    assert away.link.waiting == 5


def test_everything_is_sent_once_and_in_order_when_the_server_is_back(away, server, read_of):
    away.append([read_of("c2")])
    server.start()
    assert away.send_waiting() == Link(is_connected=True, waiting=0)
    assert [read.case_id for read in away.reads()] == ["c0", "c1", "c2"]
    assert away.drafts(READER) == {"c1": read_of("c1").draft}
    assert away.events() == (OPEN,)
    assert away.send_waiting() == Link()
    assert len(away.all_reads()) == 3
    assert away.audit(away.anchor()) == []


def test_a_reader_signs_all_that_he_locked_or_nothing(away, server):
    signed = ("Dr A. Reader", 1)
    with pytest.raises(SacroReadError, match=r"Of what you entered 4 wait .* Sign once they are sent"):
        sign_off(away, READER, signed, SECRET, NOW)
    server.start()
    made = sign_off(away, READER, signed, SECRET, NOW)
    assert (made.count, away.link) == (2, Link())
    assert made.chain_hash == away.anchor().readers["reader-1"].chain_hash
    assert signatures(away.events()) == (made,)


def test_what_waits_survives_the_program_and_is_sent_when_the_study_is_opened(away, server, address):
    away.close()
    server.start()
    with open_study(address) as again:
        assert again.link == Link()
        assert [read.case_id for read in again.reads()] == ["c0", "c1"]


def test_a_line_cut_short_by_a_crash_is_none(away, server, address):
    with away._outbox.path.open("a") as file:
        file.write('{"read": {"token": "half')
    server.start()
    with open_study(address) as again:
        assert len(again.reads()) == 2


def test_a_line_cut_short_takes_nothing_with_it_and_is_kept_beside_what_waits(store, read_of):
    store._outbox.path.write_text('{"read": {"token": "half')
    store._outbox.put(read_of("c1"))
    assert store.send_waiting() == Link()
    assert [read.case_id for read in store.reads()] == ["c1"]
    assert not store._outbox.path.exists()
    assert '{"read": {"token": "half' in store._rejected.path.read_text().splitlines()
    assert store._rejected.waiting() == ()


def test_a_read_whose_answer_was_lost_is_not_doubled(store, read_of):
    store.append([read_of("c0")])
    store._outbox.put(read_of("c0"))
    store.send_waiting()
    assert (len(store.all_reads()), store.link) == (1, Link())


def test_what_the_server_refuses_is_told_and_kept_and_the_rest_is_sent(store, read_of):
    store.append([read_of("c0")])
    for read in (read_of("c0", token="another computer"), read_of("c1")):
        store._outbox.put(read)
    link = store.send_waiting()
    assert link.is_connected
    assert link.refused.startswith("Reader reader-1 has read case c0 already")
    assert store._rejected.waiting() == (read_of("c0", token="another computer"),)
    assert [read.case_id for read in store.reads()] == ["c0", "c1"]


def test_a_draft_of_a_case_that_the_server_lost_is_told_and_kept_and_holds_nothing_back(on_server, read_of):
    _, owner = on_server()
    with open_study(owner) as store:
        store._outbox.put(Entered("reader-1", 1, "a case of yesterday", ALMOST, 1.0))
        store._outbox.put(read_of("c1"))
    with open_study(owner) as again:
        assert again.link.refused.startswith("That contradicts what is in the study")
        assert [each.case_id for each in again._rejected.waiting()] == ["a case of yesterday"]
        assert [read.case_id for read in again.reads()] == ["c1"]
        with pytest.raises(SacroReadError, match="contradicts"):
            again.save_draft(READER, "a case of yesterday", ALMOST)


def test_the_anchor_is_true_where_another_program_reads_in_between(store, address, read_of):
    store.append([read_of("c0")])
    store.send_waiting()
    store.append([read_of("c1")])
    with open_study(address) as other:
        other.append([read_of("c2")])
        store.append([read_of("c3")])
        store.send_waiting()
        anchor = read_anchor(anchor_path(store.path))
        assert anchor.readers == store.anchor().readers
        assert store.audit(anchor) == []


def test_what_waits_for_a_study_of_the_same_name_on_another_server_is_left_for_it(on_server, read_of):
    _, here = on_server()
    _, elsewhere = on_server(default_protocol("Study", Design.PANEL, 8))
    with open_study(here) as one, open_study(elsewhere) as other:
        other._outbox.put(read_of("c1"))
        other._outbox.path.rename(one._outbox.path)  # where it lies if the databases bear one name
        one._outbox.put(read_of("c2"))
        assert one.send_waiting() == Link()
        assert [read.case_id for read in one.reads()] == ["c2"]
        one._outbox.path.rename(other._outbox.path)
        assert other.send_waiting() == Link()
        assert [read.case_id for read in other.reads()] == ["c1"]
        assert not other._outbox.path.exists()


def test_a_line_of_an_earlier_version_which_names_no_study_is_sent(store, read_of):
    store._outbox.put(read_of("c1"))
    said = json.loads(store._outbox.path.read_text())
    store._outbox.path.write_text(json.dumps({"read": said["read"]}))
    assert store.send_waiting() == Link()
    assert [read.case_id for read in store.reads()] == ["c1"]


def test_everything_that_waits_comes_back_as_it_was(store, read_of):
    said = {**vars(read_of("c2")), "token": "again", "session": 2}
    correction = Correction(**said, supersedes="before", correction_reason="why")
    items = (read_of("c1"), replace(read_of("c2"), definite=None, locked_at=None), correction)
    for item in items:
        store._outbox.put(item)
    assert store._outbox.waiting() == items
    store._outbox.keep_only(())


def test_a_study_is_not_opened_without_its_server(server, address):
    server.stop("fast")
    with pytest.raises(SacroReadError, match="does not answer"):
        open_study(address)


def test_a_file_is_always_connected(two_readers):
    assert two_readers.send_waiting() == two_readers.link == Link()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only here a full disk can be had for nothing")
def test_a_full_disk_while_the_server_is_away_is_told_in_a_sentence():
    with pytest.raises(SacroReadError, match="This entry is not saved"):
        Outbox(Path("/dev/full"), "a study").put(Entered("reader-1", 1, "c1", ALMOST, 1.0))
