"""What a reader has read, counted: for him to look at before he signs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from sacroread.study.correction import Correction
from sacroread.study.criteria import verdict
from sacroread.study.model import Draft, Grade, Read, Side
from sacroread.study.protocol import Scale


@dataclass(frozen=True)
class Summary:
    """Counts over the reads that count now. `median_seconds` is None where no time was kept."""

    count: int
    definite: int
    not_definite: int
    ungradable: int
    corrected: int
    grades: Mapping[Side, Mapping[Grade, int]]
    median_seconds: float | None


def summary(reads: Iterable[Read]) -> Summary:
    """Count reads of one reader."""
    counted = tuple(reads)
    answers = Counter(read.definite for read in counted)
    seconds = [read.active_seconds for read in counted if read.active_seconds is not None]
    return Summary(
        count=len(counted),
        definite=answers[True],
        not_definite=answers[False],
        ungradable=answers[None],
        corrected=sum(isinstance(read, Correction) for read in counted),
        grades={side: _grades(counted, side) for side in Side},
        median_seconds=median(seconds) if seconds else None,
    )


def _grades(reads: Iterable[Read], side: Side) -> Mapping[Grade, int]:
    found = Counter(read.draft.grades.get(side) for read in reads)
    return {grade: found[grade] for grade in Grade}


@dataclass(frozen=True)
class Stamp:
    """What makes a correction one: its own token, when it is made (UTC), and why."""

    token: str
    at: datetime
    reason: str


def correction_of(read: Read, draft: Draft, scale: Scale, stamp: Stamp) -> Correction:
    """Return the read that counts instead of a locked one; the time that was looked stays as it was."""
    fields = {**vars(read), "supersedes": read.token, "correction_reason": stamp.reason}
    definite = verdict(draft, scale).is_definite
    return replace(
        Correction(**fields), token=stamp.token, draft=draft, definite=definite, locked_at=stamp.at
    )
