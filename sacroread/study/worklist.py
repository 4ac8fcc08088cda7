"""Which cases come to a reader, and the blinded order in which he gets them.

Whether a case comes to the third reader follows from that case alone: it is discordant, or a draw that seed
and case decide makes it a decoy. Both kinds become due at the same moment, when the second of the first two
reads is locked, and stand in one order. So neither place nor time says anything about a case.
"""

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence

from sacroread.study.adjudication import Standing
from sacroread.study.model import Role
from sacroread.study.protocol import Protocol
from sacroread.study.roles import first_roles, third_role


def worklist(case_ids: Iterable[str], reader_id: str, session: int, seed: int) -> tuple[str, ...]:
    """Return the cases in an order that only the seed, the reader and the session decide.

    The order in which the cases were imported does not matter. The realised order is stored with the study,
    so a later Python that shuffles differently changes nothing that was read.
    """
    order = sorted(case_ids)
    random.Random(_digest(seed, reader_id, session)).shuffle(order)  # noqa: S311 - blinding, not a secret
    return tuple(order)


def is_due(protocol: Protocol, role: Role, standing: Standing) -> bool:
    """Say whether a case is one for a role, read by it already or not."""
    if role in first_roles(protocol):
        return True
    return role is third_role(protocol) and (standing.is_discordant or is_decoy(protocol, standing))


def is_decoy(protocol: Protocol, standing: Standing) -> bool:
    """Say whether a case comes to the third reader although the first two agreed on it.

    Each concordant case has the chance `decoy_share`, drawn for it alone, so that the choice does not shift
    when cases are added, and the decoys are a random sample for reliability.
    """
    return standing.is_concordant and draw(protocol.seed, "decoy", standing.case_id) < protocol.decoy_share


def gains(protocol: Protocol, role: Role, found: Iterable[Standing], held: Iterable[str]) -> tuple[str, ...]:
    """Return the cases for a role that nobody of that role holds yet, in the order of `found`."""
    known = set(held)
    return tuple(each.case_id for each in found if each.case_id not in known and is_due(protocol, role, each))


def shared_out(
    case_ids: Iterable[str], reader_ids: Sequence[str], seed: int
) -> Mapping[str, tuple[str, ...]]:
    """Give each case to one of several readers of a role, by a draw for that case alone."""
    order = sorted(reader_ids)
    shares: dict[str, list[str]] = {reader_id: [] for reader_id in order}
    for case_id in case_ids:
        shares[order[int(draw(seed, "share", case_id) * len(order))]].append(case_id)
    return {reader_id: tuple(mine) for reader_id, mine in shares.items()}


def draw(seed: int, *about: object) -> float:
    """Return a number from 0 to below 1 that seed and subject decide, evenly spread over subjects."""
    return int.from_bytes(_digest(seed, *about)[:6], "big") / (1 << 48)


def _digest(*about: object) -> bytes:
    return hashlib.sha256("/".join(map(str, about)).encode()).digest()
