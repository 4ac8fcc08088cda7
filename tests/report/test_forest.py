"""The figures that set estimates under one another: all kappas, and lesions that go with disagreement."""

import csv
import io

import numpy as np
import pytest

from sacroread.report.content import Forest, Kind
from sacroread.report.dossier import Material, dossier
from sacroread.report.figures import drawn
from sacroread.report.rounding import number
from sacroread.report.style import style
from sacroread.report.write import files
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Draft, Lesion, Role, Side

DASH = "\N{EN DASH}"


def forest(made, name):
    return next((each for each in made.figures if each.name == name), None)


def test_every_kappa_stands_under_the_group_it_belongs_to(study):
    made = dossier(study, seed=1)
    rows = forest(made, "kappa_forest").rows
    assert [label for label, estimate in rows if estimate is None] == [
        "Readers with one another, unaided",
        "Against: Reference standard",
        "Against: Second reader, balanced",
    ]
    assert rows[1] == (f"Local reader {DASH} Central reader 1", made.estimate("kappa.local.central_1"))
    assert rows[-1] == ("Reference standard", made.estimate("kappa.second_reader.balanced.reference"))


def test_fewer_than_three_kappas_are_left_to_their_table(read):
    reads = tuple(read(f"c{n}", n > 2, who, Role.PANEL) for n in range(6) for who in "pq")
    assert forest(dossier(Material("Two", "x", reads=reads), seed=1), "kappa_forest") is None


def test_with_ten_readers_pairs_are_left_to_the_matrix_and_that_is_said(read):
    reads = tuple(
        read(f"c{n}", (n + who) % 3 > 0, f"r{who}", Role.PANEL) for n in range(9) for who in range(10)
    )
    reference = tuple(ReferenceRow(f"c{n}", n % 3 > 0, "external") for n in range(9))
    found = forest(dossier(Material("Ten", "x", reads=reads, reference=reference), seed=1), "kappa_forest")
    assert len(found.rows) == 1 + 10
    assert "matrix" in found.note


def test_the_axis_holds_every_interval(everything):
    made = dossier(everything, seed=1, repetitions=50)
    for figure in (each for each in made.figures if isinstance(each, Forest)):
        scale = 100 if figure.kind == "percent" else 1
        for _, each in figure.rows:
            if each is not None and each.low is not None:
                assert figure.axis.low <= scale * each.low <= scale * each.high <= figure.axis.high


def test_an_interval_is_drawn_where_its_ends_are(study):
    figure = forest(dossier(study, seed=1), "kappa_forest")
    with style():
        (axes,) = drawn(figure, "").axes
    spans = [
        line.get_xdata() for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2
    ]
    wanted = [(each.low, each.high) for _, each in figure.rows if each is not None and each.low is not None]
    assert np.array(spans, float) == pytest.approx(np.array(wanted))


def test_lesions_stand_in_the_order_in_which_they_go_with_disagreement(everything):
    made = dossier(everything, seed=1, repetitions=50)
    figure = forest(made, "lesion_excess")
    values = [each.value for _, each in figure.rows]
    assert values == sorted(values, reverse=True)
    assert len(values) > 1
    rows = list(csv.DictReader(io.StringIO(files(made, everything)["figures/lesion_excess.csv"].decode())))
    assert [float(row["value"]) for row in rows] == values


def test_a_lesion_that_nobody_marked_is_not_drawn(read):
    def reads(marked):
        sides = {Side.RIGHT: frozenset(marked)}
        return tuple(
            read(f"c{n}", n % 2 == (who == "p"), who, Role.PANEL, draft=Draft(lesions=sides if n else {}))
            for n in range(4)
            for who in "pq"
        ) + tuple(read("agreed", True, who, Role.PANEL) for who in "pq")

    one = dossier(Material("One", "x", reads=reads([Lesion.EROSION])), seed=1, repetitions=50)
    assert forest(one, "lesion_excess") is None
    two = dossier(
        Material("Two", "x", reads=reads([Lesion.EROSION, Lesion.WIDENING])), seed=1, repetitions=50
    )
    assert {label for label, _ in forest(two, "lesion_excess").rows} == {"erosion", "widening"}


def test_the_matrix_prints_numbers_below_zero_as_its_table_does(read):
    reads = tuple(
        read(f"c{n}", n in saying, who, Role.PANEL)
        for who, saying in (("p", {0, 1, 2}), ("q", {2, 3, 4, 5}), ("r", {0, 5, 6}))
        for n in range(7)
    )
    made = dossier(Material("Below", "x", reads=reads), seed=1, repetitions=50)
    with style():
        (axes,) = drawn(forest(made, "kappa_matrix"), "").axes
    kappa = made.estimate("kappa.p.q").value
    assert kappa < -0.1
    assert number(kappa, Kind.COEFFICIENT) in {each.get_text() for each in axes.texts}
