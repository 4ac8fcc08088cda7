"""Later sessions of a reader on a server, and a prediction's time in each design.

Revision ID: 0007
Revises: 0006
"""

from pathlib import Path

from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the policies of a server; in a file the program keeps the time."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
