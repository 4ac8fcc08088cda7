"""The signature of a reader under a session of reads."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sacroread.errors import not_as_written
from sacroread.study.events import Event, EventKind


class Meaning(StrEnum):
    """What a signature says (the meaning that 21 CFR 11.50 asks for)."""

    READ = "I read these radiographs myself, and these are my grades"


@dataclass(frozen=True)
class Signature:
    """Who signed what, when and why.

    `name` is the person's own, as typed; `count` and `chain_hash` name the signed reads: all of this reader's
    up to that link of the chain, so that a change of any of them shows.
    """

    reader_id: str
    signed_at: datetime
    name: str
    meaning: Meaning
    session: int
    count: int
    chain_hash: str


def signature_event(signature: Signature) -> Event:
    """Return the signature as an event, which is chained like all events."""
    said = {key: value for key, value in asdict(signature).items() if key not in {"reader_id", "signed_at"}}
    detail = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return Event(EventKind.SIGNATURE, signature.signed_at, signature.reader_id, detail)


def signatures(events: Iterable[Event]) -> tuple[Signature, ...]:
    """Return the signatures among events, in their order.

    Raises:
        SacroReadError: one is not as it was written.
    """
    return tuple(_signature(event) for event in events if event.kind is EventKind.SIGNATURE)


def _signature(event: Event) -> Signature:
    try:
        said = json.loads(event.detail)
        name, meaning, session = str(said["name"]), Meaning(said["meaning"]), int(said["session"])
        count, chain_hash = int(said["count"]), str(said["chain_hash"])
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise not_as_written(f"The signature of {event.reader_id}, {event.at:%Y-%m-%d},") from error
    return Signature(event.reader_id, event.at, name, meaning, session, count, chain_hash)
