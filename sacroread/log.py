"""The log: what happened to the program, one JSON object a line, and never anything about a patient.

Facts are counts, versions and kinds, never what a file, a case or a person is called. Of a mistake the log
holds the places in the code, and the message only where Python itself words it: any other one may quote a
header, a path or a key.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from sacroread import __version__
from sacroread.paths import user_folder

LOG = "log.jsonl"
MAX_BYTES, OLDER_LOGS = 1 << 20, 5  # what happened long ago goes; what has just happened never does
INFO, ERROR = "info", "error"
_WORDED_BY_PYTHON = (AttributeError, TypeError, NameError, ImportError, IndexError, ArithmeticError)


def log_file() -> Path:
    """Return where the log of this user lies; older ones lie beside it, numbered."""
    return user_folder() / LOG


def write(what: str, level: str = INFO, **facts: str | int) -> str:
    """Add an entry, and return the log's path, or in words why that was not possible."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"at": at, "level": level, "version": __version__, "what": what, **facts}
    record = logging.LogRecord("sacroread", logging.INFO, "", 0, json.dumps(entry), None, None)
    path = log_file()
    try:
        handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=OLDER_LOGS, encoding="utf-8")
    except OSError as error:
        return f"{path} ({error.strerror})"
    handler.handle(record)
    handler.close()
    return str(path)


def told(error: BaseException) -> str:
    """Return where an exception came from, and what led to it, without anything that it quotes."""
    return "\n".join(
        f"{''.join(traceback.format_tb(each.__traceback__))}{_named(each)}" for each in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _named(error: BaseException) -> str:
    name = type(error).__qualname__
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return f"{name}: {error}" if isinstance(error, _WORDED_BY_PYTHON) else name
