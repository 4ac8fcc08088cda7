"""What a dossier holds: numbers worked by hand, and reasons where there is no number."""

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from sacroread.analysis.panel import Coefficient, panel_agreement
from sacroread.errors import SacroReadError
from sacroread.report.dossier import Material, case_table, dossier
from sacroread.study.model import CutOff, Draft, Prediction, Role, Ungradable

PROBABILITIES = (0.95, 0.9, 0.85, 0.8, 0.4, 0.5, 0.3, 0.2, 0.1, 0.05)


@pytest.fixture
def made(study):
    return dossier(study, seed=1)


def table(made, name):
    return next(each for each in made.tables if each.name == name)


def test_two_readers_who_agree_on_six_of_eight_have_kappa_one_half(made):
    assert made.estimate("kappa.local.central_1").value == pytest.approx(0.5)
    assert made.estimate("agreement.local.central_1").value == 0.75


def test_local_readers_of_many_sites_are_one_column(made):
    assert [row[:3] for row in table(made, "completeness").rows] == [
        ("Local reader", 2, 8),
        ("Central reader 1", 1, 8),
    ]


def test_the_table_of_a_pair_has_margins(made):
    assert [row[1:] for row in table(made, "two_by_two.local.central_1").rows] == [
        (3, 1, 4),
        (1, 3, 4),
        (4, 4, 8),
    ]


def test_one_wrong_pair_of_twenty_five_costs_one_twenty_fifth_of_the_area(made):
    assert made.estimate("auroc.second_reader").value == pytest.approx(24 / 25)


def test_a_probability_equal_to_the_cut_off_counts_as_definite(study):
    at_score = replace(study, cut_offs=(CutOff("edge", 0.4, 1, 1),))
    assert dossier(at_score, seed=1).estimate("sensitivity.second_reader.edge").value == 1


def test_every_table_at_a_cut_off_prints_the_rule(made):
    at_cut_off = [each for each in made.tables if "second_reader" in each.name or each.name == "cut_offs"]
    assert at_cut_off
    assert all("probability >= cut-off" in each.note for each in at_cut_off)


def test_method_repetitions_and_seed_stand_under_every_table_with_intervals(made):
    with_intervals = [each for each in made.tables if any(e.low is not None for e in each.estimates)]
    assert len(with_intervals) >= 4
    assert all("Intervals of 95 %" in each.note for each in with_intervals)
    assert "bootstrap of cases, percentile, 1000 repetitions, seed 1" in table(made, "agreement").note


def test_the_same_seed_gives_the_same_dossier_and_another_seed_another(study, made):
    assert dossier(study, seed=1).estimates == made.estimates
    assert dossier(study, seed=2).estimates != made.estimates


def test_reads_in_another_order_give_the_same_estimates(study, made):
    turned = replace(study, reads=study.reads[::-1], predictions=study.predictions[::-1])
    assert dossier(turned, seed=1).estimates == made.estimates


def test_a_patient_with_two_cases_is_drawn_as_one(study):
    paired = replace(study, patients={f"case {n}": f"p{n // 2}" for n in range(10)})
    made = dossier(paired, seed=1)
    assert "bootstrap of patients" in made.estimate("kappa.local.central_1").method
    assert "bootstrap of patients" in made.estimate("sensitivity.local").method


def test_a_reader_alone_is_told_that_there_is_nobody_to_compare_with(study):
    made = dossier(Material("One", "x", reads=study.reads[:8]), seed=1)
    section = next(each for each in made.sections if each.name == "between_readers")
    assert section.paragraphs == ("There are no two readers to compare.",)


def test_readers_who_never_agree_have_negative_kappa(read):
    reads = [read(f"c{n}", bool(n % 2)) for n in range(6)]
    reads += [read(f"c{n}", not n % 2, "l", Role.LOCAL) for n in range(6)]
    assert (
        dossier(Material("Never", "x", reads=tuple(reads)), seed=1).estimate("kappa.local.central_1").value
        == -1
    )


def test_readers_without_a_common_case_have_no_kappa_but_a_reason(read):
    reads = (read("a", True), read("b", True, "l", Role.LOCAL))
    found = dossier(Material("Apart", "x", reads=reads), seed=1).estimate("kappa.local.central_1")
    assert found.value is None
    assert found.undefined_because == "no case was read by both readers"


def test_without_a_reference_standard_the_second_reader_is_not_judged(study):
    made = dossier(replace(study, reference=()), seed=1)
    assert "auroc.second_reader" not in {each.name for each in made.estimates}
    section = next(each for each in made.sections if each.name == "second_reader")
    assert section.paragraphs == ("No case has both a prediction and a reference standard.",)


def test_one_class_only_leaves_the_area_undefined_with_a_reason(study):
    definite = replace(study, reference=study.reference[:5])
    made = dossier(definite, seed=1)
    assert made.estimate("auroc.second_reader").undefined_because
    assert made.estimate("specificity.second_reader.balanced").value is None
    assert "roc" not in {each.name for each in made.figures}


def test_ungradable_reads_are_counted_and_left_out(read):
    reads = (read("a", True), read("b", None, draft=Draft().as_ungradable(Ungradable.OTHER)))
    row = table(dossier(Material("Two", "x", reads=reads), seed=1), "completeness").rows[0]
    assert row[2:6] == (2, 0, 1, 1)


def test_predictions_alone_make_a_dossier():
    made = dossier(Material("Alone", "x", predictions=(Prediction("a", 0.5, "b", "0", None),)), seed=1)
    assert [each.name for each in made.sections] == [
        *("study", "flow", "second_reader", "gallery", "methods", "checklists", "references"),
    ]


