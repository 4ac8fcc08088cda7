"""The flow chart counts what the data hold."""

from dataclasses import replace

from sacroread.report.dossier import dossier
from sacroread.report.guards import discordant
from sacroread.report.material import case_table
from sacroread.study.model import Role

PAIRED = (Role.CENTRAL_1, Role.CENTRAL_2, Role.CENTRAL_3)


def chart(material):
    return dossier(material, seed=1).flow_charts[0]


def boxes(material):
    return [(*step.lines, *step.leaving) for step in chart(material).steps]


def test_cases_flow_from_reading_to_the_reference_standard(study):
    assert boxes(study) == [
        ("10 cases",),
        ("10 cases", "Local reader: 8 read", "Central reader 1: 8 read"),
        ("6 cases agreed", "2 cases discordant", "2 graded by fewer than two readers"),
        ("10 cases with a reference standard", "local reads reclassified: 1", "10 cases with a prediction"),
    ]
    assert chart(study).ends == (("5", "definite"), ("5", "not definite"))


def test_excluded_radiographs_leave_with_their_reasons(study):
    excluded = {"x": "joints cut off", "y": "joints cut off", "z": "no radiograph"}
    assert boxes(replace(study, excluded=excluded))[0] == (
        "13 radiographs",
        "3 excluded",
        "2 joints cut off",
        "1 no radiograph",
    )


def test_splits_end_the_flow_with_their_numbers(study):
    split = replace(study, splits={f"case {n}": "train" if n < 7 else "test" for n in range(10)})
    assert chart(split).ends == (
        ("train: 7", "2 discordant", "1 reclassified", "5 definite", "2 not definite"),
        ("test: 3", "0 discordant", "0 reclassified", "0 definite", "3 not definite"),
    )


def test_the_chart_is_told_in_words_to_those_who_do_not_see_it(study):
    assert "2 cases discordant" in chart(study).alternative


def test_the_third_reader_follows_the_disagreement_of_the_first_two(study, read):
    third = (
        read("case 3", True, "c2", Role.CENTRAL_2),
        read("case 4", False, "c2", Role.CENTRAL_2),
        read("case 5", True, "c2", Role.CENTRAL_2),  # a decoy: the first two agreed on it
    )
    adjudicated = replace(study, reads=(*study.reads, *third))
    steps = boxes(adjudicated)
    assert steps[1] == ("10 cases", "Local reader: 8 read", "Central reader 1: 8 read")
    assert steps[2][:2] == ("6 cases agreed", "2 cases discordant")
    assert steps[3] == ("Central reader 2 after them", "discordant cases read: 2", "other cases read: 1")
    assert boxes(replace(adjudicated, reads=adjudicated.reads[:-2]))[3][-1] == "discordant cases not read: 1"


def test_a_third_central_reader_makes_no_case_discordant_by_himself(study, read):
    said = {"c1": (1, 1, 0), "c2": (1, 0, 0), "c3": (0, 1, None)}  # the first case is a decoy to c3
    reads = tuple(
        read(f"case {number}", bool(answer), reader_id, role)
        for (reader_id, answers), role in zip(said.items(), PAIRED, strict=True)
        for number, answer in enumerate(answers)
        if answer is not None
    )
    paired = replace(study, reads=reads, predictions=(), reference=study.reference[:3])
    assert boxes(paired)[1:4] == [
        ("3 cases", "Central reader 1: 3 read", "Central reader 2: 3 read"),
        ("2 cases agreed", "1 cases discordant"),
        ("Central reader 3 after them", "discordant cases read: 1", "other cases read: 1"),
    ]
    assert discordant(case_table(paired)).tolist() == [False, True, False]


def test_each_split_says_how_many_cases_were_discordant_and_reclassified(study):
    split = replace(study, splits={f"case {n}": "train" if n < 4 else "tune" for n in range(8)})
    # The readers differ on cases 3 and 4; the local reader calls case 4 not definite, and it is.
    assert chart(split).ends[:2] == (
        ("train: 4", "1 discordant", "0 reclassified", "4 definite", "0 not definite"),
        ("tune: 4", "1 discordant", "1 reclassified", "1 definite", "3 not definite"),
    )
