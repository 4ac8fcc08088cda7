"""What the program remembers for this user between two starts: the one place that reads and writes it.

It lies in `settings.ini` in the user's folder. Nothing about a study or a case is in it.
"""

import json
from collections.abc import Mapping

from PySide6.QtCore import QSettings

from sacroread.paths import user_folder
from sacroread.ui.bindings import Bindings

FILE = "settings.ini"
PROFILE, OWN_KEYS = "keys/profile", "keys/own"


def kept_bindings() -> Bindings:
    """Return the keys that this user works with."""
    settings = _settings()
    own: Mapping[str, list[str]] = json.loads(str(settings.value(OWN_KEYS, "{}")))
    return Bindings(
        str(settings.value(PROFILE, Bindings().profile)),
        {name: tuple(shortcuts) for name, shortcuts in own.items()},
    )


def keep_bindings(bindings: Bindings) -> None:
    """Remember the keys that this user works with from now on."""
    settings = _settings()
    settings.setValue(PROFILE, bindings.profile)
    settings.setValue(OWN_KEYS, json.dumps({name: list(keys) for name, keys in bindings.own.items()}))
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(user_folder() / FILE), QSettings.Format.IniFormat)
