"""A study on a server: what a reader who connects with plain psycopg gets, and what he does not."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.store import create_study, open_study
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Prediction, Reader, Role
from sacroread.study.protocol import Design, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
SHOWN = default_protocol("Study", Design.SINGLE, 4711)  # the second reader speaks after the lock
SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
PREDICTION = Prediction("c1", 0.75, "demo", "abc", None, "Refer: low attention.")
READER = Reader("reader-1", Role.PANEL)


def made(on_server, read_of):
    """A study that shows predictions, with reads of both readers, a reference standard, two predictions."""
    name, address = on_server(SHOWN)
    with open_study(address) as store:
        store.append(
            [read_of("c1"), read_of("c1", reader_id="reader-2"), read_of("c2", reader_id="reader-2")]
        )
        store.set_reference([ReferenceRow("c1", True, "external")])
        for case_id in ("c1", "c2"):
            store.save_prediction(replace(PREDICTION, case_id=case_id))
        store.note(Event(EventKind.OPEN, NOW, "reader-2", "of somebody else"))
    return name, address


@pytest.fixture
def read_study(on_server, read_of):
    return made(on_server, read_of)


@pytest.fixture(scope="module")
def standing_study(on_server, read_of):
    """The same, for tests that leave it as it is."""
    return made(on_server, read_of)


@pytest.fixture
def refused(server, standing_study):
    """What `reader-1` has who knows SQL and tries what he may not."""
    dsn = server.dsn(standing_study[0], f"{standing_study[0]}.reader-1", SECRET)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture
def plain(server, read_study):
    """What `reader-1` has who knows SQL."""
    dsn = server.dsn(read_study[0], f"{read_study[0]}.reader-1", SECRET)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


def told(connection, statement):
    return connection.execute(statement).fetchall()


@pytest.fixture
def opened(server, read_study):
    """Open the study as one of its roles."""
    stores = []

    def as_role(user):
        stores.append(open_study(server.address(read_study[0], f"{read_study[0]}.{user}", SECRET)))
        return stores[-1]

    yield as_role
    for store in stores:
        store.close()


def test_a_reader_gets_his_own_reads_and_no_others(plain):
    assert told(plain, "SELECT reader_id, case_id FROM reads") == [("reader-1", "c1")]
    assert told(plain, "SELECT count(*) FROM reads WHERE reader_id = 'reader-2'") == [(0,)]


def test_a_reader_gets_nothing_of_the_other_readers_progress(plain):
    assert told(plain, "SELECT reader_id FROM readers") == [("reader-1",)]
    assert told(plain, "SELECT DISTINCT reader_id FROM worklists") == [("reader-1",)]
    assert told(plain, "SELECT count(*) FROM drafts") == [(0,)]
    assert told(plain, "SELECT count(*) FROM events") == [(0,)]


def test_a_reader_gets_no_reference_standard(plain):
    assert told(plain, "SELECT * FROM reference") == []


def test_a_reader_gets_the_cases_of_his_worklist_alone(plain):
    assert told(plain, "SELECT case_id FROM cases ORDER BY 1") == [(f"c{number}",) for number in range(7)]


def test_a_reader_gets_no_prediction_before_his_unaided_read_of_that_case_is_locked(plain, opened, read_of):
    assert told(plain, "SELECT case_id, refer_reason FROM predictions") == [("c1", PREDICTION.refer_reason)]
    opened("reader-1").append([read_of("c2")])
    assert told(plain, "SELECT case_id FROM predictions ORDER BY 1") == [("c1",), ("c2",)]


def test_no_prediction_is_kept_by_a_reader_before_its_time(opened):
    with pytest.raises(SacroReadError, match="may not do that"):
        opened("reader-1").save_prediction(replace(PREDICTION, case_id="c3", probability=0.5))


def test_a_reader_gets_the_protocol_without_the_seed_that_gives_decoys_away(plain, opened):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        plain.execute("SELECT protocol FROM study")
    ((text,),) = told(plain, "SELECT stated_protocol()")
    assert json.loads(text)["seed"] == 0
    assert opened("reader-1").protocol == replace(SHOWN, seed=0)
    assert opened("coordinator").protocol == SHOWN


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reads SET definite = 0",
        "DELETE FROM reads",
        "TRUNCATE reads",
        "UPDATE worklists SET position = 99",
        "DELETE FROM drafts",
        "DELETE FROM events",
        "INSERT INTO reference VALUES ('c3', 1, 'mine')",
        "INSERT INTO worklists VALUES ('reader-1', 1, 99, 'c7')",
        "INSERT INTO readers VALUES ('friend', 'panel')",
        "SELECT * FROM passwords",
        "SELECT admit('friend')",
        "SELECT set_verifier('reader-2', 'SCRAM-SHA-256$4096:AAAA$BBBB:CCCC')",
        "CREATE TABLE mine (number integer)",
        "SELECT * FROM first_statements",
        "SELECT * FROM due_to_third",
        "SELECT * FROM rules",
        "SELECT hand_out(ARRAY['c7'])",
        "SELECT extend('reader-1', ARRAY['c7'])",
        "SET ROLE owner",
        "ALTER TABLE reads DISABLE TRIGGER ALL",
    ],
)
def test_a_reader_may_not(refused, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        refused.execute(statement)


@pytest.mark.parametrize(
    ("reader_id", "role", "case_id"),
    [("reader-2", "panel", "c3"), ("reader-1", "central_1", "c3"), ("reader-1", "panel", "c7")],
)
def test_a_reader_locks_reads_of_his_own_role_and_worklist_only(refused, reader_id, role, case_id):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        refused.execute(
            "INSERT INTO reads (token, reader_id, role, case_id, condition, repeat, draft, protocol_hash, "
            "software, chain_hash) VALUES ('forged', %s, %s, %s, 'unaided', 0, '{}', '', '', '')",
            (reader_id, role, case_id),
        )


@pytest.mark.parametrize("kind", ["exclusion", "inclusion", "assignment", "study lock"])
def test_a_reader_decides_nothing_that_the_coordinator_decides(refused, kind):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        refused.execute(
            "INSERT INTO events (at, kind, reader_id, detail, chain_hash) "
            "VALUES ('', %s, 'reader-1', '', '')",
            (kind,),
        )


def test_a_study_that_its_coordinator_locked_takes_no_read(plain, opened, read_of):
    opened("coordinator").note(Event(EventKind.STUDY_LOCK, NOW))
    with pytest.raises(SacroReadError, match="locked by its coordinator"):
        opened("reader-1").append([read_of("c2")])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        plain.execute(
            "INSERT INTO reads (token, reader_id, role, case_id, condition, repeat, draft, protocol_hash, "
            "software, chain_hash) VALUES ('t', 'reader-1', 'panel', 'c2', 'unaided', 0, '{}', '', '', '')"
        )


def test_the_numbers_of_a_reader_s_reads_do_not_count_those_of_the_others(plain, opened, read_of):
    opened("coordinator").append([read_of(f"c{number}", reader_id="reader-2") for number in (3, 4, 5)])
    opened("reader-1").append([read_of("c2")])
    first, second = (number for (number,) in told(plain, "SELECT number FROM reads ORDER BY number"))
    assert second - first > 1000


@pytest.mark.parametrize(
    "statement", ["UPDATE reads SET definite = 0", "DELETE FROM reads", "TRUNCATE reads"]
)
def test_not_even_the_owner_changes_a_locked_read(server, read_study, statement):
    with psycopg.connect(server.dsn(read_study[0])) as connection:
        for wanted in (
            statement,
            statement.replace("reads", "events").replace("definite = 0", "detail = ''"),
        ):
            with pytest.raises(psycopg.errors.RestrictViolation, match="is never changed"):
                connection.execute(wanted)
            connection.rollback()


def test_a_coordinator_sees_everything_and_cannot_change_a_locked_read(server, read_study):
    dsn = server.dsn(read_study[0], f"{read_study[0]}.coordinator", SECRET)
    with psycopg.connect(dsn, autocommit=True) as connection:
        assert told(connection, "SELECT count(*) FROM reads") == [(3,)]
        assert told(connection, "SELECT count(*) FROM reference") == [(1,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE reads SET definite = 0")


def test_a_stranger_does_not_get_in(server, read_study):
    for user, password in (("reader-1", "wrong password"), ("reader-9", SECRET)):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.dsn(read_study[0], f"{read_study[0]}.{user}", password))


def test_a_reader_of_one_study_does_not_get_into_another(server, on_server, read_study):
    other, _ = on_server()
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.dsn(other, f"{read_study[0]}.reader-1", SECRET))


def test_reads_drafts_events_and_anchor_are_as_in_a_file(opened, read_of):
    store = opened("reader-1")
    store.save_draft(READER, "c2", read_of("c2").draft, 3.5)
    store.append([read_of("c2")])
    store.append([read_of("c2")])
    store.note(Event(EventKind.OPEN, NOW, "reader-1"))
    said = {**vars(read_of("c2")), "token": "again", "locked_at": NOW, "definite": False}
    store.append([Correction(**said, supersedes="reader-1/c2", correction_reason="sides were mixed up")])
    assert [read.token for read in store.reads()] == ["reader-1/c1", "again"]
    assert store.drafts(READER) == {"c2": read_of("c2").draft}
    assert store.active_seconds(READER) == {"c2": 3.5}
    assert [event.kind for event in store.events()] == [EventKind.OPEN, EventKind.CORRECTION]
    assert store.audit(store.anchor()) == []
    whole = opened("coordinator")
    assert whole.audit(whole.anchor()) == []
    assert whole.anchor().read_count == 5
    assert whole.anchor().events.count == 3


def test_reads_follow_each_other_also_where_two_programs_of_one_reader_lock_in_turn(opened, read_of):
    one, other = opened("reader-1"), opened("reader-1")
    for number, store in enumerate((one, one, other, one, other, other), start=1):
        if number != 1:  # c1 is read
            store.append([read_of(f"c{number}")])
            store.append([read_of(f"c{number}")])
    assert [read.case_id for read in other.reads()] == [f"c{number}" for number in range(1, 7)]
    assert one.audit(one.anchor()) == []


def test_the_anchor_of_a_reader_goes_on_with_the_link_and_when_the_study_is_closed(opened, read_of):
    store = opened("reader-1")
    place = anchor_path(store.path)
    store.append([read_of("c2")])
    store.send_waiting()
    assert read_anchor(place).readers == store.anchor().readers
    store.append([read_of("c3")])
    now = store.anchor().readers
    store.close()
    assert read_anchor(place).readers == now
    assert now["reader-1"].count == 3


def test_a_read_that_contradicts_another_is_refused_in_the_words_of_a_file(opened, read_of):
    with pytest.raises(
        SacroReadError, match=r"Reader reader-1 has read case c1 already.*Nothing was changed"
    ):
        opened("reader-1").append([read_of("c1", token="another")])
    with pytest.raises(SacroReadError, match="There is no case c99 in this study"):
        opened("coordinator").append([read_of("c99")])


def test_tampering_by_the_owner_is_found_by_the_coordinator(server, read_study, opened):
    anchor = opened("coordinator").anchor()
    with psycopg.connect(server.dsn(read_study[0]), autocommit=True) as connection:
        connection.execute("ALTER TABLE reads DISABLE TRIGGER USER")
        connection.execute("UPDATE reads SET definite = 0 WHERE token = 'reader-2/c1'")
    assert opened("coordinator").audit(None)[0].startswith("Reader reader-2, read 1 (case c1")
    with psycopg.connect(server.dsn(read_study[0]), autocommit=True) as connection:
        connection.execute("DELETE FROM reads WHERE reader_id = 'reader-2'")
    assert "the anchor counts 2, the file holds 0" in opened("coordinator").audit(anchor)[0]


def test_a_study_is_made_in_an_empty_database_only(read_study):
    with pytest.raises(SacroReadError, match="holds tables already"):
        create_study(read_study[1], SHOWN, NOW)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://me@host/study", "is no address of a study"),
        ("postgresql+psycopg://me@host", "is no address of a study"),
        ("postgresql+psycopg://me:secret@host:abc/study", "^This is no address of a study"),
        ("postgresql+psycopg://me:secret@127.0.0.1:1/study", "does not answer"),
        ("postgresql+psycopg://me@127.0.0.1:1/study?password=secret", "does not answer"),
        ("mysql://me@host/study?password=secret", "is no address of a study"),
        ("mysql://me:pass@secret@host/study", "^This is no address of a study"),
        ("postgresql+psycopg://me:pass@secret@127.0.0.1:1/study", "Write %40 for one in a password"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_the_password(address, words):
    with pytest.raises(SacroReadError, match=words) as told_so:
        open_study(address)
    assert "secret" not in str(told_so.value)


def test_a_newer_study_on_a_server_is_refused(server, read_study, opened):
    with psycopg.connect(server.dsn(read_study[0]), autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SacroReadError, match="newer SacroRead"):
        opened("reader-1")
