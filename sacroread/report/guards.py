"""The honesty guards: what a reader of the dossier must know before believing its numbers.

Each returns the cautions that apply, none where the numbers are above suspicion. That interval methods, seed
and reasons for what is undefined stand under every table is the work of the tables themselves.
"""

from collections.abc import Sequence

import numpy as np

from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.table import MISSING
from sacroread.report.content import Caution
from sacroread.report.flow import differing, first_answers
from sacroread.report.material import CaseTable, Material, ReadColumn
from sacroread.report.rounding import fixed

# An index is a difference of shares: 0.6 means that one answer is given in 80 % of cases.
EXTREME_PREVALENCE = 0.6
EXTREME_BIAS = 0.2
MOST_NAMED = 6  # pairs in a caution; with ten readers there are 45
TUNING_SPLITS = ("train", "tune")

Cautions = tuple[Caution, ...]


def cut_off_guard(material: Material, cases: CaseTable, is_exploratory: bool) -> Cautions:
    """Say when cut-offs were chosen on the cases that they are evaluated on, all or some of them."""
    evaluated = (cases.reference != MISSING) & ~np.isnan(cases.probabilities)
    n = int(evaluated.sum())
    if is_exploratory:
        return (
            Caution(
                "Cut-offs chosen on the cases they are evaluated on",
                f"No cut-off was fixed before these reads. Those shown were chosen on the same {n} cases, so "
                "every sensitivity, specificity, kappa and agreement at them is too good for new cases.",
            ),
        )
    known = sum(
        material.splits.get(case_id) in TUNING_SPLITS
        for case_id, is_in in zip(cases.case_ids, evaluated, strict=True)
        if is_in
    )
    if not known:
        return ()
    return (
        Caution(
            "Evaluated on cases the second reader was made with",
            f"{known} of the {n} evaluated cases were used for training or for choosing the cut-offs. "
            "Numbers on them are too good for new cases.",
        ),
    )


def vote_guard(cases: CaseTable) -> Cautions:
    """Say which readers are held against a reference standard that holds their own vote."""
    concerned = [(each.label, int(own_votes(cases, each).sum())) for each in cases.readers]
    words = ", ".join(f"{label} ({count} cases)" for label, count in concerned if count)
    if not words:
        return ()
    return (
        Caution(
            "Readers are part of the reference standard",
            "The reference standard rests on the readers' own votes, so a reader agrees with it in part "
            f"because that vote is in it: {words}. The table without the own vote holds each of them against "
            "the majority of the other readers; cases on which those tie are left out there.",
        ),
    )


def own_votes(cases: CaseTable, reader: ReadColumn) -> Bools:
    """Say in which cases a reader's own vote is in the reference standard: (cases,)."""
    own: Bools = cases.reference_is_votes & (cases.reference != MISSING) & (reader.definite != MISSING)
    return own


def agreed_only_guard(cases: CaseTable) -> Cautions:
    """Say when only cases on which the readers agreed have a reference standard, and how many do not."""
    differ, has_reference = discordant(cases), cases.reference != MISSING
    left_out = int((differ & ~has_reference).sum())
    all_agreed = bool(has_reference.any()) and bool(np.all(cases.reference_is_agreement[has_reference]))
    if (differ & has_reference).any() or not (left_out or all_agreed):
        return ()
    number = (
        f"discordant cases left out: {left_out}" if left_out else "how many were left out is not in the files"
    )
    return (
        Caution(
            "Only cases on which the readers agreed",
            f"The reference standard covers only cases on which the readers agreed; {number}. Agreed cases "
            "are the easy ones, so every number against this reference standard is too good for all cases.",
        ),
    )


def discordant(cases: CaseTable) -> Bools:
    """Say on which cases two readers differ who read without knowing of disagreement: (cases,)."""
    return differing(first_answers(cases))


def paradox_guard(tables: Sequence[tuple[str, Ints]]) -> Cautions:
    """Say for which pairs kappa is misleading; `tables` are labels with counts (2, 2).

    Prevalence index |n_11 - n_00| / n and bias index |n_10 - n_01| / n (Byrt, Bishop & Carlin 1993).
    """
    found = [f"{label}: {reason}" for label, counts in tables if (reason := _paradox(counts))]
    if not found:
        return ()
    more = [f"and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    words = "; ".join([*found[:MOST_NAMED], *more])
    return (
        Caution(
            "Kappa depends on how common definite sacroiliitis is",
            f"Extreme prevalence or bias in {words}. The same readers would have another kappa in another "
            "population; read it together with PABAK and Gwet's AC1, which stand beside it.",
        ),
    )


def _paradox(counts: Ints) -> str:
    n = int(counts.sum())
    if not n:
        return ""
    prevalence = abs(int(counts[1, 1]) - int(counts[0, 0])) / n
    bias = abs(int(counts[1, 0]) - int(counts[0, 1])) / n
    found = [("prevalence index", prevalence, EXTREME_PREVALENCE), ("bias index", bias, EXTREME_BIAS)]
    return ", ".join(f"{name} {fixed(value, 2)}" for name, value, limit in found if value >= limit)


def patient_guard(material: Material, cases: CaseTable) -> Cautions:
    """Say when a patient has several cases, or stands in more than one split."""
    return _several_cases(cases) + _several_splits(material, cases)


def _several_cases(cases: CaseTable) -> Cautions:
    if cases.patients is None:
        return ()
    counts = np.bincount(cases.patients)
    several, patients = int((counts > 1).sum()), counts.size
    return (
        Caution(
            "Several radiographs of one patient",
            f"{several} of {patients} patients have more than one case, and cases of one patient are not "
            "independent. Every interval is therefore made by drawing patients.",
        ),
    )


def _several_splits(material: Material, cases: CaseTable) -> Cautions:
    owners: dict[str, set[str]] = {}
    for case_id in cases.case_ids:
        if case_id in material.splits:
            owners.setdefault(material.patients.get(case_id, case_id), set()).add(material.splits[case_id])
    several = sum(len(splits) > 1 for splits in owners.values())
    if not several:
        return ()
    return (
        Caution(
            "Patients in more than one split",
            f"Patients with cases in more than one of train, tune and test: {several}. The second reader has "
            "seen them before, so its numbers on the test cases are too good.",
        ),
    )
