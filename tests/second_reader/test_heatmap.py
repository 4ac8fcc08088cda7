from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy import ndimage

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.cividis import CIVIDIS
from sacroread.second_reader.heatmap import (
    Lattice,
    Seen,
    attention_inside,
    joint_coverage,
    legend,
    on_radiograph,
    overlay,
)
from sacroread.second_reader.manifest import Box
from sacroread.second_reader.preprocess import to_input
from sacroread.study.model import Crop, Presentation, Window

WHOLE = Crop(0, 0, 96, 64)  # of the aspect of the input, so that nothing is padded


def coverage(spec, boxes, places=(2, 2)):
    return joint_coverage(boxes, WHOLE, Seen(Presentation(), 64, 96, spec), places)


def test_attention_is_the_share_of_mass_inside_the_boxes(spec):
    heatmap = np.array([[1, 2], [3, 4]], np.float32)

    assert attention_inside(heatmap, coverage(spec, [Box(0.5, 0, 1, 1)])) == pytest.approx(6 / 10)
    assert attention_inside(heatmap, coverage(spec, [Box(0, 0, 1, 0.25)])) == pytest.approx((1 + 2) / 2 / 10)


def test_overlapping_boxes_do_not_count_twice(spec):
    boxes = [Box(0, 0, 1, 1), Box(0, 0, 0.5, 0.5)]

    assert attention_inside(np.ones((2, 2), np.float32), coverage(spec, boxes)) == pytest.approx(1)


def test_attention_is_undefined_without_mass(spec):
    assert attention_inside(np.zeros((2, 2), np.float32), coverage(spec, [Box(0, 0, 1, 1)])) is None


presentations = st.builds(
    Presentation,
    crop=st.builds(Crop, st.integers(0, 90), st.integers(0, 90), st.integers(60, 900), st.integers(60, 900)),
    rotation_degrees=st.sampled_from([0.0, 90.0, 180.0, 270.0, 7.0, -23.0]),
    is_flipped=st.booleans(),
)


@given(presentations, npst.arrays(np.float64, (5, 2), elements=st.floats(0, 1000)))
def test_points_find_their_way_to_the_model_input_and_back(spec, presentation, points):
    seen = Seen(presentation, 1000, 1000, spec)

    np.testing.assert_allclose(seen.on_radiograph(seen.on_input(points)), points, atol=1e-6)


@given(presentations, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_bright_spot_is_found_again_under_its_heatmap(spec, presentation, across, down):
    """A spot on the radiograph goes through the real path: crop, flip, rotation, padding and scale."""
    crop = presentation.crop
    x, y = crop.x + across * crop.width, crop.y + down * crop.height
    stored = np.zeros((1000, 1000), np.uint16)
    reach = max(crop.width, crop.height) // 20 + 2
    stored[max(0, int(y) - reach) : int(y) + reach, max(0, int(x) - reach) : int(x) + reach] = 4095
    shown = Radiograph(stored, "MONOCHROME2", 12)
    plain = replace(spec, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))
    lit = replace(presentation, window=Window(2048, 4096))

    grey = to_input(shown, lit, plain)[0]
    placed = on_radiograph(grey, Seen(lit, 1000, 1000, plain))

    per_x, per_y = crop.width / placed.values.shape[1], crop.height / placed.values.shape[0]
    middle = ndimage.center_of_mass(placed.values > 0.5 * placed.values.max())
    spot = ndimage.center_of_mass(stored[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width])
    allowed = max(crop.width, crop.height) / 15  # the model input of these tests is 64 x 96
    assert abs((middle[0] + 0.5) * per_y - spot[0]) < allowed
    assert abs((middle[1] + 0.5) * per_x - spot[1]) < allowed


def test_the_hottest_place_lands_where_it_lies_through_the_padding(spec):
    heatmap = np.zeros((2, 6), np.float32)
    heatmap[1, 2] = 1
    placed = on_radiograph(heatmap, Seen(Presentation(crop=Crop(50, 70, 640, 640)), 900, 900, spec))

    # By hand: 640 x 640 is padded to 640 x 960, 160 on each side; place (1, 2) has its middle at x = 400 of
    # 960, so 240 of the crop, and y = 480. 512 values stand for 640 px.
    row, col = int(480 * 0.8), int(240 * 0.8)
    assert placed.values.shape == (512, 512)
    assert placed.values[row, col] >= 0.99 * placed.values.max()


