"""The connection to a study file: how SQLite must behave, and the way to today's tables."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, text
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
    """Return the engine of a study file; with the option `writes` a transaction takes the lock at once.

    A file that is not there is never made anew: a deleted study must not come back empty.
    """
    engine = create_engine("sqlite://", creator=_connector(path), poolclass=QueuePool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(path: Path) -> Callable[[], sqlite3.Connection]:
    place = f"{path.absolute().as_uri()}?mode=rw"
    return lambda: sqlite3.connect(place, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN and COMMIT are ours, not the driver's
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def schema_of(connection: Connection) -> str | None:
    """Return the migration a file stands at; None where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
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


def bring_to_today(engine: Engine, path: Path) -> None:
    """Migrate the file of an older version, after a copy of it was put beside it.

    All of it is one transaction: where anything fails, the file is as it was.

    Raises:
        SacroReadError: no study, damaged, from a newer version (nothing of it is touched), or a migration
            that failed.
    """
    schema = _required_schema(engine, path)
    if schema == tables.SCHEMA:
        return
    backup = path.with_name(f"{path.name}.schema-{schema}")
    try:
        with engine.execution_options(writes=True).begin() as connection:
            if schema_of(connection) == schema:  # no other program was faster
                _copy(path, backup)
                migrate(connection)
    except (DatabaseError, sqlite3.Error, OSError) as error:
        raise SacroReadError(
            f"{path.name} comes from an older version and could not be brought to today's: {error}. "
            "It is as it was. Free space, or open a copy of it in another folder."
        ) from error


def _copy(path: Path, backup: Path) -> None:
    """Write the file as it is to `backup`, whole or not at all; the caller keeps other writers out."""
    unfinished = backup.with_name(f"{backup.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(_connector(path)()) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    unfinished.replace(backup)


def _required_schema(engine: Engine, path: Path) -> str:
    try:
        with engine.connect() as connection:
            schema = schema_of(connection)
    except DatabaseError as error:
        raise SacroReadError(f"{path.name} is not a study file, or is damaged: {error.orig}.") from error
    return require_known(schema, path.name)


def require_known(schema: str | None, name: str) -> str:
    """Refuse what is no study, or one of a version that does not exist yet.

    Raises:
        SacroReadError: says which of the two, and what to do.
    """
    if schema is None:
        raise SacroReadError(
            f"{name} is not a SacroRead study. Choose another one, or make one: sacroread new."
        )
    if schema > tables.SCHEMA:
        raise SacroReadError(f"{name} was written by a newer SacroRead. Install that version to open it.")
    return schema
