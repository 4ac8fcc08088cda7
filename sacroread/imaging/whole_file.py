"""A file written whole or not at all, and taken away."""

from pathlib import Path

from sacroread.errors import SacroReadError


def write_whole(path: Path, content: bytes) -> None:
    """Write so that a cut never leaves half a file under the final name; missing folders are made.

    Raises:
        SacroReadError: the folder cannot be written, or the drive is full.
    """
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
