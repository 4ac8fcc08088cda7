"""The section on corrected reads: what was locked, what counts instead, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sacroread.report.content import Caution, Cell, Column, Kind, Section, Table
from sacroread.report.guards import Cautions
from sacroread.report.material import Material
from sacroread.report.tables import table
from sacroread.study.correction import Correction
from sacroread.study.model import Read, Side

NAME, TITLE = "corrections", "Corrections"
MOST_ROWS = 100


def corrections_section(material: Material) -> Section | None:
    """List corrections; that there were none is said too, where the study file can tell."""
    found = tuple(_corrections(material))
    if not found:
        words = "No locked read was corrected."
        return Section(NAME, TITLE, (words,), _unblinded(material)) if material.anchor else None
    tables = (_by_reader(found), _listed(found, material))
    return Section(NAME, TITLE, cautions=_unblinded(material), tables=tables)


def _unblinded(material: Material) -> Cautions:
    """Say how many reads and corrections came after their reader had seen the results."""
    late = [each for each in (*material.reads, *material.corrected) if _is_late(each, material)]
    if not late:
        return ()
    corrections = sum(isinstance(each, Correction) for each in late)
    return (
        Caution(
            "Reads after the results were seen",
            f"{len(late)} reads, {corrections} of them corrections, were locked by readers who had seen the "
            "results of the study before. They are not blinded, and neither is what rests on them.",
        ),
    )


def _is_late(read: Read, material: Material) -> bool:
    seen = material.results_seen.get(read.reader_id)
    return seen is not None and read.locked_at is not None and read.locked_at > seen


def _corrections(material: Material) -> Iterator[Correction]:
    for read in (*material.reads, *material.corrected):
        if isinstance(read, Correction):
            yield read


def _by_reader(found: tuple[Correction, ...]) -> Table:
    counts = Counter(each.reader_id for each in found)
    columns = (Column("Reader"), Column("Corrections", Kind.COUNT))
    return table(NAME, "Corrections of each reader", columns, sorted(counts.items()))


def _listed(found: tuple[Correction, ...], material: Material) -> Table:
    tokens = {read.token: read for read in (*material.reads, *material.corrected)}
    headings = ("Case", "Reader", "Condition", "Locked", "Counts instead", "Reason", "Corrected at (UTC)")
    shown = found[:MOST_ROWS]
    rows = [_row(each, tokens) for each in sorted(shown, key=lambda each: (each.case_id, each.token))]
    note = (
        f"{len(shown)} of {len(found)} corrections. R and L: the patient's right and left. What was "
        "corrected stays on record."
    )
    return table(f"{NAME}.list", "What was corrected", [Column(each) for each in headings], rows, note)


def _row(correction: Correction, tokens: Mapping[str, Read]) -> tuple[Cell, ...]:
    before = tokens.get(correction.supersedes)
    return (
        correction.case_id,
        correction.reader_id,
        str(correction.condition),
        read_words(before) if before else None,
        read_words(correction),
        correction.correction_reason,
        f"{correction.locked_at:%Y-%m-%d %H:%M}" if correction.locked_at else None,
    )


def read_words(read: Read) -> str:
    """Return what a read says: "definite (R 2, L 3)", "not definite", "ungradable, other"."""
    if read.draft.ungradable is not None:
        return f"ungradable, {read.draft.ungradable}"
    grades = ", ".join(
        f"{side.letter} {int(read.draft.grades[side])}" for side in Side if side in read.draft.grades
    )
    words = {True: "definite", False: "not definite", None: "ungradable"}[read.definite]
    return f"{words} ({grades})" if grades else words
