"""Cases that nobody drew at random are told apart: those of a third reader, and those with a prediction."""

from dataclasses import replace

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.study.model import Role

PAIRS = "Pairs with a reader of selected cases"
SOME = "Predictions for some of the cases only"


@pytest.fixture
def adjudicated(read):
    """Six cases: the first readers differ on a and b; the third reader reads these two and c."""
    said = {
        (Role.LOCAL, "l"): dict(zip("abcdef", (1, 0, 1, 0, 1, 0), strict=True)),
        (Role.CENTRAL_1, "c1"): dict(zip("abcdef", (0, 1, 1, 0, 1, 0), strict=True)),
        (Role.CENTRAL_2, "c2"): dict(zip("abc", (1, 1, 1), strict=True)),
    }
    reads = tuple(
        read(case, bool(definite), reader, role)
        for (role, reader), answers in said.items()
        for case, definite in answers.items()
    )
    return Material("Adjudicated", "x", reads=reads)


def section(material, name):
    return next(each for each in dossier(material, seed=1).sections if each.name == name)


def test_pairs_with_a_third_reader_of_selected_cases_are_marked_and_in_no_mean(adjudicated):
    found = section(adjudicated, "between_readers")
    assert found.paragraphs == ()  # one pair read all cases, and one has no mean
    assert [row[:2] for row in found.tables[0].rows] == [
        ("Local reader", "Central reader 1"),
        ("Local reader", "Central reader 2 (selected cases)"),
        ("Central reader 1", "Central reader 2 (selected cases)"),
    ]
    assert found.cautions[0].title == PAIRS
    assert "Central reader 2 read 3 of 6 cases" in found.cautions[0].sentence
    assert "on 2 of those the two differ" in found.cautions[0].sentence


def test_a_third_reader_of_all_cases_stands_in_the_mean_like_the_others(adjudicated, read):
    more = tuple(read(case, True, "c2", Role.CENTRAL_2) for case in "def")
    found = section(replace(adjudicated, reads=adjudicated.reads + more), "between_readers")
    assert found.paragraphs[0].startswith("Kappa of 3 pairs of readers, unaided")
    assert not any(each.title == PAIRS for each in found.cautions)


def test_a_mean_over_the_other_pairs_says_who_is_left_out(adjudicated, read):
    """A second local reader of other cases stands for himself, and pairs of three first readers remain."""
    more = tuple(read(case, True, "l2", Role.LOCAL) for case in "abcd")
    found = section(replace(adjudicated, reads=adjudicated.reads + more), "between_readers")
    assert found.paragraphs[0].startswith("Kappa of 3 pairs of readers, unaided")
    assert found.paragraphs[0].endswith(", without readers of selected cases.")


def test_predictions_of_some_of_the_read_cases_are_no_random_sample(study):
    """Eight of the ten cases were read; without the predictions of three of them five are left."""
    some = replace(study, predictions=study.predictions[3:])
    (caution,) = (each for each in section(some, "second_reader").cautions if each.title == SOME)
    assert caution.sentence.startswith("5 of 8 cases that were read have a prediction. Why the others")
    kept = replace(some, anchor='{"study": "a", "readers": {}, "events": {"count": 1, "chain_hash": "b"}}')
    (caution,) = (each for each in section(kept, "second_reader").cautions if each.title == SOME)
    assert "once its reading has ended" in caution.sentence
    assert not any(each.title == SOME for each in section(study, "second_reader").cautions)
