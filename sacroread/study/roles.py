"""Which roles read in a study, as its design and its protocol say."""

from collections.abc import Iterable, Mapping

from sacroread.study.model import Role
from sacroread.study.protocol import Design, Discordant, Protocol

FIRST_ROLES: Mapping[Design, tuple[Role, ...]] = {
    Design.ADJUDICATED: (Role.LOCAL, Role.CENTRAL_1),
    Design.PAIRED: (Role.CENTRAL_1, Role.CENTRAL_2),
    Design.PANEL: (Role.PANEL,),
    Design.SINGLE: (Role.PANEL,),
}
_THIRD_ROLES: Mapping[Design, Role] = {Design.ADJUDICATED: Role.CENTRAL_2, Design.PAIRED: Role.CENTRAL_3}


def first_roles(protocol: Protocol) -> tuple[Role, ...]:
    """Return the roles that read every case."""
    return FIRST_ROLES[protocol.design]


def third_role(protocol: Protocol) -> Role | None:
    """Return the role of the reader who decides discordant cases; None where nobody does."""
    return _THIRD_ROLES.get(protocol.design) if protocol.discordant is Discordant.THIRD_READER else None


def reading_roles(protocol: Protocol) -> tuple[Role, ...]:
    """Return the roles that read in a study, in the order in which a case comes to them."""
    third = third_role(protocol)
    return (*first_roles(protocol), *((third,) if third else ()))


def comparable_roles(protocol: Protocol) -> tuple[Role, ...]:
    """Return the roles whose reads from elsewhere a study takes.

    Beside those that read in it the local reader, with whom central ones are compared. Where every reader has
    the same role, those of an older study with several may stand beside them; nothing rests on them there.
    """
    reading = reading_roles(protocol)
    is_one_role = len(first_roles(protocol)) == 1
    beside = [each for each in Role if each is not Role.COORDINATOR] if is_one_role else [Role.LOCAL]
    return tuple(dict.fromkeys((*reading, *beside)))


def free_role(protocol: Protocol, taken: Iterable[Role]) -> Role:
    """Return the role of the next reader who joins: the first one that nobody has, else the last one."""
    roles, occupied = reading_roles(protocol), set(taken)
    return next((role for role in roles if role not in occupied), roles[-1])
