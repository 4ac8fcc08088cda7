"""What a study is asked for its reads, worklists and events."""

from collections.abc import Collection, Sequence
from itertools import chain

from sqlalchemy import Connection, select, true

from sacroread.store import tables
from sacroread.store.audit import Row
from sacroread.store.rows import READ_COLUMNS, event_of_row, many_values, reads_of_rows
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Read, Reader

_AT_ONCE = 1000  # rows that are let go before the next ones come


def all_reads(connection: Connection, reader: Reader | None) -> tuple[Read, ...]:
    """Return everything that was ever locked, of one reader or of all, in the order of locking."""
    table = tables.reads
    mine = true() if reader is None else table.c.reader_id == reader.reader_id
    statement = select(*READ_COLUMNS).where(mine).order_by(table.c.number)
    with many_values():
        cursor = connection.execute(statement).cursor  # the driver's own tuples: 7 % sooner than rows
        batches = iter(lambda: cursor.fetchmany(_AT_ONCE), []) if cursor else ()
        return tuple(chain.from_iterable(map(reads_of_rows, batches)))


def reads_of_case(connection: Connection, case_id: str) -> tuple[Read, ...]:
    """Return everything that was ever locked about one case, in the order of locking."""
    table = tables.reads
    everyone = table.c.reader_id.in_(select(tables.readers.c.reader_id))  # so that the index is of use
    statement = select(*READ_COLUMNS).where(everyone & (table.c.case_id == case_id))
    in_order = statement.order_by(table.c.number + 0)  # the bare one makes SQLite walk all reads
    return reads_of_rows(connection.execute(in_order).all())


def worklist(connection: Connection, reader: Reader, session: int) -> tuple[str, ...]:
    """Return the stored order of a session."""
    table = tables.worklists
    mine = (table.c.reader_id == reader.reader_id) & (table.c.session == session)
    order = select(table.c.case_id).where(mine).order_by(table.c.position)
    return tuple(connection.execute(order).scalars().all())


def events(connection: Connection, kinds: Collection[EventKind]) -> tuple[Event, ...]:
    """Return what is of these kinds, in order."""
    return tuple(map(event_of_row, event_rows(connection, kinds)))


def event_rows(connection: Connection, kinds: Collection[EventKind]) -> Sequence[Row]:
    """Return the rows of what is of these kinds, in order."""
    wanted = tables.events.c.kind.in_([kind.value for kind in kinds])
    rows = connection.execute(select(tables.events).where(wanted).order_by(tables.events.c.number))
    return [dict(row) for row in rows.mappings()]
