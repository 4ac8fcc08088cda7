"""What a computer can do to a study while it is saved: one program for the tests and for the benchmark.

    python hardship.py kills|together|full|read_only COUNT SEED

prints one JSON object of figures. Children are forked, so the program is loaded once; POSIX only.
"""

import json
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.store import Store, create_study, open_study
from sacroread.study.model import Case, Condition, Draft, Grade, Read, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
READERS = (Reader("reader-1", Role.PANEL), Reader("reader-2", Role.PANEL))
GRADED = Draft({Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.ANKYLOSIS})
LONGEST_LIFE = 15  # saves, before a child is killed
NOBODY = 65534
ROOM = 32 << 10  # bytes beside the file that one save needs at most


def made(folder: Path, cases: int) -> Path:
    """Make a study with two readers."""
    path = folder / "study.sacro"
    with create_study(path, default_protocol("Study", Design.PANEL, 7), NOW) as store:
        store.add_cases(
            [Case(f"c{number}", f"p{number}", f"c{number}.dcm", "hash") for number in range(cases)]
        )
        for reader in READERS:
            store.add_reader(reader)
    return path


def both(reader: Reader, number: int) -> list[Read]:
    """A case read without and with the second reader: two reads in one save."""
    return [
        Read(
            f"{reader.reader_id}/{number}/{condition}",
            reader.reader_id,
            reader.role,
            f"c{number}",
            condition,
            0,
            GRADED,
            True,
            NOW,
            1.5,
        )
        for condition in Condition
    ]


def faults(path: Path) -> int:
    """What is wrong with a file: half of a save, a broken chain, an anchor ahead of it, a damaged page."""
    with open_study(path) as store:
        reads = store.reads()
        broken = store.audit(read_anchor(anchor_path(path)))
    halves = {(read.reader_id, read.case_id) for read in reads}
    with closing(sqlite3.connect(path)) as connection:
        (check,) = connection.execute("PRAGMA integrity_check").fetchone()
    return len(broken) + abs(2 * len(halves) - len(reads)) + (check != "ok")


def kills(folder: Path, count: int, seed: int) -> dict[str, int]:
    """Kill a child that saves, `count` times, each time at a random moment."""
    path, draw = made(folder, 60 * count), random.Random(seed)  # noqa: S311 - moments, not secrets
    told: set[str] = set()
    faulty, longest = 0, LONGEST_LIFE * _seconds_of_a_save(path)
    for life in range(count):
        told |= _killed(path, life, draw.uniform(0, longest))
        faulty += faults(path)
    with open_study(path) as store:
        kept = {read.token for read in store.reads()}
    return {"kills": count, "saved": len(told), "lost": len(told - kept), "half-saved": faulty}


def _seconds_of_a_save(path: Path) -> float:
    with open_study(path) as store:
        started = time.perf_counter()
        for number in range(10):
            store.save_draft(READERS[1], f"c{number}", GRADED)
            store.append(both(READERS[1], number))
        return (time.perf_counter() - started) / 10


def _killed(path: Path, life: int, seconds: float) -> set[str]:
    """Return the tokens that a child said were saved before it was killed."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _save_on(path, life, into)
    os.close(into)
    said = os.read(out, 6)  # it is about to save
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(out, 1 << 16):
        said += more
    os.close(out)
    whole = said.decode().rpartition("\n")[0]
    return {line for line in whole.split("\n") if line not in {"ready", ""}}


def _save_on(path: Path, life: int, into: int) -> None:
    with open_study(path) as store:
        os.write(into, b"ready\n")
        for number in range(60 * life, 60 * life + 60):
            reads = both(READERS[0], number)
            store.save_draft(READERS[0], f"c{number}", GRADED)
            store.append(reads)
            os.write(into, "".join(f"{read.token}\n" for read in reads).encode())
    os._exit(0)


def together(folder: Path, count: int, _seed: int) -> dict[str, int]:
    """Let two processes save to one file at once, `count` saves together."""
    path = made(folder, count)
    children = [_forked(lambda reader=reader: _save_all(path, reader, count // 2)) for reader in READERS]
    errors = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    with open_study(path) as store:
        lost = 2 * len(READERS) * (count // 2) - len(store.reads())
        is_anchored = read_anchor(anchor_path(path)) == store.anchor()
    return {"commits": count, "errors": errors, "lost": lost, "faults": faults(path) + (not is_anchored)}


def _save_all(path: Path, reader: Reader, count: int) -> None:
    with open_study(path) as store:
        for number in range(count):
            store.append(both(reader, number))


def _forked(work) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)  # never back into the parent's code
    return child


def full(folder: Path, count: int, _seed: int) -> dict[str, int]:
    """Save with ever more space, from none on, so that every write of a save is the one that fails."""
    path = made(folder, count + 1)
    refused = failed = lost = 0
    with open_study(path) as store:
        for number in range(count):
            before = len(store.all_reads())
            most = (path.stat().st_size + ROOM) * number // count
            took = _took(store, number, most)
            refused += not took
            lost += len(store.all_reads()) != before + 2 * took
            store.append(both(READERS[0], number))  # space is back
            failed += len(store.all_reads()) != before + 2
    return {"saves": count, "refused": refused, "lost": lost, "failed after": failed, "faults": faults(path)}


def _took(store: Store, number: int, most: int) -> bool:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        store.append(both(READERS[0], number))
    except SacroReadError:
        return False
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return True


def read_only(folder: Path, _count: int, _seed: int) -> dict[str, object]:
    """Read, then save, where neither the file nor its folder may be written."""
    path = made(folder, 2)
    path.chmod(0o444)
    folder.chmod(0o555)
    out, into = os.pipe()
    child = _forked(lambda: _try_as_nobody(path, into))
    os.waitpid(child, 0)
    folder.chmod(0o755)
    return json.loads(os.read(out, 1 << 16))


def _try_as_nobody(path: Path, into: int) -> None:
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    said = {}
    with open_study(path) as store:
        said["cases"] = len(store.cases())
        try:
            store.append(both(READERS[0], 0))
        except SacroReadError as error:
            said["saving"] = str(error)
    try:
        create_study(path.with_name("new.sacro"), store.protocol, NOW)
    except SacroReadError as error:
        said["making"] = str(error)
    os.write(into, json.dumps(said).encode())


def main() -> None:
    """Run one hardship and print its figures."""
    name, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        hardships = {"kills": kills, "together": together, "full": full, "read_only": read_only}
        print(json.dumps(hardships[name](Path(folder), count, seed)))


if __name__ == "__main__":
    main()
