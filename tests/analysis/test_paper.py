"""The seed paper's printed tables and text (Bressem et al., medRxiv 2020.05.19.20105304)."""

import csv

import pytest

from sacroread.analysis.agreement import agreement, cohen_kappa
from sacroread.analysis.bootstrap import Bootstrap

MONTE_CARLO = 0.02  # the honest tolerance for an end of a percentile interval of 1,000 repetitions


@pytest.fixture
def confusion(paper):
    with (paper / "confusion.csv").open() as file:
        return list(csv.DictReader(file))


def reads(row, pairs):
    tn, fn, fp, tp = (int(row[cell]) for cell in ("tn", "fn", "fp", "tp"))
    return pairs([[tn, fn], [fp, tp]])


def test_all_six_kappas_follow_from_the_printed_tables_to_three_digits(confusion, pairs):
    found = [round(cohen_kappa(*reads(row, pairs), levels=2).value, 3) for row in confusion]
    assert found == [float(row["kappa"]) for row in confusion]
    assert len(found) == 6


def test_all_six_agreements_follow_from_the_printed_tables(confusion, pairs):
    found = [agreement(*reads(row, pairs), levels=2) for row in confusion]
    assert [(round(e.value * e.n), e.n) for e in found] == [
        (int(row["agreement_n"]), int(row["n"])) for row in confusion
    ]


def test_the_printed_intervals_are_percentile_intervals_of_resampled_cases(confusion, pairs):
    for row in confusion:
        found = cohen_kappa(*reads(row, pairs), levels=2, how=Bootstrap(seed=1))
        assert found.low == pytest.approx(float(row["kappa_low"]), abs=MONTE_CARLO)
        assert found.high == pytest.approx(float(row["kappa_high"]), abs=MONTE_CARLO)
