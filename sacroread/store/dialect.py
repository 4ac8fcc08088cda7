"""Where a study file and a server differ in their SQL."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import REAL, BigInteger, Connection, Double, Integer, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

DOUBLE: TypeEngine[float] = REAL().with_variant(
    Double(), "postgresql"
)  # 8 bytes on both: a chain covers every digit
NUMBER: TypeEngine[int] = Integer().with_variant(BigInteger(), "postgresql")


def is_server(connection: Connection) -> bool:
    """Say whether a study lies on a server."""
    return connection.dialect.name == "postgresql"


def run_on_server(connection: Connection, script: Path) -> None:
    """Run a file of statements, for a migration of a server; psycopg takes many that have no parameter."""
    if is_server(connection):
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(script.read_text(encoding="utf-8"))


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can say what to do where the row is there already."""
    return postgresql.insert(table) if is_server(connection) else sqlite.insert(table)


def sees_all(connection: Connection) -> bool:
    """Say whether this connection sees the whole study; a reader's on a server does not."""
    return not is_server(connection) or bool(connection.execute(text("SELECT sees_all()")).scalar_one())


def stated_protocol(connection: Connection) -> str:
    """Return the protocol's JSON; on a server a reader gets it with the seed 0, which decides nothing."""
    source = "stated_protocol()" if is_server(connection) else "(SELECT protocol FROM study)"
    return str(connection.execute(text(f"SELECT {source}")).scalar_one())
