"""The filters for looking only, held against what can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.study.model import Crop
from sacroread.ui.viewer.filters import Curves, Look, curve_of, locally_contrasted, sharpened
from sacroread.ui.viewer.geometry import View

PICTURES = arrays(np.uint8, st.tuples(st.integers(1, 70), st.integers(1, 40)))
RAMP = np.tile(np.arange(256, dtype=np.uint8), (64, 1))


@given(PICTURES)
@settings(deadline=None, max_examples=40)
def test_sharpening_adds_what_a_pixel_exceeds_the_mean_about_it(grey):
    box = np.convolve(np.ones(5), np.ones(5)) / 25  # two boxes of 5 on end
    rows, cols = grey.shape
    framed = np.pad(grey.astype(float), 4, mode="edge")
    along = np.stack([np.convolve(line, box, "valid") for line in framed])
    mean = np.stack([np.convolve(line, box, "valid") for line in along.T]).T
    expected = np.clip(2.0 * grey - mean, 0, 255)
    found = sharpened(grey)
    assert found.shape == (rows, cols)
    assert np.abs(found - expected).max() <= 0.51


@pytest.mark.parametrize("grey", [0, 1, 128, 255])
def test_a_picture_of_one_grey_is_not_sharpened(grey):
    blank = np.full((100, 30), grey, np.uint8)
    np.testing.assert_array_equal(sharpened(blank), blank)


def test_a_curve_rises_from_black_to_white():
    curve = curve_of(np.random.default_rng(2).integers(30, 90, (50, 50)).astype(np.uint8))
    assert (curve[0], curve[255]) == (0, 255)
    assert (np.diff(curve) > 0).all()


def test_where_all_greys_are_equally_frequent_nothing_changes():
    np.testing.assert_allclose(curve_of(RAMP), np.arange(256), atol=1e-3)


def test_no_grey_is_spread_more_than_the_clip_allows():
    curve = curve_of(
        np.full((40, 40), 100, np.uint8)
    )  # all in one grey: at most twice its share, and the rest
    assert np.diff(curve).max() <= 3.01
    assert np.diff(curve)[[0, 50, 200]] == pytest.approx(np.diff(curve)[10])


def test_a_flat_dark_half_does_not_change_how_the_other_half_is_spread():
    grey = np.zeros((160, 320), np.uint8)
    grey[:, 160:] = 100 + np.arange(160) % 20
    curves = Curves.of(grey, Crop(0, 0, 320, 160))
    rows, cols, _ = curves.of_tiles.shape
    np.testing.assert_array_equal(curves.of_tiles[0, 0], curves.of_tiles[rows - 1, 0])
    spread = curves.of_tiles[0, cols - 1]
    assert spread[119] - spread[100] > 19 * 1.8


def test_between_the_middles_of_tiles_the_curves_are_mixed_by_distance():
    tiles = np.zeros((2, 2, 256), np.float32)
    tiles[0, 0], tiles[0, 1], tiles[1, 0], tiles[1, 1] = 0, 100, 40, 200
    grey, places = np.full((3, 3), 9, np.uint8), np.array([0, 0.5, 1], np.float32)
    found = locally_contrasted(grey, Curves(tiles, Crop(0, 0, 2, 2)), places, places)
    np.testing.assert_array_equal(found, [[0, 50, 100], [20, 85, 150], [40, 120, 200]])


def test_local_contrast_stays_where_it_is_while_the_picture_is_dragged_and_zoomed():
    grey = np.random.default_rng(4).integers(0, 256, (200, 240)).astype(np.uint8)
    look = Look(curves=Curves.of(grey, Crop(0, 0, 240, 200)))
    whole = look.filtered(grey, View(1.0, (120, 100)), (240, 200), (0, 0))
    part = look.filtered(grey[30:90, 50:120], View(1.0, (85, 60)), (70, 60), (0, 0))
    np.testing.assert_array_equal(part, whole[30:90, 50:120])
    twice = look.filtered(
        np.full((2, 2), grey[100, 120], np.uint8), View(2.0, (120.5, 100.5)), (2, 2), (0, 0)
    )
    assert abs(int(twice[0, 0]) - int(whole[100, 120])) <= 2


@given(PICTURES)
@settings(deadline=None, max_examples=40)
def test_black_stays_black_and_white_white_in_any_picture(grey):
    shown = grey.copy()
    shown[0, 0] = 0
    shown[-1, -1] = 0 if shown.size == 1 else 255
    rows, cols = grey.shape
    look = Look(curves=Curves.of(shown, Crop(0, 0, cols, rows)))
    found = look.filtered(shown, View(1.0, (cols / 2, rows / 2)), (cols, rows), (0, 0))
    assert (found[shown == 0] == 0).all()
    assert (found[shown == 255] == 255).all()


def test_without_a_filter_the_picture_itself_is_shown():
    grey = RAMP.copy()
    assert Look().filtered(grey, View(1.0, (128, 32)), (256, 64), (0, 0)) is grey
