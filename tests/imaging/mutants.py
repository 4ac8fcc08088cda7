"""Damage real files by a seeded rule and open each; run in a process of its own, which must survive.

    python tests/imaging/mutants.py FOLDER COUNT SEED

One JSON object a line: what was opened or refused, and in how many seconds. Every mutant is either; anything
else that is raised ends the process.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import load
from sacroread.study.model import Presentation

ALL_MODALITIES = frozenset({"CR", "DX", "RG", "OT", "XA", "MR", "CT", "US", "SR", "RTDOSE", "RTPLAN", ""})
MAX_SOURCE_BYTES = 500_000
HEADER_BYTES = 3000
ROWS_AND_COLUMNS = (b"\x28\0\x10\0", b"\x28\0\x11\0")
NESTED = b"\x40\0\x30\xa7SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff"


def flipped_bits(content: bytearray, chance: random.Random) -> bytearray:
    reach = HEADER_BYTES if chance.random() < 0.5 else len(content)
    for _ in range(chance.choice((1, 3, 20, 100))):
        content[chance.randrange(min(reach, len(content)))] ^= 1 << chance.randrange(8)
    return content


def cut_tail(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.randrange(len(content))]


def swapped_pieces(content: bytearray, chance: random.Random) -> bytearray:
    size = min(chance.choice((8, 20, 64)), len(content) // 4)
    reach = min(HEADER_BYTES, len(content)) - size
    one, other = chance.randrange(reach), chance.randrange(reach)
    content[one : one + size], content[other : other + size] = (
        content[other : other + size],
        content[one : one + size],
    )
    return content


def huge_dimensions(content: bytearray, chance: random.Random) -> bytearray:
    for tag in ROWS_AND_COLUMNS:
        at = content.find(tag)
        if at >= 0:
            content[at + 8 : at + 10] = chance.randrange(65536).to_bytes(2, "little")
    return content


def endless_length(content: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(min(HEADER_BYTES, len(content)))
    content[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0"))
    return content


def nested_sequences(content: bytearray, chance: random.Random) -> bytearray:
    at = min(chance.randrange(HEADER_BYTES), len(content))
    return content[:at] + NESTED * chance.choice((1, 50, 1000)) + content[at:]


def noise(content: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(content))
    piece = chance.randbytes(chance.choice((1, 16, 512)))
    content[at : at + len(piece)] = piece
    return content


DAMAGES: Sequence[Callable[[bytearray, random.Random], bytearray]] = (
    flipped_bits, cut_tail, swapped_pieces, huge_dimensions, endless_length, nested_sequences, noise,
)  # fmt: skip


def sources(folder: Path) -> list[bytes]:
    """The smaller files of the folder: the same decoders as the large ones, in less time."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".tsv")
    return [path.read_bytes() for path in files if path.stat().st_size <= MAX_SOURCE_BYTES]


def outcome(path: Path) -> str:
    try:
        radiograph = load(path, ALL_MODALITIES)
    except SacroReadError as error:
        return f"refused: {error}"
    to_screen(radiograph, Presentation())
    return "opened"


def main(folder: str, count: str, seed: str) -> None:
    """Write and open that many mutants."""
    whole = sources(Path(folder))
    chance = random.Random(int(seed))  # noqa: S311 -- for repetition, not for secrets
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "mutant"
        for number in range(int(count)):
            damage = chance.choice(DAMAGES)
            path.write_bytes(damage(bytearray(chance.choice(whole)), chance))
            started = time.perf_counter()
            result = outcome(path)
            seconds = time.perf_counter() - started
            told = {"number": number, "damage": damage.__name__, "outcome": result, "seconds": seconds}
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
