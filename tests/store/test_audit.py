"""Whoever changes the study file behind the program's back is found out."""
# ruff: noqa: S608 - the statements of these tests are made of their own words

import json
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor, write_anchor
from sacroread.store.audit import GENESIS, Anchor, Head, anchor_from_text, anchor_text, chained, findings
from sacroread.store.store import create_study, open_study
from sacroread.study.events import Event, EventKind
from sacroread.study.exclusions import exclusion_detail
from sacroread.study.signature import Meaning
from sacroread.worklists import excluded

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
NO_HEADS = [
    json.dumps({"study": "s", "readers": {}, "events": {"count": count, "chain_hash": GENESIS}})
    for count in ("2", 2.5, -2, True, None)
]


@pytest.fixture
def study(two_readers, read_of):
    """Six reads by two readers, in turn, and three events."""
    for number in range(3):
        for reader in ("reader-1", "reader-2"):
            two_readers.append([read_of(f"c{number}", reader_id=reader)])
        two_readers.note(Event(EventKind.OPEN, NOW + timedelta(minutes=number), "reader-1"))
    return two_readers


@contextmanager
def tampering(store):
    """What a person with any SQLite program can do: first of all, drop the triggers."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.row_factory = sqlite3.Row
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        connection.commit()


def rows(connection, where="1"):
    return [dict(row) for row in connection.execute(f"SELECT * FROM reads WHERE {where} ORDER BY number")]


def put(connection, table, row):
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)


def edit(connection):
    connection.execute("UPDATE reads SET definite = 0 WHERE token = 'reader-1/c1'")


def delete(connection):
    connection.execute("DELETE FROM reads WHERE token = 'reader-1/c1'")


def insert(connection):
    """A read that was never made, between the first and the second of its reader, with a hash that fits."""
    connection.execute("UPDATE reads SET number = number * 10")
    first = rows(connection, "reader_id = 'reader-1'")[0]
    forged = {**first, "number": 15, "token": "forged", "case_id": "c7"}
    put(connection, "reads", {**forged, "chain_hash": chained(first["chain_hash"], forged)})


def swap(connection):
    connection.execute("UPDATE reads SET number = 99 WHERE token = 'reader-1/c1'")
    connection.execute("UPDATE reads SET number = 3 WHERE token = 'reader-1/c2'")
    connection.execute("UPDATE reads SET number = 5 WHERE token = 'reader-1/c1'")


def cut_tail(connection):
    connection.execute("DELETE FROM reads WHERE token = 'reader-1/c2'")


def rebuild(connection):
    """One grade is changed, and every hash of every chain is made anew so that all of them fit."""
    edit(connection)
    for table, key in (("reads", "reader_id"), ("events", None)):
        heads = {}
        for row in map(dict, connection.execute(f"SELECT * FROM {table} ORDER BY number").fetchall()):
            chain = row[key] if key else ""
            heads[chain] = chained(heads.get(chain, GENESIS), row)
            changes = (heads[chain], row["number"])
            connection.execute(f"UPDATE {table} SET chain_hash = ? WHERE number = ?", changes)


def beside(store):
    return read_anchor(anchor_path(store.path))


def test_an_untouched_study_is_found_whole(study):
    assert study.audit(beside(study)) == []
    assert beside(study) == study.anchor()


@pytest.mark.parametrize(
    ("tamper", "first_words"),
    [
        (edit, "Reader reader-1, read 2 (case c1, unaided, repeat 0): does not follow"),
        (delete, "Reader reader-1, read 2 (case c2, unaided, repeat 0): does not follow"),
        (insert, "Reader reader-1, read 3 (case c1, unaided, repeat 0): does not follow"),
        (swap, "Reader reader-1, read 2 (case c2, unaided, repeat 0): does not follow"),
    ],
)
def test_what_breaks_a_chain_is_found_without_an_anchor(study, tamper, first_words):
    with tampering(study) as connection:
        tamper(connection)
    found = study.audit(None)
    assert found[0].startswith(first_words)
    assert not any("reader-2" in words or "Events" in words for words in found)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (
            cut_tail,
            "Reader reader-1: the anchor counts 3, the file holds 2, the last of them read 2",
        ),
        (
            rebuild,
            "Reader reader-1, read 3 (case c2, unaided, repeat 0): is not the one that",
        ),
    ],
)
def test_what_leaves_whole_chains_is_found_by_the_anchor_alone(study, tamper, words):
    with tampering(study) as connection:
        tamper(connection)
    assert study.audit(None) == []
    assert study.audit(beside(study))[0].startswith(words)


def test_an_old_copy_put_back_is_found_by_the_anchor_alone(study, read_of, tmp_path):
    shutil.copy(study.path, tmp_path / "old")
    study.append([read_of("c5"), read_of("c6")])
    study.close()
    shutil.copy(tmp_path / "old", study.path)
    with open_study(study.path) as again:
        assert again.audit(None) == []
        (words,) = again.audit(beside(again))
    assert words.startswith("Reader reader-1: the anchor counts 5, the file holds 3")
    assert "an older copy of the file was put back" in words


def test_a_study_that_contradicts_its_anchor_keeps_it_while_reading_goes_on(study, read_of):
    proof = beside(study)
    with tampering(study) as connection:
        rebuild(connection)
    study.append([read_of("c6")])
    assert beside(study).readers == proof.readers
    assert study.audit(beside(study))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET at = '2025-01-01T00:00:00+00:00' WHERE number = 2",
        "DELETE FROM events WHERE number = 2",
        "DELETE FROM events WHERE number = 3",
        "UPDATE study SET protocol = replace(protocol, 'never', 'after_lock')",
    ],
)
def test_a_change_of_events_or_of_the_protocol_is_found(study, statement):
    with tampering(study) as connection:
        assert connection.execute(statement).rowcount == 1
    assert study.audit(beside(study))


@pytest.mark.parametrize(
    "column",
    ["role", "case_id", "draft", "locked_at", "active_seconds", "software", "protocol_hash", "session"],
)
def test_every_column_of_a_read_is_in_its_chain(study, column):
    value = {"active_seconds": 1.0, "case_id": "c7", "session": 2}.get(column, "other")
    with tampering(study) as connection:
        connection.execute(f"UPDATE reads SET {column} = ? WHERE token = 'reader-2/c1'", (value,))
    assert study.audit(None)[0].startswith("Reader reader-2, read 2")


@pytest.mark.parametrize("statement", ["UPDATE events SET detail = 'x'", "DELETE FROM events"])
def test_no_statement_changes_an_event(study, statement):
    with (
        closing(sqlite3.connect(study.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="an event is never changed"),
    ):
        connection.execute(statement)


def test_a_clock_that_was_put_back_is_noted_before_the_event_that_shows_it(two_readers):
    later = Event(EventKind.EXPORT, NOW + timedelta(days=1), detail="reads.csv")
    earlier = Event(EventKind.OPEN, NOW, "reader-1")
    two_readers.note(later)
    two_readers.note(earlier)
    jump = Event(EventKind.CLOCK_JUMP, NOW, "reader-1", "the event before was at 2026-02-01T09:30:00+00:00")
    assert two_readers.events() == (later, jump, earlier)


def test_an_anchor_lags_where_it_cannot_be_written_and_the_read_is_saved(study, read_of):
    path = anchor_path(study.path)
    path.with_name(f"{path.name}.unfinished").mkdir()
    study.append([read_of("c5")])
    assert study.anchor().read_count == beside(study).read_count + 1 == 7
    assert study.audit(beside(study)) == []
    path.with_name(f"{path.name}.unfinished").rmdir()
    study.append([read_of("c6")])
    assert beside(study) == study.anchor()


def test_a_study_is_not_made_where_the_anchor_of_another_lies(study, tmp_path):
    study.path.unlink()
    with pytest.raises(SacroReadError, match="is the anchor of a study that is no longer there"):
        create_study(study.path, study.protocol, NOW)
    assert not study.path.exists()


def test_the_anchor_of_another_study_is_left_as_it_is(study, read_of):
    other = Anchor("another", {"reader-1": Head(0, GENESIS)}, Head(0, GENESIS))
    write_anchor(anchor_path(study.path), other)
    study.append([read_of("c6")])
    assert beside(study) == other


def test_the_anchor_of_another_study_is_refused(study):
    with pytest.raises(SacroReadError, match="belongs to another study"):
        study.audit(Anchor("another", {}, Head(0, GENESIS)))


SAID = {"name": "Dr A. Reader", "meaning": Meaning.READ, "session": 1, "count": 3, "chain_hash": "a"}
DAY = "2026-02-01T09:30:00+00:00"


@pytest.mark.parametrize(
    ("at", "detail"),
    [
        ("x", json.dumps(SAID)),
        ("2026-02-01", json.dumps(SAID)),  # no time zone: it cannot be compared with other times
        (DAY, "x"),
        (DAY, "[]"),
        (DAY, json.dumps({**SAID, "count": "three"})),
        (DAY, json.dumps({**SAID, "count": float("inf")})),
        (DAY, json.dumps({**SAID, "meaning": "I have seen them"})),
        *(
            (DAY, json.dumps({key: said for key, said in SAID.items() if key != left_out}))
            for left_out in SAID
        ),
    ],
)
def test_a_signature_that_is_none_is_found_after_the_broken_chain(study, at, detail):
    with tampering(study) as connection:
        row = {"at": at, "kind": "signature", "reader_id": "reader-1", "detail": detail, "chain_hash": ""}
        put(connection, "events", row)
    broken, none = study.audit(None)
    assert broken.startswith(f"Events, event 4 (signature, {at}): does not follow")
    assert none == f"Reader reader-1: a signature, {at}, is not as it was written."


@pytest.mark.parametrize("at", ["x", "2026-02-01"])
def test_an_event_whose_time_is_none_is_found_and_named_wherever_it_is_read(study, at):
    with tampering(study) as connection:
        connection.execute(f"UPDATE events SET at = '{at}' WHERE number = 3")
    (words,) = study.audit(None)
    assert words.startswith(f"Events, event 3 (open, {at}): does not follow")
    for use in (study.events, lambda: study.note(Event(EventKind.OPEN, NOW, "reader-1"))):
        with pytest.raises(SacroReadError, match=f"The time of an event, {at}, is not as it was written"):
            use()


@pytest.mark.parametrize("detail", ["x", "[]", '{"case_id": "c1"}'])
def test_an_exclusion_that_says_nothing_is_told_in_a_sentence(study, detail):
    study.note(
        Event(EventKind.EXCLUSION, NOW + timedelta(hours=1), detail=exclusion_detail("c1", "no pelvis"))
    )
    with tampering(study) as connection:
        connection.execute("UPDATE events SET detail = ? WHERE kind = 'exclusion'", (detail,))
    assert study.audit(None)[0].startswith("Events, event 4 (exclusion")
    with pytest.raises(SacroReadError, match="The exclusion of a case, 2026-01-31, is not as it was written"):
        excluded(study)


@pytest.mark.parametrize("draft", ["x", "[]", "{}", '{"grades": "x"}'])
def test_a_read_that_says_nothing_is_found_and_told_in_a_sentence(study, draft):
    with tampering(study) as connection:
        connection.execute("UPDATE reads SET draft = ? WHERE token = 'reader-1/c1'", (draft,))
    assert study.audit(None)[0].startswith("Reader reader-1, read 2 (case c1")
    with pytest.raises(SacroReadError, match="A read is not as it was written"):
        study.reads()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE study SET protocol = 'x'", "The study's protocol is not as it was written"),
        ("UPDATE study SET protocol = '[]'", "The study's protocol is not as it was written"),
        ("UPDATE study SET protocol = '{}'", "The study's protocol: decoy_share is missing"),
        ("DELETE FROM study", "The study's protocol is not as it was written"),
        ("DROP TABLE study", "no such table: study"),
    ],
)
def test_a_study_without_its_protocol_is_not_opened_and_says_why(study, statement, words):
    with tampering(study) as connection:
        connection.execute(statement)
    with pytest.raises(SacroReadError, match=words):
        open_study(study.path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"study": "s", "readers": {"r": 1}, "events": {}}', *NO_HEADS]
)
def test_what_is_no_anchor_is_refused(text):
    with pytest.raises(SacroReadError, match=r"a\.json is not an anchor"):
        anchor_from_text(text, "a.json")


def test_an_anchor_comes_back_as_it_went_out():
    anchor = Anchor("made hash", {"r": Head(2, "ab")}, Head(0, GENESIS))
    assert anchor_from_text(anchor_text(anchor), "a.json") == anchor
    assert json.loads(anchor_text(anchor))["readers"] == {"r": {"chain_hash": "ab", "count": 2}}


def test_a_link_is_the_sha_256_of_the_link_before_and_of_what_the_row_says():
    # printf '%s{"a":1,"b":"x"}' 0000...0 | sha256sum
    row = {"b": "x", "a": 1, "later_column": None, "number": 5, "chain_hash": "any"}
    assert chained(GENESIS, row) == "6b496fc2bc8371de6c10d822d284f25a1bccb5be92f063fddd84d0cb78267697"
    assert findings({"r": [{**row, "chain_hash": chained(GENESIS, row)}]}, [], None) == []
