"""What the reads of a study come to, counted where they lie: they are many, and few of them decide.

What a role says about a case follows the rule of `study.adjudication`; a test holds both against each other.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Select, and_, except_, func, select

from sacroread.store import tables
from sacroread.study.adjudication import OUTCOMES, Outcome
from sacroread.study.model import FIRST_SESSION, Condition, Role

_READS = tables.reads.c
_IS_ORIGINAL = _READS.supersedes.is_(None)
_SPEAKS = and_(_IS_ORIGINAL, _READS.condition == Condition.UNAIDED.value)
_ROLES = {role.value: role for role in Role}


class CaseTally(NamedTuple):
    """How many first reads of a case count, whose they are, and what each role has said about it unaided."""

    read_count: int
    roles: AbstractSet[Role]
    said: Mapping[Role, Outcome]


class ReaderTally(NamedTuple):
    """How many cases a reader has locked a first read of, and when the last of them."""

    locked: int
    last_locked_at: datetime | None


NOT_READ, NO_READS = CaseTally(0, frozenset(), {}), ReaderTally(0, None)


def case_tallies(connection: Connection) -> Mapping[str, CaseTally]:
    """Return the tally of every case that was read.

    Of several readers of one role the first to lock speaks for it, with what counts of his read now.
    """
    corrected, counts = _corrected(connection), defaultdict[str, dict[Role, int]](dict)
    said = defaultdict[str, dict[Role, Outcome]](dict)
    for case_id, role, count, reader_id, definite in connection.execute(_BY_ROLE):
        counts[case_id][_ROLES[role]] = count
        if reader_id is not None:
            said[case_id][_ROLES[role]] = OUTCOMES[corrected.get((reader_id, case_id), definite)]
    return {
        case_id: CaseTally(sum(by_role.values()), by_role.keys(), said[case_id])
        for case_id, by_role in counts.items()
    }


def reader_tallies(connection: Connection) -> Mapping[str, ReaderTally]:
    """Return the tally of every reader who has locked a read."""
    return {
        reader_id: ReaderTally(locked, datetime.fromisoformat(at) if at else None)
        for reader_id, locked, at in connection.execute(_BY_READER)
    }


def first_reads(connection: Connection) -> AbstractSet[tuple[str, str, str]]:
    """Return the first reads there are: reader, case and condition of each."""
    wanted = select(_READS.reader_id, _READS.case_id, _READS.condition).where(_READS.repeat == 0)
    return {(reader_id, case_id, condition) for reader_id, case_id, condition in connection.execute(wanted)}


def waiting(connection: Connection) -> Mapping[str, set[str]]:
    """Return by reader the cases of the first session that he has not locked; excluded ones among them."""
    found = defaultdict[str, set[str]](set)
    for reader_id, case_id in connection.execute(_WAITING):
        found[reader_id].add(case_id)
    return found


def _corrected(connection: Connection) -> Mapping[tuple[str, str], bool | None]:
    """What the first unaided reads that were corrected say now, by reader and case."""
    superseded = select(_READS.supersedes).where(_READS.supersedes.is_not(None))
    counts = and_(_READS.supersedes.is_not(None), _READS.token.not_in(superseded))
    rows = connection.execute(
        select(_READS.reader_id, _READS.case_id, _READS.definite).where(
            counts, _READS.condition == Condition.UNAIDED.value, _READS.repeat == 0
        )
    )
    return {(reader_id, case_id): definite for reader_id, case_id, definite in rows}


def _by_role() -> Select[Any]:
    """The first reads of each case by role, and the one that speaks for the role, if any does."""
    tally = (
        select(
            _READS.case_id,
            _READS.role,
            func.count().filter(_IS_ORIGINAL).label("read_count"),
            func.min(_READS.number).filter(_SPEAKS).label("speaks"),
        )
        .where(_READS.repeat == 0)
        .group_by(_READS.case_id, _READS.role)
        .subquery()
    )
    read = tables.reads.alias()
    wanted = (tally.c.case_id, tally.c.role, tally.c.read_count, read.c.reader_id, read.c.definite)
    return select(*wanted).join_from(tally, read, read.c.number == tally.c.speaks, isouter=True)


def _by_reader() -> Select[Any]:
    """How many cases each reader has locked, and the time of the last one."""
    tally = (
        select(
            _READS.reader_id,
            func.count(_READS.case_id.distinct()).label("locked"),
            func.max(_READS.number).filter(_READS.locked_at.is_not(None)).label("last"),
        )
        .where(_READS.repeat == 0)
        .group_by(_READS.reader_id)
        .subquery()
    )
    read = tables.reads.alias()
    wanted = (tally.c.reader_id, tally.c.locked, read.c.locked_at)
    return select(*wanted).join_from(tally, read, read.c.number == tally.c.last, isouter=True)


def _not_locked() -> CompoundSelect[Any]:
    """The cases on the first worklist of each reader but those that he has locked a first read of."""
    lists = tables.worklists.c
    return except_(
        select(lists.reader_id, lists.case_id).where(lists.session == FIRST_SESSION),
        select(_READS.reader_id, _READS.case_id).where(_READS.repeat == 0),
    )


_BY_ROLE, _BY_READER, _WAITING = _by_role(), _by_reader(), _not_locked()
