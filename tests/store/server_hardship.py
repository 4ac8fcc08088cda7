"""What many clients and a failing server do to a study: one program for the tests and for the benchmark.

    python server_hardship.py restarts|clients COUNT CLIENTS SEED

prints one JSON object of figures. Clients are forked processes, each a reader with a folder of his own.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from datetime import UTC, datetime

from private_server import PrivateServer

from sacroread.store.signing import set_password
from sacroread.store.store import Store, create_study, open_study
from sacroread.study.model import Case, Condition, Draft, Grade, Read, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol
from sacroread.worklists import seat

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
SECRET = "the same for all"  # noqa: S105 - of a server that lives as long as this program
GRADED = Draft({Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.ANKYLOSIS})
CASES = 800  # more than a client can read in time
PAUSE_SECONDS = 0.05  # between two locks; a person takes longer
PATIENCE_SECONDS = 120
SECONDS_TO_OPEN = 0.15  # a study, by one of many clients at once
MANNERS = ("fast", "immediate", "kill")


def readers(count: int) -> list[Reader]:
    """The readers of the study."""
    return [Reader(f"reader-{number}", Role.PANEL) for number in range(count)]


def made(server: PrivateServer, count: int, cases: int) -> None:
    """Make a study in which each reader has all cases."""
    names = [f"c{number}" for number in range(cases)]
    with create_study(server.database("study"), default_protocol("Study", Design.PANEL, 7), NOW) as store:
        store.add_cases([Case(name, f"p-{name}", f"{name}.dcm", "hash") for name in names])
        for reader in readers(count):
            store.add_reader(reader)
            store.extend_worklist(reader, 1, names)
            set_password(store, reader.reader_id, SECRET)


def read_of(reader: Reader, number: int) -> Read:
    """A locked read."""
    token, case_id = f"{reader.reader_id}/{number}", f"c{number}"
    return Read(token, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, GRADED, True, NOW, 1.5)


def _opened(server: PrivateServer, reader: Reader) -> Store:
    return open_study(server.address("study", f"study.{reader.reader_id}", SECRET))


def restarts(server: PrivateServer, count: int, clients: int, seed: int) -> dict[str, object]:
    """Restart the server `count` times in three manners while clients lock reads."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    made(server, clients, CASES)
    children = [_forked(lambda each=each: _read_on(server, each)) for each in readers(clients)]
    for number in range(count):
        time.sleep(draw.uniform(1.0, 4.0))
        server.stop(MANNERS[number % len(MANNERS)])
        time.sleep(draw.uniform(0.0, 0.5))
        server.start()
    time.sleep(1)
    for child, _ in children:
        os.kill(child, signal.SIGTERM)
    told = [_answer(child, out) for child, out in children]
    with open_study(server.address("study", "owner", "owner's password")) as store:
        kept = [read.token for read in store.all_reads()]
        broken = store.audit(None)
        in_order = all(_is_in_order(store, each) for each in readers(clients))
    locked = {token for each in told for token in each["tokens"]}
    return {
        "restarts": count,
        "locked": len(locked),
        "waited": sum(each["waited"] for each in told),
        "lost": len(locked - set(kept)),
        "doubled": len(kept) - len(set(kept)),
        "faults": len(broken) + (not in_order) + sum(each["left"] for each in told),
    }


def _is_in_order(store: Store, reader: Reader) -> bool:
    numbers = [int(read.token.rpartition("/")[2]) for read in store.reads(reader)]
    return numbers == list(range(len(numbers)))


def _read_on(server: PrivateServer, reader: Reader) -> dict[str, object]:
    """Lock reads until told to stop, then send what waits; answer what was locked."""
    stops: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stops.append(number))
    tokens, waited = [], 0
    with _opened(server, reader) as store:
        for number in range(CASES):
            if stops:
                break
            read = read_of(reader, number)
            store.save_draft(reader, read.case_id, GRADED)
            store.append([read])
            tokens.append(read.token)
            waited += not store.link.is_connected
            if number % 20 == 0:  # as the window does every few seconds
                store.send_waiting()
            time.sleep(PAUSE_SECONDS)
        until = time.monotonic() + PATIENCE_SECONDS
        while store.send_waiting().waiting and time.monotonic() < until:
            time.sleep(0.2)
        return {"tokens": tokens, "waited": waited, "left": store.link.waiting + bool(store.link.refused)}


def clients(server: PrivateServer, count: int, clients: int, _seed: int) -> dict[str, object]:
    """Let many client processes at once lock `count` reads each as fast as they can."""
    made(server, clients, count)
    at = time.time() + clients * SECONDS_TO_OPEN
    children = [_forked(lambda each=each: _timed(server, each, count, at)) for each in readers(clients)]
    told = [_answer(child, out) for child, out in children]
    times = sorted(ms for each in told for ms in each["ms"])
    with open_study(server.address("study", "owner", "owner's password")) as store:
        lost = count * clients - len(store.all_reads())
        faults = len(store.audit(None))
    return {
        "median_ms": times[len(times) // 2],
        "p95_ms": times[int(0.95 * len(times))],
        "saves": len(times),
        "saves_per_second": len(times) / max(each["seconds"] for each in told),
        "lost": lost,
        "faults": faults,
    }


def _timed(server: PrivateServer, reader: Reader, count: int, at: float) -> dict[str, object]:
    times = []
    with _opened(server, reader) as store:
        seat(store, reader)
        time.sleep(max(at - time.time(), 0))  # all have sat down
        began = time.perf_counter()
        for number in range(count):
            started = time.perf_counter()
            store.append([read_of(reader, number)])
            times.append((time.perf_counter() - started) * 1000)
        return {"ms": times, "seconds": time.perf_counter() - began}


def _forked(work) -> tuple[int, int]:
    """Run work in a child; answer its number and where its answer comes from."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(out)
            with os.fdopen(into, "w") as file:
                json.dump(work(), file)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)  # never back into the parent's code
    os.close(into)
    return child, out


def _answer(child: int, out: int) -> dict[str, object]:
    with os.fdopen(out) as file:
        said = file.read()
    os.waitpid(child, 0)
    return json.loads(said)


def main() -> None:
    """Run one hardship and print its figures."""
    name, count, many, seed = sys.argv[1], *map(int, sys.argv[2:])
    server = PrivateServer(in_memory=many < 10)
    try:
        print(json.dumps({"restarts": restarts, "clients": clients}[name](server, count, many, seed)))
    finally:
        server.close()


if __name__ == "__main__":
    main()
