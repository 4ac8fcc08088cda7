"""How fast a study saves and answers, and what it survives: kills, two programs at once, a full disk."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from frame import Measurement, at_most, compared, not_measured

from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.store import Store, create_study
from sacroread.study.model import (
    Case,
    Condition,
    Crop,
    Draft,
    Grade,
    Presentation,
    Read,
    Reader,
    Role,
    Side,
    Window,
)
from sacroread.study.protocol import Design, default_protocol

sys.path.append(str(Path(__file__).resolve().parents[1] / "store"))
import private_server

HARDSHIP = Path(__file__).resolve().parents[1] / "store" / "hardship.py"
SEED = 20260131
KILLS, COMMITS, FULL_DISKS = 300, 2_000, 200
RESTARTS, RESTART_CLIENTS = 10, 10
CLIENTS, SAVES, SERVER_MS = 50, 40, 300
CASES, READERS = 10_000, 10
LAST = 50  # cases that one reader still has to read
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)

NEXT_MS, ALL_READS_MS = 50, 1000


def measure() -> list[Measurement]:
    """Return every figure of the store."""
    with tempfile.TemporaryDirectory() as folder:
        speed = _speed(Path(folder))
    return [*_survival(), *_server(), *speed]


def _survival() -> list[Measurement]:
    if os.name != "posix":
        return [not_measured("kills, two programs, full disk", "reads", "0 lost", "forks are POSIX")]
    killed, both, full = (
        _hardship(*each) for each in (("kills", KILLS), ("together", COMMITS), ("full", FULL_DISKS))
    )
    saved = f"{KILLS} kills, {killed['saved']} reads saved"
    return [
        at_most(f"saved reads lost, {saved}", killed["lost"], "reads", 0),
        at_most(f"half-saved or broken, {saved}", killed["half-saved"], "faults", 0),
        at_most(f"errors, two programs, {COMMITS} commits", both["errors"], "errors", 0),
        at_most(f"reads lost, two programs, {COMMITS} commits", both["lost"] + both["faults"], "reads", 0),
        at_most(
            f"reads lost, full disk at {full['refused']} of {FULL_DISKS} saves", full["lost"], "reads", 0
        ),
        at_most("saves that failed after space was back", full["failed after"] + full["faults"], "saves", 0),
    ]


def _server() -> list[Measurement]:
    goal = f"p95 at most {SERVER_MS} ms"
    if not private_server.can_run():
        return [not_measured("PostgreSQL: restarts, 50 clients", "ms", goal, private_server.WHY_NOT)]
    broken = _on_server("restarts", RESTARTS, RESTART_CLIENTS)
    many = _on_server("clients", SAVES, CLIENTS)
    named = f"{RESTARTS} restarts, {RESTART_CLIENTS} clients, {broken['locked']} reads locked"
    return [
        at_most(f"PostgreSQL, reads lost, {named}", broken["lost"] + broken["faults"], "reads", 0),
        at_most(f"PostgreSQL, reads doubled, {named}", broken["doubled"], "reads", 0),
        at_most(f"PostgreSQL, {CLIENTS} client processes, save: 95 %", many["p95_ms"], "ms", SERVER_MS),
        at_most(
            f"PostgreSQL, {CLIENTS} client processes, reads lost", many["lost"] + many["faults"], "reads", 0
        ),
    ]


def _on_server(name: str, count: int, clients: int) -> dict[str, float]:
    program = str(HARDSHIP.with_name("server_hardship.py"))
    command = [sys.executable, program, *map(str, (name, count, clients, SEED))]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


def _hardship(name: str, count: int) -> dict[str, int]:
    command = [sys.executable, str(HARDSHIP), name, str(count), str(SEED)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


def _speed(folder: Path) -> list[Measurement]:
    draw = random.Random(SEED)  # noqa: S311 - reads, not secrets
    protocol = default_protocol("Study", Design.PANEL, 7)
    with create_study(folder / "study.sacro", protocol, NOW) as store:
        reader = _fill(store, draw)
        names = f"{CASES} cases, {READERS} readers"
        left = [_read(reader, number, draw) for number in range(CASES - LAST, CASES)]
        saves = sorted(_ms(lambda read=read: _next_case(store, reader, read)) for read in left)
        order = statistics.median(_ms(lambda: store.worklist(reader)) for _ in range(10))
        everything = statistics.median(_ms(store.reads) for _ in range(10))
        audit = _ms(lambda: store.audit(read_anchor(anchor_path(store.path))))
    return [
        compared(
            f"next case, {names}: median; peer: a bare commit",
            statistics.median(saves),
            _bare_commit_ms(folder),
            "ms",
            NEXT_MS,
        ),
        at_most(f"next case, {names}: 95 %", saves[int(0.95 * LAST)], "ms", NEXT_MS),
        at_most(f"order of one reader's {CASES} cases", order, "ms", NEXT_MS),
        at_most(f"all reads for statistics, {names}", everything, "ms", ALL_READS_MS),
        Measurement(f"verify all chains, {names}", audit, "ms", None, None, "none", None, "no goal"),
    ]


def _fill(store: Store, draw: random.Random) -> Reader:
    """Have all readers read all cases but the last of the last reader, who is returned."""
    cases = [f"c{number}" for number in range(CASES)]
    store.add_cases([Case(case, f"p-{case}", "a.dcm", "hash") for case in cases])
    for number in range(READERS):
        reader = Reader(f"reader-{number}", Role.PANEL)
        store.add_reader(reader)
        store.extend_worklist(reader, 1, cases)
        count = CASES - LAST if number == READERS - 1 else CASES
        store.append([_read(reader, case, draw) for case in range(count)])
    return reader


def _next_case(store: Store, reader: Reader, read: Read) -> None:
    """What goes to the disk between two cases; the order is on the desk since the reader sat down."""
    store.save_draft(reader, read.case_id, read.draft)
    store.append([read])


def _bare_commit_ms(folder: Path) -> float:
    """What this disk takes for one row in a file of its own, as durable as a study's."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("CREATE TABLE rows (said TEXT)")
        insert = "INSERT INTO rows VALUES (?)"
        return statistics.median(_ms(lambda: connection.execute(insert, ("x" * 500,))) for _ in range(LAST))


def _read(reader: Reader, number: int, draw: random.Random) -> Read:
    shown = Presentation(
        Window(draw.uniform(500, 3000), draw.uniform(100, 4000)), crop=Crop(draw.randrange(500), 9, 900, 700)
    )
    draft = Draft({side: Grade(draw.randrange(5)) for side in Side}, presentation=shown)
    token, seconds = f"{reader.reader_id}/{number}", draw.uniform(5, 90)
    return Read(
        token, reader.reader_id, reader.role, f"c{number}", Condition.UNAIDED, 0, draft, True, NOW, seconds
    )


def _ms(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    answer = action()
    spent = time.perf_counter() - started
    del answer  # to forget 100,000 reads takes time too, and nobody waits for it
    return spent * 1000
