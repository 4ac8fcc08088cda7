"""How rows get into a chain of the study file: each takes the hash of the one before it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from sacroread.store import tables
from sacroread.store.audit import GENESIS, chained

_AT_ONCE = 500  # values in one statement
Row = Mapping[str, object]


def known_tokens(connection: Connection, tokens: Sequence[str]) -> set[str]:
    """Return those tokens whose reads are there already."""
    known = select(tables.reads.c.token)
    batches = (tokens[start : start + _AT_ONCE] for start in range(0, len(tokens), _AT_ONCE))
    found = (connection.execute(known.where(tables.reads.c.token.in_(batch))).scalars() for batch in batches)
    return {str(token) for batch in found for token in batch}


def append_reads(connection: Connection, rows: Sequence[Row]) -> None:
    """Append rows of `reads`, each at the end of its reader's chain."""
    heads: dict[object, str] = {}
    lines = []
    for row in rows:
        reader = row["reader_id"]
        if reader not in heads:
            heads[reader] = _head(connection, tables.reads, tables.reads.c.reader_id == reader)
        heads[reader] = chained(heads[reader], row)
        lines.append({**row, "chain_hash": heads[reader]})
    connection.execute(insert(tables.reads), lines)


def append_event(connection: Connection, row: Row) -> None:
    """Append a row of `events` at the end of their one chain."""
    head = chained(_head(connection, tables.events), row)
    connection.execute(insert(tables.events), [{**row, "chain_hash": head}])


def _head(connection: Connection, table: Table, *mine: ColumnElement[bool]) -> str:
    newest = select(table.c.chain_hash).where(*mine).order_by(table.c.number.desc()).limit(1)
    return connection.execute(newest).scalar() or GENESIS
