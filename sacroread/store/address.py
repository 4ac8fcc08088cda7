"""Where a study is: a file, or the address of a database on a server."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sacroread.errors import SacroReadError
from sacroread.paths import user_folder

SCHEME = "postgresql+psycopg"
FOLDER = "folder"  # in the address: where this computer keeps radiographs, anchor and what waits to be sent


@dataclass(frozen=True)
class Address:
    """A study on a server; `path` names it in the folder where its radiographs and its anchor lie."""

    url: URL
    path: Path

    @property
    def database(self) -> str:
        """The database that holds the study, and nothing else."""
        return str(self.url.database)

    def __str__(self) -> str:
        return self.url.render_as_string(hide_password=True)


def located(place: str | Path) -> Path | Address:
    """Return what a person names as a study: a path, or an address such as postgresql+psycopg://USER@HOST/NAME.

    Raises:
        SacroReadError: the address of another kind of database, or one that names no database.
    """
    if isinstance(place, Path) or "://" not in place:
        return Path(place)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise SacroReadError(f"{place} is no address of a study. {_EXAMPLE}") from error
    if url.drivername != SCHEME or not url.database:
        raise SacroReadError(f"{url.render_as_string()} is no address of a study. {_EXAMPLE}")
    folder = url.query.get(FOLDER)
    home = Path(folder) if isinstance(folder, str) else user_folder() / "servers"
    return Address(url.difference_update_query([FOLDER]), home / url.database)


_EXAMPLE = f"Give a file, or {SCHEME}://USER@HOST/DATABASE."
