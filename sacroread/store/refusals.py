"""Why the study file refuses what somebody wants to add, in words that name the reader and the case."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unicodedata import category

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DatabaseError

from sacroread.errors import SacroReadError
from sacroread.store import tables
from sacroread.store.audit import Row
from sacroread.store.rows import read_row
from sacroread.study.correction import Correction
from sacroread.study.events import EventKind
from sacroread.study.model import Read, Reader

UNCHANGED = "Nothing was changed."
MOST_BYTES = 63  # of a role's name: PostgreSQL cuts the rest off (NAMEDATALEN, 4.1.1 of its manual)
_IN_NO_FILE_NAME = frozenset('\\/:*?"<>|')  # of Windows, the strictest
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # general categories of Unicode
_CONTENT = (
    *("draft", "definite", "locked_at", "active_seconds", "supersedes", "correction_reason", "session"),
)
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


def require_same(read: Read, row: Row) -> None:
    """Refuse a read that was saved before and now says something else.

    Raises:
        SacroReadError: names reader and case.
    """
    said = read_row(read, "")
    if any(row[name] != said[name] for name in ("reader_id", "case_id", "condition", "repeat", *_CONTENT)):
        raise SacroReadError(
            f"Reader {read.reader_id}, case {read.case_id}: the read that is there says something else. "
            f"A locked read is never replaced: correct it, with a reason. {UNCHANGED}"
        )


def require_name(reader: Reader, database: str = "") -> None:
    """Refuse a name that cannot be typed again, or that a server of this database cannot serve.

    Raises:
        SacroReadError: the name is empty, begins or ends with a space, or holds what nobody sees; on a
            server, too, what no file can be called, or more than the name of a role holds.
    """
    name = reader.reader_id
    if not name.strip():
        raise SacroReadError(f"A reader needs a name in the study, such as reader-1. {UNCHANGED}")
    if name != name.strip() or any(category(each) in _UNSEEN for each in name):
        raise SacroReadError(
            f"The name {name!r} begins or ends with a space, or holds a character that nobody sees. Type "
            f"it anew, without. {UNCHANGED}"
        )
    if database:
        _require_name_on_server(name, database)


def _require_name_on_server(name: str, database: str) -> None:
    if not _IN_NO_FILE_NAME.isdisjoint(name):
        raise SacroReadError(
            f"{name} cannot be a reader on a server: files on his computer are named after him. Leave out "
            f"{' '.join(sorted(_IN_NO_FILE_NAME))}, as in reader-1. {UNCHANGED}"
        )
    length = len(f"{database}.{name}".encode())
    if length > MOST_BYTES:
        raise SacroReadError(
            f"{database}.{name} is too long for a role of the server: {length} bytes, and {MOST_BYTES} are "
            f"the most. Choose a name that is shorter by {length - MOST_BYTES}. {UNCHANGED}"
        )


def require_unlocked_study(connection: Connection) -> None:
    """Refuse reads, cases and readers where the coordinator has locked the study.

    Raises:
        SacroReadError: it is locked.
    """
    locks = select(tables.events.c.at).where(tables.events.c.kind == EventKind.STUDY_LOCK.value)
    if at := connection.execute(locks.limit(1)).scalar():
        raise SacroReadError(
            f"The study was locked by its coordinator at {at}: it takes no read, case or reader. {UNCHANGED}"
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


def contradiction(_: Connection) -> str:
    """Return in words that a constraint refused what no sentence of its own is known for."""
    return f"That contradicts what is in the study: an unknown reader or case. {UNCHANGED}"


def refused_reads(connection: Connection, reads: Iterable[Read]) -> str:
    """Return in words which of the reads that a constraint refused is at fault, and why."""
    known_readers = set(connection.execute(select(tables.readers.c.reader_id)).scalars())
    known_cases = set(connection.execute(select(tables.cases.c.case_id)).scalars())
    key = [tables.reads.c[name] for name in ("reader_id", "case_id", "condition", "repeat")]
    locked = {
        tuple(row) for row in connection.execute(select(*key).where(tables.reads.c.supersedes.is_(None)))
    }
    for read in reads:
        here = (read.reader_id, read.case_id, read.condition.value, read.repeat)
        if read.reader_id not in known_readers:
            return f"There is no reader {read.reader_id} in this study. Let them join first. {UNCHANGED}"
        if read.case_id not in known_cases:
            return f"There is no case {read.case_id} in this study. Import its radiograph first. {UNCHANGED}"
        if here in locked and not isinstance(read, Correction):
            return (
                f"Reader {read.reader_id} has read case {read.case_id} already ({read.condition}, repeat "
                f"{read.repeat}). A locked read is never replaced: correct it, with a reason. {UNCHANGED}"
            )
        locked.add(here)
    return contradiction(connection)


def refused_lines(connection: Connection, table: Table, lines: Sequence[Mapping[str, object]]) -> str:
    """Return in words which of the lines that a constraint refused is at fault, and why."""
    key = list(table.primary_key.columns)
    seen = {tuple(row) for row in connection.execute(select(*key))}
    for line in lines:
        here = tuple(line[column.name] for column in key)
        if here in seen:
            return f"{_SENTENCES[table.name].format(**line)} {UNCHANGED}"
        seen.add(here)
    cases = set(connection.execute(select(tables.cases.c.case_id)).scalars())
    unknown = next((line["case_id"] for line in lines if line.get("case_id", "") not in cases), "")
    return f"There is no case {unknown} in this study. Import its radiograph first. {UNCHANGED}"


_SENTENCES = {
    "cases": "There is a case {case_id} in this study already. Name each case once.",
    "readers": "There is a reader {reader_id} in this study already. Choose another name.",
    "reference": "Case {case_id} has a reference standard already. Name each case once.",
}
