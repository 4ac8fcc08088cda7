"""A server takes a read in one question.

Revision ID: 0006
Revises: 0005
"""

from pathlib import Path

from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the function of a server; a file has its one transaction."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
