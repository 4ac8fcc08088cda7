"""The worklists of a study, which fill themselves.

Worklists fill when a reader sits down and when reads are locked.

Of two first roles each gives every case to one of its readers; a discordant case or a decoy goes to one
reader of the third role. Cases are only ever put at the end of a worklist. What an interruption left undone
is made up for when a third reader sits down. Later sessions fill from the wash-out on, when the session
before is finished. An excluded case comes to nobody; whom the coordinator gave cases gets no others by
himself.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sacroread.errors import SacroReadError
from sacroread.store.refusals import UNCHANGED
from sacroread.store.signing import has_no_password_yet, require_long, set_password, sign_in
from sacroread.store.store import Store
from sacroread.store.tally import NOT_READ, CaseTally, case_tallies
from sacroread.study.adjudication import Standing, standing, standings
from sacroread.study.events import Event, EventKind
from sacroread.study.exclusions import EXCLUSION_KINDS, exclusions
from sacroread.study.model import FIRST_SESSION, Read, Reader, Role
from sacroread.study.protocol import Design, Protocol
from sacroread.study.roles import first_roles, reading_roles, third_role
from sacroread.study.worklist import gains, shared_out, worklist


def seat(store: Store, reader: Reader) -> None:
    """Let a reader join or come back: known to the study, with the cases that its design has for him now.

    In a locked study one who is known looks at what he read.

    Raises:
        SacroReadError: nobody of that role reads in this study, the reader has another role in it, is new to
            a locked one, or is the second in a study of a single reader.
    """
    roles = reading_roles(store.protocol)
    if reader.role not in roles:
        raise SacroReadError(
            f"In this {store.protocol.design} study {' and '.join(roles)} read, not {reader.role}."
        )
    _require_alone(store, reader)
    store.add_reader(reader)
    if store.is_blinded:
        store.take_seat(reader)
    elif reader.role is third_role(store.protocol):
        fill(store, reader)
    else:
        extend(store, reader, to_come(store, reader))


def _require_alone(store: Store, reader: Reader) -> None:
    """Refuse a second reader where the design has one."""
    if store.protocol.design is Design.SINGLE:
        others = [each.reader_id for each in store.readers() if each.role is reader.role and each != reader]
        if others and reader not in store.readers():
            raise SacroReadError(
                f"In this single study {others[0]} reads alone. Make a panel study for several readers."
            )


def sit_down(store: Store, reader: Reader, password: str = "") -> None:
    """Seat a reader who begins to read now; one who is new joins only if there is something to read.

    Who has a password signs in with it; for whom has none yet, the one that is given is his from now on.

    Raises:
        SacroReadError: as `seat` does; a wrong password, or a first one that is too short; or a name that the
            study does not know, of a role whose cases are all given out: who has joined cannot be taken out.
    """
    is_first = bool(password) and has_no_password_yet(store, reader)
    if is_first:
        require_long(password)
    elif password:
        sign_in(store, reader, password)
    _require_cases(store, reader)
    seat(store, reader)
    if is_first:
        set_password(store, reader.reader_id, password)


def _require_cases(store: Store, newcomer: Reader) -> None:
    if store.is_blinded or newcomer in store.readers() or may_grow(store, newcomer):
        return
    same = [store.worklist(each) for each in store.readers() if each.role is newcomer.role]
    is_third = newcomer.role is third_role(store.protocol)
    if not (_free(_due(store), same) if is_third else to_come(store, newcomer)):
        raise SacroReadError(
            f"No cases wait for {newcomer.reader_id}, who is new here: all of them are given to others. "
            f"Choose a name that is there, or import radiographs: sacroread import. {UNCHANGED}"
        )


def to_come(store: Store, reader: Reader) -> Sequence[str]:
    """Return the cases that a first reader gets when he sits down next; none where they are assigned."""
    if reader.role not in first_roles(store.protocol) or is_assigned(store, reader):
        return ()
    known = set(store.worklist(reader))
    return [case_id for case_id in _first_cases(store, reader) if case_id not in known]


def is_assigned(store: Store, reader: Reader) -> bool:
    """Say whether the coordinator chose this reader's cases."""
    return any(event.reader_id == reader.reader_id for event in store.events([EventKind.ASSIGNMENT]))


def assign(store: Store, reader: Reader, case_ids: Sequence[str], now: datetime) -> int:
    """Give cases to a first reader, in a blinded order; return how many were new to him.

    From then on he gets no cases by himself, so that a site reads its own.

    Raises:
        SacroReadError: the study is locked; he is no first reader, or has all these cases already; or a case
            is excluded, or another reader of his role has it where one reader of a role reads a case.
    """
    require_open(store)
    roles = first_roles(store.protocol)
    if reader.role not in roles:
        raise SacroReadError(
            f"Cases come to {reader.reader_id} by the protocol alone. Assign to {' or '.join(roles)}."
        )
    free, known = set(_first_cases(store, reader)), set(store.worklist(reader))
    if taken := next((each for each in case_ids if each not in free and each not in known), ""):
        raise SacroReadError(
            f"Case {taken} is excluded, or another {reader.role} reader has it. Choose others; nothing was "
            "changed."
        )
    new = [case_id for case_id in case_ids if case_id not in known]
    if not new:
        raise SacroReadError(f"{reader.reader_id} has these cases already. {UNCHANGED}")
    store.note(Event(EventKind.ASSIGNMENT, now, reader.reader_id, f"{len(new)} cases"))
    extend(store, reader, new)
    return len(new)


