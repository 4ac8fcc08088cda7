"""Two rules of a server as a file has them: whose read speaks for a role, and how long a wash-out takes.

Revision ID: 0008
Revises: 0007
"""

from pathlib import Path

from alembic import op

from sacroread.store.dialect import run_on_server

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make a view and a function of a server anew; in a file the program keeps these rules."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
