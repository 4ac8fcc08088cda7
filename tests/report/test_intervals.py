"""An interval without width says nothing about the cases, so none is given, with the reason."""

import pytest

from sacroread.report.content import Forest, Kind
from sacroread.report.dossier import Material, dossier
from sacroread.report.intervals import NO_WIDTH
from sacroread.report.rounding import estimate_words
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import CutOff, Prediction, Role

ON_THEIR_BOUND = ("auroc.second_reader", "auroc_delong.second_reader", "average_precision.second_reader")


@pytest.fixture(scope="module")
def made(read):
    """Eight cases, two not definite: all probabilities in order, p and q agree on all, r differs on one."""
    definite = [1, 1, 1, 1, 1, 1, 0, 0]
    cases = [f"c{n}" for n in range(8)]
    said = {"p": definite, "q": definite, "r": [0, *definite[1:]]}
    reads = tuple(
        read(case, bool(value), reader, Role.PANEL)
        for reader, values in said.items()
        for case, value in zip(cases, values, strict=True)
    )
    predictions = tuple(
        Prediction(case, p, "b", "0" * 64, None)
        for case, p in zip(cases, (0.99, 0.95, 0.9, 0.85, 0.8, 0.7, 0.2, 0.1), strict=True)
    )
    reference = tuple(ReferenceRow(c, bool(v), "external") for c, v in zip(cases, definite, strict=True))
    cut_offs = (CutOff("balanced", 0.5, 0.9, 0.9),)
    return dossier(Material("Eight", "x", reads, predictions, reference, cut_offs), seed=1)


@pytest.mark.parametrize("name", [*ON_THEIR_BOUND, "kappa.p.q", "pabak.p.q", "ac1.p.q"])
def test_a_value_of_one_in_eight_cases_has_no_interval_but_a_reason(made, name):
    found = made.estimate(name)
    assert found.value == pytest.approx(1.0)
    assert (found.low, found.high, found.undefined_because) == (None, None, NO_WIDTH)


def test_the_reason_stands_under_the_table_and_in_the_figure_beside_the_value(made):
    areas = next(each for each in made.tables if each.name == "areas")
    assert areas.reasons == (NO_WIDTH,)
    roc = next(each for each in made.figures if each.name == "roc")
    assert roc.lines[0].label == "Second reader, AUROC 1.000, no interval"
    forest = next(each for each in made.figures if isinstance(each, Forest))
    assert "p \N{EN DASH} q 1.000, no interval" in forest.alternative


def test_an_interval_with_a_width_stays_and_so_does_that_of_a_share_of_one(made):
    """Wilson's interval of 6 of 6 is 6 / (6 + 1.96^2) to 1: 0.610."""
    differing = made.estimate("kappa.p.r")
    assert differing.low < differing.value < differing.high
    sensitivity = made.estimate("sensitivity.second_reader.balanced")
    assert estimate_words(sensitivity, Kind.PROPORTION) == "1.000 (0.610 to 1.000)"
