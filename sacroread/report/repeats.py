"""The section on the same reader twice: first read against repeats of the same cases."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from statistics import median

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.between_readers import AGREEMENT_COLUMNS, agreement_cells
from sacroread.report.content import Cell, Column, Kind, Section
from sacroread.report.grades import MEASURE_COLUMNS, WEIGHTS, grade_row, has_grades, joint_pairs
from sacroread.report.material import CaseTable, Material, ReadColumn, read_columns
from sacroread.report.tables import table

NAME, TITLE = "repeats", "The same reader twice"
SECONDS_A_DAY = 86_400
Repeats = tuple[ReadColumn, int, ReadColumn]  # first reads, number of the repeat, repeated reads
DEFINITE_COLUMNS = (
    *(Column("Reader"), Column("Repeat", Kind.COUNT), Column("Cases read twice", Kind.COUNT)),
    *(Column("Days between, median", Kind.NUMBER), *AGREEMENT_COLUMNS),
)


def repeats_section(material: Material, cases: CaseTable, how: Bootstrap) -> Section | None:
    """Compare every reader with himself; None where nobody read a case twice."""
    found = tuple(_repeats(material, cases))
    if not found:
        return None
    rows = [_definite_row(each, material, how) for each in found]
    tables = [table(NAME, "The same reader twice on definite sacroiliitis", DEFINITE_COLUMNS, rows)]
    graded = [
        (first.label, number, *grade_row(pairs, first.key, f"repeat_{number}"))
        for first, number, again in found
        if has_grades(first) and has_grades(again)
        for pairs in joint_pairs(first, again, how)
    ]
    if graded:
        columns = (Column("Reader"), Column("Repeat", Kind.COUNT), Column("Side"), *MEASURE_COLUMNS)
        tables.append(
            table(f"{NAME}.grades", "The same reader twice on the grade of a joint", columns, graded, WEIGHTS)
        )
    return Section(NAME, TITLE, tables=tuple(tables))


def _repeats(material: Material, cases: CaseTable) -> Iterator[Repeats]:
    numbers = sorted({read.repeat for read in material.reads} - {0})
    place = {case_id: position for position, case_id in enumerate(cases.case_ids)} if numbers else {}
    firsts = read_columns(material.reads, place, 0, is_pooled=False) if numbers else ()
    for number in numbers:
        for again in read_columns(material.reads, place, number, is_pooled=False):
            first = next((each for each in firsts if _is_same(each, again)), None)
            if first is not None:
                yield first, number, again


def _is_same(first: ReadColumn, again: ReadColumn) -> bool:
    return (first.reader_ids, first.role, first.condition) == (again.reader_ids, again.role, again.condition)


def _definite_row(repeats: Repeats, material: Material, how: Bootstrap) -> tuple[Cell, ...]:
    first, number, again = repeats
    about = (first.key, f"repeat_{number}")
    n, *estimates = agreement_cells(first.definite, again.definite, about, how)
    return (first.label, number, n, _median_days(first, number, material), *estimates)


def _median_days(first: ReadColumn, number: int, material: Material) -> float | None:
    times = [_locked(material, first, repeat) for repeat in (0, number)]
    both = times[0].keys() & times[1].keys()
    gaps = [(times[1][case_id] - times[0][case_id]).total_seconds() / SECONDS_A_DAY for case_id in both]
    return median(gaps) if gaps else None


def _locked(material: Material, reader: ReadColumn, repeat: int) -> Mapping[str, datetime]:
    return {
        read.case_id: read.locked_at
        for read in material.reads
        if (read.reader_id,) == reader.reader_ids
        and (read.condition, read.repeat) == (reader.condition, repeat)
        and read.locked_at is not None
    }
