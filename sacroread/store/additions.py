"""What is put into a study besides reads and events: readers, worklists, drafts, predictions."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from sacroread.store import tables
from sacroread.store.dialect import is_server, upsert
from sacroread.store.outbox import PREDICTION, Entered
from sacroread.store.refusals import require_name, require_unlocked_study
from sacroread.store.server import admit
from sacroread.study.draft_json import unlocked_to_json
from sacroread.study.model import Case, Prediction, Reader, Role


def join(connection: Connection, reader: Reader) -> None:
    """Add a reader; only a coordinator joins a locked study, to look at it.

    Raises:
        SacroReadError: the reader's name is none that can be used here, or the study is locked.
    """
    database = connection.engine.url.database if is_server(connection) else None
    require_name(reader, database or "")
    if reader.role is not Role.COORDINATOR:
        require_unlocked_study(connection)
    connection.execute(insert(tables.readers), vars(reader))
    if is_server(connection):
        admit(connection, reader)


def move_radiograph(connection: Connection, case: Case) -> None:
    """Keep another place for a case's radiograph, where the pixels are the same."""
    is_this = (tables.cases.c.case_id == case.case_id) & (tables.cases.c.pixel_hash == case.pixel_hash)
    connection.execute(update(tables.cases).where(is_this).values(file=case.file))


def extend_worklist(connection: Connection, reader: Reader, session: int, case_ids: Iterable[str]) -> None:
    """Put cases at the end of a session's order; those that are in it already keep their place.

    Raises:
        SacroReadError: the study is locked.
    """
    table = tables.worklists
    mine = (table.c.reader_id == reader.reader_id) & (table.c.session == session)
    known = set(connection.execute(select(table.c.case_id).where(mine)).scalars().all())
    wanted = [case_id for case_id in dict.fromkeys(case_ids) if case_id not in known]
    places = [
        {"reader_id": reader.reader_id, "session": session, "position": position, "case_id": case_id}
        for position, case_id in enumerate(wanted, start=len(known))
    ]
    if places:
        require_unlocked_study(connection)
        connection.execute(insert(table), places)


def save_draft(connection: Connection, entered: Entered) -> None:
    """Keep a draft in the place of the one before."""
    key = {"reader_id": entered.reader_id, "session": entered.session, "case_id": entered.case_id}
    said = {"draft": unlocked_to_json(entered.draft, entered.active_seconds)}
    statement = upsert(connection, tables.drafts).values({**key, **said})
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=said))


def save_prediction(connection: Connection, prediction: Prediction) -> None:
    """Keep a prediction; the same bundle's earlier one for the case stays as it was."""
    kept = {name: getattr(prediction, name) for name in PREDICTION}
    connection.execute(upsert(connection, tables.predictions).values(kept).on_conflict_do_nothing())
