"""Readers with and without the second reader: changes are counted, and the direction is right."""

from dataclasses import replace

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Role


@pytest.fixture
def material(read):
    """One reader; unaided two of eight right, aided six: five wrong to right, one right to wrong."""
    truth = [1, 1, 1, 1, 0, 0, 0, 0]
    unaided = [1, 0, 0, 0, 1, 1, 0, 1]
    aided = [0, 1, 1, 1, 0, 0, 0, 1]
    reads = tuple(
        read(f"c{n}", bool(answer), "p", Role.PANEL, condition=condition)
        for condition, answers in ((Condition.UNAIDED, unaided), (Condition.AIDED, aided))
        for n, answer in enumerate(answers)
    )
    reference = tuple(ReferenceRow(f"c{n}", bool(answer), "external") for n, answer in enumerate(truth))
    return Material("Aided", "x", reads=reads, reference=reference)


def rows(material, name):
    return next(each for each in dossier(material, seed=1).tables if each.name == name).rows


def test_changed_decisions_are_counted_by_direction(material):
    assert rows(material, "aided")[0][1:4] == (8, 3, 3)


def test_wrong_to_right_and_right_to_wrong_are_told_apart(material):
    row = rows(material, "aided.reference")[0]
    assert (row[2].value, row[3].value) == (2 / 8, 6 / 8)
    assert row[4:6] == (5, 1)


def test_the_p_value_is_the_exact_binomial_of_discordant_pairs(material):
    # Two-sided: 2 * (1 + 6) / 2^6.
    assert dossier(material, seed=1).estimate("p_mcnemar.p").value == pytest.approx(14 / 64)


def test_aided_and_unaided_reads_are_no_pair_of_readers(material):
    section = next(each for each in dossier(material, seed=1).sections if each.name == "between_readers")
    assert section.paragraphs == ("There are no two readers to compare.",)


def test_without_aided_reads_there_is_no_such_section(study):
    assert "aided" not in {each.name for each in dossier(study, seed=1).sections}


def test_the_second_reader_is_compared_with_readers_even_without_a_reference_standard(study):
    made = dossier(replace(study, reference=()), seed=1)
    # At 0.45 it calls cases 0, 1, 2, 3 and 5 definite; the local reader calls 0 to 3 of cases 0 to 7.
    assert made.estimate("agreement.second_reader.balanced.local").value == 7 / 8
