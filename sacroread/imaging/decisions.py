"""The decisions of a curation on the disk: a CSV file to which lines are only added; the last one counts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.curation import Decision, Kind
from sacroread.study.draft_json import presentation_from_fields
from sacroread.study.exchange import Row, rows, to_csv
from sacroread.study.model import Presentation

DECISIONS = "decisions.csv"
COLUMNS = ("decided_at", "file", "kind", "reason", "pixel_hash", "presentation")
KINDS = {kind.value: kind for kind in Kind}


def read_decisions(folder: Path) -> Mapping[str, Decision]:
    """Return what counts for each file; a last line that was cut while it was written counts for nothing.

    Raises:
        SacroReadError: the file cannot be read, or a line is none of a decision.
    """
    path = folder / DECISIONS
    if not path.exists():
        return {}
    text = _whole_lines(path)
    found = map(_decision, rows(text, DECISIONS, COLUMNS)) if text else ()
    return {decision.file: decision for decision in found}


def add_decision(folder: Path, decision: Decision) -> None:
    """Add a decision and see it on the disk before returning.

    Raises:
        SacroReadError: the folder cannot be written, or the drive is full; nothing counts then.
    """
    path = folder / DECISIONS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            _drop_cut_line(file.fileno(), path)
            is_new = file.seek(0, os.SEEK_END) == 0
            file.write(_line(decision, with_header=is_new))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise SacroReadError(
            f"{DECISIONS} cannot be written ({error.strerror}), so nothing was decided. "
            "Make room or choose another folder, then decide again."
        ) from error


def _drop_cut_line(descriptor: int, path: Path) -> None:
    """Cut off what stands behind the last line's end, so that the next decision has a line of its own."""
    content = path.read_bytes()
    if content and not content.endswith(b"\n"):
        os.ftruncate(descriptor, content.rfind(b"\n") + 1)


def _line(decision: Decision, *, with_header: bool) -> bytes:
    cells = {
        **asdict(decision),
        "decided_at": decision.decided_at.isoformat(),
        "presentation": json.dumps(asdict(decision.presentation), sort_keys=True),
    }
    text = to_csv(COLUMNS, [cells])
    return (text if with_header else text.split("\n", 1)[1]).encode()


def _decision(row: Row) -> Decision:
    return Decision(
        file=row.text("file"),
        kind=row.choice("kind", KINDS),
        decided_at=row.number("decided_at", datetime.fromisoformat, "a time such as 2026-01-31T09:30:00Z"),
        reason=row.cells["reason"],
        pixel_hash=row.cells["pixel_hash"],
        presentation=_presentation(row),
    )


def _presentation(row: Row) -> Presentation:
    try:
        return presentation_from_fields(json.loads(row.text("presentation")))
    except (ValueError, KeyError, TypeError):
        row.refuse("presentation", "what SacroRead wrote there")


def _whole_lines(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content[: content.rfind(b"\n") + 1].decode("utf-8")
    except OSError as error:
        raise SacroReadError(f"{path.name} cannot be read ({error.strerror}). Check the folder.") from error
    except UnicodeDecodeError as error:
        raise SacroReadError(f"{path.name} is not UTF-8 text. Put back a copy of it.") from error
