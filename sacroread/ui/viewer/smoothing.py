"""Whether a magnified radiograph is smooth: what a person has set, kept in this one place."""

from PySide6.QtCore import QSettings

from sacroread.paths import user_folder

FILE, NAME = "settings.ini", "viewer/is_smooth_when_magnified"


def is_smooth() -> bool:
    """Return the setting; smooth where nobody has set it."""
    return bool(_settings().value(NAME, True, type=bool))


def keep(*, is_smooth: bool) -> None:
    """Keep the setting for the next start."""
    settings = _settings()
    settings.setValue(NAME, is_smooth)
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(user_folder() / FILE), QSettings.Format.IniFormat)
