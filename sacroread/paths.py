"""Where things lie: what the program brings along, and what it keeps for this user."""

import os
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a file or folder that ships with the program, e.g. `resource("bundles/demo")`.

    The installed copy wins; in a checkout it is the folder `resources` beside the package.
    """
    installed = _PACKAGE / "resources" / name
    return installed if installed.exists() else _PACKAGE.parent / "resources" / name


def beside_package(name: str) -> Path:
    """Return the path of a file that the frozen program has beside the package; it need not be there."""
    return _PACKAGE.parent / name


def user_folder() -> Path:
    """Return the folder for this user's own files; made where it is missing.

    The environment variable `SACROREAD_HOME` names another one.
    """
    named = os.environ.get("SACROREAD_HOME")
    folder = Path(named) if named else user_data_path("SacroRead", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
