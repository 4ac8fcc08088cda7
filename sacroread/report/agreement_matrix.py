"""The section that shows all readers, the reference standard and the second reader against one another."""

from collections.abc import Mapping, Sequence

import numpy as np

from sacroread.analysis.estimate import Estimate
from sacroread.analysis.table import MISSING
from sacroread.report.content import Grid, Kind, Section
from sacroread.report.cut_offs import chosen_cut_offs
from sacroread.report.index_tests import REFERENCE, SECOND_READER
from sacroread.report.kappa_forest import kappa_forest
from sacroread.report.material import CaseTable, Material, slug
from sacroread.report.rounding import number
from sacroread.report.selection import third_reader_guard

NAME, TITLE = "agreement_matrix", "Agreement at a glance"
LEAST = 3  # of two there is one number, which stands in its table
WORDS = (
    "All readers, the reference standard and the second reader against one another. Every number stands in "
    "the tables of its own section too, with its interval; so do agreement, PABAK and AC1."
)
Named = tuple[str, str]  # part of a dotted name, label


def agreement_matrix_section(
    sections: Sequence[Section], material: Material, cases: CaseTable
) -> Section | None:
    """Gather the kappas of all pairs from the sections before; None where fewer than three are compared."""
    estimates = {
        each.name: each for section in sections for table in section.tables for each in table.estimates
    }
    readers = tuple((each.key, each.label) for each in cases.readers if each.is_vote)
    standards = _standards(material, cases)
    definite = _grid(
        ("kappa_matrix", "Kappa on definite sacroiliitis", "kappa.{}.{}"), (*readers, *standards), estimates
    )
    grades = _grid(
        (
            "weighted_kappa_matrix",
            "Quadratic weighted kappa on the grades of both sides",
            "kappa_quadratic.{}.{}.both",
        ),
        readers,
        estimates,
    )
    forest = kappa_forest(cases, standards, estimates)
    figures = tuple(each for each in (definite, grades, forest) if each is not None)
    cautions = third_reader_guard(cases)
    return Section(NAME, TITLE, (WORDS,), cautions, figures=figures) if figures else None


def _standards(material: Material, cases: CaseTable) -> tuple[Named, ...]:
    found: list[Named] = []
    if np.any(cases.reference != MISSING):
        found.append(("reference", REFERENCE))
    cut_offs = chosen_cut_offs(material, cases)
    if material.predictions and cut_offs.main:
        about = f"{SECOND_READER}.{slug(cut_offs.main.name)}"
        found.append((about, f"Second reader, {cut_offs.main.name}"))
    return tuple(found)


def _grid(
    what: tuple[str, str, str], compared: Sequence[Named], estimates: Mapping[str, Estimate]
) -> Grid | None:
    """Return a matrix by its name, title and the dotted name of a pair; None with too few or no number."""
    name, title, dotted = what

    def of_pair(first: str, second: str) -> Estimate | None:
        orders = (dotted.format(first, second), dotted.format(second, first))
        return next((estimates[order] for order in orders if order in estimates), None)

    values = tuple(tuple(of_pair(row, column) for column, _ in compared) for row, _ in compared)
    if len(compared) < LEAST or not any(each and each.value is not None for row in values for each in row):
        return None
    labels = tuple(label for _, label in compared)
    return Grid(name, title, labels, values, alternative=_told(title, labels, values))


def _told(title: str, labels: tuple[str, ...], values: tuple[tuple[Estimate | None, ...], ...]) -> str:
    pairs = (
        f"{labels[row]} and {labels[column]} {number(each.value, Kind.COEFFICIENT)}"
        for row, cells in enumerate(values)
        for column, each in enumerate(cells[:row])
        if each is not None and each.value is not None
    )
    return f"{title}, of every pair: {'; '.join(pairs)}."
