"""How far the making of a dossier is. Work is announced piece by piece, and an announcement may end it."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

Step = Callable[[float, str], None]  # the share that is done, 0 to 1, and what comes next
Item = TypeVar("Item")


def quiet(share: float, what: str) -> None:
    """Announce nothing."""


def part(step: Step, low: float, high: float) -> Step:
    """Return the announcements of a part of the work, which goes from one share of the whole to another."""
    return lambda share, what: step(low + (high - low) * share, what)


def announced(
    items: Collection[Item], step: Step, what: str | Callable[[Item], str], every: int = 1
) -> Iterator[Item]:
    """Yield pieces of work, each announced before, or one of so many where they are small.

    What `step` raises ends the work: `concurrent.futures.CancelledError` where nobody wants it any more.
    """
    for number, item in enumerate(items):
        if number % every == 0:
            step(number / len(items), what if isinstance(what, str) else what(item))
        yield item
