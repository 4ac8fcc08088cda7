"""From the material of a study to its dossier, as values: pure, and reproducible from the seed."""

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.aided import aided_section
from sacroread.report.between_readers import between_readers_section
from sacroread.report.content import (
    Axis,
    Caution,
    Cell,
    Column,
    Curve,
    Dossier,
    Figure,
    Kind,
    Line,
    Mark,
    Point,
    Section,
    Table,
)
from sacroread.report.discordance import discordance_section
from sacroread.report.flow import flow_section
from sacroread.report.grades import grades_section
from sacroread.report.material import CaseTable, Material, case_table
from sacroread.report.methods import methods_section
from sacroread.report.reader_accuracy import reader_accuracy_section
from sacroread.report.readers import completeness_section, study_section
from sacroread.report.reading_times import reading_times_section
from sacroread.report.repeats import repeats_section
from sacroread.report.second_reader_section import second_reader_section

__all__ = [
    "Axis",
    "CaseTable",
    "Caution",
    "Cell",
    "Column",
    "Curve",
    "Dossier",
    "Figure",
    "Kind",
    "Line",
    "Mark",
    "Material",
    "Point",
    "Section",
    "Table",
    "case_table",
    "dossier",
]
REPETITIONS = 1000  # as in the paper


def dossier(material: Material, seed: int, repetitions: int = REPETITIONS) -> Dossier:
    """Return everything that follows from the material; the rest is left out or undefined.

    The same material, seed and number of repetitions give the same dossier.

    Raises:
        SacroReadError: neither reads nor predictions; two reads for one reader, case, condition and repeat.
    """
    cases = case_table(material)
    how = Bootstrap(seed, repetitions, patients=cases.patients)
    sections = _sections(material, cases, how)
    return Dossier(material.title, material.is_synthetic, material.software, seed, repetitions, sections)


def _sections(material: Material, cases: CaseTable, how: Bootstrap) -> tuple[Section, ...]:
    found: list[Section | None] = [study_section(material, cases), flow_section(material, cases)]
    if cases.readers:
        found += [
            completeness_section(cases, how),
            between_readers_section(cases, how),
            grades_section(cases, how),
            discordance_section(cases, how),
            repeats_section(material, cases, how),
            reader_accuracy_section(cases, how),
            aided_section(cases, how),
        ]
    if material.predictions:
        found.append(second_reader_section(material, cases, how))
    found += [reading_times_section(material), methods_section(material, cases, how)]
    return tuple(section for section in found if section is not None)
