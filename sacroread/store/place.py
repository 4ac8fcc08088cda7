"""Where a study file may lie: on a disk of this computer, where locks hold."""

from pathlib import Path, PurePath, PurePosixPath

from sacroread.errors import SacroReadError

_MOUNTS = Path("/proc/mounts")  # Linux
_FAR = ("nfs", "cifs", "smb", "smbfs", "ncpfs", "davfs", "9p", "afs", "ceph", "glusterfs", "lustre", "beegfs")
_MOUNTED = ("fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.smbnetfs")
_SHARED = ("vboxsf", "vmhgfs", "fuse.vmhgfs-fuse")  # by the host of a virtual machine
_NETWORK = (*_FAR, *_MOUNTED, *_SHARED)

Identity = tuple[int, int]


def network_file_system(path: PurePath, mounts: str) -> str:
    """Return the type of the network file system that an absolute path lies on; empty if it is none.

    `mounts` is the text of /proc/mounts: device, place, type and more on each line; proc(5).
    """
    kind, nearest = "", -1
    for line in mounts.splitlines():
        _, place, here = line.split()[:3]
        point = PurePosixPath(_plain(place))
        depth = len(point.parts)
        if path.is_relative_to(point) and depth >= nearest:  # a later mount hides an earlier one
            kind, nearest = here, depth
    return kind if kind.rstrip("0123456789") in _NETWORK or kind in _NETWORK else ""


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
    mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if _MOUNTS.is_file() else ""
    is_share = path.absolute().drive.startswith("\\\\")  # Windows: \\server\share
    if kind := "share" if is_share else network_file_system(path.resolve(), mounts):
        raise SacroReadError(
            f"{path.name} lies on a network file system ({kind}), where two programs at once can destroy it. "
            "Move the study with its radiographs to a disk of this computer; for several computers keep it "
            "on a server: sacroread new postgresql+psycopg://USER@HOST/DATABASE."
        )


def identity(path: Path) -> Identity | None:
    """Return what tells this very file from any other of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
