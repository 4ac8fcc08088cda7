"""Lesions, many readers, corrections, quality, audit, gallery, checklists, each worked by hand."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sacroread.report.content import Grid, HeatmapPicture
from sacroread.report.dossier import Material, dossier
from sacroread.report.gallery import wanted_pictures
from sacroread.report.write import files
from sacroread.study.correction import Correction
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Draft, Lesion, Quality, QualityForm, Role, Side, Ungradable

LATER = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def section(made, name):
    return next((each for each in made.sections if each.name == name), None)


def table(made, name):
    return next(each for each in made.tables if each.name == name)


def marking(right=(), left=()):
    return Draft(lesions={Side.RIGHT: frozenset(right), Side.LEFT: frozenset(left)})


@pytest.fixture
def lesion_study(read):
    """Two readers, four cases: they differ on a and b; erosion differs on a, b and c, sclerosis on d."""
    erosion, sclerosis = [Lesion.EROSION], [Lesion.SCLEROSIS]
    said = {
        "a": ((True, marking(right=erosion)), (False, marking())),
        "b": ((True, marking(right=erosion, left=erosion)), (False, marking(right=erosion))),
        "c": ((True, marking(right=erosion)), (True, marking())),
        "d": ((False, marking(left=sclerosis)), (False, marking())),
    }
    reads = tuple(
        read(case, definite, reader, Role.PANEL, draft=draft)
        for case, answers in said.items()
        for reader, (definite, draft) in zip("pq", answers, strict=True)
    )
    return Material("Lesions", "x", reads=reads)


def test_the_lesion_that_goes_most_with_disagreement_stands_first(lesion_study):
    rows = table(dossier(lesion_study, seed=1), "lesions").rows
    assert rows[0][:4] == ("erosion", 4, 1, 3)
    assert [each.value for each in rows[0][4:]] == [1.0, 0.5, 0.5]
    sclerosis = next(row for row in rows if row[0] == "sclerosis")
    assert [each.value for each in sclerosis[4:]] == [0.0, 0.5, -0.5]


def test_a_reader_who_never_marks_a_lesion_is_left_out_because_nobody_knows_whether_he_looked(
    lesion_study, read
):
    third = tuple(read(case, True, "r", Role.PANEL, draft=Draft()) for case in "abcd")
    before, after = (
        dossier(replace(lesion_study, reads=reads), seed=1)
        for reads in (lesion_study.reads, lesion_study.reads + third)
    )
    assert table(after, "lesions").rows == table(before, "lesions").rows
    assert "mark no lesion in any of these reads (r)" in table(after, "lesions").note
    assert "Left out" not in table(before, "lesions").note


def test_where_one_reader_alone_marks_lesions_there_is_no_pair_to_compare(lesion_study):
    reads = tuple(
        replace(each, draft=Draft()) if each.reader_id == "q" else each for each in lesion_study.reads
    )
    found = section(dossier(replace(lesion_study, reads=reads), seed=1), "lesions")
    assert found.tables == found.figures == ()
    assert found.paragraphs[1].endswith("There are no two other reads of a case to compare.")


def test_without_lesions_there_is_no_such_section(study):
    assert section(dossier(study, seed=1), "lesions") is None


def test_the_anchor_is_told_and_written_as_it_is_kept_beside_the_study(study):
    text = json.dumps(
        {
            "study": "2026 abc",
            "readers": {"c1": {"count": 8, "chain_hash": "f" * 64}},
            "events": {"count": 2, "chain_hash": "0" * 64},
        }
    )
    kept = replace(study, anchor=text)
    made = dossier(kept, seed=1)
    assert table(made, "audit").rows[0] == ("c1", 8, "f" * 64)
    assert files(made, kept)["anchor.json"].decode() == text
    assert section(made, "corrections").paragraphs == ("No locked read was corrected.",)


def test_a_correction_is_told_with_what_it_replaced_and_why(study):
    old = study.reads[0]
    new = Correction(
        **{
            **vars(old),
            "token": "new",
            "definite": False,
            "locked_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        },
        supersedes=old.token,
        correction_reason="=wrong side",
    )
    corrected = replace(study, reads=(*study.reads[1:], new), corrected=(old,))
    made = dossier(corrected, seed=1)
    assert table(made, "corrections").rows == ((old.reader_id, 1),)
    assert table(made, "corrections.list").rows == (
        (
            old.case_id,
            old.reader_id,
            "unaided",
            "definite",
            "not definite",
            "=wrong side",
            "2026-01-02 03:04",
            "not known",
        ),
    )


def test_reads_locked_after_their_reader_saw_the_results_are_cautioned(study):
    old, when = study.reads[0], datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    said = {**vars(old), "token": "new", "locked_at": when}
    new = Correction(**said, supersedes=old.token, correction_reason="after all")
    corrected = replace(study, reads=(*study.reads[1:], new), corrected=(old,))
    for seen, is_told in (
        ({}, False),
        ({old.reader_id: when}, False),
        ({"another": when - timedelta(days=1)}, False),
    ):
        made = dossier(replace(corrected, results_seen=seen), seed=1)
        assert bool(section(made, "corrections").cautions) is is_told
    before = replace(corrected, results_seen={old.reader_id: when - timedelta(seconds=1)})
    (caution,) = section(dossier(before, seed=1), "corrections").cautions
    assert caution.sentence.startswith("1 reads, 1 of them corrections")


KEPT = '{"study": "a", "readers": {}, "events": {"count": 1, "chain_hash": "b"}}'


def test_reads_locked_after_the_coordinator_saw_the_results_are_counted_apart(study):
    looked = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    times = [looked + timedelta(minutes=minutes) for minutes in (-1, 0, 1, 2, 3)]
    reads = tuple(replace(read, locked_at=at) for read, at in zip(study.reads, times, strict=False))
    knew = reads[4].reader_id  # the readers of two sites take turns, so the third read is his too
    late = replace(study, reads=reads, anchor=KEPT, results_seen={"": looked})
    (caution,) = section(dossier(late, seed=1), "corrections").cautions
    assert caution.title == "Reads after the coordinator looked at the results"
    assert caution.sentence.startswith("3 reads, 0 of them corrections")
    assert "2026-01-02 at 03:04" in caution.sentence
    both = replace(late, results_seen={"": looked, knew: looked})
    found = section(dossier(both, seed=1), "corrections").cautions
    assert [each.sentence.split(",")[0] for each in found] == ["2 reads", "1 reads"]


def test_exclusions_and_ungradable_reads_are_counted_by_reason(read):
    reads = (
        read("a", True),
        read("b", None, draft=Draft().as_ungradable(Ungradable.LOW_RESOLUTION)),
        read("c", None, draft=Draft().as_ungradable(Ungradable.OTHER)),
        read("d", True, draft=Draft(quality=QualityForm(Quality.LIMITED, Ungradable.OTHER))),
    )
    excluded = {"d": "no pelvis", "e": "no pelvis", "f": "a second one"}
    made = dossier(Material("Quality", "x", reads=reads, excluded=excluded), seed=1)
    assert table(made, "exclusions").rows == (("no pelvis", 2), ("a second one", 1))
    assert table(made, "complaints").rows == (("c1", "limited", 0, 0, 1), ("c1", "not gradable", 1, 0, 1))


@pytest.fixture
def crossed(read):
    """Three readers, eight cases, unaided and aided, with grades; case 7 was not read aided by everybody."""
    rng = np.random.default_rng(5)
    seen = rng.normal(1.2, 0.9, (3, 2, 8, 2)) + np.where(np.arange(8) < 4, 1.0, 0.0)[:, None]
    grades = np.clip(seen.round(), 0, 4).astype(int).tolist()
    reads = [
        read(
            f"c{case}",
            min(pair) >= 2 or max(pair) >= 3,
            reader,
            Role.PANEL,
            condition=condition,
            grades=pair,
        )
        for reader, by_condition in zip("pqr", grades, strict=True)
        for condition, by_case in zip(Condition, by_condition, strict=True)
        for case, pair in enumerate(by_case)
        if (reader, condition, case) != ("r", Condition.AIDED, 7)
    ]
    reference = tuple(ReferenceRow(f"c{case}", case < 4, "external") for case in range(8))
    return Material("Crossed", "x", reads=tuple(reads), reference=reference)


def test_readers_unaided_and_aided_are_compared_over_the_cases_that_all_of_them_read(crossed):
    made = dossier(crossed, seed=1)
    found = section(made, "multireader")
    assert "3 readers and 7 of 8 cases" in found.paragraphs[1]
    areas = [row[1:] for row in table(made, "multireader").rows]
    means = [np.mean([row[place].value for row in areas]) for place in range(2)]
    for row in table(made, "multireader.inference").rows:
        assert [each.value for each in row[1:3]] == pytest.approx(means)
        assert row[3].value == pytest.approx(means[1] - means[0])
        assert row[3].low is None or row[3].low <= row[3].value <= row[3].high


def test_a_reader_s_area_counts_pairs_of_cases_that_he_ranks_right(crossed):
    made = dossier(crossed, seed=1)

    def rating(case):
        read = next(
            r for r in crossed.reads if (r.case_id, r.reader_id, r.condition) == (case, "p", "unaided")
        )
        return (read.definite, sum(read.draft.grades.values()))

    above, below = [rating(f"c{n}") for n in range(4)], [rating(f"c{n}") for n in range(4, 7)]
    wins = sum((a > b) + (a == b) / 2 for a in above for b in below)
    assert made.estimate("mrmc_area.p.unaided").value == pytest.approx(wins / 12)


def test_one_reader_aided_is_told_why_there_is_no_analysis_of_many(crossed):
    alone = replace(crossed, reads=tuple(each for each in crossed.reads if each.reader_id == "p"))
    words = section(dossier(alone, seed=1), "multireader").paragraphs
    assert words == ("Fewer than two readers read unaided and aided, so this analysis cannot be made.",)


def test_times_are_compared_over_the_same_cases(read):
    reads = tuple(
        read(f"c{n}", True, "p", Role.PANEL, condition=condition, active_seconds=seconds)
        for condition, times in ((Condition.UNAIDED, (10.0, 20.0, 90.0)), (Condition.AIDED, (8.0, 30.0)))
        for n, seconds in enumerate(times)
    )
    row = table(dossier(Material("Times", "x", reads=reads), seed=1), "aided.times").rows[0]
    assert row == ("p", 2, 15.0, 19.0, 4.0)


def test_the_matrix_holds_the_kappas_of_the_tables(study):
    made = dossier(study, seed=1)
    grid = next(each for each in made.figures if isinstance(each, Grid))
    assert grid.labels[:3] == ("Local reader", "Central reader 1", "Reference standard")
    assert grid.values[0][1] == made.estimate("kappa.local.central_1")
    assert grid.values[3][2] == made.estimate("kappa.second_reader.balanced.reference")
    assert all(grid.values[n][n] is None for n in range(4))


def picture(wanted):
    return HeatmapPicture(
        wanted.case_id, wanted.outcome, wanted.probability, np.full((30, 40, 3), 90, np.uint8)
    )


def test_the_gallery_draws_by_the_seed_and_calls_every_outcome_by_its_name(study):
    wanted = wanted_pictures(study, seed=1)
    # At 0.45 cases 0 to 3 are right, 4 is missed, 5 is called definite wrongly, 6 to 9 are right.
    outcomes = {each.case_id: each.outcome for each in wanted}
    assert outcomes["case 4"] == "false negative"
    assert outcomes["case 5"] == "false positive"
    counts = Counter(each.outcome for each in wanted)
    assert counts == {"true positive": 3, "false positive": 1, "false negative": 1, "true negative": 3}
    assert wanted == wanted_pictures(study, seed=1)
    assert any(wanted != wanted_pictures(study, seed) for seed in range(2, 6))


def test_the_gallery_is_a_figure_with_words_and_data_and_says_what_is_missing(study):
    wanted = wanted_pictures(study, seed=1)
    shown = replace(study, gallery=tuple(map(picture, wanted[1:])), reads=())
    made = dossier(shown, seed=1, repetitions=20)
    found = files(made, shown)
    figure = section(made, "gallery").figures[0]
    assert "1 of the cases drawn could not be shown" in figure.note
    assert "1 false negative" in figure.alternative
    rows = list(csv.DictReader(io.StringIO(found["figures/gallery.csv"].decode())))
    assert [row["case_id"] for row in rows] == [each.case_id for each in wanted[1:]]
    assert found["figures/gallery.png"].startswith(b"\x89PNG")
    assert found == files(made, shown)


def test_without_radiographs_the_gallery_says_so(study):
    assert section(dossier(study, seed=1), "gallery").figures == ()


def test_every_section_that_a_checklist_names_is_in_the_dossier(study):
    made = dossier(study, seed=1)
    titles = {each.name: f"{n}. {each.title}" for n, each in enumerate(made.sections, start=1)}
    cells = [row[2] for name in ("checklists.stard", "checklists.claim") for row in table(made, name).rows]
    places = [cell for cell in cells if not isinstance(cell, str)]
    assert len(places) > 20
    assert all(titles[place.section] == place.words for place in places)


def test_both_checklists_are_complete(study):
    made = dossier(study, seed=1)
    stard = {row[0] for row in table(made, "checklists.stard").rows} - {None}
    claim = {row[0] for row in table(made, "checklists.claim").rows} - {None}
    assert {item.rstrip("ab") for item in stard} == {str(n) for n in range(1, 31)}
    assert claim == {str(n) for n in range(1, 43)}


def test_average_precision_has_an_interval(study):
    found = dossier(study, seed=1).estimate("average_precision.second_reader")
    assert found.low <= found.value <= found.high
    assert "1000 repetitions" in found.method
