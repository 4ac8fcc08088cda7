"""Cases from a study: its final reference standard, the readers' votes, and how the readers saw the case.

A case comes in when its reference standard is final: an external one, or what the readers decided by the
rules of the study's design. A design that decides nothing (panel, single) takes what more than half of at
least two readers say. The votes are the unaided first reads that decide; the presentation is that of
the last of these reads that says what the reference standard says, else of the last one. What the
coordinator excluded stays out.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.intake import sources_of
from sacroread.store.audit import anchor_text
from sacroread.store.store import Store, open_study
from sacroread.study.adjudication import Basis, Standing, reference_standard, standings
from sacroread.study.exchange import ReferenceRow
from sacroread.study.exclusions import EXCLUSION_KINDS, exclusions
from sacroread.study.model import Case, Condition, Presentation, Read
from sacroread.study.protocol import Protocol
from sacroread.study.roles import first_roles
from training.curated_set import Votes
from training.sources import AS_IN_THE_FILE, Gathered, UsableCase

LEAST_VOTES = 2
REASONS: dict[Basis | None, str] = {
    Basis.UNGRADABLE: "two readers say that it cannot be graded",
    Basis.NO_MAJORITY: "three readers say three things",
    Basis.LEFT_OUT: "the readers differ, and by the protocol nobody decides",
}


def from_study(path: Path) -> Gathered:
    """Return the cases of a study file; nothing in it is changed.

    Raises:
        SacroReadError: It cannot be opened, or no case has a reference standard yet.
    """
    with open_study(path) as store:
        return _gathered(store)


def _gathered(store: Store) -> Gathered:
    cases, reads = store.cases(), [read for read in store.reads() if _is_vote(read)]
    found = standings(store.protocol, (case.case_id for case in cases), reads)
    decided = reference_standard(found) if decides(store.protocol) else majority(_by_case(reads))
    reference = {row.case_id: row for row in store.reference() or decided}
    reasons = {
        standing.case_id: why
        for standing in found
        if (why := _why_not(standing, is_known=standing.case_id in reference))
    }
    out = exclusions(store.events(EXCLUSION_KINDS))
    reasons |= {case_id: f"excluded: {reason}" for case_id, reason in out.items()}
    if len(reasons) == len(cases):
        raise SacroReadError(
            f"No case of {store.path.name} has a final reference standard yet. Let the readers finish, or "
            "import reference.csv."
        )
    return Gathered(
        cases=tuple(_cases(store, [case for case in cases if case.case_id not in reasons], reference, reads)),
        exclusions=tuple(f"{case_id}: {why}" for case_id, why in reasons.items()),
        sources={
            "protocol": store.protocol.hash,
            "anchor": hashlib.sha256(anchor_text(store.anchor()).encode("utf-8")).hexdigest(),
        },
        is_synthetic=store.protocol.is_synthetic,
        description=f"The study {store.protocol.name}.",
    )


def decides(protocol: Protocol) -> bool:
    """Whether the design says by itself what two or three readers decide."""
    return len(first_roles(protocol)) > 1


def majority(reads: Mapping[str, Sequence[Read]]) -> tuple[ReferenceRow, ...]:
    """Return what more than half of a case's deciding readers say, where there are at least two."""
    counted = {case_id: votes(mine) for case_id, mine in reads.items()}
    return tuple(
        ReferenceRow(case_id, 2 * each.definite > each.all, Basis.MAJORITY)
        for case_id, each in counted.items()
        if each.all >= LEAST_VOTES and 2 * each.definite != each.all
    )


def _is_vote(read: Read) -> bool:
    return read.condition is Condition.UNAIDED and read.repeat == 0


def _why_not(standing: Standing, *, is_known: bool) -> str:
    """Why a case is left out, empty where it is not; readers who cannot grade it outweigh any reference."""
    if is_known and standing.basis is not Basis.UNGRADABLE:
        return ""
    if standing.waits_for:
        return f"waits for {', '.join(role.value for role in standing.waits_for)}"
    return REASONS.get(standing.basis, "the votes give no majority")


def _cases(
    store: Store, cases: Sequence[Case], reference: dict[str, ReferenceRow], reads: Sequence[Read]
) -> Iterable[UsableCase]:
    sources, by_case = sources_of(store), _by_case(reads)
    for case in cases:
        row, mine = reference[case.case_id], by_case.get(case.case_id, [])
        yield UsableCase(
            case_id=case.case_id,
            patient_id=case.patient_id,
            radiograph=sources[case.case_id],
            is_definite=row.definite,
            origin=str(row.origin),
            votes=votes(mine),
            presentation=as_read(mine, is_definite=row.definite),
        )


def _by_case(reads: Iterable[Read]) -> dict[str, list[Read]]:
    sorted_out: dict[str, list[Read]] = {}
    for read in reads:
        sorted_out.setdefault(read.case_id, []).append(read)
    return sorted_out


def votes(reads: Iterable[Read]) -> Votes:
    """Return how many of these reads decide, and how many of them for definite sacroiliitis."""
    said = [read.definite for read in reads if read.definite is not None]
    return Votes(sum(said), len(said))


def as_read(reads: Sequence[Read], *, is_definite: bool) -> Presentation:
    """Return window, inversion and crop of the read that speaks for the reference standard.

    A turn or a flip is left out: it changes how a reader looks, not what there is to see, and the training
    turns and flips at random itself.
    """
    agreeing = [read for read in reads if read.definite is is_definite]
    chosen = (agreeing or list(reads))[-1:]
    if not chosen:
        return AS_IN_THE_FILE
    return replace(chosen[0].draft.presentation, rotation_degrees=0.0, is_flipped=False)
