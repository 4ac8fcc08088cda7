"""Why the second reader refers a case to a person, kept with its prediction.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the reason; of a prediction that is older than it, none is known."""
    op.add_column("predictions", sa.Column("refer_reason", sa.Text, nullable=False, server_default=""))
