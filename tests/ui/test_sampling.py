"""What the viewer takes from the stored pixels, against numpy by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.model import Crop, Presentation
from sacroread.ui.viewer.cropping import MOVE, Grip, crop_between, dragged, grip_at
from sacroread.ui.viewer.geometry import View, fitted, panned, turn_of, zoomed
from sacroread.ui.viewer.sampling import pyramid, visible
from sacroread.ui.viewer.sketches import CropSketch

STORED = np.random.default_rng(7).integers(0, 4096, (600, 800), dtype=np.uint16)
WHOLE = Crop(0, 0, 800, 600)


def test_one_to_one_shows_the_stored_pixels_themselves():
    picked, x, y = visible(pyramid(STORED), View(1.0, (400, 300)), WHOLE, (800, 600))
    assert (x, y) == (0, 0)
    np.testing.assert_array_equal(picked, STORED)


@pytest.mark.parametrize("center", [(400.5, 300.5), (400.3, 299.9)])
def test_one_to_one_is_exact_wherever_the_picture_was_dragged(center):
    picked, x, y = visible(pyramid(STORED), View(1.0, center), WHOLE, (401, 600))
    rows, cols = picked.shape
    left = round(center[0] - 401 / 2)
    places = [(top, max(0, left + dx)) for top in (0, 1) for dx in (-1, 0, 1)]
    assert any(np.array_equal(picked, STORED[top : top + rows, at : at + cols]) for top, at in places)
    assert (x, y) == (0, 0)


@pytest.mark.parametrize("scale", [2.0, 3.0])
def test_not_smooth_shows_each_stored_pixel_as_a_square(scale):
    size = (int(800 * scale), int(600 * scale))
    picked, _, _ = visible(pyramid(STORED), View(scale, (400, 300)), WHOLE, size, is_smooth=False)
    np.testing.assert_array_equal(picked, STORED.repeat(int(scale), 0).repeat(int(scale), 1))


def test_below_one_to_one_it_makes_no_difference_whether_it_is_smooth():
    seen = [
        visible(pyramid(STORED), View(0.4, (400, 300)), WHOLE, (320, 240), is_smooth=smooth)[0]
        for smooth in (True, False)
    ]
    np.testing.assert_array_equal(*seen)


def test_half_size_shows_the_means_of_two_by_two():
    levels = pyramid(STORED)
    picked, _, _ = visible(levels, View(0.5, (400, 300)), WHOLE, (400, 300))
    means = STORED.reshape(300, 2, 400, 2).mean(axis=(1, 3))
    assert np.abs(picked.astype(float) - means).max() <= 0.5


def test_twice_the_size_interpolates_between_neighbours():
    ramp = np.tile(np.arange(0, 800, dtype=np.uint16), (600, 1))
    picked, _, _ = visible((ramp,), View(2.0, (400, 300)), WHOLE, (1600, 1200))
    expected = np.clip((np.arange(1600) + 0.5) / 2 - 0.5, 0, 799)
    assert np.abs(picked[0].astype(float) - expected).max() <= 0.5


def test_only_the_crop_is_shown_and_where_it_lies():
    crop = Crop(100, 50, 200, 100)
    picked, x, y = visible(pyramid(STORED), View(1.0, (200, 100)), crop, (400, 300))
    assert (x, y, picked.shape) == (100, 100, (100, 200))
    np.testing.assert_array_equal(picked, STORED[50:150, 100:300])


def test_a_picture_dragged_out_of_sight_leaves_nothing():
    picked, _, _ = visible(pyramid(STORED), View(1.0, (5000, 5000)), WHOLE, (400, 300))
    assert picked.size == 0


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16])
def test_the_stored_type_is_kept_at_every_scale(dtype):
    stored = np.full((600, 800), 100, dtype) if dtype != np.int16 else np.full((600, 800), -100, dtype)
    for scale in (0.3, 1.0, 1.7):
        picked, _, _ = visible(pyramid(stored), View(scale, (400, 300)), WHOLE, (300, 200))
        assert picked.dtype == dtype
        assert (picked == stored[0, 0]).all()


def test_zoom_keeps_what_lies_under_the_cursor():
    view, size = fitted(WHOLE, (400, 300)), (400, 300)
    before = view.to_radiograph((37, 211), size)
    after = zoomed(view, 3.7, (37, 211), size).to_radiograph((37, 211), size)
    assert after == pytest.approx(before)


def test_panning_moves_the_picture_with_the_hand():
    view = View(2.0, (400, 300))
    x, y = panned(view, (10, -6)).to_screen((400, 300), (400, 300))
    assert (x, y) == (210, 144)


def test_screen_and_radiograph_map_both_ways():
    view, size = View(0.37, (123.4, 456.7)), (640, 480)
    assert view.to_radiograph(view.to_screen((11.5, 22.25), size), size) == pytest.approx((11.5, 22.25))


def test_a_crop_is_whole_pixels_within_the_radiograph_whatever_way_it_is_drawn():
    assert crop_between((90.4, 80.2), (10.6, -20), WHOLE) == Crop(11, 0, 79, 80)
    assert crop_between((10, 10), (10.2, 50), WHOLE) is None


def test_a_slip_of_the_hand_makes_no_crop_and_no_edge_is_dragged_so_far():
    assert crop_between((10, 10), (41, 300), WHOLE) is None
    assert crop_between((10, 10), (42, 42), WHOLE) == Crop(10, 10, 32, 32)
    crop = Crop(100, 100, 200, 100)
    assert dragged(crop, Grip(right=True), (-199, 0), WHOLE) == crop


def test_a_radiograph_smaller_than_the_least_crop_is_taken_whole():
    small = Crop(0, 0, 20, 400)
    assert crop_between((-5, -5), (500, 500), small) == small


def test_a_crop_is_gripped_at_its_edges_its_corners_or_as_a_whole():
    crop = Crop(100, 100, 200, 100)
    assert grip_at(crop, (102, 150), 5) == Grip(left=True)
    assert grip_at(crop, (299, 203), 5) == Grip(right=True, bottom=True)
    assert grip_at(crop, (200, 150), 5) == MOVE
    assert grip_at(crop, (90, 150), 5) is None


@pytest.mark.parametrize(
    ("grip", "by", "after"),
    [
        (Grip(left=True), (10, 99), Crop(110, 100, 190, 100)),
        (Grip(right=True, bottom=True), (-50, 20), Crop(100, 100, 150, 120)),
        (MOVE, (-500, 30), Crop(0, 130, 200, 100)),
        (MOVE, (1000, 1000), Crop(600, 500, 200, 100)),
        (Grip(right=True), (-1000, 0), Crop(0, 100, 100, 100)),
    ],
)
def test_a_dragged_crop_keeps_inside_the_radiograph(grip, by, after):
    assert dragged(Crop(100, 100, 200, 100), grip, by, WHOLE) == after


def test_inside_a_crop_that_is_the_whole_picture_another_one_is_drawn_and_its_edges_are_dragged():
    sketch = CropSketch(WHOLE)
    assert sketch.pressed((200, 150), 5).moved((400, 350), WHOLE).crop == Crop(200, 150, 200, 200)
    assert sketch.pressed((2, 150), 5).moved((102, 350), WHOLE).crop == Crop(100, 0, 700, 600)


TURNS = st.builds(
    lambda degrees, is_flipped: turn_of(Presentation(rotation_degrees=degrees, is_flipped=is_flipped)),
    st.sampled_from([0.0, 90.0, 180.0, 270.0, 12.5, -33.0]),
    st.booleans(),
)


@given(
    turn=TURNS,
    scale=st.floats(0.05, 8),
    at=st.tuples(st.floats(0, 800), st.floats(0, 600)),
    factor=st.floats(0.5, 2),
)
def test_under_every_turn_screen_and_radiograph_map_both_ways_and_zoom_stays_put(turn, scale, at, factor):
    view, size = View(scale, (400, 300), turn), (640, 480)
    assert view.to_radiograph(view.to_screen(at, size), size) == pytest.approx(at, abs=1e-6)
    under = view.to_radiograph(at, size)
    assert zoomed(view, factor, at, size).to_radiograph(at, size) == pytest.approx(under, abs=1e-6)
