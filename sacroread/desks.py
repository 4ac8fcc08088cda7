"""The desk of a reader: what he finds there today."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study.desk import Desk, aided_draft
from sacroread.study.events import EventKind
from sacroread.study.model import FIRST_SESSION, Condition, Draft, Read, Reader
from sacroread.study.protocol import Beside, SecondReaderAccess
from sacroread.study.sessions import (
    Session,
    access,
    aided_cases,
    cases_of,
    due_since,
    last_condition,
    sessions,
)
from sacroread.study.signature import signatures
from sacroread.study.worklist import draw
from sacroread.worklists import excluded, extend, is_locked, may_grow


def desk_of(store: Store, reader: Reader, now: datetime) -> Desk:
    """Return a reader's desk as the study has it at `now` (UTC): the session he is in, with what he entered.

    That is the first session with cases that are not locked; where none is left, the last one that had any.
    A later session gets the cases whose wash-out is over.

    Raises:
        SacroReadError: no cases are assigned to this reader; or all of them are read and signed, and come
            again only after the wash-out.
    """
    reads = store.reads(reader)
    found = None
    for session in sessions(store.protocol):
        if found is not None:
            _bring_again(store, reader, session, reads, now)
        desk = _desk(store, reader, session, reads)
        found = desk if desk.worklist or found is None else found
        if not (desk.worklist and desk.is_at_end):
            break
    if found is None or not found.worklist:
        raise SacroReadError(f"No cases wait for {reader.reader_id}. {_way(store, reader)}.")
    if found.is_at_end and found.comes_again and _is_signed(store, reader):
        raise SacroReadError(
            f"What {reader.reader_id} has read is signed, and cases come again after the wash-out of "
            f"{store.protocol.washout_days} days. Until then what was read stays closed: come back later."
        )
    return found


def grown(store: Store, desk: Desk) -> Desk:
    """Return a desk with the cases that have come to its worklist since."""
    order = _order(store, desk.reader, desk.session, desk.locked)
    more = replace(desk, worklist=order, may_grow=may_grow(store, desk.reader))
    return replace(more, comes_again=_comes_again(store, more, store.reads(desk.reader)))


def _is_signed(store: Store, reader: Reader) -> bool:
    """Whether the newest signature stands under everything that the reader has locked."""
    found = signatures(store.events([EventKind.SIGNATURE]))
    counts = [each.count for each in found if each.reader_id == reader.reader_id]
    return counts[-1:] == [len(store.all_reads(reader))]


def _way(store: Store, reader: Reader) -> str:
    if may_grow(store, reader):
        return "They come as the others lock their reads"
    return "Import radiographs: sacroread import"


def _bring_again(
    store: Store, reader: Reader, session: Session, reads: Sequence[Read], now: datetime
) -> None:
    """Put the cases whose wash-out is over into a later session, in an order of its own."""
    due = due_since(store.protocol, session, reads)
    mine = cases_of(store.protocol, session, reader.reader_id, store.worklist(reader))
    known = set(store.worklist(reader, session.number)) | set(excluded(store))
    new = [case_id for case_id in mine if case_id in due and due[case_id] <= now and case_id not in known]
    if new:
        at = store.time(now)  # this computer's clock may be fast; then a server refused all of them
        extend(store, reader, [case_id for case_id in new if due[case_id] <= at], session.number)


def _desk(store: Store, reader: Reader, session: Session, reads: Sequence[Read]) -> Desk:
    rules, first = store.protocol, store.worklist(reader)
    desk = Desk(
        reader,
        (),
        access(rules, session),
        may_grow=session.number == FIRST_SESSION and may_grow(store, reader),
        session=session.number,
        repeat=session.repeat,
        scale=rules.scale,
        aided_start=rules.aided_start,
        aided_cases=aided_cases(rules, session, reader.reader_id, first),
        beside=_beside(store),
    )
    mine = [read for read in reads if read.repeat == session.repeat]
    locked = _done(desk, mine)
    order = _order(store, reader, session.number, locked)
    desk = replace(desk, worklist=order, locked=locked)
    desk = replace(desk, comes_again=_comes_again(store, desk, reads))
    kept, aided = store.drafts(reader, session.number), dict[str, Draft]()
    if desk.access is SecondReaderAccess.SAME_SESSION:
        aided.update(store.drafts(reader, -session.number))
        unaided = {read.case_id: read for read in mine if read.condition is Condition.UNAIDED}
        desk = replace(desk, unaided=unaided)
    return replace(desk, drafts=_drafts(desk, kept, aided))


def _beside(store: Store) -> Mapping[str, tuple[str, ...]] | None:
    """The other cases of each case's patient, where the protocol lets readers look at their radiographs.

    Their order is drawn from the names alone: it is the same for everybody and tells nothing about time.
    """
    if store.protocol.beside is Beside.NEVER:
        return None
    out, of_patient = excluded(store), defaultdict[str, list[str]](list)
    for case in store.cases():
        if case.case_id not in out:
            of_patient[case.patient_id].append(case.case_id)
    return {
        case_id: tuple(sorted(set(all_of_one) - {case_id}, key=lambda each: draw(0, "beside", each)))
        for all_of_one in of_patient.values()
        for case_id in all_of_one
    }


def _order(store: Store, reader: Reader, session: int, locked: Container[str]) -> tuple[str, ...]:
    """The stored order without the cases that were excluded before they were read."""
    out = excluded(store)
    order = store.worklist(reader, session)
    return tuple(case_id for case_id in order if case_id not in out or case_id in locked)


def _done(desk: Desk, reads: Sequence[Read]) -> Mapping[str, Read]:
    return {
        read.case_id: read
        for read in reads
        if read.condition is last_condition(desk.aided_cases, read.case_id, desk.access)
    }


def _drafts(desk: Desk, kept: Mapping[str, Draft], aided: Mapping[str, Draft]) -> Mapping[str, Draft]:
    """What was locked; else what was entered; where an aided draft begins, what it begins with."""
    begun = {
        case_id: aided.get(case_id, aided_draft(read.draft, desk.aided_start))
        for case_id, read in desk.unaided.items()
    }
    return {**kept, **begun, **{case_id: read.draft for case_id, read in desk.locked.items()}}


def _comes_again(store: Store, desk: Desk, reads: Sequence[Read]) -> bool:
    """Whether cases are still to come to this reader after a wash-out, in this session or a later one."""
    if is_locked(store):
        return False
    first, gone = store.worklist(desk.reader), set(excluded(store))
    never = gone | {read.case_id for read in reads if read.locked_at is None}
    for each in sessions(store.protocol):
        here = set(desk.worklist) if each.number == desk.session else set()
        if each.number >= desk.session and each.number > FIRST_SESSION:
            mine = cases_of(store.protocol, each, desk.reader.reader_id, first)
            if any(case_id not in here and case_id not in never for case_id in mine):
                return True
    return False
