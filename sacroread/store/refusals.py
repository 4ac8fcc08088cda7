"""Why the study file refuses what somebody wants to add, in words that name the reader and the case."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from sacroread.errors import SacroReadError
from sacroread.store import tables
from sacroread.study.correction import Correction

UNCHANGED = "Nothing was changed."
_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full. Free space",
    sqlite3.SQLITE_IOERR: "the disk did not take it. Free space or reconnect the drive",
    sqlite3.SQLITE_READONLY: "it is read-only, or lies in a read-only folder. Allow writing there",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened there. Reconnect the drive or allow writing in its folder",
    sqlite3.SQLITE_BUSY: "another program keeps it busy. Wait for it or close it",
}


def failure(path: Path, error: DatabaseError) -> SacroReadError:
    """Return in words why a study file could not be read or written, and what to do."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest tells the kinds of one cause apart
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return SacroReadError(f"{path.name} is damaged: {error.orig}. Go on with a copy made before.")
    cause = _CAUSES.get(code, f"{error.orig}. Free space or reconnect the drive")
    return SacroReadError(
        f"{path.name} could not be used: {cause}, then try again. What was saved before is safe."
    )


def misplaced(path: Path) -> SacroReadError:
    """Return in words that the file which was opened is no longer at its place."""
    return SacroReadError(
        f"{path.name} was moved, deleted or exchanged while it was open. What was locked before is in that "
        "file: put it back and open the study again."
    )


def require_correctable(connection: Connection, correction: Correction) -> None:
    """Refuse a correction that does not correct what counts now.

    Raises:
        SacroReadError: no reason or no time; no such read of this reader, case, condition and repeat; or a
            read that was corrected before.
    """
    whose = f"Reader {correction.reader_id}, case {correction.case_id}"
    if not correction.correction_reason.strip() or correction.locked_at is None:
        raise SacroReadError(f"{whose}: a correction needs a reason and a time. {UNCHANGED}")
    same = ("reader_id", "role", "case_id", "condition", "repeat")
    alike = [tables.reads.c[name] == getattr(correction, name) for name in same]
    tokens = select(tables.reads.c.token)
    if not connection.execute(tokens.where(tables.reads.c.token == correction.supersedes, *alike)).first():
        raise SacroReadError(
            f"{whose}: there is no read {correction.supersedes} to correct, {correction.condition}, repeat "
            f"{correction.repeat}. Correct the read that counts now. {UNCHANGED}"
        )
    if connection.execute(tokens.where(tables.reads.c.supersedes == correction.supersedes)).first():
        raise SacroReadError(
            f"{whose}: the read {correction.supersedes} was corrected before. Correct that one. {UNCHANGED}"
        )
