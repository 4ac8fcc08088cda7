"""The data that `recompute.R` computes the main numbers from again, and the numbers it should find."""

from pathlib import Path

import numpy as np

from sacroread.analysis.arrays import Floats, Ints
from sacroread.analysis.table import MISSING
from sacroread.report.content import Dossier
from sacroread.report.cut_offs import chosen_cut_offs
from sacroread.report.delimited import MANY
from sacroread.report.index_tests import SECOND_READER
from sacroread.report.material import CaseTable, Material, case_table, slug
from sacroread.report.steps import Step, announced, quiet
from sacroread.study.exchange import to_csv
from sacroread.study.model import Side

WRITING = "Writing what R computes from"
SCRIPT = Path(__file__).with_name("recompute.R")


def recompute_files(dossier: Dossier, material: Material, step: Step = quiet) -> dict[str, str]:
    """Return the script and its data by their paths in the folder."""
    step(0, WRITING)
    cases = case_table(material)
    return {
        "recompute.R": SCRIPT.read_text(encoding="utf-8"),
        "data/cases.csv": cases_csv(cases, step),
        "data/cut_offs.csv": cut_offs_csv(material, cases),
        "data/expected.csv": expected_csv(dossier),
    }


def cases_csv(cases: CaseTable, step: Step = quiet) -> str:
    """Return one line for each case: every reader's decision and grades, reference standard, probability."""
    columns: dict[str, list[object]] = {"case_id": list(cases.case_ids)}
    for reader in cases.readers:
        columns[reader.key] = _known(reader.definite)
        columns |= {f"{reader.key}.{side}": _known(reader.grades[side]) for side in Side}
    columns["reference"] = _known(cases.reference)
    columns[SECOND_READER] = _finite(cases.probabilities)
    lines = announced(list(zip(*columns.values(), strict=True)), step, WRITING, MANY)
    return to_csv(tuple(columns), (dict(zip(columns, line, strict=True)) for line in lines))


def cut_offs_csv(material: Material, cases: CaseTable) -> str:
    """Return the cut-offs by their part of a dotted name, unrounded."""
    found = chosen_cut_offs(material, cases).values
    return to_csv(
        ("key", "cut_off"), ({"key": slug(each.name), "cut_off": each.probability} for each in found)
    )


def expected_csv(dossier: Dossier) -> str:
    """Return the estimates that have a value: name, value, low, high."""
    columns = ("name", "value", "low", "high")
    found = (each for each in dossier.estimates if each.value is not None)
    return to_csv(columns, ({column: getattr(each, column) for column in columns} for each in found))


def _known(values: Ints) -> list[object]:
    return ["" if value == MISSING else value for value in values.tolist()]


def _finite(values: Floats) -> list[object]:
    return ["" if np.isnan(value) else value for value in values.tolist()]
