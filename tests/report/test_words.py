"""What the dossier says in words: the study's rules, the methods of what is there, and what they cite."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sacroread.report.dossier import dossier
from sacroread.report.literature import LITERATURE
from sacroread.report.protocol_words import ACCESS, AIDED_START, BESIDE, DESIGNS, DISCORDANT, SCALES, rules
from sacroread.study.protocol import (
    AidedStart,
    Beside,
    Design,
    Discordant,
    Scale,
    SecondReaderAccess,
    default_protocol,
)

EVERY_SECTION = [
    *("study", "flow", "completeness", "between_readers", "grades", "agreement_matrix", "discordance"),
    *("lesions", "repeats", "reader_accuracy", "aided", "multireader", "second_reader", "gallery"),
    *("reading_times", "quality", "corrections", "methods", "audit", "checklists", "references"),
]


@pytest.fixture(scope="module")
def made(everything):
    return dossier(everything, seed=1, repetitions=50)


def section(made, name):
    return next(each for each in made.sections if each.name == name)


def test_a_study_with_everything_has_every_section_in_the_order_of_a_manuscript(made):
    assert [each.name for each in made.sections] == EVERY_SECTION


def test_every_rule_of_a_protocol_has_words():
    for words, rule in (
        (DESIGNS, Design),
        (SCALES, Scale),
        (ACCESS, SecondReaderAccess),
        (AIDED_START, AidedStart),
        (BESIDE, Beside),
        (DISCORDANT, Discordant),
    ):
        assert set(words) == set(rule)


def test_the_wash_out_is_told_where_something_is_read_twice():
    protocol = replace(default_protocol("P", Design.PANEL, 1), repeat_share=0.1, washout_days=28)
    rows = dict(rules(protocol))
    assert rows["Wash-out"] == "28 days"
    assert rows["Chance of a case to be shown to its reader again"] == "10 %"
    assert "Wash-out" not in dict(rules(replace(protocol, repeat_share=0.0)))


def test_what_an_aided_read_begins_with_and_what_may_be_looked_at_beside_is_told_where_it_applies():
    plain = default_protocol("P", Design.PANEL, 1)
    twice = replace(
        plain, second_reader=SecondReaderAccess.SAME_SESSION, aided_start=AidedStart.UNAIDED,
        beside=Beside.SAME_PATIENT,
    )  # fmt: skip
    begins, beside = (
        "The aided read of the same session begins with",
        "Radiographs that readers may look at beside the one they read",
    )
    assert {begins, beside}.isdisjoint(dict(rules(plain)))
    rows = dict(rules(twice))
    assert rows[begins] == "the grades that the reader had locked unaided"
    assert rows[beside].startswith("the patient's other ones in the study")


def test_the_study_tells_from_when_to_when_it_was_read(made):
    rows = {row[0]: row[1] for row in section(made, "study").tables[0].rows}
    assert re.fullmatch(r"from 2026-01-05 to 2026-02-\d\d", rows["Locked (UTC)"])


def test_every_work_that_the_words_cite_is_listed_and_no_other(made):
    known = {row["cited"]: row["reference"] for row in csv.DictReader(io.StringIO(LITERATURE.read_text()))}
    words = " ".join(words for each in made.sections[:-1] for words in each.paragraphs)
    cited = set(re.findall(r"\(((?:van der )?[A-Z][A-Za-z]+ \d{4})\)", words))
    assert len(cited) > 15
    listed = [re.sub(r"^\d+\. ", "", each) for each in section(made, "references").paragraphs]
    assert set(listed) == {known[each] for each in cited}
    assert listed == sorted(listed, key=str.casefold)


def test_methods_speak_of_nothing_that_is_not_there(study):
    words = " ".join(section(dossier(study, seed=1, repetitions=20), "methods").paragraphs)
    for absent in ("lesion", "Obuchowski", "Fleiss", "weighted kappa", "shown again"):
        assert absent not in words
    assert "seed 1" in words
    assert "numpy 2" in words


def test_every_quantity_that_a_dossier_can_hold_is_explained_in_the_guide(made):
    chapter = (Path(__file__).parents[2] / "resources" / "guide" / "statistics.md").read_text("utf-8")
    quantities = {each.name.partition(".")[0] for each in made.estimates}
    assert {each for each in quantities if f"`{each}`" not in chapter} == set()
