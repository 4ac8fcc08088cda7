"""Do numbers typed in from a publication agree with each other: a printed share with the printed table."""

from collections.abc import Iterator
from dataclasses import dataclass

from sacroread.analysis.table import TwoByTwo


@dataclass(frozen=True)
class Printed:
    """A share as it was printed, and how many decimals; `name` says which."""

    name: str
    value: float
    decimals: int


def possible_counts(printed: Printed, n: int) -> tuple[int, ...]:
    """Return the counts k of n that round to a printed share; none: it cannot be a share of n cases."""
    return tuple(
        k for k in range(n + 1) if abs(k / n - printed.value) <= 0.5 * 10.0**-printed.decimals + 1e-12
    )


def discrepancies(table: TwoByTwo, sensitivity: Printed, specificity: Printed) -> tuple[str, ...]:
    """Return a sentence for each printed share that does not follow from the table."""
    sides = ((sensitivity, table.tp, table.tp + table.fn), (specificity, table.tn, table.tn + table.fp))
    return tuple(sentence for printed, k, n in sides for sentence in _judged(printed, k, n))


def _judged(printed: Printed, k: int, n: int) -> Iterator[str]:
    counts = possible_counts(printed, n)
    shown = f"{printed.name} {printed.value:.{printed.decimals}f}"
    if not counts:
        yield f"{shown} is no share of {n} cases."
    elif k not in counts:
        nearest = min(counts, key=lambda count: abs(count - k))
        off = abs(nearest - k)
        yield f"{shown} is {nearest}/{n}, {off} case{'s' if off > 1 else ''} off the table's {k}/{n}."
