"""Worklists of a study of 100,000 cases: seats, the fill after one lock, and the fill of everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from frame import Measurement, at_most, median_ms

from sacroread.store.store import Store, create_study
from sacroread.study.adjudication import standings
from sacroread.study.model import Case, Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import Design, default_protocol
from sacroread.study.worklist import gains, worklist
from sacroread.worklists import fill_after, may_grow, seat

COUNT, SEED = 100_000, 2020
CASES = [f"case-{number:06d}" for number in range(COUNT)]
LAST = CASES[-20:]  # read while the clock runs; all others are read before
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PROTOCOL = default_protocol("Bench", Design.ADJUDICATED, SEED)
LOCAL, CENTRAL_1 = Reader("local-1", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)


def measure() -> list[Measurement]:
    """Measure the pure functions, then a store; the two first readers differ on every fourth case."""
    return [*_pure(), *_stored()]


def _pure() -> list[Measurement]:
    reads = [*_reads(LOCAL, CASES), *_reads(CENTRAL_1, CASES)]
    found = standings(PROTOCOL, CASES, reads)
    return [
        at_most("blinded order, 100,000 cases", median_ms(lambda: worklist(CASES, "r", 0, SEED)), "ms", 1000),
        at_most(
            "where 100,000 cases stand", median_ms(lambda: standings(PROTOCOL, CASES, reads)), "ms", 2000
        ),
        at_most(
            "third reader's cases among 100,000",
            median_ms(lambda: gains(PROTOCOL, Role.CENTRAL_2, found, ())),
            "ms",
            1000,
        ),
    ]


def _stored() -> Iterator[Measurement]:
    with _study() as store:
        yield at_most("a first reader sits down", _seconds(lambda: seat(store, LOCAL)), "s", 5)
        yield at_most("he comes back", _seconds(lambda: seat(store, LOCAL)), "s", 2)
        store.add_reader(CENTRAL_1)
        store.append([*_reads(LOCAL, CASES), *_reads(CENTRAL_1, CASES[: -len(LAST)])])
        yield at_most("the third reader sits down", _seconds(lambda: seat(store, CENTRAL_2)), "s", 15)
        yield at_most("he comes back, nothing new", _seconds(lambda: seat(store, CENTRAL_2)), "s", 15)
        yield at_most("can his worklist grow", _seconds(lambda: may_grow(store, CENTRAL_2)), "s", 15)
        yield at_most("fill after one lock, longest of 20", _after_lock_ms(store), "ms", 500)


def _after_lock_ms(store: Store) -> float:
    reads = _reads(CENTRAL_1, LAST)
    store.append(reads)
    return max(median_ms(lambda read=read: fill_after(store, read), 1) for read in reads)


@contextmanager
def _study() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        create_study(Path(folder) / "bench.sacro", PROTOCOL, NOW) as store,
    ):
        store.add_cases(Case(case_id, case_id, f"{case_id}.dcm", case_id) for case_id in CASES)
        yield store


def _reads(reader: Reader, case_ids: list[str]) -> list[Read]:
    return [_read(reader, case_id, reader is LOCAL or int(case_id[-6:]) % 4 > 0) for case_id in case_ids]


def _read(reader: Reader, case_id: str, definite: bool) -> Read:
    token = f"{reader.reader_id}/{case_id}"
    return Read(token, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, Draft(), definite, NOW)


def _seconds(action) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started
