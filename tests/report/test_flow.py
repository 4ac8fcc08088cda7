"""The flow chart counts what the data hold."""

from dataclasses import replace

from sacroread.report.dossier import dossier


def chart(material):
    return dossier(material, seed=1).flow_charts[0]


def boxes(material):
    return [(*step.lines, *step.leaving) for step in chart(material).steps]


def test_cases_flow_from_reading_to_the_reference_standard(study):
    assert boxes(study) == [
        ("10 cases",),
        ("10 cases", "Local reader: 8 read", "Central reader 1: 8 read"),
        ("6 cases agreed", "2 cases discordant", "2 graded by fewer than two readers"),
        ("10 cases with a reference standard", "10 cases with a prediction"),
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
        ("train: 7", "5 definite", "2 not definite"),
        ("test: 3", "0 definite", "3 not definite"),
    )


def test_the_chart_is_told_in_words_to_those_who_do_not_see_it(study):
    assert "2 cases discordant" in chart(study).alternative
