"""The honesty guards speak up when they must, and only then."""

from dataclasses import replace

import numpy as np
import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.report.guards import paradox_guard
from sacroread.report.material import case_table
from sacroread.report.references import reference_without
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Role


def titles(material):
    return {each.title for each in dossier(material, seed=1).cautions}


def sentence(material, title):
    return next(each.sentence for each in dossier(material, seed=1).cautions if each.title == title)


def with_origin(study, origin):
    return replace(study, reference=tuple(replace(row, origin=origin) for row in study.reference))


CHOSEN_HERE = "Cut-offs chosen on the cases they are evaluated on"
OWN_VOTE = "Readers are part of the reference standard"
AGREED_ONLY = "Only cases on which the readers agreed"
SPLITS = "Patients in more than one split"
SEVERAL = "Several radiographs of one patient"
MADE_WITH = "Evaluated on cases the second reader was made with"


def test_a_study_above_suspicion_has_no_caution(study):
    assert titles(study) == set()


def test_without_cut_offs_fixed_before_every_number_at_a_cut_off_is_called_exploratory(study):
    chosen_here = replace(study, cut_offs=())
    assert CHOSEN_HERE in titles(chosen_here)
    rows = next(each for each in dossier(chosen_here, seed=1).tables if each.name == "cut_offs").rows
    assert len(rows) == 3
    assert all("exploratory" in row[0] for row in rows)


def test_a_cut_off_that_no_case_meets_is_said_to_be_above_every_probability(study):
    reversed_ranks = replace(study, cut_offs=(), reference=study.reference[-1:] + study.reference[:1])
    turned = replace(
        reversed_ranks,
        reference=tuple(replace(row, definite=not row.definite) for row in reversed_ranks.reference),
    )
    made = dossier(turned, seed=1)
    rows = next(each for each in made.tables if each.name == "cut_offs").rows
    assert any("above every probability" in row[0] for row in rows)


def test_cases_used_for_tuning_are_counted(study):
    tuned = replace(study, splits={f"case {n}": "tune" if n < 3 else "test" for n in range(10)})
    assert sentence(tuned, MADE_WITH).startswith("3 of the 10 evaluated cases")


def test_a_reader_whose_vote_is_in_the_reference_standard_is_flagged_with_a_table_without_it(study):
    voted = with_origin(study, "majority")
    assert "Local reader (8 cases)" in sentence(voted, OWN_VOTE)
    made = dossier(voted, seed=1)
    # The only other reader is central 1, so without the own vote central 1 is the reference standard.
    assert made.estimate("kappa.local.without_own_vote.reference").value == pytest.approx(
        made.estimate("kappa.local.central_1").value
    )


def test_without_a_reader_s_vote_the_others_decide_and_ties_are_left_out(read):
    votes = {"l": [1, 1, 0, 0], "c1": [1, 0, 1, None], "c2": [1, 1, None, None]}
    roles = {"l": Role.LOCAL, "c1": Role.CENTRAL_1, "c2": Role.CENTRAL_2}
    reads = tuple(
        read(f"{n}", bool(vote), reader, roles[reader])
        for reader, column in votes.items()
        for n, vote in enumerate(column)
        if vote is not None
    )
    reference = tuple(ReferenceRow(f"{n}", n < 3, "majority") for n in range(4))
    cases = case_table(Material("Votes", "x", reads=reads, reference=reference))
    assert reference_without(cases, cases.readers[0]).tolist() == [1, -1, 1, -1]
    assert reference_without(cases, cases.readers[1]).tolist() == [1, 1, 0, 0]


def test_an_aided_reader_is_held_against_the_others_and_not_against_himself(read):
    """Of three readers two and two outvote one another; without p the other two decide or tie."""
    votes = {"a": (1, 1, 0), "b": (1, 0, 1), "c": (0, 1, 0), "d": (1, 0, 0)}
    reads = [
        read(case, bool(vote), who, Role.PANEL)
        for case, answers in votes.items()
        for who, vote in zip("pqr", answers, strict=True)
    ]
    reads += [read(case, True, "p", Role.PANEL, condition=Condition.AIDED) for case in votes]
    reference = tuple(ReferenceRow(case, sum(answers) > 1, "majority") for case, answers in votes.items())
    cases = case_table(Material("Votes", "x", reads=tuple(reads), reference=reference))
    unaided, aided = cases.readers[0], cases.readers[-1]
    assert aided.condition is Condition.AIDED
    assert reference_without(cases, aided).tolist() == [-1, -1, -1, 0]
    assert reference_without(cases, aided).tolist() == reference_without(cases, unaided).tolist()


def test_a_test_set_of_agreed_cases_is_flagged_with_the_number_left_out(study):
    agreed = with_origin(replace(study, reference=study.reference[:3] + study.reference[5:]), "agreement")
    assert "discordant cases left out: 2." in sentence(agreed, AGREED_ONLY)


def test_a_reference_standard_of_all_cases_is_not_called_agreed_only(study):
    assert AGREED_ONLY not in titles(with_origin(study, "majority"))


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ([[80, 5], [5, 10]], "prevalence index 0.70"),
        ([[40, 0], [30, 30]], "bias index 0.30"),
        ([[40, 5], [5, 50]], ""),
    ],
)
def test_kappa_under_extreme_prevalence_or_bias_gets_a_sentence(counts, word):
    cautions = paradox_guard([("Two readers", np.array(counts))])
    assert bool(cautions) is bool(word)
    assert all(word in each.sentence for each in cautions)


def test_several_radiographs_of_one_patient_are_flagged(study):
    assert "5 of 5 patients" in sentence(
        replace(study, patients={f"case {n}": f"p{n // 2}" for n in range(10)}), SEVERAL
    )


def test_a_patient_in_two_splits_is_flagged(study):
    shared = replace(
        study, patients={"case 0": "p", "case 9": "p"}, splits={"case 0": "train", "case 9": "test"}
    )
    assert ": 1." in sentence(shared, SPLITS)


def test_of_many_misleading_kappas_six_are_named_and_the_rest_is_counted():
    counts = np.array([[90, 2], [3, 5]])
    (caution,) = paradox_guard([(f"pair {number}", counts) for number in range(45)])
    assert caution.sentence.count("prevalence index") == 6
    assert "and 39 more." in caution.sentence