def is_locked(store: Store) -> bool:
    """Say whether the coordinator has locked the study for good."""
    return bool(store.events([EventKind.STUDY_LOCK]))


def require_open(store: Store) -> None:
    """Refuse to change a study that was locked.

    Raises:
        SacroReadError: it is locked.
    """
    if is_locked(store):
        raise SacroReadError("The study is locked. Nothing of it can be changed; reads can be exported.")


def excluded(store: Store) -> Mapping[str, str]:
    """Return the reason of each excluded case."""
    return exclusions(store.events(EXCLUSION_KINDS))


def fill(store: Store, sitting: Reader | None = None) -> None:
    """Give the third readers every case that has become theirs; `sitting` is one who sits down just now."""
    if (role := third_role(store.protocol)) is not None:
        _hand_out(store, _due(store), role, sitting)


def _due(store: Store) -> Sequence[str]:
    """Return the cases that have become the third readers' and that none of them has read."""
    if (role := third_role(store.protocol)) is None:
        return ()
    out, tallies = excluded(store), _tallies(store)
    case_ids = [case.case_id for case in store.cases() if case.case_id not in out]
    held = [case_id for case_id, tally in tallies.items() if role in tally.roles]
    return gains(store.protocol, role, standings_of(store.protocol, case_ids, tallies), held)


def fill_after(store: Store, read: Read) -> None:
    """Do what `fill` does, for the one case that has just been read; a blinding server has done it."""
    role = None if store.is_blinded else third_role(store.protocol)
    if role is not None and read.role in first_roles(store.protocol) and read.case_id not in excluded(store):
        reads = store.reads_of_case(read.case_id)
        held = [each.case_id for each in reads if each.role is role]
        found = standings(store.protocol, [read.case_id], reads)
        _hand_out(store, gains(store.protocol, role, found, held), role)


def may_grow(store: Store, reader: Reader) -> bool:
    """Say whether reads that are still to come can bring this reader more cases."""
    if is_locked(store):
        return False
    if store.is_blinded or reader.role is not third_role(store.protocol):
        return store.may_gain()
    out = excluded(store)
    case_ids = (case.case_id for case in store.cases() if case.case_id not in out)
    found = standings_of(store.protocol, case_ids, _tallies(store))
    return any(role in first_roles(store.protocol) for each in found for role in each.waits_for)


def _first_cases(store: Store, reader: Reader) -> Sequence[str]:
    """All cases; where two roles come first, those that no other reader of the role has."""
    others = [each for each in store.readers() if each.role is reader.role and each != reader]
    is_shared = len(first_roles(store.protocol)) > 1
    held = {case_id for each in others for case_id in _cases_of(store, each)} if is_shared else set()
    gone = held | set(excluded(store))
    return [case.case_id for case in store.cases() if case.case_id not in gone]


def _cases_of(store: Store, reader: Reader) -> Sequence[str]:
    return (*store.worklist(reader), *(read.case_id for read in store.reads(reader)))


def standings_of(
    rules: Protocol, case_ids: Iterable[str], tallies: Mapping[str, CaseTally]
) -> tuple[Standing, ...]:
    """Return where each case stands, in the order of `case_ids`, after what was counted of it."""
    return tuple(standing(rules, case_id, tallies.get(case_id, NOT_READ).said) for case_id in case_ids)


def _tallies(store: Store) -> Mapping[str, CaseTally]:
    with store.reading() as connection:
        return case_tallies(connection)


def _hand_out(store: Store, due: Sequence[str], role: Role, sitting: Reader | None = None) -> None:
    """Give cases that nobody of a role has to those of it who sit at a desk.

    One who has reads and no worklist came with imported reads and sits nowhere.
    """
    if not due:
        return
    lists = {each: store.worklist(each) for each in store.readers() if each.role is role}
    seated = [each for each in lists if each == sitting or lists[each] or not store.reads(each)]
    new = _free(due, lists.values())
    shares = shared_out(new, [reader.reader_id for reader in seated], store.protocol.seed) if seated else {}
    for reader in seated:
        extend(store, reader, shares[reader.reader_id])


def _free(due: Iterable[str], orders: Iterable[Sequence[str]]) -> Sequence[str]:
    """Leave out the cases that are in somebody's order."""
    held = {case_id for order in orders for case_id in order}
    return [case_id for case_id in due if case_id not in held]


def extend(store: Store, reader: Reader, case_ids: Sequence[str], session: int = FIRST_SESSION) -> None:
    """Put cases that are new to the reader at the end, in a blinded order; a locked study gives none."""
    if case_ids and not is_locked(store):
        order = worklist(case_ids, reader.reader_id, session, store.protocol.seed)
        store.extend_worklist(reader, session, order)
