"""Corrections that came after the second reader was shown: how many there are, and what they changed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sacroread.analysis.bootstrap import Bootstrap
from sacroread.report.between_readers import COLUMNS, pair_cells, reader_pairs
from sacroread.report.content import Caution, Table
from sacroread.report.guards import Cautions
from sacroread.report.material import Material, case_table
from sacroread.report.tables import table
from sacroread.study.correction import Correction
from sacroread.study.model import Condition, Read

NAME = "corrections.before"
SUFFIX = "before_second_reader"  # last part of a dotted name
NOTE = (
    "Instead of every correction of an unaided read that came after the second reader was shown, the read "
    "that counted before counts here. All other numbers of the dossier rest on the corrections."
)


def is_after_reveal(read: Read, material: Material) -> bool | None:
    """Say whether a read came after its reader was shown the second reader's answer; None if not known."""
    if material.revealed is None or read.locked_at is None:
        return None
    shown = material.revealed.get((read.reader_id, read.case_id))
    return shown is not None and read.locked_at > shown


def reveal_guard(found: Iterable[Correction], material: Material) -> Cautions:
    """Say how many corrections of unaided reads came when their reader knew the second reader's answer."""
    unaided = [each for each in found if each.condition is Condition.UNAIDED]
    late = sum(is_after_reveal(each, material) is True for each in unaided)
    if not late:
        return ()
    return (
        Caution(
            "Corrections after the second reader was shown",
            f"{late} of {len(unaided)} corrections of unaided reads were made after the second reader was "
            "shown to the reader for that case. They count as unaided, but are not; what was locked before "
            "stands beside them in the table of corrections.",
        ),
    )


def before_reveal_table(material: Material, how: Bootstrap) -> tuple[Table, ...]:
    """Return the agreement of readers without such corrections; nothing where no pair has one."""
    late = {each.reader_id for each in material.reads if _is_late(each, material)}
    if not late:
        return ()
    cases = case_table(replace(material, reads=_before(material)))
    drawn = replace(how, patients=cases.patients)
    rows = [
        (first.label, second.label, *pair_cells((first, second), drawn, SUFFIX))
        for first, second in reader_pairs(cases)
        if first.condition is Condition.UNAIDED and late & {*first.reader_ids, *second.reader_ids}
    ]
    title = "Agreement of readers with what was locked before the second reader was shown"
    return (table(NAME, title, COLUMNS, rows, NOTE),) if rows else ()


def _is_late(read: Read, material: Material) -> bool:
    is_unaided = isinstance(read, Correction) and read.condition is Condition.UNAIDED
    return is_unaided and is_after_reveal(read, material) is True


def _before(material: Material) -> tuple[Read, ...]:
    tokens = {read.token: read for read in (*material.reads, *material.corrected)}
    found = (_last_before(read, material, tokens) for read in material.reads)
    return tuple(each for each in found if each is not None)


def _last_before(read: Read, material: Material, tokens: Mapping[str, Read]) -> Read | None:
    """Follow corrections back to the newest read made without the second reader; None where none is kept."""
    found: Read | None = read
    while isinstance(found, Correction) and _is_late(found, material):
        found = tokens.get(found.supersedes)
    return found
