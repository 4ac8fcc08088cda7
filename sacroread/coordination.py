"""What a coordinator sees of a study, and what he may do; nothing of it touches a locked read."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sacroread import __version__
from sacroread.errors import SacroReadError
from sacroread.files import write_whole
from sacroread.store.anchor_file import anchor_path, write_anchor
from sacroread.store.rows import many_values
from sacroread.store.store import Store
from sacroread.store.tally import (
    NO_READS,
    NOT_READ,
    CaseTally,
    ReaderTally,
    case_tallies,
    first_reads,
    reader_tallies,
    waiting,
)
from sacroread.study.adjudication import OUTCOMES, Outcome, Standing
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import reads_to_csv
from sacroread.study.exclusions import exclusion_detail
from sacroread.study.flow import Flow, flow
from sacroread.study.model import Case, Reader, Role
from sacroread.study.protocol import Design, Protocol
from sacroread.study.roles import first_roles, third_role
from sacroread.study.sessions import conditions
from sacroread.study.worklist import gains
from sacroread.worklists import excluded, fill, is_locked, require_open, standings_of, to_come

SOFTWARE = f"SacroRead {__version__}"


@dataclass(frozen=True)
class CaseState:
    """One case as the coordinator sees it; `excluded_because` is empty where it is not excluded."""

    case: Case
    read_count: int
    standing: Standing
    excluded_because: str


@dataclass(frozen=True)
class Progress:
    """How far one reader is: first reads that he has locked, and cases of his worklist that he has not."""

    reader: Reader
    locked: int
    waiting: int
    last_locked_at: datetime | None


@dataclass(frozen=True)
class Overview:
    """The whole of a study for its coordinator.

    `waiting_for` counts, by role, the cases whose next read is that role's: on a desk or on none.
    `reclassified` counts the cases whose reference standard differs from what the local reader decided
    unaided; None in a design without one. `locked_at` is when the study was locked, None while it is open.
    """

    cases: tuple[CaseState, ...]
    readers: tuple[Progress, ...]
    flow: Flow
    waiting_for: Mapping[Role, int]
    reclassified: int | None
    locked_at: datetime | None


def overview(store: Store) -> Overview:
    """Return what the coordinator sees of a study now."""
    with many_values():
        return _overview(store)


def _overview(store: Store) -> Overview:
    cases, out = store.cases(), excluded(store)
    with store.reading() as connection:
        tallies = case_tallies(connection)
        by_reader, waits = reader_tallies(connection), waiting(connection)
    found = standings_of(store.protocol, (case.case_id for case in cases), tallies)
    states = tuple(
        CaseState(case, tallies.get(case.case_id, NOT_READ).read_count, each, out.get(case.case_id, ""))
        for case, each in zip(cases, found, strict=True)
    )
    open_cases = [each for each in found if each.case_id not in out]
    return Overview(
        states,
        tuple(
            _progress(each, by_reader.get(each.reader_id, NO_READS), waits.get(each.reader_id, ()), out)
            for each in store.readers()
        ),
        flow(out, found),
        Counter(role for each in open_cases for role in each.waits_for),
        _reclassified(store.protocol, tallies, open_cases),
        next((event.at for event in store.events([EventKind.STUDY_LOCK])), None),
    )


def ended_cases(store: Store) -> tuple[str, ...]:
    """Return the cases that nobody reads any more, repeats aside: no read of theirs is missing or under way.

    That is, whoever has a case on his worklist, or gets it when he sits down next, has read it in every
    condition that the protocol has, and no role's read is missing that leads to the reference standard. In a
    locked study every case has ended; an excluded one never counts.
    """
    out = excluded(store)
    case_ids = [case.case_id for case in store.cases() if case.case_id not in out]
    if is_locked(store):
        return tuple(case_ids)
    with store.reading() as connection:
        tallies, done = case_tallies(connection), first_reads(connection)
    waits = _on_desks(store, done)
    if len(first_roles(store.protocol)) > 1:
        found = standings_of(store.protocol, case_ids, tallies)
        waits |= {each.case_id for each in found if each.waits_for}
        waits |= _still_due(store.protocol, found, tallies)
    return tuple(case_id for case_id in case_ids if case_id in tallies and case_id not in waits)


def _still_due(rules: Protocol, found: Sequence[Standing], tallies: Mapping[str, CaseTally]) -> set[str]:
    """The cases for the third reader, decoys among them, that he has not read."""
    third = third_role(rules)
    done = (case_id for case_id, tally in tallies.items() if third in tally.roles)
    return set(gains(rules, third, found, done)) if third else set()


def _on_desks(store: Store, done: AbstractSet[tuple[str, str, str]]) -> set[str]:
    """The cases that a reader has, or gets when he sits down next, and has not read in every condition."""
    wanted, have_read = conditions(store.protocol), {reader_id for reader_id, _, _ in done}
    return {
        case_id
        for reader in store.readers()
        for case_id in _cases_of(store, reader, has_read=reader.reader_id in have_read)
        if any((reader.reader_id, case_id, each) not in done for each in wanted)
    }


def _cases_of(store: Store, reader: Reader, *, has_read: bool) -> tuple[str, ...]:
    """A reader's worklist, and what will come to it where each reads every case.

    One who has reads and no worklist came with imported reads and sits nowhere. Where two roles come first, a
    case that is still to come to somebody lacks that role's read.
    """
    known = tuple(store.worklist(reader))
    is_complete = len(first_roles(store.protocol)) > 1 or (has_read and not known)
    return known if is_complete else (*known, *to_come(store, reader))


def exclude(store: Store, case_ids: Iterable[str], reason: str, now: datetime) -> None:
    """Take cases out of the worklists and the results, with a reason; their reads stay as they were locked.

    Raises:
        SacroReadError: no reason, an unknown case, or all are excluded already; nothing is excluded then.
    """
    _note_cases(store, EventKind.EXCLUSION, case_ids, reason, now)


def include(store: Store, case_ids: Iterable[str], reason: str, now: datetime) -> None:
    """Bring excluded cases back, with a reason.

    Raises:
        SacroReadError: no reason, an unknown case, or none is excluded; nothing is included then.
    """
    _note_cases(store, EventKind.INCLUSION, case_ids, reason, now)
    fill(store)


def lock_study(store: Store, now: datetime) -> None:
    """Lock a study for good: from now on it takes no read and no correction."""
    require_open(store)
    store.note(Event(EventKind.STUDY_LOCK, now))


def export_reads(store: Store, path: Path, now: datetime) -> int:
    """Write all reads that count now into a reads.csv, its anchor beside it, and note it; return how many.

    Raises:
        SacroReadError: the file cannot be written.
    """
    reads = store.reads()
    patients = {case.case_id: case.patient_id for case in store.cases()}
    try:
        write_whole(path, reads_to_csv(reads, patients, store.protocol.hash, SOFTWARE).encode())
        write_anchor(anchor_path(path), store.anchor())
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be written ({error.strerror}). Choose another folder."
        ) from error
    store.note(Event(EventKind.EXPORT, now, detail=f"{len(reads)} reads"))
    return len(reads)


def _note_cases(store: Store, kind: EventKind, case_ids: Iterable[str], reason: str, now: datetime) -> None:
    require_open(store)
    known = {case.case_id for case in store.cases()}
    details = {case_id: exclusion_detail(case_id, reason) for case_id in case_ids}
    if unknown := sorted(set(details) - known):
        raise SacroReadError(f"There is no case {unknown[0]} in this study. Nothing was changed.")
    out, returns = excluded(store), kind is EventKind.INCLUSION
    changed = [detail for case_id, detail in details.items() if (case_id in out) is returns]
    if details and not changed:
        words = "in the study" if returns else "excluded"
        raise SacroReadError(f"{', '.join(details)}: {words} already. Nothing was changed.")
    store.note(*(Event(kind, now, detail=detail) for detail in changed))


def _progress(reader: Reader, tally: ReaderTally, waits: Iterable[str], out: Container[str]) -> Progress:
    waiting_count = sum(case_id not in out for case_id in waits)
    return Progress(reader, tally.locked, waiting_count, tally.last_locked_at)


def _reclassified(rules: Protocol, tallies: Mapping[str, CaseTally], found: Iterable[Standing]) -> int | None:
    """How many references contradict what the local reader decided; an ungradable read decides nothing."""
    if rules.design is not Design.ADJUDICATED:
        return None
    first, decided = first_roles(rules)[0], {Outcome.DEFINITE, Outcome.NOT_DEFINITE}
    return sum(
        bool({tallies[each.case_id].said[first]} & decided - {OUTCOMES[each.definite]})
        for each in found
        if each.definite is not None
    )