def test_nothing_at_all_is_refused():
    with pytest.raises(SacroReadError, match="nothing to report"):
        dossier(Material("Empty", "x"), seed=1)


def test_two_reads_that_contradict_each_other_are_refused(read):
    with pytest.raises(SacroReadError, match="two unaided reads of case a"):
        dossier(Material("Twice", "x", reads=(read("a", True), read("a", False))), seed=1)


def test_panel_readers_stand_for_themselves_and_names_that_look_alike_stay_apart(read):
    reads = tuple(read("a", True, reader, Role.PANEL) for reader in ("Ä.b", "ö b", "_B"))
    names = {each.name for each in dossier(Material("Panel", "x", reads=reads), seed=1).estimates}
    assert len([name for name in names if name.startswith("kappa.")]) == 3


def test_no_estimate_is_ever_nan(made):
    numbers = [number for each in made.estimates for number in (each.value, each.low, each.high)]
    assert not any(number is not None and math.isnan(number) for number in numbers)


@pytest.mark.parametrize("number", range(6))
def test_the_paper_s_tables_come_out_of_its_cases_to_the_printed_digits(confusion, number):
    row = confusion[number]
    made = dossier(paper_material(row), seed=1)
    kappa = made.estimate("kappa.second_reader.printed.reference")
    agreed = made.estimate("agreement.second_reader.printed.reference")
    assert f"{kappa.value:.3f}" == row["kappa"]
    assert (round(agreed.value * agreed.n), agreed.n) == (int(row["agreement_n"]), int(row["n"]))
    assert kappa.low == pytest.approx(float(row["kappa_low"]), abs=0.02)
    assert kappa.high == pytest.approx(float(row["kappa_high"]), abs=0.02)


def paper_material(row):
    """Cases that fill a printed 2x2 table: probability 1 where the second reader said definite, else 0."""
    from sacroread.study.exchange import ReferenceRow

    cells = [(name, number) for name in ("tn", "fn", "fp", "tp") for number in range(int(row[name]))]
    cases = [(f"{name} {number}", name in {"fp", "tp"}, name in {"fn", "tp"}) for name, number in cells]
    return Material(
        "Paper",
        "x",
        predictions=tuple(Prediction(case, float(said), "b", "0", None) for case, said, _ in cases),
        reference=tuple(ReferenceRow(case, definite, "majority") for case, _, definite in cases),
        cut_offs=(CutOff("printed", 0.5, 1, 1),),
    )


def test_a_dossier_is_made_without_any_drawing_library():
    heavy = "{'matplotlib', 'jinja2', 'scipy.stats'} & set(sys.modules)"
    code = f"import sys, sacroread.report.dossier, sacroread.report.write; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_three_readers_are_also_judged_together(read):
    votes = {"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [1, 0, 1, 0]}
    reads = tuple(
        read(f"c{n}", bool(vote), reader, Role.PANEL)
        for reader, column in votes.items()
        for n, vote in enumerate(column)
    )
    # Fleiss: of 12 pairs of reads 8 agree, 6 of 12 reads say definite: (2/3 - 1/2) / (1/2).
    found = dossier(Material("Panel", "x", reads=reads), seed=1).estimate("fleiss_kappa.all_readers.unaided")
    assert found.value == pytest.approx(1 / 3)


def test_a_reader_whose_name_is_a_word_of_the_dossier_keeps_names_apart(study, read):
    odd = tuple(
        read(f"case {n}", True, name, Role.PANEL) for n in range(3) for name in ("reference", "Second reader")
    )
    names = {each.name for each in dossier(replace(study, reads=odd), seed=1).estimates}
    assert "kappa.reader_second_reader.reader_reference" in names


def test_the_brier_score_is_the_mean_squared_error_of_the_probabilities(study):
    table_ = table(dossier(study, seed=1), "calibration")
    brier = sum((p - t) ** 2 for p, t in zip(PROBABILITIES, [1] * 5 + [0] * 5, strict=True)) / 10
    assert table_.rows[0][3].value == pytest.approx(brier)


def test_reading_times_are_quartiles_of_active_seconds(read):
    reads = tuple(read(f"c{n}", True, active_seconds=float(n)) for n in range(1, 6))
    assert table(dossier(Material("Times", "x", reads=reads), seed=1), "reading_times").rows == (
        ("c1", "unaided", 5, 2.0, 3.0, 4.0),
    )


def test_the_methods_name_versions_seed_and_repetitions(study):
    sections = dossier(study, seed=7, repetitions=50).sections
    words = " ".join(next(each for each in sections if each.name == "methods").paragraphs)
    assert all(each in words for each in ("SacroRead under test", "numpy", "50 repetitions", "seed 7"))
    assert "fixed before these reads" in words


def test_pabak_and_ac1_of_a_pair_are_those_of_a_panel_of_two(made, study):
    local, central = case_table(study).readers
    both = np.stack([local.definite, central.definite], axis=1)
    for name, coefficient in (("pabak", Coefficient.BRENNAN_PREDIGER), ("ac1", Coefficient.GWET)):
        expected = panel_agreement(both, coefficient, levels=2).value
        assert made.estimate(f"{name}.local.central_1").value == pytest.approx(expected)


def test_a_title_that_says_synthetic_does_not_say_so_twice(study):
    made = dossier(replace(study, is_synthetic=True), seed=1, repetitions=20)
    assert made.headline == "Ten cases (synthetic data)"
    assert replace(made, title="Demo (Synthetic)").headline == "Demo (Synthetic)"
    assert replace(made, is_synthetic=False).headline == "Ten cases"
