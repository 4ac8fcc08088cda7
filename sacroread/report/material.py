"""What a dossier is made of, and the same as arrays over one list of cases."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from sacroread.analysis.arrays import Bools, Floats, Ints
from sacroread.analysis.table import MISSING
from sacroread.errors import SacroReadError
from sacroread.report.content import HeatmapPicture
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, CutOff, Prediction, Read, Role, Side
from sacroread.study.protocol import Protocol

Group = tuple[Condition, Role, str]  # the third is the reader, or nothing where a role is one column
ROLE_LABELS = {
    Role.LOCAL: "Local reader",
    Role.CENTRAL_1: "Central reader 1",
    Role.CENTRAL_2: "Central reader 2",
    Role.CENTRAL_3: "Central reader 3",
    Role.PANEL: "Panel reader",
}
EXTERNAL, AGREEMENT = "external", "agreement"  # origins of a reference standard
RESERVED = (
    "reference",
    "second_reader",
    "all_readers",
    "case_id",
)  # parts of dotted names that are no reader
SLUG_LENGTH = 40  # two of them and the words around stay below every file system's limit
ROLE_ORDER = list(Role)


@dataclass(frozen=True)
class Material:
    """All that a dossier may rest on; one of `reads` and `predictions` is needed, the rest is optional.

    `patients` gives each case's patient (a case that is not named is a patient of its own), `splits` each
    case's train, tune or test, `excluded` the reason why a case was not read. `corrected` are reads that a
    correction among `reads` counts instead of, `anchor` is the anchor of the study's audit as it is kept
    beside it, and `gallery` the radiographs that are shown with their heatmaps. `cut_offs` are those fixed
    before these reads; without them, cut-offs are chosen on these cases and called exploratory.
    `results_seen` says since when (UTC) a reader has known what the study found; without a name, when its
    coordinator first looked. `revealed` says when (UTC) a reader was first shown the second reader's answer,
    by reader and case; None where that is not known.
    """

    title: str
    software: str
    reads: tuple[Read, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    reference: tuple[ReferenceRow, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    protocol: Protocol | None = None
    patients: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    corrected: tuple[Read, ...] = ()
    anchor: str = ""
    gallery: tuple[HeatmapPicture, ...] = ()
    is_synthetic: bool = False
    results_seen: Mapping[str, datetime] = field(default_factory=dict)
    revealed: Mapping[tuple[str, str], datetime] | None = None


@dataclass(frozen=True, eq=False)
class ReadColumn:
    """The reads of one reader, or of all readers who share a role, over the cases of the dossier.

    `definite` (cases,) of 0, 1 and -1 for missing or ungradable; `grades` per side (cases,) of 0 to 4 and
    -1; `is_read` (cases,) says where a read exists at all. `key` is the column's part of a dotted name.
    """

    key: str
    label: str
    role: Role
    reader_ids: tuple[str, ...]
    condition: Condition
    definite: Ints
    grades: Mapping[Side, Ints]
    is_read: Ints

    @property
    def is_vote(self) -> bool:
        """Whether these reads can have made the reference standard: only what was read unaided can."""
        return self.condition is Condition.UNAIDED


@dataclass(frozen=True, eq=False)
class CaseTable:
    """The material as arrays, all (cases,) in the order of `case_ids`.

    `patients` numbers the patients, or is None where every case is a patient of its own. `reference` is 0, 1
    and -1 without; `reference_is_votes` says where it rests on the readers' votes, `reference_is_agreement`
    where it is what they agreed on. `probabilities` is NaN without.
    """

    case_ids: tuple[str, ...]
    patients: Ints | None
    readers: tuple[ReadColumn, ...]
    reference: Ints
    reference_is_votes: Bools
    reference_is_agreement: Bools
    probabilities: Floats


def case_table(material: Material) -> CaseTable:
    """Bring reads, predictions and reference standard onto one list of cases, in the order of their ids.

    Raises:
        SacroReadError: neither reads nor predictions; or two reads of one reader for the same case,
            condition and repeat.
    """
    if not material.reads and not material.predictions:
        raise SacroReadError(
            "There is nothing to report: no read and no prediction. Read first (sacroread STUDY), or give "
            "--reads or --predictions."
        )
    _refuse_twice(material.reads)
    case_ids = tuple(sorted(_case_ids(material)))
    place = {case_id: position for position, case_id in enumerate(case_ids)}
    references = {row.case_id: int(row.definite) for row in material.reference}
    origins = {row.case_id: row.origin.lower() for row in material.reference}
    probabilities = {each.case_id: each.probability for each in material.predictions}
    return CaseTable(
        case_ids,
        patient_numbers(case_ids, material.patients),
        read_columns(material.reads, place),
        np.array([references.get(case_id, MISSING) for case_id in case_ids], np.int64),
        np.array([origins.get(case_id, EXTERNAL) != EXTERNAL for case_id in case_ids], bool),
        np.array([origins.get(case_id) == AGREEMENT for case_id in case_ids], bool),
        np.array([probabilities.get(case_id, np.nan) for case_id in case_ids], float),
    )


def patient_numbers(case_ids: Iterable[str], patients: Mapping[str, str]) -> Ints | None:
    """Number the patients of cases: (cases,); None where nobody has two cases."""
    names = [f"patient {patients[each]}" if each in patients else f"case {each}" for each in case_ids]
    distinct, numbers = np.unique(np.array(names, dtype=object), return_inverse=True)
    return None if distinct.size == len(names) else numbers.astype(np.int64)


def read_columns(
    reads: Iterable[Read], place: Mapping[str, int], repeat: int = 0, is_pooled: bool = True
) -> tuple[ReadColumn, ...]:
    """Return one column for each reader or role and condition, local first, panel last.

    Readers of one role are one column where no case was read by two of them, as local readers of many sites;
    with `is_pooled` false, and in a panel, readers always stand for themselves.
    """
    wanted = [read for read in reads if read.repeat == repeat]
    pooled = _pooled_roles(wanted) if is_pooled else set()
    groups = _grouped(wanted, lambda read: (read.condition, read.role, _owner(read, pooled)))
    order = sorted(groups, key=lambda key: (list(Condition).index(key[0]), ROLE_ORDER.index(key[1]), key[2]))
    keys = _distinct([slug(f"{owner or role}{_suffix(condition, '_')}") for condition, role, owner in order])
    return tuple(_column(name, group, groups[group], place) for name, group in zip(keys, order, strict=True))


def slug(words: str) -> str:
    """Return words fit for a dotted name and a file: lower case, with `_` for all but letters and digits."""
    return re.sub(r"[^a-z0-9_]+", "_", words.lower()).strip("_")[:SLUG_LENGTH] or "unnamed"


def _case_ids(material: Material) -> set[str]:
    return (
        {read.case_id for read in material.reads}
        | {each.case_id for each in material.predictions}
        | {row.case_id for row in material.reference}
    )


def _refuse_twice(reads: Iterable[Read]) -> None:
    counts = Counter((read.reader_id, read.case_id, read.condition, read.repeat) for read in reads)
    twice = next((key for key, count in counts.items() if count > 1), None)
    if twice:
        raise SacroReadError(
            f"Reader {twice[0]} has two {twice[2]} reads of case {twice[1]} with repeat {twice[3]}. "
            "Keep the one that counts."
        )


def _pooled_roles(reads: Iterable[Read]) -> set[tuple[Condition, Role]]:
    counts = Counter((read.condition, read.role, read.case_id) for read in reads)
    roles = {(condition, role) for condition, role, _ in counts}
    shared = {(condition, role) for (condition, role, _), count in counts.items() if count > 1}
    return {each for each in roles - shared if each[1] is not Role.PANEL}


def _owner(read: Read, pooled: set[tuple[Condition, Role]]) -> str:
    return "" if (read.condition, read.role) in pooled else read.reader_id


def _grouped(reads: Iterable[Read], key: Callable[[Read], Group]) -> dict[Group, list[Read]]:
    groups: dict[Group, list[Read]] = {}
    for read in reads:
        groups.setdefault(key(read), []).append(read)
    return groups


def _column(key: str, group: Group, reads: list[Read], place: Mapping[str, int]) -> ReadColumn:
    condition, role, owner = group
    positions = [place[read.case_id] for read in reads]
    definite = [MISSING if read.definite is None else int(read.definite) for read in reads]
    grades = {side: [int(read.draft.grades.get(side, MISSING)) for read in reads] for side in Side}
    return ReadColumn(
        key,
        (owner or ROLE_LABELS[role]) + _suffix(condition, ", "),
        role,
        tuple(sorted({read.reader_id for read in reads})),
        condition,
        _spread(positions, definite, len(place)),
        {side: _spread(positions, grades[side], len(place)) for side in Side},
        _spread(positions, [1] * len(reads), len(place), 0),
    )


def _spread(positions: list[int], values: list[int], size: int, empty: int = MISSING) -> Ints:
    column = np.full(size, empty, np.int64)
    column[positions] = values
    return column


def _suffix(condition: Condition, joint: str) -> str:
    return f"{joint}{condition.value}" if condition is Condition.AIDED else ""


def _distinct(keys: list[str]) -> list[str]:
    found: list[str] = []
    for key in (f"reader_{each}" if each in RESERVED else each for each in keys):
        numbered = (f"{key}_{number}" for number in range(2, len(keys) + 2))
        found.append(key if key not in found else next(each for each in numbered if each not in found))
    return found
