"""What the second reader cannot judge is refused in one sentence that says what to do; then it goes on."""

from dataclasses import replace

import numpy as np
import pydicom
import pytest

from sacroread.errors import SacroReadError
from sacroread.imaging.picture_file import write_png
from sacroread.imaging.source import Source
from sacroread.paths import resource
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.manifest import manifest_to_json
from sacroread.second_reader.opinion import Question, opinion
from sacroread.study.model import Crop, Presentation

RADIOGRAPH = resource("demo/radiographs/SYN00001.dcm")
BUNDLE = resource("bundles/demo")


@pytest.fixture
def refusal():
    """Ask about a file and return the refusal; then ask about a radiograph, which still gets its opinion."""

    def ask(file, presentation=Presentation(), of=BUNDLE):  # noqa: B008  # a frozen value
        with pytest.raises(SacroReadError) as told:
            opinion(Question(of, "a", Source(file), presentation))
        assert opinion(Question(BUNDLE, "b", Source(RADIOGRAPH), Presentation())).sentence
        return str(told.value)

    return ask


def test_a_text_is_no_radiograph(refusal, tmp_path):
    (tmp_path / "letter.dcm").write_text("Dear colleague")

    assert refusal(tmp_path / "letter.dcm").startswith("letter.dcm")


def test_a_ct_is_no_radiograph(refusal, tmp_path):
    slice_of_ct = pydicom.dcmread(RADIOGRAPH)
    slice_of_ct.Modality = "CT"
    slice_of_ct.save_as(tmp_path / "slice.dcm")

    assert "its modality is CT" in refusal(tmp_path / "slice.dcm")


@pytest.mark.parametrize("crop", [Crop(0, 0, 0, 0), Crop(10, 10, 0, 50), Crop(5000, 5000, 100, 100)])
def test_an_empty_crop_or_one_beside_the_radiograph_is_refused(refusal, crop):
    assert "crop" in refusal(RADIOGRAPH, Presentation(crop=crop)).lower()


def test_a_crop_of_ten_by_ten_pixels_shows_too_little(refusal):
    assert "Draw a larger crop" in refusal(RADIOGRAPH, Presentation(crop=Crop(100, 100, 10, 10)))


def test_a_picture_of_ten_by_ten_pixels_shows_too_little(refusal, tmp_path):
    write_png(tmp_path / "tiny.png", np.arange(100, dtype=np.uint8).reshape(10, 10))

    assert "at least 32 pixels on each side" in refusal(tmp_path / "tiny.png")


def test_a_file_that_is_gone_is_named(refusal, tmp_path):
    assert "gone.dcm" in refusal(tmp_path / "gone.dcm")


def test_a_bundle_that_states_another_size_than_its_self_test_is_refused(refusal, bundle, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for file in bundle.folder.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    stated = load_bundle(bundle.folder).manifest
    larger = replace(stated, input=replace(stated.input, rows=stated.input.rows * 2))
    (other / "manifest.json").write_text(manifest_to_json(larger), "utf-8")

    assert "does not fit the input that the manifest states" in refusal(RADIOGRAPH, of=other)


def test_a_device_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(SacroReadError, match=r"it has .*cpu"):
        opinion(Question(BUNDLE, "a", Source(RADIOGRAPH), Presentation(), "abacus"))
