"""The section on lesions: how often readers mark them alike, and which go with disagreement."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from sacroread.analysis.arrays import Floats, ratio
from sacroread.analysis.bootstrap import Bootstrap, patients_of, sample
from sacroread.analysis.estimate import Definition, Estimate
from sacroread.analysis.measure import Measure
from sacroread.report.content import Axis, Cell, Column, Forest, Kind, Section
from sacroread.report.material import CaseTable, Material
from sacroread.report.rounding import estimate_words
from sacroread.report.tables import named, table
from sacroread.study.model import Condition, Lesion, Read, Side

NAME, TITLE = "lesions", "Lesions and disagreement"
AMONG = Definition(
    "share of pairs of reads that mark a lesion differently",
    "share of pairs of reads",
    "there is no such pair of reads",
)
EXCESS = Definition(
    "difference of shares, discordant minus concordant pairs",
    "share of pairs of reads",
    "there are not both discordant and concordant pairs of reads",
)
WORDS = (
    "Every two unaided first reads of a case are a pair; it is discordant when they differ on definite "
    "sacroiliitis. A lesion is marked differently where just one of the two readers marks it, on either "
    "side. The larger the excess among discordant pairs, the more the lesion goes with disagreement; it need "
    "not be its cause."
)
NO_PAIR = "There are no two other reads of a case to compare."
LEAST_LESIONS = 2
TICK = 10.0  # of the figure's axis, in percentage points
DIFFER, PAIRS = (0, 2), (1, 3)  # of concordant and of discordant pairs, as columns of the counts of a case
COLUMNS = (
    Column("Lesion"),
    *(Column(heading, Kind.COUNT) for heading in ("Pairs", "Marked by both", "Marked by one")),
    *(Column(f"Marked differently, {word} pairs", Kind.PERCENT) for word in ("discordant", "concordant")),
    Column("Excess among discordant pairs", Kind.PERCENT),
)


def lesions_section(material: Material, cases: CaseTable, how: Bootstrap) -> Section | None:
    """Compare the marks of every two reads of a case; None where no reader marked a lesion.

    Of a reader who never marks one it is not known whether he looked for any: his reads are left out.
    """
    reads = [each for each in material.reads if each.repeat == 0 and each.condition is Condition.UNAIDED]
    markers = {each.reader_id for each in reads if any(each.draft.lesions.values())}
    if not markers:
        return None
    graded = [each for each in reads if each.definite is not None]
    kept = [each for each in graded if each.reader_id in markers]
    pairs, left_out = _pairs_by_case(kept), _left_out(graded, markers)
    if not any(pairs.values()):
        return Section(NAME, TITLE, (WORDS, " ".join(filter(None, (left_out, NO_PAIR)))))
    rows = [_row(lesion, pairs, cases, how) for lesion in Lesion]
    rows.sort(key=_excess, reverse=True)
    title = "Marks of lesions in discordant and in concordant pairs of reads"
    listed = table(NAME, title, COLUMNS, rows, left_out)
    return Section(NAME, TITLE, (WORDS,), tables=(listed,), figures=tuple(_forest(rows)))


def _left_out(graded: Sequence[Read], markers: Collection[str]) -> str:
    """Say whose reads are left out, because lesions were not recorded or perhaps not looked for."""
    none = sorted({each.reader_id for each in graded} - set(markers))
    who = f"readers who mark no lesion in any of these reads ({', '.join(none)})"
    return f"Left out, because no mark then does not mean no lesion: {who}." if none else ""


def _forest(rows: list[tuple[Cell, ...]]) -> Iterator[Forest]:
    """Draw the excess of every lesion that somebody marked, where there are two of them to compare."""
    found = [
        (str(lesion), excess)
        for lesion, _, by_both, by_one, *_, excess in rows
        if (by_both or by_one) and isinstance(excess, Estimate) and excess.value is not None
    ]
    if len(found) < LEAST_LESIONS:
        return
    ends = [100 * end for _, each in found for end in (each.low, each.value, each.high) if end is not None]
    low, high = (TICK * step for step in (math.floor(min(0, *ends) / TICK), math.ceil(max(0, *ends) / TICK)))
    words = "; ".join(f"{label} {estimate_words(each, Kind.PERCENT)}" for label, each in found)
    yield Forest(
        "lesion_excess",
        "Lesions marked differently: discordant minus concordant pairs",
        Axis("Excess among discordant pairs (percentage points)", low, high),
        tuple(found),
        Kind.PERCENT,
        line=0.0,
        alternative=f"Excess of different marks among discordant pairs: {words}.",
        note="Right of the dotted line: marked differently more often where readers differ on the decision.",
    )


Pairs = Mapping[str, list[tuple[Read, Read]]]


def _pairs_by_case(reads: Iterable[Read]) -> Pairs:
    by_case: dict[str, list[Read]] = {}
    for read in reads:
        by_case.setdefault(read.case_id, []).append(read)
    return {case_id: list(combinations(found, 2)) for case_id, found in by_case.items()}


def _row(lesion: Lesion, pairs: Pairs, cases: CaseTable, how: Bootstrap) -> tuple[Cell, ...]:
    counts = np.array([_counts(lesion, pairs.get(case_id, [])) for case_id in cases.case_ids], float)
    every = [pair for found in pairs.values() for pair in found]
    both, one = (sum(_marked(pair, lesion, times) for pair in every) for times in (2, 1))
    shares = [_share(counts, column, how) for column in (1, 0)]
    cells = (
        named(each, "marked_differently", word, lesion)
        for each, word in zip(shares, ("discordant", "concordant"), strict=True)
    )
    excess = named(_difference(counts, how), "lesion_excess", lesion)
    return (str(lesion), int(counts[:, PAIRS].sum()), both, one, *cells, excess)


def _counts(lesion: Lesion, found: list[tuple[Read, Read]]) -> list[int]:
    """Return for one case: concordant pairs that differ on the lesion, all of them, the same discordant."""
    counts = [0, 0, 0, 0]
    for pair in found:
        first = 2 * (pair[0].definite != pair[1].definite)
        counts[first] += any(_times(pair, lesion, side) == 1 for side in Side)
        counts[first + 1] += 1
    return counts


def _marked(pair: tuple[Read, Read], lesion: Lesion, times: int) -> int:
    return sum(_times(pair, lesion, side) == times for side in Side)


def _times(pair: tuple[Read, Read], lesion: Lesion, side: Side) -> int:
    return sum(lesion in read.draft.lesions.get(side, ()) for read in pair)


def _share(counts: Floats, column: int, how: Bootstrap) -> Estimate:
    hits, among = DIFFER[column], PAIRS[column]
    n = int(counts[:, among].sum())
    return _measure(AMONG, counts, how, lambda totals: ratio(totals[..., hits], totals[..., among]), n)


def _difference(counts: Floats, how: Bootstrap) -> Estimate:
    def excess(totals: Floats) -> Floats:
        shares = ratio(totals[..., DIFFER], totals[..., PAIRS])  # of concordant, of discordant pairs
        return np.asarray(shares[..., 1] - shares[..., 0])

    return _measure(EXCESS, counts, how, excess, int(counts[:, PAIRS].sum()))


def _measure(
    what: Definition, counts: Floats, how: Bootstrap, of_totals: Callable[[Floats], Floats], n: int
) -> Estimate:
    """Draw cases (or patients) with all their pairs; `n` counts pairs."""
    kept = counts[:, PAIRS].sum(1) > 0
    drawn = sample(counts[kept], patients_of(how, kept))
    return Measure(what, drawn, of_totals, n, what.undefined_because).estimate(how)


def _excess(row: tuple[Cell, ...]) -> float:
    found = row[-1]
    return found.value if isinstance(found, Estimate) and found.value is not None else -np.inf
