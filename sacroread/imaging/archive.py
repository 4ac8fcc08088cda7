"""ZIP archives: the radiographs in them unpacked under limits, never outside their folder."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.files import write_whole
from sacroread.imaging.radiograph import OPENING_BYTES
from sacroread.imaging.sources import inside, may_be_radiograph

MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 512 * 2**20
MAX_GROWTH = 200  # unpacked to packed bytes; radiographs, with their noise, stay below 100
SMALL_BYTES = 2**20  # a member this small may grow as it likes
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)


def unpacked(path: Path, folder: Path) -> tuple[Path, ...]:
    """Unpack what may be radiographs below `folder`, in a folder of the archive's name; return their paths.

    All members are judged before one is written.

    Raises:
        SacroReadError: a member that leads outside or grows beyond measure, encryption, or damage.
    """
    target = folder / path.stem
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            places = [_place(member, target, path.name) for member in members]
            _check_growth(members, path.name)
            return tuple(
                place
                for member, place in zip(members, places, strict=True)
                if _unpack(archive, member, place)
            )
    except DAMAGE as error:
        raise SacroReadError(
            f"{path.name} cannot be unpacked: it is damaged or encrypted. Get it again."
        ) from error


def _place(member: zipfile.ZipInfo, target: Path, name: str) -> Path:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SacroReadError(f"{name} holds a link in place of a file, so it is not opened. Get it again.")
    return inside(target, member.filename.split("/"), name)


def _check_growth(members: list[zipfile.ZipInfo], name: str) -> None:
    """Judge what the archive declares; `zipfile` never gives more bytes of a member than that."""
    is_bomb = any(
        member.file_size > max(SMALL_BYTES, MAX_GROWTH * member.compress_size)
        or member.file_size > MAX_MEMBER_BYTES
        for member in members
    )
    if is_bomb or len(members) > MAX_MEMBERS:
        raise SacroReadError(f"{name} grows beyond measure when unpacked, so it is not opened. Get it again.")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> bool:
    """Write one member; False, and nothing written, where it begins like no radiograph."""
    with archive.open(member) as packed:
        if not may_be_radiograph(packed.read(OPENING_BYTES)):
            return False
    write_whole(place, archive.read(member))
    return True
