"""The seed paper's printed tables and text (Bressem et al., medRxiv 2020.05.19.20105304)."""

import csv

import numpy as np
import pytest

from sacroread.analysis.agreement import agreement, cohen_kappa
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.published import Printed, discrepancies, possible_counts
from sacroread.analysis.table import TwoByTwo, at_cut_off

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


@pytest.fixture
def text(paper):
    with (paper / "text.csv").open() as file:
        return list(csv.DictReader(file))


def printed(row, share):
    return Printed(f"{row['set']}, {row['cut_off_name']}: {share}", float(row[share]), decimals=3)


def test_the_operating_points_of_the_text_are_reported_where_they_miss_the_tables(confusion, text):
    tables = {(row["set"], row["cut_off_name"]): row for row in confusion}
    found = []
    for row in text:
        key = (row["set"], row["cut_off_name"])
        if key in tables:
            counts = TwoByTwo(*(int(tables[key][cell]) for cell in ("tn", "fn", "fp", "tp")))
            found += discrepancies(counts, printed(row, "sensitivity"), printed(row, "specificity"))
    assert found == [
        "validation, sensitivity: sensitivity 0.994 is 159/160, 1 case off the table's 158/160.",
        "validation, specificity: sensitivity 0.656 is 105/160, 1 case off the table's 104/160.",
        "validation, balanced: sensitivity 0.900 is 144/160, 1 case off the table's 143/160.",
        "test, sensitivity: sensitivity 1.000 is 54/54, 1 case off the table's 53/54.",
        "test, sensitivity: specificity 0.478 is 22/46, 2 cases off the table's 24/46.",
        "test, specificity: sensitivity 0.574 is 31/54, 1 case off the table's 30/54.",
        "test, balanced: sensitivity 0.870 is 47/54, 1 case off the table's 46/54.",
        "test, balanced: specificity 0.966 is no share of 46 cases.",
    ]


def test_the_readers_of_the_validation_set_are_whole_cases(text):
    readers = {row["cut_off_name"]: row for row in text if "reader" in row["cut_off_name"]}
    counts = {
        name: (
            possible_counts(printed(row, "sensitivity"), 160),
            possible_counts(printed(row, "specificity"), 87),
        )
        for name, row in readers.items()
    }
    assert counts == {"local reader": ((135,), (73,)), "central reader 1": ((156,), (63,))}


def test_one_case_on_the_cut_off_moves_a_table_by_one_between_the_two_rules():
    probabilities = [0.2, 0.606, 0.9]
    at_or_above, above = at_cut_off(probabilities, 0.606), at_cut_off(probabilities, np.nextafter(0.606, 1))
    assert (at_or_above.tolist(), above.tolist()) == ([0, 1, 1], [0, 0, 1])
