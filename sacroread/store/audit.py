"""The hash chains over what was written, and the anchor that says how far each of them went.

Each link holds the one before, so that a change shows. A chain alone misses a cut tail and a full rebuild;
the anchor, kept outside the study file, finds both.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sacroread.errors import SacroReadError
from sacroread.store.rows import event_of_row
from sacroread.study.signature import signatures

GENESIS = "0" * 64  # stands before the first link of a chain
_PLACE = frozenset({"number", "chain_hash"})  # where a row stands, not what it says

Row = Mapping[str, object]


@dataclass(frozen=True)
class Head:
    """How many links a chain has, and the hash of the last one."""

    count: int
    chain_hash: str


@dataclass(frozen=True)
class Anchor:
    """The heads of all chains of one study; `study` is when it was made and its protocol's hash."""

    study: str
    readers: Mapping[str, Head]
    events: Head

    @property
    def read_count(self) -> int:
        """How many reads there are, corrected ones included."""
        return sum(head.count for head in self.readers.values())


def chained(previous: str, row: Row) -> str:
    """Return the hash of a row that follows the one whose hash is `previous`: SHA-256, as hex digits.

    It covers everything that the row says, as canonical JSON (sorted keys, no spaces). Empty columns are
    left out, so that a column which a later version adds leaves older chains valid; nothing else about
    this form may ever change.
    """
    said = {name: value for name, value in row.items() if value is not None and name not in _PLACE}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def anchor_text(anchor: Anchor) -> str:
    """Return the anchor as it is kept beside the study and in exports."""
    return json.dumps(asdict(anchor), sort_keys=True, indent=1) + "\n"


def anchor_from_text(text: str, name: str) -> Anchor:
    """Return the anchor that `anchor_text` wrote; `name` is what messages call the file.

    Raises:
        SacroReadError: it is no anchor.
    """
    try:
        fields = json.loads(text)
        readers = {str(reader): _head(**head) for reader, head in fields["readers"].items()}
        return Anchor(str(fields["study"]), readers, _head(**fields["events"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SacroReadError(
            f"{name} is not an anchor, or is damaged. Use the one of an earlier export: --anchor FILE."
        ) from error


def _head(count: object, chain_hash: object) -> Head:
    if type(count) is not int or count < 0:
        raise ValueError(f"{count} links")
    return Head(count, str(chain_hash))


def findings(readers: Mapping[str, Sequence[Row]], events: Sequence[Row], anchor: Anchor | None) -> list[str]:
    """Return in words what is wrong with the chains, each given as its rows in order; empty if nothing is."""
    known = anchor.readers if anchor else {}
    found: list[str] = []
    for reader in sorted(set(readers) | set(known)):
        rows = readers.get(reader, ())
        found += _breaks(rows, f"Reader {reader}")
        found += _against(rows, known.get(reader, Head(0, GENESIS)), f"Reader {reader}")
    found += _breaks(events, "Events")
    return found + list(_against(events, anchor.events if anchor else Head(0, GENESIS), "Events"))


def protocol_findings(protocol: str, readers: Mapping[str, Sequence[Row]]) -> list[str]:
    """Return in words which readers have reads that were locked under another protocol text than this."""
    rules = hashlib.sha256(protocol.encode()).hexdigest()
    return [
        f"Reader {reader}, {_name(row, place)}: was locked under another protocol than the study now states."
        for reader, rows in sorted(readers.items())
        for place, row in enumerate(rows[:1], start=1)
        if row["protocol_hash"] != rules
    ]


def signature_findings(signed: Iterable[Row], readers: Mapping[str, Sequence[Row]]) -> list[str]:
    """Return in words which signatures stand under reads that are no longer what was signed, or are none."""
    return list(filter(None, (_signature_finding(row, readers) for row in signed)))


def _signature_finding(row: Row, readers: Mapping[str, Sequence[Row]]) -> str:
    try:
        (each,) = signatures([event_of_row(row)])
    except SacroReadError:
        return f"Reader {row['reader_id']}: a signature, {row['at']}, is not as it was written."
    last = readers.get(each.reader_id, ())[each.count - 1 : each.count]
    if [read["chain_hash"] for read in last] == [each.chain_hash]:
        return ""
    return (
        f"Reader {each.reader_id}: signed {each.count} reads on {each.signed_at:%Y-%m-%d}, and they are not "
        "the ones that stand there now."
    )


def _breaks(rows: Sequence[Row], whose: str) -> Iterator[str]:
    previous = GENESIS
    for place, row in enumerate(rows, start=1):
        if row["chain_hash"] != chained(previous, row):
            yield (
                f"{whose}, {_name(row, place)}: does not follow from what stands before. It was changed or "
                "inserted, or what stood before it was removed or moved."
            )
        previous = str(row["chain_hash"])


def _against(rows: Sequence[Row], head: Head, whose: str) -> Iterator[str]:
    if len(rows) < head.count:
        last = f", the last of them {_name(rows[-1], len(rows))}" if rows else ""
        yield (
            f"{whose}: the anchor counts {head.count}, the file holds {len(rows)}{last}. "
            "What is missing was removed, or an older copy of the file was put back."
        )
    elif head.count and rows[head.count - 1]["chain_hash"] != head.chain_hash:
        yield (
            f"{whose}, {_name(rows[head.count - 1], head.count)}: is not the one that the anchor names. "
            "The chain up to it was written anew."
        )


def _name(row: Row, place: int) -> str:
    if "case_id" in row:
        return f"read {place} (case {row['case_id']}, {row['condition']}, repeat {row['repeat']})"
    return f"event {place} ({row['kind']}, {row['at']})"
