"""A server hands out cases by itself; in a file the program that locks a read does.

Revision ID: 0005
Revises: 0004
"""

from pathlib import Path

from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the functions and the trigger of a server."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
