"""The connection to a study file: how SQLite must behave, and the way to today's tables."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from sacroread.errors import SacroReadError
from sacroread.store import tables

BUSY_SECONDS = 10
_MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = (
    "PRAGMA journal_mode=DELETE",  # the WAL-reset bug corrupts files below SQLite 3.51.3
    "PRAGMA synchronous=EXTRA",  # a commit is on the disk, the folder's entry too, before it returns
    "PRAGMA foreign_keys=ON",
)


def engine_for(path: Path) -> Engine:
    """Return the engine of a study file; with the option `writes` a transaction takes the lock at once."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN and COMMIT are ours, not the driver's
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def schema_of(connection: Connection) -> str | None:
    """Return the migration a file stands at; None where it has no tables yet."""
    found = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")).first()
    if found is None:
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def migrate(connection: Connection) -> None:
    """Bring the tables to today's state, in the transaction that the caller has begun."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def require_today(engine: Engine, path: Path) -> None:
    """Refuse a file that is no study, is damaged, or comes from a newer version; nothing of it is touched.

    Raises:
        SacroReadError: with what to do.
    """
    try:
        with engine.connect() as connection:
            schema = schema_of(connection)
    except DatabaseError as error:
        raise SacroReadError(f"{path.name} is not a study file, or is damaged: {error.orig}.") from error
    if schema is None:
        raise SacroReadError(
            f"{path.name} is not a SacroRead study. Choose another file, or make one: sacroread new."
        )
    if schema > tables.SCHEMA:
        raise SacroReadError(
            f"{path.name} was written by a newer SacroRead. Install that version to open it."
        )
