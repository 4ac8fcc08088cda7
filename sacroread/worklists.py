"""The worklists of a study, which fill themselves: when a reader sits down and when reads are locked.

Of two first roles each gives every case to one of its readers; a discordant case or a decoy goes to one
reader of the third role. Cases are only ever put at the end of a worklist. What an interruption left undone
is made up for when a third reader sits down.
"""

from collections.abc import Iterable, Sequence

from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study.adjudication import standings
from sacroread.study.model import Read, Reader
from sacroread.study.roles import first_roles, reading_roles, third_role
from sacroread.study.worklist import gains, shared_out, worklist

SESSION = 0


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
        _extend(store, reader, _first_cases(store, reader))


def fill(store: Store, sitting: Reader | None = None) -> None:
    """Give the third readers every case that has become theirs; `sitting` is one who sits down just now."""
    if seated := _third_readers(store, sitting):
        _hand_out(store, seated, [case.case_id for case in store.cases()], store.reads())


def fill_after(store: Store, read: Read) -> None:
    """Do what `fill` does, for the one case that has just been read."""
    if read.role in first_roles(store.protocol) and (seated := _third_readers(store)):
        _hand_out(store, seated, [read.case_id], store.reads_of_case(read.case_id))


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
    held = (
        _held(store, others, (read for each in others for read in store.reads(each))) if is_shared else set()
    )
    return [case.case_id for case in store.cases() if case.case_id not in held]


def _held(store: Store, readers: Iterable[Reader], reads: Iterable[Read]) -> set[str]:
    waiting = (case_id for reader in readers for case_id in store.worklist(reader, SESSION))
    return {*waiting, *(read.case_id for read in reads)}


def _third_readers(store: Store, sitting: Reader | None = None) -> Sequence[Reader]:
    """Those at a desk; one who has reads and no worklist came with imported reads and sits nowhere."""
    return [
        reader
        for reader in store.readers()
        if reader.role is third_role(store.protocol)
        and (reader == sitting or store.worklist(reader, SESSION) or not store.reads(reader))
    ]


def _hand_out(store: Store, seated: Sequence[Reader], case_ids: Sequence[str], reads: Sequence[Read]) -> None:
    role, protocol = seated[0].role, store.protocol
    peers = [reader for reader in store.readers() if reader.role is role]
    held = _held(store, peers, (read for read in reads if read.role is role))
    due = gains(protocol, role, standings(protocol, case_ids, reads), held)
    shares = shared_out(due, [reader.reader_id for reader in seated], protocol.seed)
    for reader in seated:
        _extend(store, reader, shares[reader.reader_id])


def _extend(store: Store, reader: Reader, case_ids: Iterable[str]) -> None:
    """Put those cases that are new to the reader at the end, in a blinded order of their own."""
    known = set(store.worklist(reader, SESSION))
    new = [case_id for case_id in case_ids if case_id not in known]
    if new:
        order = worklist(new, reader.reader_id, SESSION, store.protocol.seed)
        store.extend_worklist(reader, SESSION, order)
