"""Files: written whole or not at all, taken away, and those that nothing is written over."""

from pathlib import Path

from sacroread.errors import SacroReadError

_STUDY = b"SQLite format 3\x00"  # how a database begins (SQLite, "Database File Format", 1.3)
_RADIOGRAPH, _AT = b"DICM", 128  # DICOM PS3.10 7.1
_HEAD = _AT + len(_RADIOGRAPH)


def is_database(head: bytes) -> bool:
    """Say whether a file that begins like this is a database, as a study is."""
    return head.startswith(_STUDY)


def head_of(path: Path) -> bytes:
    """Return how a file begins, in up to 132 bytes; nothing where there is none.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_HEAD)


def require_replaceable(path: Path, content: bytes = b"") -> None:
    """Refuse to write over a study or a radiograph what is none: nobody could bring it back.

    Raises:
        SacroReadError: such a file has that name.
    """
    try:
        kept = _kind(head_of(path))
    except OSError:
        return  # who writes there says why it cannot be done
    if kept and kept != _kind(content[:_HEAD]):
        raise SacroReadError(
            f"{path.name} is {kept}, and would be lost. Choose another name. Nothing was written."
        )


def _kind(head: bytes) -> str:
    if is_database(head):
        return "a study"
    return "a radiograph" if head[_AT:] == _RADIOGRAPH else ""


def write_whole(path: Path, content: bytes) -> None:
    """Write so that a cut never leaves half a file under the final name; missing folders are made.

    Raises:
        SacroReadError: see `require_replaceable`; the folder cannot be written, or the drive is full.
    """
    require_replaceable(path, content)
    partial = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be written ({error.strerror}). Choose another folder."
        ) from error


def remove(path: Path) -> None:
    """Take a file away; one that is not there is fine.

    Raises:
        SacroReadError: the folder cannot be written.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be removed ({error.strerror}). Close whatever holds it, then try again."
        ) from error