@given(st.integers(32, 3000), st.integers(32, 3000))
def test_an_even_heatmap_stays_even_and_keeps_the_rectangle(spec, rows, cols):
    crop = Crop(3, 4, cols, rows)
    placed = on_radiograph(np.full((2, 3), 7, np.float32), Seen(Presentation(crop=crop), 4000, 4000, spec))

    assert placed.crop == crop
    assert max(placed.values.shape) <= 512
    np.testing.assert_allclose(placed.values, 7, rtol=1e-6)


def test_the_overlay_is_clear_where_there_is_no_attention_and_opaque_where_it_is_highest():
    rgba = overlay(np.array([[0, 1, 2]], np.float32), 0.5)

    assert rgba.dtype == np.uint8
    assert rgba[0, :, 3].tolist() == [0, 64, 128]
    assert rgba[0, 2, :3].tolist() == CIVIDIS[255].tolist()


def test_an_empty_heatmap_gives_a_clear_overlay():
    assert not overlay(np.zeros((4, 5), np.float32), 1.0)[..., 3].any()


def test_an_opacity_beyond_one_is_refused():
    with pytest.raises(SacroReadError, match="opacity"):
        overlay(np.zeros((1, 1), np.float32), 1.2)


def test_the_colours_are_cividis():
    reference = mpl.colormaps["cividis"](np.arange(256))[:, :3] * 255

    assert np.abs(CIVIDIS - reference).max() <= 0.5
    assert legend(3).tolist() == [CIVIDIS[0].tolist(), CIVIDIS[128].tolist(), CIVIDIS[255].tolist()]


def test_a_box_stays_on_its_joint_when_the_reader_draws_another_crop(spec):
    of, seen = Crop(100, 200, 400, 400), Seen(Presentation(crop=Crop(200, 200, 300, 200)), 900, 900, spec)
    covered = joint_coverage([Box(0.25, 0.1, 0.75, 0.4)], of, seen, (4, 6))

    # By hand: x from 200 to 400 and y from 240 to 360 on the radiograph; a place is 50 x 50 px.
    assert covered[:, 3].tolist() == pytest.approx([0.2, 1, 1, 0.2], abs=0.05)
    assert not covered[:, 4:].any()


def test_a_box_turns_with_the_picture(spec):
    """A quarter turn clockwise brings the left edge of the radiograph to the top."""
    seen = Seen(Presentation(rotation_degrees=90), 96, 64, spec)
    covered = joint_coverage([Box(0, 0, 0.5, 1)], Crop(0, 0, 64, 96), seen, (2, 2))

    assert covered.tolist() == [[1, 1], [0, 0]]


def test_a_box_mirrors_with_the_picture(spec):
    seen = Seen(Presentation(is_flipped=True), 64, 96, spec)

    assert joint_coverage([Box(0, 0, 0.5, 1)], WHOLE, seen, (1, 2)).tolist() == [[0, 1]]


def test_a_box_outside_what_is_fed_covers_nothing(spec):
    seen = Seen(Presentation(crop=Crop(500, 0, 300, 200)), 1000, 1000, spec)

    assert not joint_coverage([Box(0, 0, 0.1, 1)], Crop(0, 0, 1000, 1000), seen, (2, 3)).any()


def test_a_lattice_says_where_the_places_of_a_heatmap_look(spec):
    """By hand: middles at 0.5 and 32.5 of 96 px; the crop of 960 px is fed ten to one."""
    heatmap = np.array([[0, 1, 0], [0, 0, 0]], np.float32)
    seen = Seen(Presentation(), 640, 960, spec, Lattice(0.5, 32))

    placed = on_radiograph(heatmap, seen)

    row, col = np.unravel_index(placed.values.argmax(), placed.values.shape)
    assert (col + 0.5) * 960 / placed.values.shape[1] == pytest.approx(325, abs=1)
    assert (row + 0.5) * 640 / placed.values.shape[0] <= 5  # flat above the first middle
    # its places reach from -15.5 to 16.5 and on: of the second one 32 px of 32 lie right of 16.5
    right = joint_coverage([Box(16.5 / 96, 0, 1, 1)], Crop(0, 0, 960, 640), seen, (2, 3))
    assert right[1].tolist() == [0, 1, 1]


@given(npst.arrays(np.float64, (4, 2), elements=st.floats(0, 1)), st.floats(0, 20), st.floats(8, 40))
def test_points_counted_in_places_find_their_way_back(spec, shares, first, step):
    seen = Seen(Presentation(), 100, 100, spec, Lattice(first, step))

    np.testing.assert_allclose(seen.from_places(seen.of_places(shares, (2, 3)), (2, 3)), shares, atol=1e-9)
