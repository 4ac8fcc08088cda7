"""Where a study file may lie: on a disk of this computer, where locks hold."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from sacroread.errors import SacroReadError

_MOUNTS = Path("/proc/mounts")  # Linux
_MOUNT = Path("/sbin/mount")  # macOS
_FAR = ("nfs", "cifs", "smb", "smbfs", "ncpfs", "davfs", "9p", "afs", "ceph", "glusterfs", "lustre", "beegfs")
_MOUNTED = ("fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.smbnetfs")
_SHARED = ("vboxsf", "vmhgfs", "fuse.vmhgfs-fuse")  # by the host of a virtual machine
_OF_MACOS = ("afpfs", "webdav")
_NETWORK = (*_FAR, *_MOUNTED, *_SHARED, *_OF_MACOS)
_SHARE = "\\\\"  # Windows: \\server\share, also what a drive's letter stands for

Identity = tuple[int, int]
Mount = tuple[PurePosixPath, str]  # where, and the type of the file system


def network_file_system(path: PurePath, mounts: str) -> str:
    """Return the type of the network file system that an absolute path lies on; empty if it is none.

    `mounts` is the text of /proc/mounts (proc(5)) or what macOS's mount prints (mount(8)).
    """
    kind, nearest = "", -1
    for point, here in _mounts(mounts):
        depth = len(point.parts)
        if path.is_relative_to(point) and depth >= nearest:  # a later mount hides an earlier one
            kind, nearest = here, depth
    return kind if kind.rstrip("0123456789") in _NETWORK or kind in _NETWORK else ""


def _mounts(text: str) -> Iterator[Mount]:
    for line in text.splitlines():
        if said := re.fullmatch(r".* on (/.*) \((\w+)(, [^()]*)?\)", line):  # macOS
            yield PurePosixPath(said[1]), said[2]
        else:  # Linux: device, place, type and more
            _, place, kind = line.split()[:3]
            yield PurePosixPath(_plain(place)), kind


def _plain(place: str) -> str:
    """Space, tab, line feed and backslash stand as octal numbers in /proc/mounts."""
    for escaped, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(escaped, character)
    return place


def require_local(path: Path) -> None:
    """Refuse a study file on a network: with broken locks two programs destroy it.

    Raises:
        SacroReadError: the file would lie on a network file system.
    """
    there = path.resolve()
    is_share = there.drive.startswith(_SHARE)
    if kind := "share" if is_share else network_file_system(there, _mounted()):
        raise SacroReadError(
            f"{path.name} lies on a network file system ({kind}), where two programs at once can destroy it. "
            "Move the study with its radiographs to a disk of this computer; for several computers keep it "
            "on a server: sacroread new postgresql+psycopg://USER@HOST/DATABASE."
        )


def _mounted() -> str:
    """Return what this system says of its mounts; nothing where it has another way to tell."""
    if sys.platform == "darwin":
        return subprocess.run([_MOUNT], capture_output=True, text=True, check=False).stdout
    return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if _MOUNTS.is_file() else ""


def identity(path: Path) -> Identity | None:
    """Return what tells this very file from any other of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
