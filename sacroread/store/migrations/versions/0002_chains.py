"""Corrections, the hash chain of each reader's reads, and the events, chained as well.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from sacroread.store.append_only import forbid_changes
from sacroread.store.audit import GENESIS, chained
from sacroread.store.dialect import DOUBLE, NUMBER

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make `reads` anew, because SQLite cannot drop its unique constraint; then make `events`."""
    op.rename_table("reads", "reads_0001")
    _make_reads()
    _take_over()
    op.drop_table("reads_0001")
    _make_events()
    forbid_changes("reads", "a locked read is never changed")
    forbid_changes("events", "an event is never changed")


def _make_reads() -> None:
    op.create_table(
        "reads",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.Column("reader_id", sa.Text, sa.ForeignKey("readers.reader_id"), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), nullable=False),
        sa.Column("condition", sa.Text, nullable=False),
        sa.Column("repeat", sa.Integer, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("definite", sa.Integer, sa.CheckConstraint("definite in (0, 1)")),
        sa.Column("locked_at", sa.Text),
        sa.Column("active_seconds", DOUBLE),
        sa.Column("protocol_hash", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
        sa.Column("supersedes", sa.Text, sa.ForeignKey("reads.token"), unique=True),
        sa.Column("correction_reason", sa.Text),
        sa.Column("chain_hash", sa.Text, nullable=False),
        sa.CheckConstraint("(supersedes is null) = (correction_reason is null)"),
        sqlite_strict=True,
    )
    key = ["reader_id", "case_id", "condition", "repeat"]
    first = sa.text("supersedes IS NULL")
    op.create_index("reads_once", "reads", key, unique=True, sqlite_where=first, postgresql_where=first)
    op.create_index("reads_of_reader", "reads", ["reader_id"])


def _take_over() -> None:
    """Chain the reads that are there, in the order in which they were locked."""
    connection = op.get_bind()
    new = sa.table("reads", *map(sa.column, _columns(connection)))
    heads: dict[str, str] = {}
    for row in connection.execute(sa.text("SELECT * FROM reads_0001 ORDER BY number")).mappings().all():
        head = chained(heads.get(row["reader_id"], GENESIS), dict(row))
        connection.execute(sa.insert(new), {**row, "chain_hash": head})
        heads[row["reader_id"]] = head


def _columns(connection: sa.Connection) -> list[str]:
    return [column["name"] for column in sa.inspect(connection).get_columns("reads")]


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reader_id", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("chain_hash", sa.Text, nullable=False),
        sqlite_strict=True,
    )
