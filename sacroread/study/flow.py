"""The flow of a study's cases, from those enrolled to those with a reference standard, as values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sacroread.study.adjudication import Basis, Standing


@dataclass(frozen=True)
class Flow:
    """How many cases go each way.

    `excluded` counts by reason. `read` are those that every first reader has read; of them `discordant` are
    those on which the first two differ, `adjudicated` those that a third reader has read for that. `final`
    are those with a reference standard, `undecided` counts by basis those that ended without one. The rest
    of what was enrolled waits.
    """

    enrolled: int
    excluded: Mapping[str, int]
    read: int
    discordant: int
    adjudicated: int
    final: int
    undecided: Mapping[Basis, int]
    waiting: int


def flow(excluded: Mapping[str, str], found: Iterable[Standing]) -> Flow:
    """Return the flow of a study: its excluded cases with their reasons, and where all others stand."""
    standing = [each for each in found if each.case_id not in excluded]
    ended = [each for each in standing if each.is_final]
    return Flow(
        enrolled=len(standing) + len(excluded),
        excluded=Counter(excluded.values()),
        read=sum(each.is_final or each.is_discordant for each in standing),
        discordant=sum(each.is_discordant for each in standing),
        adjudicated=sum(each.is_adjudicated for each in standing),
        final=sum(each.definite is not None for each in ended),
        undecided=Counter(each.basis for each in ended if each.basis and each.definite is None),
        waiting=len(standing) - len(ended),
    )
