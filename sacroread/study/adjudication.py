"""Where each case stands on the way to its reference standard: who reads next, or what was decided and how.

A read says one of three things: definite sacroiliitis, not definite, ungradable. One rule covers them all:
what two readers say stands. The first two readers come first; only where they do not say the same (an
ungradable read beside a decision included) does a third one, if the protocol has one, and where no two of the
three say the same the case stays undecided. A read that does not exist yet is no statement: the case waits.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Read, Role
from sacroread.study.protocol import Discordant, Protocol
from sacroread.study.roles import first_roles, third_role


class Outcome(StrEnum):
    """What one read says."""

    DEFINITE = "definite"
    NOT_DEFINITE = "not definite"
    UNGRADABLE = "ungradable"


OUTCOMES = {True: Outcome.DEFINITE, False: Outcome.NOT_DEFINITE, None: Outcome.UNGRADABLE}


class Basis(StrEnum):
    """What the end of a case rests on; the first three give a reference standard, the others none."""

    AGREEMENT = "agreement"  # of the first two readers
    MAJORITY = "majority"  # two of three readers
    COUNTED_NEGATIVE = "counted negative"  # discordant, and the protocol says not definite
    LEFT_OUT = "left out"  # discordant, and nobody decides
    UNGRADABLE = "ungradable"  # so say two readers
    NO_MAJORITY = "no majority"  # three readers say three things


@dataclass(frozen=True)
class Standing:
    """Where one case stands.

    `waits_for` names the roles whose read is missing. `is_discordant` says that the first two readers did not
    say the same. `basis` is None while the case waits, and in a design that decides nothing; `definite` is
    the reference standard, None where there is none.
    """

    case_id: str
    waits_for: tuple[Role, ...] = ()
    is_discordant: bool = False
    basis: Basis | None = None
    definite: bool | None = None

    @property
    def is_final(self) -> bool:
        """Whether no further read can come."""
        return not self.waits_for

    @property
    def is_concordant(self) -> bool:
        """Whether the first two readers agreed on a decision: such a case can be a decoy."""
        return self.basis is Basis.AGREEMENT

    @property
    def is_adjudicated(self) -> bool:
        """Whether a third reader has read a discordant case."""
        return self.is_discordant and self.basis in {Basis.MAJORITY, Basis.NO_MAJORITY, Basis.UNGRADABLE}


def standings(protocol: Protocol, case_ids: Iterable[str], reads: Iterable[Read]) -> tuple[Standing, ...]:
    """Return where each case stands, in the order of `case_ids`; `reads` come as `Store.reads` has them.

    Only unaided first reads speak. Of several readers of one role the first to lock speaks for it; of several
    reads of that reader the last one does, because it is a correction.
    """
    said = _said(reads)
    return tuple(standing(protocol, case_id, said.get(case_id, {})) for case_id in case_ids)


def standing(protocol: Protocol, case_id: str, said: Mapping[Role, Outcome]) -> Standing:
    """Return where a case stands after what each role has said about it."""
    roles = first_roles(protocol)
    if missing := tuple(role for role in roles if role not in said):
        return Standing(case_id, waits_for=missing)
    if len(roles) < 2:
        return Standing(case_id)
    first = [said[role] for role in roles]
    if len(set(first)) == 1:
        return _decided(case_id, first[0], Basis.AGREEMENT, is_discordant=False)
    third = third_role(protocol)
    if third is None:
        return _without_third(protocol, case_id, first)
    if third not in said:
        return Standing(case_id, waits_for=(third,), is_discordant=True)
    return _by_three(case_id, [*first, said[third]])


def reference_standard(found: Iterable[Standing]) -> tuple[ReferenceRow, ...]:
    """Return the reference standard of the cases that have one; its origin is what it rests on."""
    return tuple(
        ReferenceRow(each.case_id, each.definite, each.basis)
        for each in found
        if each.definite is not None and each.basis is not None
    )


def _said(reads: Iterable[Read]) -> Mapping[str, Mapping[Role, Outcome]]:
    speakers: dict[tuple[str, Role], str] = {}
    said: dict[str, dict[Role, Outcome]] = {}
    for read in reads:
        if read.condition is not Condition.UNAIDED or read.repeat:
            continue
        if speakers.setdefault((read.case_id, read.role), read.reader_id) == read.reader_id:
            said.setdefault(read.case_id, {})[read.role] = OUTCOMES[read.definite]
    return said


def _without_third(protocol: Protocol, case_id: str, first: Sequence[Outcome]) -> Standing:
    """The protocol decides; only what both readers could grade may count as negative."""
    if protocol.discordant is Discordant.NEGATIVE and Outcome.UNGRADABLE not in first:
        return _decided(case_id, Outcome.NOT_DEFINITE, Basis.COUNTED_NEGATIVE, is_discordant=True)
    return Standing(case_id, is_discordant=True, basis=Basis.LEFT_OUT)


def _by_three(case_id: str, votes: Sequence[Outcome]) -> Standing:
    ((most, count),) = Counter(votes).most_common(1)
    if count == 1:
        return Standing(case_id, is_discordant=True, basis=Basis.NO_MAJORITY)
    return _decided(case_id, most, Basis.MAJORITY, is_discordant=True)


def _decided(case_id: str, stands: Outcome, basis: Basis, *, is_discordant: bool) -> Standing:
    if stands is Outcome.UNGRADABLE:
        return Standing(case_id, is_discordant=is_discordant, basis=Basis.UNGRADABLE)
    return Standing(case_id, (), is_discordant, basis, stands is Outcome.DEFINITE)
