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

from sacroread.store import tables
from sacroread.store.rows import read_of_row, read_row
from sacroread.study.draft_json import active_seconds_from_json, draft_from_json, unlocked_to_json
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Draft, Prediction, Read

PREDICTION = tuple(column.name for column in tables.predictions.columns)


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
    """A file of what could not be sent yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def refused(self) -> Path:
        """The file beside it for what cannot be sent."""
        return self.path.with_name(f"{self.path.name}.refused")

    def put(self, item: Item) -> None:
        """Keep something, so that it survives a crash of this computer, in a line of its own."""
        _write_through(self.path, "a", ("", _line(item)))  # the last line may be cut short

    def waiting(self) -> tuple[Item, ...]:
        """Return what waits, in the order in which it was made; a line that a crash cut short is none."""
        return tuple(self._items())

    def _items(self) -> Iterator[Item]:
        for line in self._lines():
            with suppress(json.JSONDecodeError):
                yield _item(json.loads(line))

    def _lines(self) -> Iterator[str]:
        with suppress(FileNotFoundError):
            yield from filter(None, self.path.read_text(encoding="utf-8").splitlines())

    def keep_only(self, items: tuple[Item, ...]) -> None:
        """Take away all but these, and put what was cut short aside; the file goes when nothing waits."""
        cut = [line for line in self._lines() if not _is_whole(line)]
        if cut:
            _write_through(self.refused, "a", ("", *cut))
        unfinished = self.path.with_name(f"{self.path.name}.unfinished")
        _write_through(unfinished, "w", map(_line, items))
        unfinished.replace(self.path)
        if not items:
            self.path.unlink()


def _write_through(path: Path, mode: str, lines: Iterable[str]) -> None:
    with path.open(mode, encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _line(item: Item) -> str:
    return json.dumps(_fields(item), sort_keys=True)


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
    ((kind, said),) = fields.items()
    if isinstance(said, dict):
        return read_of_row(said) if kind == "read" else Prediction(**said)
    if not isinstance(said, list):
        raise TypeError(f"{kind} holds no list")
    if kind == "draft":
        reader_id, session, case_id, draft = said
        return Entered(reader_id, session, case_id, draft_from_json(draft), active_seconds_from_json(draft))
    name, at, reader_id, detail, token = said
    return Noted(Event(EventKind(name), datetime.fromisoformat(at), reader_id, detail), token)
