"""A study in one SQLite file: how it is made, opened, and told from another of the same name."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path
from sacroread.store.database import bring_to_today, engine_for, migrate
from sacroread.store.place import identity, require_local
from sacroread.store.refusals import failure, misplaced


class StudyFile:
    """A study file at its place."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, str(path)
        self.engine = engine_for(path)
        self._identity = identity(path)

    def require_there(self) -> None:
        """Refuse to go on with a file that is no longer at its place: it would swallow reads unnoticed.

        Raises:
            SacroReadError: it was moved, deleted or exchanged.
        """
        if identity(self.path) != self._identity:
            raise misplaced(self.path)

    def failure(self, error: DatabaseError) -> SacroReadError:
        """Return in words why the file could not be read or written, and what to do."""
        return failure(self.path, error)

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make the file and its tables, and let `fill` write the study's line.

        Raises:
            SacroReadError: something is at that path already, or the folder cannot be written.
        """
        if not self.path.parent.is_dir():
            raise SacroReadError(f"The folder {self.path.absolute().parent} does not exist. Make it first.")
        require_local(self.path)
        _require_no_anchor(self.path)
        _make_empty(self.path)
        self._identity = identity(self.path)
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                migrate(connection)
                fill(connection)
        except DatabaseError as error:
            self.engine.dispose()
            self.path.unlink()
            raise self.failure(error) from error

    def bring_to_today(self) -> None:
        """Migrate the file of an older version, after a copy was put beside it.

        Raises:
            SacroReadError: no such file, not a study, damaged, or from a newer version.
        """
        if self.path.is_dir():
            raise SacroReadError(
                f"{self.path.absolute()} is a folder. Name a study file in it, such as study.sacro."
            )
        if not self.path.is_file():
            raise SacroReadError(
                f"There is no study {self.path.name} in {self.path.absolute().parent}. "
                f"Make one: sacroread new {self.path.name}"
            )
        require_local(self.path)
        bring_to_today(self.engine, self.path)


def _require_no_anchor(path: Path) -> None:
    anchor = anchor_path(path)
    if identity(anchor) and not identity(path):
        raise SacroReadError(
            f"{anchor.name} is the anchor of a study that is no longer there. Put that study back, move the "
            "anchor away, or choose another name."
        )


def _make_empty(path: Path) -> None:
    try:
        path.open("x").close()
    except FileExistsError as error:
        raise SacroReadError(
            f"{path.name} is there already. Choose another name; nothing was overwritten."
        ) from error
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be made in {path.absolute().parent} ({error.strerror}). "
            "Choose another folder."
        ) from error
