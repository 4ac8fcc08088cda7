"""The sections on what was read: study, protocol, readers and completeness."""

from collections.abc import Iterator

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Definition
from sacroread.analysis.table import MISSING
from sacroread.report.content import Cell, Column, Kind, Section
from sacroread.report.guards import patient_guard
from sacroread.report.intervals import share_of_cases
from sacroread.report.material import CaseTable, Material, ReadColumn
from sacroread.report.protocol_words import rules
from sacroread.report.tables import named, table

DEFINITE_SHARE = Definition("share of definite sacroiliitis", "share of cases", "no case was graded")


def study_section(material: Material, cases: CaseTable) -> Section:
    """Say what the dossier is about: cases, patients, protocol with its hash, software."""
    rows: list[tuple[Cell, ...]] = [("Cases", len(cases.case_ids)), ("Patients", patient_count(cases))]
    rows += [("Excluded before reading", len(material.excluded))] if material.excluded else []
    rows += _period(material)
    if material.protocol:
        rows += rules(material.protocol)
    rows += [("Software", material.software)]
    columns = (Column("Item"), Column("Value"))
    glance = table("study", "The study at a glance", columns, rows)
    return Section("study", "Study", cautions=patient_guard(material, cases), tables=(glance,))


def _period(material: Material) -> Iterator[tuple[Cell, ...]]:
    """Yield how many reads there are, and from when to when they were locked."""
    if material.reads:
        yield "Reads", len(material.reads)
    times = [each.locked_at for each in material.reads if each.locked_at is not None]
    if times:
        yield "Locked (UTC)", f"from {min(times):%Y-%m-%d} to {max(times):%Y-%m-%d}"


def patient_count(cases: CaseTable) -> int:
    """Return how many patients the cases come from."""
    return len(cases.case_ids) if cases.patients is None else int(cases.patients.max()) + 1


def completeness_section(cases: CaseTable, how: Bootstrap) -> Section:
    """Say for each reader how many cases were read, ungradable, missing, and how many are definite."""
    columns = (
        Column("Reader"),
        *(
            Column(heading, Kind.COUNT)
            for heading in ("Readers", "Read", "Not read", "Ungradable", "Definite")
        ),
        Column("Share definite", Kind.PERCENT),
    )
    rows = [_completeness(reader, how) for reader in cases.readers]
    note = f"Of {len(cases.case_ids)} cases. The share is of the cases the reader could grade."
    tables = (table("completeness", "Readers and completeness", columns, rows, note),) if rows else ()
    return Section("completeness", "Readers and completeness", tables=tables)


def _completeness(reader: ReadColumn, how: Bootstrap) -> tuple[Cell, ...]:
    cases, read = len(reader.is_read), int(reader.is_read.sum())
    graded, definite = reader.definite != MISSING, reader.definite == 1
    portion = named(share_of_cases(DEFINITE_SHARE, definite, graded, how), "share_definite", reader.key)
    ungradable = read - int(graded.sum())
    return (
        reader.label,
        len(reader.reader_ids),
        read,
        cases - read,
        ungradable,
        int(definite.sum()),
        portion,
    )
