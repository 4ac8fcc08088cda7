"""The correction of a locked read."""

from dataclasses import dataclass

from sacroread.study.model import Read


@dataclass(frozen=True, kw_only=True)
class Correction(Read):
    """A later read that counts instead of a locked one, which stays on record.

    `supersedes` is the token of the read that counted until now, of the same reader, case, condition and
    repeat; `correction_reason` says in words why it was wrong.
    """

    supersedes: str
    correction_reason: str


def counting(reads: tuple[Read, ...]) -> tuple[Read, ...]:
    """Leave out the reads that a later one corrects, which stands in their place."""
    superseded = {read.supersedes for read in reads if isinstance(read, Correction)}
    if not superseded:
        return reads
    places: dict[str, int] = {}
    for place, read in enumerate(reads):
        places[read.token] = places.get(read.supersedes, place) if isinstance(read, Correction) else place
    return tuple(
        sorted((read for read in reads if read.token not in superseded), key=lambda read: places[read.token])
    )
