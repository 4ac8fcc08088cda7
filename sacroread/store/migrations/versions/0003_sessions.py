"""Sessions of drafts and reads, counted from 1; passwords; a token with each event; a server's roles.

Revision ID: 0003
Revises: 0002
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns that are empty in old rows, because the chains cover whatever is not empty."""
    op.add_column("reads", sa.Column("session", sa.Integer))
    op.add_column("events", sa.Column("token", sa.Text))
    op.create_index("events_once", "events", ["token"], unique=True)
    op.execute("UPDATE worklists SET session = session + 1")
    _make_drafts_anew()
    op.create_table(
        "passwords",
        sa.Column("reader_id", sa.Text, sa.ForeignKey("readers.reader_id"), primary_key=True),
        sa.Column("verifier", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    run_on_server(op.get_bind(), Path(__file__).with_name("0003_server.sql"))


def _make_drafts_anew() -> None:
    """SQLite cannot put a column into a primary key."""
    op.rename_table("drafts", "drafts_0002")
    op.create_table(
        "drafts",
        sa.Column("reader_id", sa.Text, sa.ForeignKey("readers.reader_id"), primary_key=True),
        sa.Column("session", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("draft", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO drafts SELECT reader_id, 1, case_id, draft FROM drafts_0002")
    op.drop_table("drafts_0002")
