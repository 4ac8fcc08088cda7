"""The hash chain over what was written: each link holds the one before, so that a change shows."""

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64  # stands before the first link of a chain
_PLACE = frozenset({"number", "chain_hash"})  # where a row stands, not what it says


def chained(previous: str, row: Mapping[str, object]) -> str:
    """Return the hash of a row that follows the one whose hash is `previous`: SHA-256, as hex digits.

    It covers everything that the row says, as canonical JSON (sorted keys, no spaces). Empty columns are
    left out, so that a column which a later version adds leaves older chains valid; nothing else about
    this form may ever change.
    """
    said = {name: value for name, value in row.items() if value is not None and name not in _PLACE}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()
