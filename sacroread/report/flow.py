"""The flow chart of a study, from the radiographs to the reference standard, drawn from the data."""

from collections import Counter

import numpy as np

from sacroread.analysis.arrays import Bools
from sacroread.analysis.table import MISSING
from sacroread.report.content import FlowChart, FlowStep, Section
from sacroread.report.guards import discordant
from sacroread.report.material import CaseTable, Material, ReadColumn

NAME, TITLE = "flow", "Flow of cases"
MOST_READERS = 6  # named one by one; more are counted together


def flow_section(material: Material, cases: CaseTable) -> Section:
    """Return the section with the flow chart."""
    steps = (
        _imported(material, cases),
        *_reading(cases),
        *_agreeing(cases),
        *_reference(cases),
    )
    return Section(NAME, TITLE, flow_chart=FlowChart(NAME, TITLE, steps, _ends(material, cases)))


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
    if len(cases.readers) <= MOST_READERS:
        lines = tuple(f"{each.label}: {int(each.is_read.sum())} read" for each in cases.readers)
    else:
        reads = sum(int(each.is_read.sum()) for each in cases.readers)
        lines = (f"{len(cases.readers)} readers: {reads} reads",)
    first = lines if len(lines) == 1 else (f"{len(cases.case_ids)} cases", *lines)
    ungradable = sum(_ungradable(each) for each in cases.readers)
    return (FlowStep(first, (f"{ungradable} reads ungradable",) if ungradable else ()),)


def _agreeing(cases: CaseTable) -> tuple[FlowStep, ...]:
    votes = [each.definite != MISSING for each in cases.readers if each.is_vote]
    if len(votes) < 2:
        return ()
    several, differ = np.sum(votes, axis=0) > 1, discordant(cases)
    agreed, alone = several & ~differ, ~several
    leaving = (f"{_count(alone)} graded by fewer than two readers",) if alone.any() else ()
    return (FlowStep((f"{_count(agreed)} cases agreed", f"{_count(differ)} cases discordant"), leaving),)


def _reference(cases: CaseTable) -> tuple[FlowStep, ...]:
    known = cases.reference != MISSING
    if not known.any():
        return ()
    lines = [f"{_count(known)} cases with a reference standard"]
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
        (
            f"{split}: {_count(known & (of_split == split))}",
            *_split_answers(cases, known & (of_split == split)),
        )
        for split in order
    )


def _answers(cases: CaseTable, among: Bools, answer: int) -> tuple[str, ...]:
    word = "definite" if answer else "not definite"
    return (f"{_count(among & (cases.reference == answer))}", word)


def _split_answers(cases: CaseTable, among: Bools) -> tuple[str, ...]:
    return tuple(
        f"{_count(among & (cases.reference == answer))} {word}"
        for answer, word in ((1, "definite"), (0, "not definite"))
    )


def _ungradable(reader: ReadColumn) -> int:
    return int(reader.is_read.sum()) - int((reader.definite != MISSING).sum())


def _count(cases: Bools) -> int:
    return int(cases.sum())
