"""The first tables: study, cases, readers, worklists, drafts, append-only reads, reference, predictions.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from sacroread.store.append_only import forbid_changes
from sacroread.store.dialect import DOUBLE, is_server

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the triggers that keep reads as they were locked."""
    _people_and_cases()
    _reading()
    _second_opinions()
    forbid_changes("reads", "a locked read is never changed")


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _people_and_cases() -> None:
    only = '"only"' if is_server(op.get_bind()) else "only"  # a word of PostgreSQL's own
    _table(
        "study",
        sa.Column("only", sa.Integer, sa.CheckConstraint(f"{only} = 1"), primary_key=True),
        sa.Column("protocol", sa.Text, nullable=False),
        sa.Column("protocol_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
    )
    _table(
        "cases",
        sa.Column("case_id", sa.Text, primary_key=True),
        sa.Column("patient_id", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("pixel_hash", sa.Text, nullable=False),
    )
    _table(
        "readers",
        sa.Column("reader_id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
    )


def _reading() -> None:
    _table(
        "worklists",
        sa.Column("reader_id", sa.Text, sa.ForeignKey("readers.reader_id"), primary_key=True),
        sa.Column("session", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), nullable=False),
        sa.UniqueConstraint("reader_id", "session", "case_id"),
    )
    _table(
        "drafts",
        sa.Column("reader_id", sa.Text, sa.ForeignKey("readers.reader_id"), primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("draft", sa.Text, nullable=False),
    )
    _table(
        "reads",
        sa.Column("number", sa.Integer, primary_key=True),
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
        sa.UniqueConstraint("reader_id", "case_id", "condition", "repeat"),
    )


def _second_opinions() -> None:
    _table(
        "reference",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("definite", sa.Integer, sa.CheckConstraint("definite in (0, 1)"), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
    )
    _table(
        "predictions",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("bundle_sha256", sa.Text, primary_key=True),
        sa.Column("bundle_id", sa.Text, nullable=False),
        sa.Column("probability", DOUBLE, nullable=False),
        sa.Column("attention_in_joints", DOUBLE),
    )
