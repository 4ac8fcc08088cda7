"""Files of older versions come to today's tables, or stay as they were."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from sacroread.errors import SacroReadError
from sacroread.store import audit, tables
from sacroread.store.store import open_study

OLD = Path(__file__).parent / "study_0001.sacro"  # tables of schema 0001, a protocol with today's keys
BACKUP = "study.sacro.schema-0001"


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copy(OLD, tmp_path / "study.sacro"))


@pytest.fixture
def without_referral(old):
    """A study of before a prediction said why the second reader refers a case to a person."""
    config = Config()
    config.set_main_option("script_location", str(Path(tables.__file__).parent / "migrations"))
    with create_engine(f"sqlite:///{old}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(
            "INSERT INTO predictions (case_id, bundle_sha256, bundle_id, probability) "
            "SELECT min(case_id), 'abc', 'demo', 0.75 FROM cases"
        )
    return old


def rows(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


READS = (
    "SELECT number, token, reader_id, role, case_id, condition, repeat, draft, definite, locked_at, "
    "active_seconds, protocol_hash, software FROM reads ORDER BY number"
)


def test_an_old_study_keeps_every_read_and_draft_and_has_today_s_tables(old):
    before = rows(old, READS)
    with open_study(old) as store:
        assert [read.token for read in store.reads()] == ["c1", "c2", "other"]
        assert len(store.drafts(store.readers()[0])) == 1
    assert rows(old, READS) == before
    assert rows(old, "SELECT version_num FROM alembic_version") == [(tables.SCHEMA,)]


def test_what_an_old_study_holds_belongs_to_its_first_session(old):
    order = [case for (case,) in rows(old, "SELECT case_id FROM worklists ORDER BY position")]
    with open_study(old) as store:
        reader = store.readers()[0]
        assert list(store.worklist(reader)) == order != []
        assert store.drafts(reader)
        assert store.drafts(reader, session=2) == {}
        assert {read.session for read in store.reads()} == {1}
        assert store.audit(None) == []


def test_an_old_study_is_copied_beside_itself_before_it_is_migrated(old):
    with open_study(old):
        pass
    assert rows(old.with_name(BACKUP), "SELECT version_num FROM alembic_version") == [("0001",)]
    assert rows(old.with_name(BACKUP), READS) == rows(OLD, READS)


def test_a_migration_that_fails_leaves_the_file_as_it_was(old, monkeypatch):
    def fails(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(audit, "chained", fails)
    with pytest.raises(SacroReadError, match=r"study\.sacro comes from an older version.*disk is full"):
        open_study(old)
    assert old.read_bytes() == OLD.read_bytes()
    monkeypatch.undo()
    with open_study(old) as store:
        assert len(store.reads()) == 3


def test_a_prediction_that_is_older_than_referrals_has_none_and_its_study_is_copied_first(without_referral):
    with open_study(without_referral) as store:
        (kept,) = store.predictions()
        store.save_prediction(replace(kept, bundle_sha256="def", refer_reason="Refer: low attention."))
        said = {each.bundle_sha256: each.refer_reason for each in store.predictions()}
    assert (kept.probability, kept.refer_reason) == (0.75, "")
    assert said == {"abc": "", "def": "Refer: low attention."}
    backup = without_referral.with_name("study.sacro.schema-0003")
    assert rows(backup, "SELECT version_num FROM alembic_version") == [("0003",)]


def test_reads_of_an_old_study_are_still_never_changed(old):
    with open_study(old):
        pass
    for statement in ("UPDATE reads SET definite = 0", "DELETE FROM reads"):
        with pytest.raises(sqlite3.IntegrityError, match="a locked read is never changed"):
            rows(old, statement)


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(old, tmp_path):
    with open_study(old):
        pass
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.db'}")
    tables.metadata.create_all(engine)
    migrated, direct = inspect(create_engine(f"sqlite:///{old}")), inspect(engine)
    names = set(direct.get_table_names())
    assert set(migrated.get_table_names()) == names | {"alembic_version"}
    for name in names:
        assert _shape(migrated, name) == _shape(direct, name)


def _shape(inspector, name):
    columns = [
        (c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in inspector.get_columns(name)
    ]
    return (
        columns,
        inspector.get_foreign_keys(name),
        sorted(each["column_names"] for each in inspector.get_unique_constraints(name)),
        sorted((each["name"], each["column_names"], each["unique"]) for each in inspector.get_indexes(name)),
        sorted(each["sqltext"] for each in inspector.get_check_constraints(name)),
    )
