"""The anchor beside the study file."""

import os
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.store.audit import Anchor, anchor_from_text, anchor_text


def anchor_path(study: Path) -> Path:
    """Return where the anchor of a study file lies."""
    return study.with_name(f"{study.name}.anchor.json")


def read_anchor(path: Path) -> Anchor | None:
    """Return an anchor; None where there is no such file.

    Raises:
        SacroReadError: it cannot be read, or is no anchor.
    """
    try:
        return anchor_from_text(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SacroReadError(f"{path.name} cannot be read ({error}). Check the path.") from error


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Write an anchor, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(anchor_text(anchor))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
