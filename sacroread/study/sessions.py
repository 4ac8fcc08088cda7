"""The sessions of a reader: which cases come again, from when on, and in which condition.

The first session has every case of the reader. A crossover has a second one with all of them in the other
condition; repeats, where the protocol has them, come in the last session. No case comes before its wash-out
is over, counted from the newest lock of the same case, and no session before the one before is finished.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sacroread.study.model import FIRST_SESSION, Condition, Read
from sacroread.study.protocol import Protocol, SecondReaderAccess
from sacroread.study.worklist import draw

_ONCE_ONLY = {SecondReaderAccess.AFTER_LOCK, SecondReaderAccess.SAME_SESSION, SecondReaderAccess.CROSSOVER}

LAST = datetime.max.replace(tzinfo=UTC)  # later than this there is no time


@dataclass(frozen=True)
class Session:
    """One pass of a reader; `repeat` is the number that its reads have, 0 for first reads."""

    number: int
    repeat: int


def sessions(protocol: Protocol) -> tuple[Session, ...]:
    """Return the sessions of a study in order."""
    first = [Session(FIRST_SESSION, 0)]
    if protocol.second_reader is SecondReaderAccess.CROSSOVER:
        first.append(Session(FIRST_SESSION + 1, 0))
    repeats = [Session(first[-1].number + 1, 1)] if protocol.repeat_share else []
    return (*first, *repeats)


def conditions(protocol: Protocol) -> tuple[Condition, ...]:
    """Return the conditions in which every case is read, repeats aside."""
    if protocol.second_reader in {SecondReaderAccess.SAME_SESSION, SecondReaderAccess.CROSSOVER}:
        return (Condition.UNAIDED, Condition.AIDED)
    is_aided = protocol.second_reader is SecondReaderAccess.AIDED
    return (Condition.AIDED,) if is_aided else (Condition.UNAIDED,)


def access(protocol: Protocol, session: Session) -> SecondReaderAccess:
    """Return when the second reader may speak in a session: where it spoke once, a repeat is read without it.

    Its answer to the case is known by then; to show it again would teach it, and repeats measure the reader.
    """
    is_once = session.repeat > 0 and protocol.second_reader in _ONCE_ONLY
    return SecondReaderAccess.NEVER if is_once else protocol.second_reader


def aided_cases(protocol: Protocol, session: Session, reader_id: str, order: Sequence[str]) -> frozenset[str]:
    """Return the cases that a crossover reads aided in a session.

    Every other case of the reader's own first `order`, so half of them first each way; a draw decides whether
    it begins aided. The second session is the other way round.
    """
    if protocol.second_reader is not SecondReaderAccess.CROSSOVER or session.repeat:
        return frozenset()
    begin = int(draw(protocol.seed, "crossover", reader_id) * 2)
    first = frozenset(order[begin::2])
    return first if session.number == FIRST_SESSION else frozenset(order) - first


def is_repeated(protocol: Protocol, reader_id: str, case_id: str) -> bool:
    """Say whether a case is shown to the same reader again, by a draw for this reader and case alone."""
    return draw(protocol.seed, "repeat", reader_id, case_id) < protocol.repeat_share


def cases_of(protocol: Protocol, session: Session, reader_id: str, order: Iterable[str]) -> tuple[str, ...]:
    """Return the cases that a session has, of those of the reader's first `order`."""
    return tuple(each for each in order if not session.repeat or is_repeated(protocol, reader_id, each))


def due_since(protocol: Protocol, session: Session, reads: Iterable[Read]) -> Mapping[str, datetime]:
    """Return, by case, from when on it may come in a later session, after the reader's own `reads`.

    A case counts from its newest lock on; one whose time of reading is not known never comes again. No case
    comes later than `LAST`.
    """
    locks: dict[str, datetime] = {}
    unknown = set()
    for read in reads:
        if read.locked_at is None:
            unknown.add(read.case_id)
        elif read.session < session.number:
            locks[read.case_id] = max(read.locked_at, locks.get(read.case_id, read.locked_at))
    washout = timedelta(days=protocol.washout_days)
    return {case_id: at + min(washout, LAST - at) for case_id, at in locks.items() if case_id not in unknown}


def last_condition(order_aided: frozenset[str], case_id: str, rule: SecondReaderAccess) -> Condition:
    """Return the condition of the read after which a case is done with in a session."""
    is_aided = rule in {SecondReaderAccess.AIDED, SecondReaderAccess.SAME_SESSION} or case_id in order_aided
    return Condition.AIDED if is_aided else Condition.UNAIDED
