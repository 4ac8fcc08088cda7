"""The chains in the study file: how rows are added to them, and how they are read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, text, true

from sacroread.store import tables
from sacroread.store.audit import GENESIS, Anchor, Head, Row, chained
from sacroread.store.dialect import is_server, sees_all
from sacroread.store.refusals import require_correctable
from sacroread.store.rows import event_row, read_row, time_of_event
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Read

NO_EVENTS = Head(0, GENESIS)
_AT_ONCE = 500  # values in one statement


class StudyLine(NamedTuple):
    """When a study was made, and the hash of its protocol: both never change."""

    created_at: str
    protocol_hash: str

    @property
    def name(self) -> str:
        """What an anchor names the study by."""
        return f"{self.created_at} {self.protocol_hash}"


class Added(NamedTuple):
    """What was added to one chain: its head before, how many links, its end now."""

    head: str
    links: int
    end: str

    def then(self, later: "Added") -> "Added":
        """Return both as one; where another program added in between, what agrees with no anchor before."""
        if self.end != later.head:
            return Added(later.head, 0, later.head)
        return Added(self.head, self.links + later.links, later.end)


def known_reads(connection: Connection, tokens: Sequence[str]) -> list[Row]:
    """Return the rows of those tokens whose reads are there already."""
    known = select(tables.reads)
    batches = (tokens[start : start + _AT_ONCE] for start in range(0, len(tokens), _AT_ONCE))
    found = (connection.execute(known.where(tables.reads.c.token.in_(batch))).mappings() for batch in batches)
    return [dict(row) for batch in found for row in batch]


def chain_heads(connection: Connection, readers: Iterable[str]) -> dict[str, str]:
    """Return the last hash of each of these readers' chains, and let nobody else add to them meanwhile.

    A file is locked as a whole; on a server each chain is, always in one order, so that no two wait for each
    other.
    """
    return {reader: _newest_read(connection, reader) for reader in sorted(readers)}


def _newest_read(connection: Connection, reader: str) -> str:
    if is_server(connection):
        newest = connection.execute(text("SELECT newest_read(:reader)"), {"reader": reader}).scalar()
        return newest or GENESIS
    return _newest(connection, tables.reads, tables.reads.c.reader_id == reader)


def append_new(
    connection: Connection, reads: Sequence[Read], rules: str, heads: Mapping[str, str]
) -> Mapping[str, str]:
    """Append reads, then corrections with their events, to the chains that end with `heads`.

    Returns:
        Where the chains end now.

    Raises:
        SacroReadError: a correction of what does not count now.
    """
    first = [read for read in reads if not isinstance(read, Correction)]
    ends = _append_reads(connection, first, rules, heads)
    for correction in (read for read in reads if isinstance(read, Correction)):
        require_correctable(connection, correction)
        ends = _append_reads(connection, [correction], rules, ends)
        _note_correction(connection, correction)
    return ends


def _append_reads(
    connection: Connection, reads: Sequence[Read], rules: str, heads: Mapping[str, str]
) -> Mapping[str, str]:
    """Append reads of one kind, under the protocol with the hash `rules`; say where the chains end now."""
    ends, lines = dict(heads), []
    for read in reads:
        row = read_row(read, rules)
        ends[read.reader_id] = chained(ends[read.reader_id], row)
        lines.append({**row, "chain_hash": ends[read.reader_id]})
    if lines:
        connection.execute(insert(tables.reads), lines)
    return ends


def _note_correction(connection: Connection, correction: Correction) -> None:
    """Append the event that there was a correction."""
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
    if last and event.at < time_of_event(last):
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
        study_line(connection).name,
        {reader: Head(count, head) for reader, count, head in connection.execute(heads)},
        _events_head(connection) if sees_all(connection) else NO_EVENTS,
    )


def _events_head(connection: Connection) -> Head:
    count = connection.execute(select(func.count()).select_from(tables.events)).scalar_one()
    return Head(count, _newest(connection, tables.events))


def study_line(connection: Connection) -> StudyLine:
    """Return what names a study."""
    wanted = tables.study.c
    return StudyLine(*connection.execute(select(wanted.created_at, wanted.protocol_hash)).one())


def renewed(connection: Connection, before: Anchor, readers: Iterable[str], study: str) -> Anchor:
    """Return an anchor with the chains of these readers, and of the events, as far as they go now.

    The anchor of another study comes back as it is.
    """
    if before.study != study:
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


def longer(before: Anchor, study: str, added: Mapping[str, Added]) -> Anchor | None:
    """Return the anchor after reads were added, where every chain went on from the head that it names.

    None where the chains must be looked at: another study, or a head that is not the one before.
    """
    known = {reader: before.readers.get(reader, Head(0, GENESIS)) for reader in added}
    if before.study != study or any(known[reader].chain_hash != each.head for reader, each in added.items()):
        return None
    heads = {reader: Head(known[reader].count + each.links, each.end) for reader, each in added.items()}
    return Anchor(study, {**before.readers, **heads}, before.events)


def _further(connection: Connection, table: Table, before: Head, mine: ColumnElement[bool]) -> Head:
    """Return the head of a chain now; the one before where the chain contradicts it: that is the proof."""
    chain = select(table.c.chain_hash).where(mine).order_by(table.c.number)
    links = list(connection.execute(chain.offset(max(before.count - 1, 0))).scalars())
    if before.count and links[:1] != [before.chain_hash]:
        return before
    return Head(max(before.count - 1, 0) + len(links), links[-1]) if links else before
