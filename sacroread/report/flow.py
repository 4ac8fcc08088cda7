"""The flow chart of a study, from the radiographs to the reference standard, drawn from the data."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from sacroread.analysis.arrays import Bools, Ints
from sacroread.analysis.table import MISSING
from sacroread.report.content import FlowChart, FlowStep, Section
from sacroread.report.material import CaseTable, Material, ReadColumn
from sacroread.study.model import Role

NAME, TITLE = "flow", "Flow of cases"
MOST_READERS = 6  # named one by one; more are counted together


def flow_section(material: Material, cases: CaseTable) -> Section:
    """Return the section with the flow chart."""
    steps = (
        _imported(material, cases),
        *_reading(cases),
        *_agreeing(cases),
        *_adjudicating(cases),
        *_reference(cases),
    )
    return Section(NAME, TITLE, flow_chart=FlowChart(NAME, TITLE, steps, _ends(material, cases)))


def adjudicator(cases: CaseTable) -> ReadColumn | None:
    """Return the reads of who reads after two others; None where nobody does.

    That is central reader 3 where there is one, else central reader 2 after local and central reader 1.
    """
    unaided = {each.role: each for each in cases.readers if each.is_vote}
    if Role.CENTRAL_3 in unaided:
        return unaided[Role.CENTRAL_3]
    is_third = unaided.keys() >= {Role.LOCAL, Role.CENTRAL_1, Role.CENTRAL_2}
    return unaided[Role.CENTRAL_2] if is_third else None


def first_answers(cases: CaseTable) -> Ints:
    """Return what those said who read without knowing of disagreement: (readers, cases) of 0, 1 and -1."""
    third = adjudicator(cases)
    votes = [each.definite for each in cases.readers if each.is_vote and each is not third]
    return np.array(votes, np.int64).reshape(len(votes), len(cases.case_ids))


def _imported(material: Material, cases: CaseTable) -> FlowStep:
    n, excluded = len(cases.case_ids), len(material.excluded)
    if not excluded:
        return FlowStep((f"{n} cases",))
    reasons = Counter(material.excluded.values())
    lines = (
        f"{count} {reason}" for reason, count in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    )
    return FlowStep((f"{n + excluded} radiographs",), (f"{excluded} excluded", *lines))


def _reading(cases: CaseTable) -> tuple[FlowStep, ...]:
    if not cases.readers:
        return ()
    third = adjudicator(cases)
    shown = [each for each in cases.readers if each is not third]
    if len(shown) <= MOST_READERS:
        lines = tuple(f"{each.label}: {int(each.is_read.sum())} read" for each in shown)
    else:
        reads = sum(int(each.is_read.sum()) for each in cases.readers)
        lines = (f"{len(cases.readers)} readers: {reads} reads",)
    first = lines if len(lines) == 1 else (f"{len(cases.case_ids)} cases", *lines)
    ungradable = sum(_ungradable(each) for each in cases.readers)
    return (FlowStep(first, (f"{ungradable} reads ungradable",) if ungradable else ()),)


def _agreeing(cases: CaseTable) -> tuple[FlowStep, ...]:
    votes = first_answers(cases)
    if len(votes) < 2:
        return ()
    differ, several = differing(votes), (votes != MISSING).sum(0) > 1
    agreed, alone = several & ~differ, ~several
    leaving = (f"{_count(alone)} graded by fewer than two readers",) if alone.any() else ()
    return (FlowStep((f"{_count(agreed)} cases agreed", f"{_count(differ)} cases discordant"), leaving),)


def _adjudicating(cases: CaseTable) -> tuple[FlowStep, ...]:
    """Say how many discordant cases the third reader read, and how many others beside them."""
    third = adjudicator(cases)
    if third is None:
        return ()
    differ, is_read = differing(first_answers(cases)), third.is_read > 0
    lines = [f"{third.label} after them", f"discordant cases read: {_count(differ & is_read)}"]
    lines += [f"other cases read: {_count(~differ & is_read)}"] if (~differ & is_read).any() else []
    left = _count(differ & ~is_read)
    return (FlowStep(tuple(lines), (f"discordant cases not read: {left}",) if left else ()),)


def _reference(cases: CaseTable) -> tuple[FlowStep, ...]:
    known = cases.reference != MISSING
    if not known.any():
        return ()
    lines = [f"{_count(known)} cases with a reference standard"]
    lines += [f"local reads reclassified: {_count(found)}" for found in _reclassified(cases)]
    predicted = ~np.isnan(cases.probabilities)
    lines += [f"{_count(predicted)} cases with a prediction"] if predicted.any() else []
    return (
        FlowStep(tuple(lines), (f"{_count(~known)} without a reference standard",) if (~known).any() else ()),
    )


def _ends(material: Material, cases: CaseTable) -> tuple[tuple[str, ...], ...]:
    known = cases.reference != MISSING
    if not known.any():
        return ()
    if not material.splits:
        return tuple(_answers(cases, known, answer) for answer in (1, 0))
    of_split = np.array([material.splits.get(case_id, "no split") for case_id in cases.case_ids], object)
    order = [each for each in ("train", "tune", "test", "no split") if (of_split == each).any()]
    return tuple(
        (f"{split}: {_count(known & (of_split == split))}", *_split_answers(cases, known, of_split == split))
        for split in order
    )


def _answers(cases: CaseTable, among: Bools, answer: int) -> tuple[str, ...]:
    word = "definite" if answer else "not definite"
    return (f"{_count(among & (cases.reference == answer))}", word)


def _split_answers(cases: CaseTable, known: Bools, in_split: Bools) -> Iterator[str]:
    votes = first_answers(cases)
    if len(votes) > 1:
        yield f"{_count(differing(votes) & in_split)} discordant"
    yield from (f"{_count(found & in_split)} reclassified" for found in _reclassified(cases))
    for answer, word in ((1, "definite"), (0, "not definite")):
        yield f"{_count(known & in_split & (cases.reference == answer))} {word}"


def _reclassified(cases: CaseTable) -> Iterator[Bools]:
    """Yield where the reference standard says otherwise than the local reader, if there is one."""
    for each in cases.readers:
        if each.is_vote and each.role is Role.LOCAL:
            yield (
                (each.definite != MISSING) & (cases.reference != MISSING) & (each.definite != cases.reference)
            )
            return


def differing(votes: Ints) -> Bools:
    """Say on which cases votes (readers, cases) of 0, 1 and -1 differ: (cases,)."""
    differ: Bools = (votes == 1).any(0) & (votes == 0).any(0)
    return differ


def _ungradable(reader: ReadColumn) -> int:
    return int(reader.is_read.sum()) - int((reader.definite != MISSING).sum())


def _count(cases: Bools) -> int:
    return int(cases.sum())
