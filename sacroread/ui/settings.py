"""What the program remembers for this user between two starts: the one place that reads and writes it.

It lies in `settings.ini` in the user's folder. Of studies it holds the address of the last one on a
server, and nothing about a case.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QSettings

from sacroread.paths import user_folder
from sacroread.ui.bindings import Bindings
from sacroread.ui.display_check import DisplayCheck, check_from_json, check_to_json

FILE = "settings.ini"
PROFILE, OWN_KEYS = "keys/profile", "keys/own"
ACCEPTED, LANGUAGE, GUIDE_SEEN = "first_run/accepted_at", "first_run/language", "first_run/guide_seen"
CHECKS = "display/checks"
ADDRESS = "server/address"
TEXT_SIZE = "display/text_percent"


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
    _keep(PROFILE, bindings.profile)
    _keep(OWN_KEYS, json.dumps({name: list(keys) for name, keys in bindings.own.items()}))


def accepted_at() -> str:
    """Return when the intended use was accepted (UTC, ISO 8601); empty if it was not."""
    return str(_settings().value(ACCEPTED, ""))


def keep_acceptance(at: datetime) -> None:
    """Remember when the intended use was accepted (UTC)."""
    _keep(ACCEPTED, at.isoformat())


def kept_language() -> str:
    """Return the code of the language that was chosen; empty for the system's."""
    return str(_settings().value(LANGUAGE, ""))


def keep_language(code: str) -> None:
    """Remember the language."""
    _keep(LANGUAGE, code)


def kept_address() -> str:
    """Return the address of the study on a server that was opened last; empty if none was."""
    return str(_settings().value(ADDRESS, ""))


def keep_address(address: str) -> None:
    """Remember the address of a study on a server, without a password."""
    _keep(ADDRESS, address)


def kept_text_size() -> int:
    """Return the size of words that was chosen, in percent; 0 where it is left to the screen."""
    text = str(_settings().value(TEXT_SIZE, ""))
    return int(text) if text.isdecimal() else 0


def keep_text_size(percent: int) -> None:
    """Remember the size of words; 0 leaves it to the screen."""
    _keep(TEXT_SIZE, str(percent))


def is_guide_seen() -> bool:
    """Say whether the guide through the reading room has been gone through or left."""
    return str(_settings().value(GUIDE_SEEN, "")) != ""


def keep_guide_seen() -> None:
    """Remember that the guide has been seen."""
    _keep(GUIDE_SEEN, "yes")


def kept_check(monitor: str) -> DisplayCheck | None:
    """Return the last check of a monitor, by its name."""
    text = _checks().get(monitor)
    return None if text is None else check_from_json(text)


def keep_check(check: DisplayCheck) -> None:
    """Remember a check of a monitor."""
    _keep(CHECKS, json.dumps({**_checks(), check.monitor.name: check_to_json(check)}))


def forget_all() -> None:
    """Forget everything that is remembered here; a window that is open goes on as it is."""
    settings = _settings()
    settings.clear()
    settings.sync()


def _checks() -> Mapping[str, str]:
    checks: Mapping[str, str] = json.loads(str(_settings().value(CHECKS, "{}")))
    return checks


def _keep(name: str, value: str) -> None:
    settings = _settings()
    settings.setValue(name, value)
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(user_folder() / FILE), QSettings.Format.IniFormat)
