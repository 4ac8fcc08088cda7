"""The section on quality: radiographs that were excluded, and what readers say against the others."""

from collections import Counter

from sacroread.report.content import Cell, Column, Kind, Section, Table
from sacroread.report.material import Material
from sacroread.report.tables import table
from sacroread.study.model import Quality, Ungradable

NAME, TITLE = "quality", "Quality and exclusions"


def quality_section(material: Material) -> Section | None:
    """Count exclusions by reason, and what readers say against quality; None without reads."""
    if not (material.reads or material.excluded):
        return None
    tables = (*_exclusions(material), *_complaints(material))
    words = (
        ()
        if tables
        else ("No radiograph was excluded before reading, and no reader said anything against one.",)
    )
    return Section(NAME, TITLE, words, tables=tables)


def _exclusions(material: Material) -> tuple[Table, ...]:
    if not material.excluded:
        return ()
    counts = Counter(material.excluded.values())
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    columns = (Column("Reason"), Column("Radiographs", Kind.COUNT))
    title = "Radiographs excluded before reading"
    return (table("exclusions", title, columns, rows),)


def _complaints(material: Material) -> tuple[Table, ...]:
    """Count what readers say against radiographs, by reader and by whether they could grade them."""
    forms = [(read.reader_id, read.draft.quality) for read in material.reads]
    counts = Counter(
        ((reader, form.quality), form.reason)
        for reader, form in forms
        if form is not None and form.quality is not Quality.READABLE
    )
    if not counts:
        return ()
    columns = (Column("Reader"), Column("Quality"), *(Column(str(each), Kind.COUNT) for each in Ungradable))
    rows: list[tuple[Cell, ...]] = [
        (reader, str(quality), *(counts[(reader, quality), reason] for reason in Ungradable))
        for reader, quality in sorted({who for who, _ in counts})
    ]
    note = (
        "Reads, all conditions and repeats together; those who say nothing against a radiograph are left out."
    )
    return (table("complaints", "Reads of limited quality or not gradable, by reason", columns, rows, note),)
