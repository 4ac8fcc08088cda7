"""The worklists of a study, which fill themselves: when a reader sits down and when reads are locked.

Of two first roles each gives every case to one of its readers; a discordant case or a decoy goes to one
reader of the third role. Cases are only ever put at the end of a worklist. What an interruption left undone
is made up for when a third reader sits down.
"""

from collections.abc import Sequence

from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study.adjudication import standings
from sacroread.study.model import FIRST_SESSION, Read, Reader, Role
from sacroread.study.roles import first_roles, reading_roles, third_role
from sacroread.study.worklist import gains, shared_out, worklist

SESSION = FIRST_SESSION


def seat(store: Store, reader: Reader) -> None:
    """Let a reader join or come back: known to the study, with the cases that its design has for him now.

    Raises:
        SacroReadError: nobody of that role reads in this study, or the reader has another role in it.
    """
    roles = reading_roles(store.protocol)
    if reader.role not in roles:
        raise SacroReadError(
            f"In this {store.protocol.design} study {' and '.join(roles)} read, not {reader.role}."
        )
    store.add_reader(reader)
    if reader.role is third_role(store.protocol):
        fill(store, reader)
    else:
        known = set(store.worklist(reader, SESSION))
        _extend(store, reader, [case_id for case_id in _first_cases(store, reader) if case_id not in known])


def fill(store: Store, sitting: Reader | None = None) -> None:
    """Give the third readers every case that has become theirs; `sitting` is one who sits down just now."""
    if (role := third_role(store.protocol)) is not None:
        case_ids = [case.case_id for case in store.cases()]
        _hand_out(store, _for_role(store, role, case_ids, store.reads()), role, sitting)


def fill_after(store: Store, read: Read) -> None:
    """Do what `fill` does, for the one case that has just been read."""
    role = third_role(store.protocol)
    if role is not None and read.role in first_roles(store.protocol):
        reads = store.reads_of_case(read.case_id)
        _hand_out(store, _for_role(store, role, [read.case_id], reads), role)


def may_grow(store: Store, reader: Reader) -> bool:
    """Say whether reads that are still to come can bring this reader more cases."""
    if reader.role is not third_role(store.protocol):
        return False
    found = standings(store.protocol, (case.case_id for case in store.cases()), store.reads())
    return any(role in first_roles(store.protocol) for each in found for role in each.waits_for)


def _first_cases(store: Store, reader: Reader) -> Sequence[str]:
    """All cases; where two roles come first, those that no other reader of the role has."""
    others = [each for each in store.readers() if each.role is reader.role and each != reader]
    is_shared = len(first_roles(store.protocol)) > 1
    held = {case_id for each in others for case_id in _cases_of(store, each)} if is_shared else set()
    return [case.case_id for case in store.cases() if case.case_id not in held]


def _cases_of(store: Store, reader: Reader) -> Sequence[str]:
    return (*store.worklist(reader, SESSION), *(read.case_id for read in store.reads(reader)))


def _for_role(store: Store, role: Role, case_ids: Sequence[str], reads: Sequence[Read]) -> Sequence[str]:
    """The cases that are one for a role and that it has not read."""
    already_read = (read.case_id for read in reads if read.role is role)
    return gains(store.protocol, role, standings(store.protocol, case_ids, reads), already_read)


def _hand_out(store: Store, due: Sequence[str], role: Role, sitting: Reader | None = None) -> None:
    """Give cases that nobody of a role has to those of it who sit at a desk.

    One who has reads and no worklist came with imported reads and sits nowhere.
    """
    if not due:
        return
    lists = {each: store.worklist(each, SESSION) for each in store.readers() if each.role is role}
    seated = [each for each in lists if each == sitting or lists[each] or not store.reads(each)]
    held = {case_id for order in lists.values() for case_id in order}
    new = [case_id for case_id in due if case_id not in held]
    shares = shared_out(new, [reader.reader_id for reader in seated], store.protocol.seed) if seated else {}
    for reader in seated:
        _extend(store, reader, shares[reader.reader_id])


def _extend(store: Store, reader: Reader, case_ids: Sequence[str]) -> None:
    """Put cases that are new to the reader at the end, in a blinded order of their own."""
    if case_ids:
        order = worklist(case_ids, reader.reader_id, SESSION, store.protocol.seed)
        store.extend_worklist(reader, SESSION, order)
