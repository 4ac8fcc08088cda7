"""A read and an event as rows of the study file, and back."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import isfinite
from typing import Any

from sacroread import __version__
from sacroread.errors import SacroReadError, not_as_written
from sacroread.store import tables
from sacroread.study.correction import Correction
from sacroread.study.draft_json import draft_from_json, draft_to_json, drafts_from_json
from sacroread.study.events import Event, EventKind
from sacroread.study.model import FIRST_SESSION, Condition, Draft, Read, Role

SOFTWARE = f"SacroRead {__version__}"
READ_COLUMNS = tuple(
    tables.reads.c[name]
    for name in (
        *("token", "reader_id", "case_id", "repeat", "active_seconds"),
        *("role", "condition", "draft", "definite", "locked_at", "supersedes", "correction_reason"),
        "session",
    )
)
_DRAFT = [column.name for column in READ_COLUMNS].index("draft")
# A study has many reads, and calling an enum costs ten times as much as a look-up.
_ROLES = {role.value: role for role in Role}
_CONDITIONS = {condition.value: condition for condition in Condition}
_DEFINITE = {None: None, 0: False, 1: True}


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
        "session": None if read.session == FIRST_SESSION else read.session,
        "protocol_hash": protocol_hash,
        "software": SOFTWARE,
    }


def reads_of_rows(rows: Sequence[Sequence[Any]]) -> tuple[Read, ...]:
    """Return the reads and corrections that rows of `READ_COLUMNS` say.

    Raises:
        SacroReadError: one is not as it was written.
    """
    try:
        return tuple(map(_read, rows, drafts_from_json(row[_DRAFT] for row in rows)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise not_as_written("A read") from error


@contextmanager
def many_values() -> Iterator[None]:
    """Make very many values that hold no cycle: to look for one after every few would double the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_of_row(row: Mapping[str, Any]) -> Read:
    """Return the read or correction that `read_row` made a row of."""
    return _read([row[column.name] for column in READ_COLUMNS], draft_from_json(row["draft"]))


def _read(row: Sequence[Any], draft: Draft) -> Read:
    """Take over what a row says, in a third of the time of the values' own `__init__`."""
    token, reader_id, case_id, number, seconds, role, condition, _, *rest = row
    definite, locked_at, supersedes, reason, session = rest
    read = object.__new__(Correction if supersedes else Read)
    vars(read).update(
        token=token,
        reader_id=reader_id,
        role=_ROLES[role],
        case_id=case_id,
        condition=_CONDITIONS[condition],
        repeat=number,
        draft=draft,
        definite=_DEFINITE[definite],
        locked_at=datetime.fromisoformat(locked_at) if locked_at else None,
        active_seconds=seconds,
        session=session or FIRST_SESSION,
    )
    if supersedes:
        vars(read).update(supersedes=supersedes, correction_reason=reason)
    return read


def event_row(event: Event) -> dict[str, object]:
    """Return an event as the columns of `events`."""
    return {
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "reader_id": event.reader_id or None,
        "detail": event.detail,
    }


def event_of_row(row: Mapping[str, Any]) -> Event:
    """Return the event that a row of `events` says.

    Raises:
        SacroReadError: it is not as it was written.
    """
    at = time_of_event(row["at"])
    return Event(EventKind(row["kind"]), at, row["reader_id"] or "", row["detail"])


def time_of_event(text: str) -> datetime:
    """Return the time of an event.

    Raises:
        SacroReadError: it is none, or none that can be compared with others.
    """
    try:
        at = datetime.fromisoformat(text)
        is_known = at.tzinfo is not None
    except ValueError:
        is_known = False
    if not is_known:
        raise not_as_written(f"The time of an event, {text},")
    return at
