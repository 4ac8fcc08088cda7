"""From the material of a study to its dossier, as values: pure, and reproducible from the seed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.agreement_matrix import agreement_matrix_section
from sacroread.report.aided import aided_section
from sacroread.report.audit_section import NAME as AUDIT
from sacroread.report.audit_section import audit_section
from sacroread.report.between_readers import between_readers_section
from sacroread.report.checklists import checklists_section
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
from sacroread.report.corrections import corrections_section
from sacroread.report.discordance import discordance_section
from sacroread.report.flow import flow_section
from sacroread.report.gallery import gallery_section
from sacroread.report.grades import grades_section
from sacroread.report.lesions import lesions_section
from sacroread.report.literature import references_section
from sacroread.report.material import CaseTable, Material, case_table
from sacroread.report.methods import methods_section
from sacroread.report.multireader_section import multireader_section
from sacroread.report.quality import quality_section
from sacroread.report.reader_accuracy import reader_accuracy_section
from sacroread.report.readers import completeness_section, study_section
from sacroread.report.reading_times import reading_times_section
from sacroread.report.repeats import repeats_section
from sacroread.report.second_reader_section import second_reader_section
from sacroread.report.steps import Step, announced, part, quiet

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
    "with_pictures",
]
Maker = tuple[str, Callable[[Step], Section | None]]  # what is announced, and the work
BEFORE_THE_MATRIX = ("study", "between_readers", "grades")
REPETITIONS = 1000  # as in the paper


def dossier(material: Material, seed: int, repetitions: int = REPETITIONS, step: Step = quiet) -> Dossier:
    """Return everything that follows from the material; the rest is left out or undefined.

    The same material, seed and number of repetitions give the same dossier. `step` is told how far it is.

    Raises:
        SacroReadError: neither reads nor predictions; two reads for one reader, case, condition and repeat.
    """
    step(0, "Bringing the reads together")
    cases = case_table(material)
    how = Bootstrap(seed, repetitions, patients=cases.patients)
    sections = _sections(material, cases, how, step)
    return Dossier(material.title, material.is_synthetic, material.software, seed, repetitions, sections)


def with_pictures(made: Dossier, material: Material) -> Dossier:
    """Return a dossier with the gallery of a material whose pictures came later."""
    fresh = gallery_section(material, made.seed)
    sections = (fresh if fresh and each.name == fresh.name else each for each in made.sections)
    return replace(made, sections=tuple(sections))


def _sections(material: Material, cases: CaseTable, how: Bootstrap, step: Step) -> tuple[Section, ...]:
    found = list(_made(_makers(material, cases, how), step))
    matrix = agreement_matrix_section(found, material, cases)
    places = [place for place, each in enumerate(found) if each.name in BEFORE_THE_MATRIX]
    if matrix is not None:
        found.insert(max(places) + 1, matrix)
    place = next((number for number, each in enumerate(found) if each.name == AUDIT), len(found))
    methods = methods_section(material, cases, how, found)
    told = (*found[:place], methods, *found[place:])
    listed = checklists_section(told)
    return (*told, listed, references_section((*told, listed)))


def _makers(material: Material, cases: CaseTable, how: Bootstrap) -> list[Maker]:
    makers: list[Maker] = [
        ("Study", lambda _: study_section(material, cases)),
        ("Flow of cases", lambda _: flow_section(material, cases)),
    ]
    if cases.readers:
        makers += _reader_makers(material, cases, how)
    if material.predictions:
        makers += [
            ("Second reader", lambda within: second_reader_section(material, cases, how, within)),
            ("Gallery", lambda _: gallery_section(material, how.seed)),
        ]
    return [
        *makers,
        ("Reading times", lambda _: reading_times_section(material)),
        ("Quality", lambda _: quality_section(material)),
        ("Corrections", lambda _: corrections_section(material, how)),
        ("Audit", lambda _: audit_section(material)),
    ]


def _reader_makers(material: Material, cases: CaseTable, how: Bootstrap) -> list[Maker]:
    return [
        ("Completeness", lambda _: completeness_section(cases, how)),
        ("Agreement between readers", lambda within: between_readers_section(cases, how, within)),
        ("Agreement on grades", lambda within: grades_section(cases, how, within)),
        ("Discordant cases", lambda _: discordance_section(cases, how)),
        ("Lesions", lambda _: lesions_section(material, cases, how)),
        ("The same reader twice", lambda _: repeats_section(material, cases, how)),
        ("Readers against the reference standard", lambda _: reader_accuracy_section(cases, how)),
        ("Unaided and aided", lambda _: aided_section(material, cases, how)),
        ("Many readers and many cases", lambda _: multireader_section(cases)),
    ]


def _made(makers: list[Maker], step: Step) -> Iterator[Section]:
    """Make one section after the other, each with its share of the announcements."""
    named = announced(makers, step, lambda maker: f"Computing estimates: {maker[0].lower()}")
    for number, (_, maker) in enumerate(named):
        section = maker(part(step, number / len(makers), (number + 1) / len(makers)))
        if section is not None:
            yield section
