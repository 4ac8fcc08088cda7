"""The section on corrected reads: what was locked, what counts instead, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.after_reveal import before_reveal_table, is_after_reveal, reveal_guard
from sacroread.report.content import Caution, Cell, Column, Kind, Section, Table
from sacroread.report.guards import Cautions
from sacroread.report.material import Material
from sacroread.report.tables import table
from sacroread.study.correction import Correction
from sacroread.study.model import Read, Side

NAME, TITLE = "corrections", "Corrections"
MOST_ROWS = 100
TIMES = ("Corrected at (UTC)", "After the second reader was shown")
AFTER = {True: "yes", False: "no", None: "not known"}
COORDINATOR = ""  # no reader has this name


def corrections_section(material: Material, how: Bootstrap) -> Section | None:
    """List corrections; that there were none is said too, where the study file can tell."""
    found = tuple(_corrections(material))
    if not found:
        words = "No locked read was corrected."
        return Section(NAME, TITLE, (words,), _unblinded(material)) if material.anchor else None
    tables = (_by_reader(found), _listed(found, material), *before_reveal_table(material, how))
    cautions = (*reveal_guard(found, material), *_unblinded(material))
    return Section(NAME, TITLE, cautions=cautions, tables=tables)


def _unblinded(material: Material) -> Cautions:
    """Say how many reads and corrections came after their reader or the coordinator saw the results."""
    everything = (*material.reads, *material.corrected)
    looked, late, others = material.results_seen.get(COORDINATOR), list[Read](), list[Read]()
    for each in everything:
        if _is_after(each, material.results_seen.get(each.reader_id)):
            late.append(each)
        elif _is_after(each, looked):
            others.append(each)
    return (*_by_who_knew(late), *_by_others(others, looked))


def _by_who_knew(late: Sequence[Read]) -> Cautions:
    if not late:
        return ()
    return (
        Caution(
            "Reads after the results were seen",
            f"{len(late)} reads, {_count_corrections(late)} of them corrections, were locked by readers who "
            "had seen the results of the study before. They are not blinded, and neither is what rests on "
            "them.",
        ),
    )


def _by_others(reads: Sequence[Read], looked: datetime | None) -> Cautions:
    if looked is None or not reads:
        return ()
    return (
        Caution(
            "Reads after the coordinator looked at the results",
            f"{len(reads)} reads, {_count_corrections(reads)} of them corrections, were locked after the "
            f"results had first been opened as coordinator, on {looked:%Y-%m-%d} at {looked:%H:%M} (UTC). "
            "Who sat there then is not on record. These reads are blinded only if none of their readers did.",
        ),
    )


def _count_corrections(reads: Sequence[Read]) -> int:
    return sum(isinstance(each, Correction) for each in reads)


def _is_after(read: Read, seen: datetime | None) -> bool:
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
    headings = ("Case", "Reader", "Condition", "Locked", "Counts instead", "Reason", *TIMES)
    shown = found[:MOST_ROWS]
    rows = [
        _row(each, tokens, material) for each in sorted(shown, key=lambda each: (each.case_id, each.token))
    ]
    note = (
        f"{len(shown)} of {len(found)} corrections. R and L: the patient's right and left. What was "
        "corrected stays on record."
    )
    return table(f"{NAME}.list", "What was corrected", [Column(each) for each in headings], rows, note)


def _row(correction: Correction, tokens: Mapping[str, Read], material: Material) -> tuple[Cell, ...]:
    before = tokens.get(correction.supersedes)
    return (
        correction.case_id,
        correction.reader_id,
        str(correction.condition),
        read_words(before) if before else None,
        read_words(correction),
        correction.correction_reason,
        f"{correction.locked_at:%Y-%m-%d %H:%M}" if correction.locked_at else None,
        AFTER[is_after_reveal(correction, material)],
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
