import numpy as np
import pytest

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load
from sacroread.second_reader.manifest import Box
from sacroread.second_reader.preprocess import normalised, to_input
from sacroread.study.model import Presentation
from training.curated_set import Entry, open_set
from training.inputs import grey_inputs, joints_of_set
from training.prepare import Wanted, prepare
from training.recipe import recipe_from_toml
from training.split import Shares

UNEVEN_PART = "part = { left = 0.13, top = 0.07, right = 0.81, bottom = 0.93 }"


@pytest.mark.parametrize("crop", ["whole", "proposed"])
def test_training_sees_the_very_bits_that_the_program_will_see(source, tmp_path, recipe_text, crop):
    lines = [UNEVEN_PART if line.startswith("part = ") else line for line in recipe_text.splitlines()]
    spec = recipe_from_toml("\n".join(lines).replace('crop = "whole"', f'crop = "{crop}"')).recipe.input
    prepare(source, tmp_path / "set", Wanted("", True, crop, 8, Shares(0.25), 1), lambda line: None)

    inputs = grey_inputs(open_set(tmp_path / "set"), "tune", spec)

    assert len(inputs.entries) == 8
    for entry, grey in zip(inputs.entries, inputs.greys, strict=True):
        shown = load(source / f"{entry.case_id[1:]}.tiff")
        assert normalised(grey, spec).tobytes() == to_input(shown, Presentation(), spec).tobytes()


def test_a_set_cropped_by_another_rule_is_refused(source, tmp_path, recipe_text):
    prepare(source, tmp_path / "set", Wanted("", True, "proposed", 8, Shares(0.25), 1), lambda line: None)

    with pytest.raises(SacroReadError, match="crop proposed"):
        grey_inputs(open_set(tmp_path / "set"), "tune", recipe_from_toml(recipe_text).recipe.input)


def _entry(joints):
    return Entry("c", "p", "train", True, "majority", "", "", "", None, None, None, joints)


def test_the_joints_of_a_set_hold_the_marks_of_each_side_as_parts_of_what_is_fed():
    marks = (Box(0.6, 0.3, 0.7, 0.5), Box(0.3, 0.3, 0.4, 0.5))  # left joint first: order must not matter
    right, left = joints_of_set([_entry(marks)] * 3, Box(0.2, 0.2, 0.8, 0.8))

    assert np.allclose([right.left, right.top, right.right, right.bottom], [1 / 6, 1 / 6, 1 / 3, 1 / 2])
    assert np.allclose([left.left, left.right], [4 / 6, 5 / 6])


def test_a_set_in_which_a_joint_is_not_marked_knows_no_joints():
    whole = Box(0, 0, 1, 1)

    assert joints_of_set([_entry((whole, whole)), _entry(())], whole) == ()


def test_what_the_cache_gives_back_are_the_very_bits_and_no_picture_is_opened(source, tmp_path, recipe_text):
    spec = recipe_from_toml(recipe_text).recipe.input
    prepare(source, tmp_path / "set", Wanted("", True, "whole", 8, Shares(0.25), 1), lambda line: None)
    opened = open_set(tmp_path / "set")
    first = grey_inputs(opened, "tune", spec)
    for picture in (tmp_path / "set" / "pictures").iterdir():
        picture.unlink()

    again = grey_inputs(opened, "tune", spec)

    assert again.greys.tobytes() == first.greys.tobytes()
    assert again.seen == first.seen


def test_a_cut_cache_is_made_anew(source, tmp_path, recipe_text):
    spec = recipe_from_toml(recipe_text).recipe.input
    prepare(source, tmp_path / "set", Wanted("", True, "whole", 8, Shares(0.25), 1), lambda line: None)
    opened = open_set(tmp_path / "set")
    first = grey_inputs(opened, "tune", spec).greys.tobytes()
    (kept,) = (tmp_path / "set" / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1000])

    assert grey_inputs(opened, "tune", spec).greys.tobytes() == first
