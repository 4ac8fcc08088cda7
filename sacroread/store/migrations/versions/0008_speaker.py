"""A correction does not move its reader behind another one of his role.

Revision ID: 0008
Revises: 0007
"""

from pathlib import Path

from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the view of a server anew; of a file the program asks the same."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
