"""The section on how long reading took, idle time left out."""

from statistics import quantiles

from sacroread.report.content import Cell, Column, Kind, Section
from sacroread.report.material import Material
from sacroread.report.tables import table
from sacroread.study.model import Condition, Read, Role

NAME, TITLE = "reading_times", "Reading times"
LEAST_READS = 2  # for quartiles


def reading_times_section(material: Material) -> Section | None:
    """Return quartiles of active seconds for every reader and condition; None where none were recorded."""
    groups: dict[tuple[str, str], list[float]] = {}
    timed = [(read, read.active_seconds) for read in material.reads if read.active_seconds is not None]
    for read, seconds in sorted(timed, key=lambda pair: _order(pair[0])):
        groups.setdefault((read.reader_id, read.condition.value), []).append(seconds)
    rows = [(*who, *_times(times)) for who, times in groups.items() if len(times) >= LEAST_READS]
    if not rows:
        return None
    columns = (
        *(Column("Reader"), Column("Condition"), Column("Reads", Kind.COUNT)),
        *(Column(f"Seconds, {word}", Kind.NUMBER) for word in ("lower quartile", "median", "upper quartile")),
    )
    note = "Seconds of activity from the display of a case to its lock, all repeats together."
    return Section(NAME, TITLE, tables=(table(NAME, "Reading times per case", columns, rows, note),))


def _order(read: Read) -> tuple[int, str, int]:
    return list(Role).index(read.role), read.reader_id, list(Condition).index(read.condition)


def _times(seconds: list[float]) -> tuple[Cell, ...]:
    return (len(seconds), *quantiles(seconds, n=4, method="inclusive"))
