"""The chains in the study file: how rows are added to them, and how they are read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, text, true

from sacroread.store import tables
from sacroread.store.audit import GENESIS, Anchor, Head, Row, chained
from sacroread.store.dialect import is_server, sees_all
from sacroread.store.rows import event_row, read_row
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Read

NO_EVENTS = Head(0, GENESIS)
_AT_ONCE = 500  # values in one statement


def known_reads(connection: Connection, tokens: Sequence[str]) -> list[Row]:
    """Return the rows of those tokens whose reads are there already."""
    known = select(tables.reads)
    batches = (tokens[start : start + _AT_ONCE] for start in range(0, len(tokens), _AT_ONCE))
    found = (connection.execute(known.where(tables.reads.c.token.in_(batch))).mappings() for batch in batches)
    return [dict(row) for batch in found for row in batch]


def append_reads(connection: Connection, reads: Sequence[Read]) -> None:
    """Append reads, each at the end of its reader's chain."""
    rules = connection.execute(select(tables.study.c.protocol_hash)).scalar_one()
    heads: dict[str, str] = {}
    lines = []
    for read in reads:
        reader, row = read.reader_id, read_row(read, rules)
        if reader not in heads:
            heads[reader] = _newest(connection, tables.reads, tables.reads.c.reader_id == reader)
        heads[reader] = chained(heads[reader], row)
        lines.append({**row, "chain_hash": heads[reader]})
    if lines:
        connection.execute(insert(tables.reads), lines)


def append_correction(connection: Connection, correction: Correction) -> None:
    """Append a correction, and the event that there was one."""
    append_reads(connection, [correction])
    if correction.locked_at is not None:
        detail = f"{correction.token} corrects {correction.supersedes}"
        kind = EventKind.CORRECTION
        append_event(connection, Event(kind, correction.locked_at, correction.reader_id, detail))


def append_event(connection: Connection, event: Event, token: str | None = None) -> None:
    """Append an event to their one chain; before it, that the clock was put back, if it was.

    One whose token is there was noted before. On a server a reader's clock is compared with his own events.
    """
    before = tables.events.c
    if token and connection.execute(select(before.number).where(before.token == token)).first():
        return
    newest = select(tables.events.c.at).order_by(tables.events.c.number.desc()).limit(1)
    last = connection.execute(newest).scalar()
    if last and event.at < datetime.fromisoformat(last):
        jump = Event(EventKind.CLOCK_JUMP, event.at, event.reader_id, f"the event before was at {last}")
        _append(connection, event_row(jump))
    _append(connection, {**event_row(event), "token": token})


def _append(connection: Connection, row: Row) -> None:
    head = chained(_newest_event(connection), row)
    connection.execute(insert(tables.events), [{**row, "chain_hash": head}])


def _newest_event(connection: Connection) -> str:
    if is_server(connection):
        return connection.execute(text("SELECT newest_event()")).scalar() or GENESIS
    return _newest(connection, tables.events)


def _newest(connection: Connection, table: Table, mine: ColumnElement[bool] | None = None) -> str:
    chain = table.select().with_only_columns(table.c.chain_hash).where(true() if mine is None else mine)
    return connection.execute(chain.order_by(table.c.number.desc()).limit(1)).scalar() or GENESIS


def chain_rows(connection: Connection) -> tuple[Mapping[str, Sequence[Row]], Sequence[Row]]:
    """Return the rows of each reader's chain, and of the events' chain, in order."""
    readers: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(tables.reads).order_by(tables.reads.c.number)).mappings():
        readers[row["reader_id"]].append(dict(row))
    if not sees_all(connection):
        return readers, ()  # one's own events alone are no chain
    events = connection.execute(select(tables.events).order_by(tables.events.c.number)).mappings()
    return readers, [dict(row) for row in events]


def anchor_of(connection: Connection) -> Anchor:
    """Return the heads of all chains as they are now."""
    reads = tables.reads
    ends = select(func.count().label("count"), func.max(reads.c.number).label("number")).group_by(
        reads.c.reader_id
    )
    last = ends.subquery()
    heads = select(reads.c.reader_id, last.c.count, reads.c.chain_hash).join(
        last, reads.c.number == last.c.number
    )
    return Anchor(
        _study(connection),
        {reader: Head(count, head) for reader, count, head in connection.execute(heads)},
        _events_head(connection) if sees_all(connection) else NO_EVENTS,
    )


def _events_head(connection: Connection) -> Head:
    count = connection.execute(select(func.count()).select_from(tables.events)).scalar_one()
    return Head(count, _newest(connection, tables.events))


def _study(connection: Connection) -> str:
    return " ".join(connection.execute(select(tables.study.c.created_at, tables.study.c.protocol_hash)).one())


def renewed(connection: Connection, before: Anchor, readers: Iterable[str]) -> Anchor:
    """Return an anchor with the chains of these readers, and of the events, as far as they go now.

    The anchor of another study comes back as it is.
    """
    if before.study != _study(connection):
        return before
    reads, none = tables.reads, Head(0, GENESIS)
    heads = {
        reader: _further(connection, reads, before.readers.get(reader, none), reads.c.reader_id == reader)
        for reader in readers
    }
    events = before.events
    if sees_all(connection):
        events = _further(connection, tables.events, events, true())
    return Anchor(before.study, {**before.readers, **heads}, events)


def _further(connection: Connection, table: Table, before: Head, mine: ColumnElement[bool]) -> Head:
    """Return the head of a chain now; the one before where the chain contradicts it: that is the proof."""
    chain = select(table.c.chain_hash).where(mine).order_by(table.c.number)
    links = list(connection.execute(chain.offset(max(before.count - 1, 0))).scalars())
    if before.count and links[:1] != [before.chain_hash]:
        return before
    return Head(max(before.count - 1, 0) + len(links), links[-1]) if links else before
