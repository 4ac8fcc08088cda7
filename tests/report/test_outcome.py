"""What a study file gives its dossier: its radiographs with heatmaps, its corrections, its anchor."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sacroread.demo.demo_study import open_demo_study
from sacroread.imaging.source import load_source
from sacroread.intake import sources_of
from sacroread.outcome import Eyes, material_of, with_gallery
from sacroread.paths import resource
from sacroread.report.gallery import LARGEST_PX, tile
from sacroread.second_reader.opinion import Question, opinion
from sacroread.store.audit import anchor_from_text
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Draft, Grade, Presentation, Side

BUNDLE = resource("bundles/demo")


def judge(case_id, source, presentation):
    return opinion(Question(BUNDLE, case_id, source, presentation, "cpu"))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The demo study with predictions of its first three cases, one read of it corrected."""
    with open_demo_study(tmp_path_factory.mktemp("made") / "demo") as store:
        sources = sources_of(store)
        for case in store.cases()[:3]:
            store.save_prediction(judge(case.case_id, sources[case.case_id], Presentation()).prediction)
        old = store.reads()[0]
        new = {**vars(old), "token": "new", "draft": Draft(grades=dict.fromkeys(Side, Grade.MINIMAL))}
        new |= {"definite": True, "locked_at": datetime(2026, 1, 2, tzinfo=UTC)}
        store.append([Correction(**new, supersedes=old.token, correction_reason="mixed up")])
        yield store


@pytest.fixture(scope="module")
def material(store):
    """With a reference standard for these cases, so that each has an outcome."""
    found = material_of(store, BUNDLE)
    rows = tuple(
        ReferenceRow(each.case_id, n % 2 == 0, "external") for n, each in enumerate(found.predictions)
    )
    return replace(found, reference=rows)


def test_radiographs_are_shown_small_with_the_probability_on_record(store, material):
    shown = with_gallery(material, store, Eyes(load_source, judge), seed=1).gallery
    assert {each.case_id for each in shown} == {each.case_id for each in material.predictions}
    on_record = {each.case_id: each.probability for each in material.predictions}
    for each in shown:
        assert each.probability == on_record[each.case_id]
        assert max(each.pixels.shape[:2]) <= LARGEST_PX
        assert each.pixels.dtype == np.uint8
        assert each.pixels.std() > 5


def test_an_answer_that_differs_from_the_one_on_record_is_not_shown(store, material):
    first, *rest = material.predictions
    changed = replace(first, probability=1 - first.probability)
    shown = with_gallery(
        replace(material, predictions=(changed, *rest)), store, Eyes(load_source, judge), seed=1
    ).gallery
    assert first.case_id not in {each.case_id for each in shown}
    assert len(shown) == len(rest)


def test_a_radiograph_that_cannot_be_read_costs_its_picture_only(store, material):
    def load(source):
        return load_source(replace(source, pixel_hash="0" * 64))

    assert with_gallery(material, store, Eyes(load, judge), seed=1).gallery == ()


def test_the_dossier_holds_corrections_and_the_anchor_of_its_study(store, material):
    (correction,) = (read for read in material.reads if isinstance(read, Correction))
    assert [read.token for read in material.corrected] == [correction.supersedes]
    assert anchor_from_text(material.anchor, "anchor.json") == store.anchor()


def test_a_case_counts_as_shown_from_the_first_time_its_reader_saw_the_second_reader(store):
    (reader_id, case_id), first = ("seer", store.cases()[0].case_id), datetime(2026, 1, 3, tzinfo=UTC)
    for at in (first, first + timedelta(days=1)):
        store.note(Event(EventKind.REVEAL, at, reader_id, case_id))
    store.note(Event(EventKind.OPEN, first, "other"))
    assert material_of(store, BUNDLE).revealed == {(reader_id, case_id): first}


def test_a_small_picture_is_the_mean_of_whole_squares():
    pixels = np.zeros((2 * LARGEST_PX, 40, 3), np.uint8)
    pixels[::2] = 200
    assert tile(pixels).shape == (LARGEST_PX, 20, 3)
    assert np.all(tile(pixels) == 100)
