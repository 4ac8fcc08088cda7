"""Two rules of a server as a file has them, and a file whose reads cannot be replaced either.

Revision ID: 0008
Revises: 0007
"""

from pathlib import Path

from alembic import op

from sacroread.store.append_only import forbid_replacing
from sacroread.store.dialect import run_on_server

revision = "0008"
down_revision = "0007"

SAME_READ = (
    "INDEXED BY reads_once WHERE NEW.supersedes IS NULL AND supersedes IS NULL AND reader_id = NEW.reader_id "
    "AND case_id = NEW.case_id AND condition = NEW.condition AND repeat = NEW.repeat"
)


def upgrade() -> None:
    """Make a view and a function of a server anew, and triggers of a file."""
    run_on_server(op.get_bind(), Path(__file__).with_suffix(".sql"))
    number, token = "WHERE number = NEW.number", "WHERE token = NEW.token"
    corrected = "WHERE supersedes = NEW.supersedes"
    forbid_replacing("reads", "a locked read is never replaced", number, token, corrected, SAME_READ)
    forbid_replacing("events", "an event is never replaced", number, token)
