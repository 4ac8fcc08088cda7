"""A read and an event as rows of the study file, and back."""

from datetime import datetime
from math import isfinite
from typing import Any

from sqlalchemy import RowMapping

from sacroread import __version__
from sacroread.errors import SacroReadError
from sacroread.study.correction import Correction
from sacroread.study.draft_json import draft_from_json, draft_to_json
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Condition, Read, Role

SOFTWARE = f"SacroRead {__version__}"


def read_row(read: Read, protocol_hash: str) -> dict[str, object]:
    """Return a read as the columns of `reads`, in the very types in which SQLite gives them back.

    Raises:
        SacroReadError: a time that is no number, which SQLite would turn into a missing one.
    """
    seconds = read.active_seconds
    if seconds is not None and not isfinite(seconds):
        raise SacroReadError(
            f"Reader {read.reader_id}, case {read.case_id}: active_seconds is {seconds}. Give seconds, or "
            "leave it empty. Nothing was changed."
        )
    return {
        "supersedes": None,
        "correction_reason": None,
        **vars(read),
        "draft": draft_to_json(read.draft),
        "definite": None if read.definite is None else int(read.definite),
        "locked_at": read.locked_at.isoformat() if read.locked_at else None,
        "active_seconds": None if seconds is None else float(seconds),
        "protocol_hash": protocol_hash,
        "software": SOFTWARE,
    }


def read_of_row(row: RowMapping) -> Read:
    """Return the read, or the correction, that a row of `reads` says."""
    said: dict[str, Any] = {
        "token": row["token"],
        "reader_id": row["reader_id"],
        "role": Role(row["role"]),
        "case_id": row["case_id"],
        "condition": Condition(row["condition"]),
        "repeat": row["repeat"],
        "draft": draft_from_json(row["draft"]),
        "definite": None if row["definite"] is None else bool(row["definite"]),
        "locked_at": datetime.fromisoformat(row["locked_at"]) if row["locked_at"] else None,
        "active_seconds": row["active_seconds"],
    }
    if row["supersedes"] is None:
        return Read(**said)
    return Correction(**said, supersedes=row["supersedes"], correction_reason=row["correction_reason"])


def event_row(event: Event) -> dict[str, object]:
    """Return an event as the columns of `events`."""
    return {
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "reader_id": event.reader_id or None,
        "detail": event.detail,
    }


def event_of_row(row: RowMapping) -> Event:
    """Return the event that a row of `events` says."""
    at = datetime.fromisoformat(row["at"])
    return Event(EventKind(row["kind"]), at, row["reader_id"] or "", row["detail"])
