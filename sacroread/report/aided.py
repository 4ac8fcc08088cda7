"""The section on readers with and without the second reader: who changed their mind, and which way."""

from collections.abc import Iterable, Iterator
from statistics import median

import numpy as np

from sacroread.analysis.agreement import mcnemar
from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Definition
from sacroread.analysis.table import MISSING
from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.intervals import share_of_cases
from sacroread.report.material import CaseTable, Material, ReadColumn
from sacroread.report.tables import named, table
from sacroread.study.model import Condition, Read

NAME, TITLE = "aided", "Readers with and without the second reader"
Both = tuple[ReadColumn, ReadColumn]  # unaided, aided
CHANGED = Definition("share of changed decisions", "share of cases", "no case was graded unaided and aided")
RIGHT = Definition("share of right decisions", "share of cases", "no case graded both ways has a reference")


def aided_section(material: Material, cases: CaseTable, how: Bootstrap) -> Section | None:
    """Compare the unaided and the aided reads of the same readers; None where nobody read both ways."""
    both = tuple(both_ways(cases))
    if not both:
        return None
    return Section(
        NAME, TITLE, tables=(_changes(both, how), *_rightness(both, cases, how), *_times(both, material))
    )


def both_ways(cases: CaseTable) -> Iterator[Both]:
    """Yield the unaided and the aided reads of every reader who read both ways."""
    for aided in cases.readers:
        if aided.condition is Condition.AIDED:
            yield from ((each, aided) for each in cases.readers if _is_same_reader(each, aided))


def _is_same_reader(unaided: ReadColumn, aided: ReadColumn) -> bool:
    same = (unaided.role, unaided.reader_ids) == (aided.role, aided.reader_ids)
    return same and unaided.condition is Condition.UNAIDED


def _changes(both: tuple[Both, ...], how: Bootstrap) -> Table:
    columns = (
        *(Column("Reader"), Column("Cases read both ways", Kind.COUNT)),
        *(Column(f"To {word}", Kind.COUNT) for word in ("definite", "not definite")),
        Column("Share changed", Kind.PERCENT),
    )
    rows: list[tuple[Cell, ...]] = []
    for unaided, aided in both:
        known = _graded(unaided, aided)
        changed = known & (unaided.definite != aided.definite)
        share = named(share_of_cases(CHANGED, changed, known, how), "changed", unaided.key)
        to = (int((changed & (aided.definite == answer)).sum()) for answer in (1, 0))
        rows.append((unaided.label, share.n, *to, share))
    return table(NAME, "Decisions changed with the second reader", columns, rows)


def _rightness(both: tuple[Both, ...], cases: CaseTable, how: Bootstrap) -> tuple[Table, ...]:
    if not np.any(cases.reference != MISSING):
        return ()
    columns = (
        *(Column("Reader"), Column("Cases", Kind.COUNT)),
        *(Column(heading, Kind.PERCENT) for heading in ("Right unaided", "Right aided")),
        *(Column(heading, Kind.COUNT) for heading in ("Wrong to right", "Right to wrong")),
        Column("P, exact McNemar test", Kind.P_VALUE),
    )
    rows = [_right_row(each, cases.reference, how) for each in both]
    title = "Decisions against the reference standard, unaided and aided"
    return (table(f"{NAME}.reference", title, columns, rows, "Right: as the reference standard says."),)


def _right_row(both: Both, reference: Ints, how: Bootstrap) -> tuple[Cell, ...]:
    known = _graded(*both) & (reference != MISSING)
    before, after = (each.definite == reference for each in both)
    shares = [share_of_cases(RIGHT, right, known, how) for right in (before, after)]
    key = both[0].key
    test = mcnemar(np.where(known, before, MISSING), np.where(known, after, MISSING))
    return (
        both[0].label,
        shares[0].n,
        *(named(share, "right", key, each.condition) for share, each in zip(shares, both, strict=True)),
        int((known & ~before & after).sum()),
        int((known & before & ~after).sum()),
        named(test, "p_mcnemar", key),
    )


def _times(both: tuple[Both, ...], material: Material) -> tuple[Table, ...]:
    """Compare the seconds that the same cases took unaided and aided."""
    columns = (
        *(Column("Reader"), Column("Cases timed both ways", Kind.COUNT)),
        *(Column(f"Median seconds, {word}", Kind.NUMBER) for word in (*Condition, "aided minus unaided")),
    )
    rows = [row for each in both if (row := _times_row(each, material.reads))]
    note = "Seconds of activity of the first reads; the last column is the median of the differences."
    title = "Reading times of the same cases, unaided and aided"
    return (table(f"{NAME}.times", title, columns, rows, note),) if rows else ()


def _times_row(both: Both, reads: Iterable[Read]) -> tuple[Cell, ...]:
    seconds: dict[Condition, dict[str, float]] = {condition: {} for condition in Condition}
    for read in reads:
        is_first = read.repeat == 0 and read.reader_id in both[0].reader_ids and read.role is both[0].role
        if is_first and read.active_seconds is not None:
            seconds[read.condition][read.case_id] = read.active_seconds
    unaided, aided = (seconds[condition] for condition in Condition)
    common = sorted(unaided.keys() & aided.keys())
    if not common:
        return ()
    medians = (median(times[case_id] for case_id in common) for times in (unaided, aided))
    return (
        both[0].label,
        len(common),
        *medians,
        median(aided[case_id] - unaided[case_id] for case_id in common),
    )


def _graded(unaided: ReadColumn, aided: ReadColumn) -> Bools:
    known: Bools = (unaided.definite != MISSING) & (aided.definite != MISSING)
    return known
