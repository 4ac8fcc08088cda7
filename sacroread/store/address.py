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
        return _shown(self.url)


def located(place: str | Path) -> Path | Address:
    """Return what a person names as a study: a path, or an address such as postgresql+psycopg://USER@HOST/NAME.

    Raises:
        SacroReadError: the address of another kind of database, or one that names no database.
    """
    if isinstance(place, str) and not place.strip():
        raise SacroReadError(f"No study is named. {_EXAMPLE}")
    if isinstance(place, Path) or "://" not in place:
        return Path(place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:  # what cannot be told apart may hold a password
        raise SacroReadError(f"This is no address of a study. {_EXAMPLE}") from error
    if url.drivername != SCHEME or not url.database:
        raise SacroReadError(f"{_shown(url)} is no address of a study. {_EXAMPLE}")
    if "@" in f"{url.host}{url.database}":  # the rest of a password that holds one itself
        raise SacroReadError("The address of the study has more than one @. Write %40 for one in a password.")
    folder = url.query.get(FOLDER)
    home = Path(folder) if isinstance(folder, str) else user_folder() / "servers"
    return Address(url.difference_update_query([FOLDER]), home / url.database)


def _shown(url: URL) -> str:
    """An address as it may be shown: no password, wherever in it one may stand."""
    if "@" in f"{url.host}{url.database}":
        return "This"
    return url.difference_update_query(_secrets(url)).render_as_string(hide_password=True)


def _secrets(url: URL) -> list[str]:
    return [name for name in url.query if "password" in name.lower()]


_EXAMPLE = f"Give a file, or {SCHEME}://USER@HOST/DATABASE."


def signed_in(address: str, name: str, password: str) -> str:
    """Return the address of a study for one who signs in with his name in it; it holds the password.

    The server knows a reader as DATABASE.READER. Without a name the one counts that the address states. The
    scheme may be left out.

    Raises:
        SacroReadError: no address of a study, or nobody is named.
    """
    scheme, _, rest = address.strip().rpartition("://")
    place = f"{SCHEME}://{rest}" if scheme in {"", "postgresql", "postgres"} else address.strip()
    where = located(place)
    if not isinstance(where, Address):
        raise SacroReadError(f"{address} is no address of a study. {_EXAMPLE}")
    url = make_url(place)
    user = f"{where.database}.{name.strip()}" if name.strip() else url.username
    if not user:
        raise SacroReadError(f"Type your name in the study {where.database}.")
    return url.set(username=user, password=password or url.password).render_as_string(hide_password=False)


def without_password(address: str) -> str:
    """Return an address as it was typed, but for any password in it; nothing where that cannot be told."""
    typed = address.strip()
    added = "" if "://" in typed else f"{SCHEME}://"
    try:
        url = make_url(f"{added}{typed}")
    except (ArgumentError, ValueError):
        return ""
    if "@" in f"{url.host}{url.database}{url.query}":  # the rest of a password that holds one itself
        return ""
    if url.password is None and not _secrets(url):
        return typed
    where = (url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    return URL.create(*where).difference_update_query(_secrets(url)).render_as_string().removeprefix(added)
