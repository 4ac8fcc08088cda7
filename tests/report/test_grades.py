"""Grades of joints, repeats of the same reader, and discordant cases, counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sacroread.analysis.agreement import pair_sample
from sacroread.analysis.bootstrap import Bootstrap, sample
from sacroread.report.dossier import Material, dossier
from sacroread.report.grades import joint_pairs
from sacroread.report.material import case_table
from sacroread.study.criteria import is_definite
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Grade, Role, Side

START = datetime(2026, 1, 1, tzinfo=UTC)


def graded(read, case, right, left, reader="c1", **more):
    role = {"c1": Role.CENTRAL_1, "l": Role.LOCAL}[reader]
    grades = dict(zip(Side, (Grade(right), Grade(left)), strict=True))
    return read(case, is_definite(grades), reader, role, grades=(right, left), **more)


@pytest.fixture
def two_readers(read):
    """Right grades agree throughout, left grades differ by one on half of the cases."""
    right = [0, 1, 2, 3]
    left = {"l": [0, 0, 2, 4], "c1": [1, 0, 3, 4]}
    reads = tuple(
        graded(read, f"case {n}", right[n], left[reader][n], reader) for reader in left for n in range(4)
    )
    return Material("Grades", "x", reads=reads)


def table(made, name):
    return next(each for each in made.tables if each.name == name)


def test_right_and_left_are_judged_apart_and_never_confused(two_readers):
    made = dossier(two_readers, seed=1)
    assert made.estimate("same_grade.local.central_1.right").value == 1
    assert made.estimate("same_grade.local.central_1.left").value == 0.5
    assert made.estimate("within_one_grade.local.central_1.left").value == 1
    assert made.estimate("same_grade.local.central_1.both").value == 0.75


def test_five_by_five_tables_hold_the_whole_scale_of_one_side(two_readers):
    counts = [
        row[1:6] for row in table(dossier(two_readers, seed=1), "five_by_five.local.central_1.left").rows
    ]
    assert counts == [
        (1, 1, 0, 0, 0),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 1, 0),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 1),
        (1, 1, 0, 1, 1),
    ]


def test_linear_weighted_kappa_of_one_side_as_worked_by_hand(two_readers):
    # Observed weight 1 - 2 * (1/4) / 4 = 0.875; by chance, of 16 pairs of {0,0,2,4} and {1,0,3,4} the
    # differences sum to 1+0+3+4 + 1+0+3+4 + 1+2+1+2 + 3+4+1+0 = 30, weight 1 - 30 / 16 / 4 = 0.53125.
    found = dossier(two_readers, seed=1).estimate("kappa_linear.local.central_1.left").value
    assert found == pytest.approx((0.875 - 0.53125) / (1 - 0.53125))


def test_both_joints_of_a_patient_are_drawn_together(two_readers):
    made = dossier(two_readers, seed=1)
    assert "bootstrap of patients" in made.estimate("kappa_linear.local.central_1.both").method
    assert "bootstrap of cases" in made.estimate("kappa_linear.local.central_1.left").method


def test_decisions_without_grades_leave_the_section_on_grades_out(study):
    assert "grades" not in {each.name for each in dossier(study, seed=1).sections}


def test_a_reader_who_reads_twice_is_compared_with_himself(read):
    reads = [graded(read, f"c{n}", 3 * (n % 2), 0, locked_at=START) for n in range(4)]
    again = [
        replace(
            graded(read, f"c{n}", 3 * (n % 2), n // 3, repeat=1), locked_at=START + timedelta(days=14 + n)
        )
        for n in range(4)
    ]
    made = dossier(Material("Twice", "x", reads=(*reads, *again)), seed=1)
    assert made.estimate("kappa.c1.repeat_1").value == 1
    assert made.estimate("same_grade.c1.repeat_1.left").value == 0.75
    assert table(made, "repeats").rows[0][2:4] == (4, 15.5)


def test_repeats_do_not_count_as_reads_of_another_reader(read):
    reads = (graded(read, "a", 0, 0), graded(read, "a", 3, 3, repeat=1))
    made = dossier(Material("Twice", "x", reads=reads), seed=1)
    assert table(made, "completeness").rows[0][1:3] == (1, 1)


def test_discordant_cases_are_counted_with_who_was_overruled(study):
    row = table(dossier(study, seed=1), "discordant_pairs").rows[0]
    # Cases 3 (local yes, central no) and 4 (the other way round); both are definite.
    assert row[2:4] == (8, 2)
    assert row[5:] == (1, 1, 1, 1, 0)


def test_reclassified_cases_are_those_where_the_reference_standard_says_otherwise(study):
    rows = {row[0]: row[1:3] + row[4:] for row in table(dossier(study, seed=1), "reclassified").rows}
    assert rows == {"Local reader": (8, 1, 1, 0), "Central reader 1": (8, 1, 1, 0)}


def test_the_most_discordant_case_comes_first_with_sides_named(read):
    reads = (
        *(graded(read, "near", 1, 2), graded(read, "near", 2, 2, "l")),
        *(graded(read, "far", 0, 0), graded(read, "far", 4, 0, "l")),
        *(graded(read, "same", 0, 0), graded(read, "same", 0, 0, "l")),
    )
    reference = (ReferenceRow("far", True, "majority"),)
    rows = table(
        dossier(Material("List", "x", reads=reads, reference=reference), seed=1), "discordant_cases"
    ).rows
    assert [row[0] for row in rows] == ["far", "near"]
    assert rows[0][1:] == ("definite (R 4, L 0)", "not definite (R 0, L 0)", "definite", 4)


def test_full_agreement_has_an_interval_below_one(two_readers):
    found = dossier(two_readers, seed=1).estimate("same_grade.local.central_1.right")
    assert found.value == found.high == 1
    assert found.low == pytest.approx(4 / (4 + 1.959964**2))  # Wilson: n / (n + z^2)


def test_joints_gathered_by_case_are_those_gathered_by_patient(read):
    rng = np.random.default_rng(1)
    reads = tuple(
        graded(read, f"c{n}", *rng.integers(0, 5, 2).tolist(), reader)
        for reader in ("l", "c1")
        for n in range(40)
        if (n, reader) != (3, "l")
    )
    one, other = case_table(Material("Joints", "x", reads=reads)).readers
    *_, both = joint_pairs(one, other, Bootstrap(1))
    expected = pair_sample(both.first, both.second, 5, both.how)
    gathered = sample(np.repeat(both.drawn.rows, both.drawn.counts, axis=0))
    assert np.array_equal(gathered.rows, expected.rows[expected.rows.sum(1) > 0])
    assert gathered.counts.sum() == 39
