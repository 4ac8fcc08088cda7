"""What waits on this computer until the server is back: reads, drafts, events, in the order they were made.

One line for each, written through to the disk before it counts as kept. Sending a line twice changes nothing,
because reads and events have tokens and a draft is the newest one anyway; so a line is only taken away after
the server has said that it has it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.store import tables
from sacroread.store.rows import read_of_row, read_row
from sacroread.study.draft_json import active_seconds_from_json, draft_from_json, unlocked_to_json
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Draft, Prediction, Read

PREDICTION = tuple(column.name for column in tables.predictions.columns)
STUDY = "study"


@dataclass(frozen=True)
class Entered:
    """A draft as it is kept: what was entered for a case in a session, and how long it was looked at."""

    reader_id: str
    session: int
    case_id: str
    draft: Draft
    active_seconds: float


@dataclass(frozen=True)
class Noted:
    """An event with the token that makes noting it idempotent."""

    event: Event
    token: str


Item = Read | Entered | Noted | Prediction


@dataclass(frozen=True)
class Link:
    """Whether a study can be written to now, and how much waits here until it can.

    `refused` says in words what the server would not take; it lies beside what waits, in a file of its own.
    """

    is_connected: bool = True
    waiting: int = 0
    refused: str = ""


class Outbox:
    """A file of what could not be sent yet; lines of another study, on a server elsewhere, stay in it."""

    def __init__(self, path: Path, study: str) -> None:
        """`study` is what an anchor names the study by."""
        self.path, self._study = path, study

    @property
    def refused(self) -> Path:
        """The file beside it for what cannot be sent."""
        return self.path.with_name(f"{self.path.name}.refused")

    def put(self, item: Item) -> None:
        """Keep something, so that it survives a crash of this computer, in a line of its own.

        Raises:
            SacroReadError: it cannot be written here, as on a full disk; what is written so far stays.
        """
        try:
            _write_through(self.path, "a", ("", self._line(item)))  # the last line may be cut short
        except OSError as error:
            raise SacroReadError(
                f"The server is away, and {self.path.name} cannot be written ({error.strerror}). This entry "
                "is not saved. Make room on this computer, then enter it again."
            ) from error

    def waiting(self) -> tuple[Item, ...]:
        """Return what waits, in the order in which it was made; a line that a crash cut short is none."""
        return tuple(_item(said) for _, said in self._lines() if said and self._is_own(said))

    def keep_only(self, items: tuple[Item, ...]) -> None:
        """Take away all but these, and put what was cut short aside; the file goes when nothing waits."""
        lines = tuple(self._lines())
        if cut := [line for line, said in lines if not said]:
            _write_through(self.refused, "a", ("", *cut))
        others = (line for line, said in lines if said and not self._is_own(said))
        kept = (*others, *map(self._line, items))
        unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        _write_through(unfinished, "w", kept)
        unfinished.replace(self.path)
        if not kept:
            self.path.unlink()

    def _lines(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        with suppress(FileNotFoundError):
            for line in filter(None, self.path.read_text(encoding="utf-8").splitlines()):
                yield line, _said(line)

    def _line(self, item: Item) -> str:
        return json.dumps({**_fields(item), STUDY: self._study}, sort_keys=True)

    def _is_own(self, said: Mapping[str, object]) -> bool:
        return said.get(STUDY, self._study) == self._study  # earlier versions named none


def _write_through(path: Path, mode: str, lines: Iterable[str]) -> None:
    with path.open(mode, encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _said(line: str) -> Mapping[str, object]:
    """Return what a line says; nothing where it was cut short."""
    try:
        said = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _fields(item: Item) -> Mapping[str, object]:
    if isinstance(item, Read):
        return {"read": read_row(item, "")}
    if isinstance(item, Entered):
        draft = unlocked_to_json(item.draft, item.active_seconds)
        return {"draft": [item.reader_id, item.session, item.case_id, draft]}
    if isinstance(item, Prediction):
        return {"prediction": {name: getattr(item, name) for name in PREDICTION}}
    event = item.event
    return {"event": [event.kind, event.at.isoformat(), event.reader_id, event.detail, item.token]}


def _item(fields: Mapping[str, object]) -> Item:
    ((kind, said),) = ((name, said) for name, said in fields.items() if name != STUDY)
    if isinstance(said, dict):
        return read_of_row(said) if kind == "read" else Prediction(**said)
    if not isinstance(said, list):
        raise TypeError(f"{kind} holds no list")
    if kind == "draft":
        reader_id, session, case_id, draft = said
        return Entered(reader_id, session, case_id, draft_from_json(draft), active_seconds_from_json(draft))
    name, at, reader_id, detail, token = said
    return Noted(Event(EventKind(name), datetime.fromisoformat(at), reader_id, detail), token)
