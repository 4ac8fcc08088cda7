"""The section on quality: radiographs that were excluded, and reads that could not grade."""

from collections import Counter

from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.material import Material
from sacroread.report.tables import table
from sacroread.study.model import Ungradable

NAME, TITLE = "quality", "Quality and exclusions"


def quality_section(material: Material) -> Section | None:
    """Count exclusions by reason and ungradable reads by reader and reason; None without reads."""
    if not (material.reads or material.excluded):
        return None
    tables = (*_exclusions(material), *_ungradable(material))
    words = () if tables else ("No radiograph was excluded before reading, and every read gave a grade.",)
    return Section(NAME, TITLE, words, tables=tables)


def _exclusions(material: Material) -> tuple[Table, ...]:
    if not material.excluded:
        return ()
    counts = Counter(material.excluded.values())
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    columns = (Column("Reason"), Column("Radiographs", Kind.COUNT))
    title = "Radiographs excluded before reading"
    return (table("exclusions", title, columns, rows),)


def _ungradable(material: Material) -> tuple[Table, ...]:
    counts = Counter(
        (read.reader_id, read.draft.ungradable)
        for read in material.reads
        if read.draft.ungradable is not None
    )
    if not counts:
        return ()
    columns = (Column("Reader"), *(Column(f"Ungradable, {each}", Kind.COUNT) for each in Ungradable))
    readers = sorted({reader for reader, _ in counts})
    rows: list[tuple[Cell, ...]] = [
        (reader, *(counts[reader, reason] for reason in Ungradable)) for reader in readers
    ]
    note = "All conditions and repeats together; readers without an ungradable read are left out."
    return (table("ungradable", "Reads that could not grade, by reason", columns, rows, note),)
