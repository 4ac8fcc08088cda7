"""One index test against another on some of the cases: what the results page shows while a hand moves."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sacroread.analysis.accuracy import share
from sacroread.analysis.agreement import agreement, cohen_kappa
from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.curves import Curve, curve
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.table import BINARY_LEVELS, MISSING, at_cut_off, contingency_table
from sacroread.report.guards import discordant
from sacroread.report.index_tests import REFERENCE, SECOND_READER, SHARES
from sacroread.report.material import CaseTable
from sacroread.study.model import Condition

REFERENCE_KEY = "reference"
ANSWERS = (0, 1)  # not definite, definite: rows and columns of every 2x2 table


class Subset(StrEnum):
    """Which cases are looked at."""

    ALL = "all cases"
    DISCORDANT = "discordant cases"
    AGREED = "cases on which the readers agreed"
    DEFINITE = "definite by the reference standard"
    NOT_DEFINITE = "not definite by the reference standard"


@dataclass(frozen=True)
class Choice:
    """What is looked at: an index test against another, or against the reference standard, by their keys."""

    test: str
    against: str
    subset: Subset = Subset.ALL
    cut_off: float = 0.5


@dataclass(frozen=True, eq=False)
class Seen:
    """What a choice shows: counts (2, 2), rows the index test's answers; the case ids of each; estimates."""

    counts: Ints
    case_ids: tuple[tuple[tuple[str, ...], ...], ...]
    estimates: dict[str, Estimate]

    @property
    def discordant(self) -> tuple[str, ...]:
        """The cases on which the two differ, first those that only the index test calls definite."""
        return (*self.case_ids[1][0], *self.case_ids[0][1])


def index_tests(cases: CaseTable, condition: Condition | None = None) -> dict[str, str]:
    """Return labels by key: the readers of a condition (of both without one), then the second reader."""
    readers = {
        each.key: each.label for each in cases.readers if condition is None or each.condition is condition
    }
    has_predictions = not np.all(np.isnan(cases.probabilities))
    return readers | ({SECOND_READER: "Second reader"} if has_predictions else {})


def standards(cases: CaseTable, condition: Condition | None = None) -> dict[str, str]:
    """Return labels by key of what an index test can be held against: the reference standard first."""
    has_reference = bool(np.any(cases.reference != MISSING))
    return ({REFERENCE_KEY: REFERENCE} if has_reference else {}) | index_tests(cases, condition)


def subsets(cases: CaseTable) -> tuple[Subset, ...]:
    """Return the subsets that hold a case."""
    return tuple(each for each in Subset if within(cases, each).any())


def seen(cases: CaseTable, choice: Choice) -> Seen:
    """Return what a choice shows; intervals are those of large samples, which take no time."""
    chosen = within(cases, choice.subset)
    test, against = (_answers(cases, key, choice, chosen) for key in (choice.test, choice.against))
    estimates = {
        "kappa": cohen_kappa(test, against, BINARY_LEVELS),
        "agreement": agreement(test, against, BINARY_LEVELS),
        **{name: share(what, test, against) for name, what in SHARES.items()},
    }
    counts = contingency_table(test, against, BINARY_LEVELS)
    ids = tuple(
        tuple(_ids(cases, (test == row) & (against == column)) for column in ANSWERS) for row in ANSWERS
    )
    return Seen(counts, ids, estimates)


def operating_points(cases: CaseTable, choice: Choice) -> Curve:
    """Return all operating points of the second reader against what the choice holds it against."""
    against = _answers(cases, choice.against, choice, within(cases, choice.subset))
    return curve(against, cases.probabilities)


def cases_at(cases: CaseTable, choice: Choice, cut_off: float) -> tuple[str, ...]:
    """Return the cases of the subset whose probability is exactly a cut-off: those it lets in."""
    return _ids(cases, within(cases, choice.subset) & (cases.probabilities == cut_off))


def within(cases: CaseTable, subset: Subset) -> Bools:
    """Say which cases are in a subset: (cases,)."""
    differ = discordant(cases)
    everyone = np.ones(len(cases.case_ids), bool)
    found: dict[Subset, Bools] = {
        Subset.ALL: everyone,
        Subset.DISCORDANT: differ,
        Subset.AGREED: ~differ,
        Subset.DEFINITE: cases.reference == 1,
        Subset.NOT_DEFINITE: cases.reference == 0,
    }
    return found[subset]


def _answers(cases: CaseTable, key: str, choice: Choice, chosen: Bools) -> Ints:
    if key == REFERENCE_KEY:
        answers = cases.reference
    elif key == SECOND_READER:
        answers = at_cut_off(cases.probabilities, choice.cut_off)
    else:
        answers = next(each.definite for each in cases.readers if each.key == key)
    return np.where(chosen, answers, MISSING)


def _ids(cases: CaseTable, chosen: Bools) -> tuple[str, ...]:
    return tuple(cases.case_ids[place] for place in np.flatnonzero(chosen).tolist())
