"""The connection to a study on a server: PostgreSQL, through psycopg."""

from collections.abc import Callable

from psycopg import Connection as Driver
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from sacroread.errors import SacroReadError
from sacroread.store.address import Address
from sacroread.store.database import migrate, require_known, schema_of
from sacroread.store.dialect import sees_all
from sacroread.store.tables import SCHEMA
from sacroread.study.model import Reader

CONNECT_SECONDS = 5
WRONG_PASSWORD = "password authentication failed"  # noqa: S105 - what the server says
_ALIVE = {  # a line that broke without a word is noticed within about ten seconds
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "SacroRead",
}


class ServerGoneError(SacroReadError):
    """The server cannot be reached; what was to be written may be sent again later."""


class StudyServer:
    """A study's database on a server, as one role sees it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.path, self.name = address.path, str(address)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(address.url, connect_args=_ALIVE)

    def require_there(self) -> None:
        """Ask nothing: a server that is away says so itself."""

    def failure(self, error: DatabaseError) -> SacroReadError:
        """Return in words why the server did not do what was asked, and what to do."""
        if isinstance(error.orig, InsufficientPrivilege):
            return SacroReadError(
                f"{self.address.database}: {self.address.url.username} may not do that: "
                f"{_first_line(error)}. Ask the coordinator. Nothing was changed."
            )
        if WRONG_PASSWORD in str(error.orig):
            return ServerGoneError(
                f"The server of {self.address.database} does not know {self.address.url.username} with that "
                "password. Type both again, or ask the coordinator."
            )
        if isinstance(error, OperationalError) or error.connection_invalidated:
            return ServerGoneError(f"The server of {self.address} does not answer: {_first_line(error)}.")
        return SacroReadError(f"{self.address} could not be used: {_first_line(error)}. Nothing was changed.")

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make the tables, triggers and policies in an empty database, and let `fill` write the study's line.

        Raises:
            SacroReadError: no such database or server, it holds tables, or the role may not make them.
        """
        try:
            with self.engine.begin() as connection:
                if inspect(connection).get_table_names():
                    raise SacroReadError(
                        f"{self.address} holds tables already. Make an empty database: createdb NAME."
                    )
                migrate(connection)
                fill(connection)
        except DatabaseError as error:
            raise self.failure(error) from error

    def bring_to_today(self) -> None:
        """Migrate the tables of an older version, in one transaction; only their owner may.

        Raises:
            SacroReadError: no study, from a newer version, or an older one that this role may not migrate.
        """
        try:
            with self.engine.begin() as connection:
                schema = require_known(schema_of(connection), str(self.address))
                if schema == SCHEMA:
                    return
                if not sees_all(connection):
                    raise SacroReadError(
                        f"{self.address} comes from an older version. Ask its owner to open it once."
                    )
                migrate(connection)
        except DatabaseError as error:
            raise self.failure(error) from error


def admit(connection: Connection, reader: Reader) -> None:
    """Make a database role for a reader, which may connect and has no password yet."""
    connection.execute(text("SELECT admit(:reader)"), {"reader": reader.reader_id})


def set_role_password(connection: Connection, reader_id: str, password: str) -> None:
    """Set the password of a reader's database role; it never leaves this computer, only a verifier does."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, Driver):
        raise TypeError("a server's connection is psycopg's")
    verifier = driver.pgconn.encrypt_password(password.encode(), reader_id.encode(), b"scram-sha-256")
    said = {"reader": reader_id, "verifier": verifier.decode()}
    connection.execute(text("SELECT set_verifier(:reader, :verifier)"), said)


def accepts(engine: Engine, user: str, password: str) -> bool:
    """Say whether the server lets a role in with a password."""
    trial = create_engine(engine.url.set(username=user, password=password), connect_args=_ALIVE)
    try:
        trial.connect().close()
    except OperationalError as error:
        if WRONG_PASSWORD in str(error.orig):
            return False
        raise
    finally:
        trial.dispose()
    return True


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().partition("\n")[0]
