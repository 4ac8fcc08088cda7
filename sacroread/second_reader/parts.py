"""The files of a bundle as bytes, from its folder or its ZIP archive; nothing is unpacked or interpreted."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from sacroread.errors import SacroReadError

MANIFEST = "manifest.json"
WEIGHTS = "weights.safetensors"
CARD = "MODEL_CARD.md"
SELFTEST = "selftest.npz"
SIGNATURE = "manifest.sig"  # beside the manifest, because it is made after it
STATED_FILES = (WEIGHTS, CARD, SELFTEST)  # the manifest states their hashes
NEEDED = (MANIFEST, *STATED_FILES)
MAX_FILE_BYTES = 2**30

Reader = Callable[[str], bytes]


def parts_of(bundle: Path) -> Mapping[str, bytes]:
    """Return the bytes of each file of a bundle, by name.

    Raises:
        SacroReadError: No bundle; a file is missing, unknown, no plain file, too large, or damaged.
    """
    if bundle.is_dir():
        names = [entry.name for entry in bundle.iterdir()]
        return _read(bundle.name, names, lambda name: _from_folder(bundle, name))
    if bundle.is_file() and zipfile.is_zipfile(bundle):
        return _from_archive(bundle)
    raise SacroReadError(
        f"{bundle.name} is no bundle: a bundle is a folder or a ZIP archive that holds {MANIFEST}."
    )


def part_of(bundle: Path, name: str) -> bytes:
    """Return the bytes of one file of a bundle; the others are not looked at.

    Raises:
        SacroReadError: It cannot be read.
    """
    try:
        if bundle.is_dir():
            return _from_folder(bundle, name)
        with zipfile.ZipFile(bundle) as archive:
            return _inflated(archive, _places(archive)[name], bundle.name)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise SacroReadError(
            f"The bundle {bundle.name} has no {name} that can be read. Install it again."
        ) from error


def _read(bundle: str, names: list[str], read: Reader) -> Mapping[str, bytes]:
    if missing := sorted(set(NEEDED) - set(names)):
        raise SacroReadError(f"The bundle {bundle} lacks {', '.join(missing)}. Copy it whole.")
    if unknown := sorted(set(names) - {*NEEDED, SIGNATURE}):
        raise SacroReadError(
            f"The bundle {bundle} holds {', '.join(unknown)}, which no bundle has. "
            "Take it out if it is yours; else get the bundle again from its maker."
        )
    return {name: read(name) for name in sorted(names)}


def _from_folder(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise SacroReadError(f"{name} of the bundle {folder.name} is not a plain file. Copy it whole.")
    _check_bytes(path.stat().st_size, name, folder.name)
    return path.read_bytes()


def _from_archive(path: Path) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            places = _places(archive)
            return _read(path.name, list(places), lambda name: _inflated(archive, places[name], path.name))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        # RuntimeError is what zipfile raises for an encrypted file, NotImplementedError for its compression
        raise SacroReadError(
            f"The archive {path.name} is damaged or locked. Get the bundle again from its maker."
        ) from error


def _places(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return what the archive holds, by name; all of it may lie in one folder."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    tops = {entry.filename.split("/")[0] for entry in entries}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    named = [entry.filename.removeprefix(top) or entry.filename for entry in entries]
    if len(set(named)) != len(named):
        raise zipfile.BadZipFile("a name stands twice")
    return dict(zip(named, entries, strict=True))


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bundle: str) -> bytes:
    _check_bytes(entry.file_size, entry.filename, bundle)
    with archive.open(entry) as file:
        content = file.read(MAX_FILE_BYTES + 1)
    _check_bytes(len(content), entry.filename, bundle)
    return content


def _check_bytes(size: int, name: str, bundle: str) -> None:
    if size > MAX_FILE_BYTES:
        raise SacroReadError(f"{name} of the bundle {bundle} is larger than 1 GiB: no bundle of ours.")
