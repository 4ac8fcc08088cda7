"""The tables of a study file, for SQLAlchemy Core. Every change of them is a migration as well."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sacroread.store.dialect import DOUBLE, NUMBER

SCHEMA = "0008"  # the newest migration; a file that names another one is migrated or refused

metadata = MetaData()


def _table(name: str, *parts: Column[object] | UniqueConstraint | CheckConstraint | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


study = _table(
    "study",
    Column("only", Integer, CheckConstraint("only = 1"), primary_key=True),
    Column("protocol", Text, nullable=False),
    Column("protocol_hash", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("software", Text, nullable=False),
)

cases = _table(
    "cases",
    Column("case_id", Text, primary_key=True),
    Column("patient_id", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("pixel_hash", Text, nullable=False),
)

readers = _table(
    "readers",
    Column("reader_id", Text, primary_key=True),
    Column("role", Text, nullable=False),
)

worklists = _table(
    "worklists",
    Column("reader_id", Text, ForeignKey("readers.reader_id"), primary_key=True),
    Column("session", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.case_id"), nullable=False),
    UniqueConstraint("reader_id", "session", "case_id"),
)

drafts = _table(
    "drafts",
    Column("reader_id", Text, ForeignKey("readers.reader_id"), primary_key=True),
    Column("session", Integer, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.case_id"), primary_key=True),
    Column("draft", Text, nullable=False),
)

reads = _table(
    "reads",
    Column("number", NUMBER, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("reader_id", Text, ForeignKey("readers.reader_id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("case_id", Text, ForeignKey("cases.case_id"), nullable=False),
    Column("condition", Text, nullable=False),
    Column("repeat", Integer, nullable=False),
    Column("draft", Text, nullable=False),
    Column("definite", Integer, CheckConstraint("definite in (0, 1)")),
    Column("locked_at", Text),
    Column("active_seconds", DOUBLE),
    Column("protocol_hash", Text, nullable=False),
    Column("software", Text, nullable=False),
    Column("supersedes", Text, ForeignKey("reads.token"), unique=True),  # of a correction
    Column("correction_reason", Text),
    Column("chain_hash", Text, nullable=False),
    Column("session", Integer),  # empty means the first, as in rows that are older than this column
    CheckConstraint("(supersedes is null) = (correction_reason is null)"),
    Index(
        "reads_once",
        *("reader_id", "case_id", "condition", "repeat"),
        unique=True,
        sqlite_where=text("supersedes IS NULL"),
        postgresql_where=text("supersedes IS NULL"),
    ),
    Index("reads_of_reader", "reader_id"),
)

events = _table(
    "events",
    Column("number", NUMBER, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reader_id", Text),
    Column("detail", Text, nullable=False),
    Column("chain_hash", Text, nullable=False),
    Column("token", Text),
    Index("events_once", "token", unique=True),
)

passwords = _table(
    "passwords",
    Column("reader_id", Text, ForeignKey("readers.reader_id"), primary_key=True),
    Column("verifier", Text, nullable=False),  # argon2: no way back to the password
)

reference = _table(
    "reference",
    Column("case_id", Text, ForeignKey("cases.case_id"), primary_key=True),
    Column("definite", Integer, CheckConstraint("definite in (0, 1)"), nullable=False),
    Column("origin", Text, nullable=False),
)

predictions = _table(
    "predictions",
    Column("case_id", Text, ForeignKey("cases.case_id"), primary_key=True),
    Column("bundle_sha256", Text, primary_key=True),
    Column("bundle_id", Text, nullable=False),
    Column("probability", DOUBLE, nullable=False),
    Column("attention_in_joints", DOUBLE),
    Column("refer_reason", Text, nullable=False, server_default=""),
)
