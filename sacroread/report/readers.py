"""The sections on what was read: study, protocol, readers and completeness."""

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Definition
from sacroread.analysis.table import MISSING
from sacroread.report.content import Cell, Column, Kind, Section
from sacroread.report.guards import patient_guard
from sacroread.report.intervals import share_of_cases
from sacroread.report.material import CaseTable, Material, ReadColumn
from sacroread.report.tables import named, table
from sacroread.study.protocol import Protocol

DEFINITE_SHARE = Definition("share of definite sacroiliitis", "share of cases", "no case was graded")


def study_section(material: Material, cases: CaseTable) -> Section:
    """Say what the dossier is about: cases, patients, protocol with its hash, software."""
    rows: list[tuple[Cell, ...]] = [("Cases", len(cases.case_ids)), ("Patients", patient_count(cases))]
    rows += [("Excluded before reading", len(material.excluded))] if material.excluded else []
    if material.protocol:
        rows += _rules(material.protocol)
    rows += [("Software", material.software)]
    columns = (Column("Item"), Column("Value"))
    glance = table("study", "The study at a glance", columns, rows)
    return Section("study", "Study", cautions=patient_guard(material, cases), tables=(glance,))


def _rules(protocol: Protocol) -> list[tuple[Cell, ...]]:
    """Return the rules that were fixed before reading, in words, and the hash that proves them."""
    return [
        ("Protocol", protocol.name),
        ("Design", protocol.design.value),
        ("Scale", protocol.scale.value),
        ("Second reader shown to readers", protocol.second_reader.value.replace("_", " ")),
        ("Discordant cases", protocol.discordant.value),
        ("Chance of a concordant case to be read as a decoy", f"{protocol.decoy_share:g}"),
        ("Chance of a case to be shown again", f"{protocol.repeat_share:g}"),
        ("Protocol hash (SHA-256)", protocol.hash),
    ]


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
