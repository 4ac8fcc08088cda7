"""The section on cases on which readers differ, who was overruled, and what was reclassified."""

import numpy as np

from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Definition
from sacroread.analysis.table import MISSING
from sacroread.report.between_readers import Pair, reader_pairs
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.guards import discordant
from sacroread.report.intervals import share_of_cases
from sacroread.report.material import CaseTable, ReadColumn
from sacroread.report.selection import label_of
from sacroread.report.tables import named, table
from sacroread.study.model import Side

NAME, TITLE = "discordance", "Discordant and reclassified cases"
MOST_CASES = 40  # of the list of discordant cases
DISCORDANT = Definition("share of discordant cases", "share of cases", "no case was read by both readers")
RECLASSIFIED = Definition(
    "share of reclassified cases", "share of cases", "no graded case has a reference standard"
)


def discordance_section(cases: CaseTable, how: Bootstrap) -> Section | None:
    """Count discordant pairs, who was overruled, and reclassified cases; None with nothing to count."""
    tables = (*_pairs_table(cases, how), *_reclassified_table(cases, how), *_case_list(cases))
    return Section(NAME, TITLE, tables=tables) if tables else None


def _pairs_table(cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    columns = (
        Column("Reader"),
        Column("Other reader"),
        *(Column(heading, Kind.COUNT) for heading in ("Cases read by both", "Discordant")),
        Column("Share discordant", Kind.PERCENT),
        *(
            Column(heading, Kind.COUNT)
            for heading in ("Only reader says definite", "Only other says definite")
        ),
        *(Column(heading, Kind.COUNT) for heading in ("Reader overruled", "Other overruled", "No reference")),
    )
    rows = [_pair_row(pair, cases, how) for pair in reader_pairs(cases)]
    note = "Overruled: the reference standard says otherwise."
    return (table("discordant_pairs", "Discordant reads", columns, rows, note),) if rows else ()


def _pair_row(pair: Pair, cases: CaseTable, how: Bootstrap) -> tuple[Cell, ...]:
    (first, second), reference = pair, cases.reference
    both = (first.definite != MISSING) & (second.definite != MISSING)
    differ, known = both & (first.definite != second.definite), reference != MISSING
    share = share_of_cases(DISCORDANT, differ, both, how)
    return (
        *(label_of(reader, cases) for reader in pair),
        share.n,
        _count(differ),
        named(share, "discordant", first.key, second.key),
        *(_count(differ & (reader.definite == 1)) for reader in pair),
        *(_count(differ & known & (reader.definite != reference)) for reader in pair),
        _count(differ & ~known),
    )


def _reclassified_table(cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    if not np.any(cases.reference != MISSING) or not cases.readers:
        return ()
    columns = (
        Column("Reader"),
        *(Column(heading, Kind.COUNT) for heading in ("Cases", "Reclassified")),
        Column("Share reclassified", Kind.PERCENT),
        *(Column(heading, Kind.COUNT) for heading in ("To definite", "To not definite")),
    )
    rows = [_reclassified_row(reader, cases.reference, how) for reader in cases.readers]
    note = "Reclassified: the reference standard differs from the reader's decision."
    return (table("reclassified", "Cases reclassified by the reference standard", columns, rows, note),)


def _reclassified_row(reader: ReadColumn, reference: Ints, how: Bootstrap) -> tuple[Cell, ...]:
    known = (reader.definite != MISSING) & (reference != MISSING)
    changed = known & (reader.definite != reference)
    share = named(share_of_cases(RECLASSIFIED, changed, known, how), "reclassified", reader.key)
    to = (_count(changed & (reference == answer)) for answer in (1, 0))
    return (reader.label, share.n, _count(changed), share, *to)


def _case_list(cases: CaseTable) -> tuple[Table, ...]:
    readers = [each for each in cases.readers if each.is_vote]
    places = np.flatnonzero(discordant(cases))
    if not places.size:
        return ()
    spread = _grade_spread(readers, len(cases.case_ids))
    order = sorted(places.tolist(), key=lambda place: (-int(spread[place]), cases.case_ids[place]))[
        :MOST_CASES
    ]
    columns = (
        Column("Case"),
        *(Column(reader.label) for reader in readers),
        Column("Reference standard"),
        Column("Largest difference of grades", Kind.COUNT),
    )
    rows = [
        (
            cases.case_ids[place],
            *(_read_words(reader, place) for reader in readers),
            _answer(int(cases.reference[place])),
            int(spread[place]) if spread[place] >= 0 else None,
        )
        for place in order
    ]
    note = f"{len(order)} of {places.size} discordant cases. R and L: the patient's right and left."
    return (table("discordant_cases", "The most discordant cases", columns, rows, note),)


def _grade_spread(readers: list[ReadColumn], cases: int) -> Ints:
    """Return for each case the largest difference of grades between readers on one side, -1 without."""
    found = np.full(cases, -1, np.int64)
    for side in Side:
        grades = np.stack([reader.grades[side] for reader in readers])
        known = grades != MISSING
        low, high = np.where(known, grades, 99).min(0), grades.max(0)
        found = np.maximum(found, np.where(known.sum(0) > 1, high - low, -1))
    return found


def _read_words(reader: ReadColumn, place: int) -> str:
    if not reader.is_read[place]:
        return "not read"
    grades = [
        f"{side.letter} {reader.grades[side][place]}" for side in Side if reader.grades[side][place] >= 0
    ]
    words = _answer(int(reader.definite[place])) or "ungradable"
    return f"{words} ({', '.join(grades)})" if grades else words


def _answer(definite: int) -> str:
    return {1: "definite", 0: "not definite"}.get(definite, "")


def _count(cases: Bools) -> int:
    return int(cases.sum())
