"""The figure that shows every kappa on definite sacroiliitis with its interval, on one axis."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Axis, Forest, Kind
from sacroread.report.material import CaseTable
from sacroread.report.rounding import estimate_words
from sacroread.study.model import Condition

LEAST, MOST = 3, 40  # rows: of fewer the table says as much, and more do not fit a page
TICK = 0.2  # of the axis, which begins at one
PAIRS = "Readers with one another"
NOTE = "Squares: kappa; lines: intervals of 95 %; dotted: as much agreement as chance gives."
TOO_MANY = "Pairs of readers are left to the matrix: they are too many for this figure."
Named = tuple[str, str]  # part of a dotted name, label
Row = tuple[str, Estimate]
Wanted = Iterable[tuple[str, tuple[str, str]]]  # label of a row, and the two who are compared


def kappa_forest(
    cases: CaseTable, standards: Sequence[Named], estimates: Mapping[str, Estimate]
) -> Forest | None:
    """Return the figure, None where it has too few rows; `standards` are what readers are held against."""
    groups = {title: _found(wanted, estimates) for title, wanted in _groups(cases, standards)}
    note = NOTE
    if sum(map(len, groups.values())) > MOST:
        groups = {title: rows for title, rows in groups.items() if not title.startswith(PAIRS)}
        note = f"{NOTE} {TOO_MANY}"
    rows = [row for found in groups.values() for row in found]
    if not LEAST <= len(rows) <= MOST:
        return None
    titled = [row for title, found in groups.items() if found for row in ((title, None), *found)]
    lowest = min(
        0.0, *(each.value if each.low is None else each.low for _, each in rows if each.value is not None)
    )
    return Forest(
        "kappa_forest",
        "Kappa on definite sacroiliitis with its interval",
        Axis("Kappa", TICK * math.floor(lowest / TICK)),
        tuple(titled),
        line=0.0,
        alternative=f"Kappa: {'; '.join(f'{label} {_told(each)}' for label, each in rows)}.",
        note=note,
    )


def _groups(cases: CaseTable, standards: Sequence[Named]) -> Iterator[tuple[str, Wanted]]:
    for condition in Condition:
        readers = [each for each in cases.readers if each.condition is condition]
        pairs = combinations(readers, 2)
        yield (
            f"{PAIRS}, {condition}",
            [(f"{a.label} \N{EN DASH} {b.label}", (a.key, b.key)) for a, b in pairs],
        )
    for place, (key, label) in enumerate(standards):
        others = [*((each.key, each.label) for each in cases.readers), *standards[:place]]
        yield f"Against: {label}", [(words, (other, key)) for other, words in others]


def _found(wanted: Wanted, estimates: Mapping[str, Estimate]) -> list[Row]:
    orders = ((label, (f"kappa.{a}.{b}", f"kappa.{b}.{a}")) for label, (a, b) in wanted)
    return [
        (label, estimates[name])
        for label, names in orders
        for name in names
        if name in estimates and estimates[name].value is not None
    ]


def _told(estimate: Estimate) -> str:
    return estimate_words(estimate, Kind.COEFFICIENT)
