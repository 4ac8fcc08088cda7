"""Which files may be radiographs: in folders, in ZIP archives, and named by a DICOMDIR."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PureWindowsPath

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import is_dicom, is_picture, opening_of

DICOMDIR = "DICOMDIR"  # the one name that the standard allows (PS3.10 8.6)
CALLED_DICOM = {".dcm", ".dicom"}
ZIP_OPENING = b"PK\x03\x04"


def radiograph_files(paths: Sequence[Path], unpack_into: Path | None = None) -> tuple[Path, ...]:
    """Return the files that may be radiographs, each once, in the order found; `load` judges them.

    Folders are searched with all folders below them, by what the files begin with, and whatever is called
    .dcm or .dicom is taken along; a DICOMDIR stands for the images that it names; a ZIP archive is unpacked
    into `unpack_into`. A file named itself is returned.

    Raises:
        SacroReadError: a DICOMDIR or an archive that points outside itself, or a path that cannot be read.
    """
    found = (file for path in paths for file in _files_of(path, unpack_into))
    return tuple(dict.fromkeys(found))


def _files_of(path: Path, unpack_into: Path | None) -> Iterable[Path]:
    if path.is_dir():
        return _in_folder(path)
    if path.name.upper() == DICOMDIR:
        return _named_by_dicomdir(path)
    if opening_of(path).startswith(ZIP_OPENING):
        return _in_archive(path, unpack_into)
    return (path,)


def _in_folder(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()  # also the order in which os.walk goes on; links to folders are not followed
        for file in (Path(parent) / name for name in sorted(names)):
            if file.name.upper() != DICOMDIR and file.is_file() and _is_wanted(file):
                yield file


def _is_wanted(file: Path) -> bool:
    """Whether a file may be a radiograph, or calls itself one: then its refusal says why it is none."""
    return file.suffix.lower() in CALLED_DICOM or may_be_radiograph(opening_of(file))


def may_be_radiograph(opening: bytes) -> bool:
    """Whether a file with these first 132 bytes may be a radiograph."""
    return is_dicom(opening) or is_picture(opening)


def _named_by_dicomdir(path: Path) -> Iterator[Path]:
    from sacroread.imaging import codecs, dicom_file, elements  # here: pydicom costs 0.7 s

    with warnings.catch_warnings(), codecs.refusing_damage(path.name):
        warnings.simplefilter("ignore")
        records = dicom_file.dataset_of(path).get("DirectoryRecordSequence") or ()
        images = [record for record in records if elements.text(record, "DirectoryRecordType") == "IMAGE"]
        named = [[str(part) for part in elements.values(record, "ReferencedFileID")] for record in images]
    for parts in named:
        yield inside(path.parent, parts, path.name)


def _in_archive(path: Path, unpack_into: Path | None) -> Iterable[Path]:
    from sacroread.imaging import archive

    if unpack_into is None:
        raise SacroReadError(f"{path.name} is an archive. Unpack it, then choose the folder.")
    return archive.unpacked(path, unpack_into)


def inside(folder: Path, parts: Sequence[str], source: str) -> Path:
    """Return the path of `parts` below the folder.

    Raises:
        SacroReadError: the parts, or a link among them, lead outside; `source` is named as the culprit.
    """
    is_plain = all(part and part not in (".", "..") and PureWindowsPath(part).name == part for part in parts)
    path = folder.joinpath(*parts) if parts and is_plain and "\0" not in "".join(parts) else None
    if path is None or not path.resolve().is_relative_to(folder.resolve()):
        raise SacroReadError(
            f"{source} points to a file outside its own folder, so it is not opened. Get it again."
        )
    return path
