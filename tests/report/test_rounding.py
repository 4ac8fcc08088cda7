"""Numbers as a journal prints them."""

import pytest

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Kind
from sacroread.report.rounding import number, p_value, text


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (0.70449, Kind.COEFFICIENT, "0.704"),
        (-0.12, Kind.COEFFICIENT, "\N{MINUS SIGN}0.120"),
        (-0.0001, Kind.COEFFICIENT, "0.000"),
        (0.9069, Kind.PERCENT, "90.7 %"),
        (247, Kind.COUNT, "247"),
        (247, Kind.TEXT, "247"),
        (float("inf"), Kind.PROBABILITY, "above every probability"),
    ],
)
def test_a_number_is_printed_by_what_it_is(value, kind, printed):
    assert number(value, kind) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(0.0004, "<0.001"), (0.001, "0.001"), (0.0314, "0.031"), (1.0, ">0.999")]
)
def test_a_p_value_is_never_zero_and_never_one(value, printed):
    assert p_value(value) == printed


def test_an_estimate_is_printed_with_its_interval():
    kappa = Estimate("kappa", 0.7044, 0.6112, 0.7941, 0.95, 247, "bootstrap", "Cohen 1960")
    assert text(kappa, Kind.COEFFICIENT) == "0.704 (0.611 to 0.794)"


def test_what_is_undefined_is_said_so_and_never_shown_as_a_number():
    assert text(Estimate.undefined("kappa", "no pairs"), Kind.COEFFICIENT) == "not defined"
    assert text(None, Kind.COUNT) == ""
