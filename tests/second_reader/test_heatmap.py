import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.errors import SacroReadError
from sacroread.second_reader.cividis import CIVIDIS
from sacroread.second_reader.heatmap import (
    attention_in_joints,
    boxes_on_input,
    legend,
    on_radiograph,
    overlay,
)
from sacroread.second_reader.manifest import Box
from sacroread.study.model import Crop


def test_attention_is_the_share_of_mass_inside_the_boxes():
    heatmap = np.array([[1, 2], [3, 4]], np.float32)

    assert attention_in_joints(heatmap, [Box(0.5, 0.0, 1.0, 1.0)]) == pytest.approx(6 / 10)
    assert attention_in_joints(heatmap, [Box(0.0, 0.0, 1.0, 0.25)]) == pytest.approx((1 + 2) / 2 / 10)


def test_overlapping_boxes_do_not_count_twice():
    heatmap = np.ones((2, 2), np.float32)

    assert attention_in_joints(heatmap, [Box(0, 0, 1, 1), Box(0, 0, 0.5, 0.5)]) == pytest.approx(1)


def test_attention_is_undefined_without_joints_or_without_mass():
    assert attention_in_joints(np.ones((2, 2), np.float32), []) is None
    assert attention_in_joints(np.zeros((2, 2), np.float32), [Box(0, 0, 1, 1)]) is None


@given(row=st.integers(0, 7), col=st.integers(0, 11), rows=st.integers(200, 900), cols=st.integers(200, 900))
def test_the_hottest_place_lands_where_it_lies_on_the_radiograph(spec, row, col, rows, cols):
    heatmap = np.zeros((8, 12), np.float32)
    heatmap[row, col] = 1
    placed = on_radiograph(heatmap, Crop(50, 70, cols, rows), spec)

    # By hand: the input is 64 x 96, padded so that padded_cols = 1.5 padded_rows, the picture in its middle.
    padded_rows = max(rows, np.ceil(cols / 1.5))
    padded_cols = max(cols, np.ceil(rows * 1.5))
    y = (row + 0.5) / 8 * padded_rows - np.floor((padded_rows - rows) / 2)
    x = (col + 0.5) / 12 * padded_cols - np.floor((padded_cols - cols) / 2)
    if 0 < y < rows and 0 < x < cols:
        there = placed.values[int(y * placed.values.shape[0] / rows), int(x * placed.values.shape[1] / cols)]
        assert there >= 0.9 * placed.values.max()


@given(st.integers(32, 3000), st.integers(32, 3000))
def test_an_even_heatmap_stays_even_and_keeps_the_rectangle(spec, rows, cols):
    crop = Crop(3, 4, cols, rows)
    placed = on_radiograph(np.full((2, 3), 7, np.float32), crop, spec)

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
    of, fed = Crop(100, 200, 400, 400), Crop(200, 200, 300, 200)  # 300 x 200 has the aspect of the input
    (box,) = boxes_on_input([Box(0.25, 0.1, 0.75, 0.4)], of, fed, spec)

    # By hand: x from 200 to 400, y from 240 to 360 on the radiograph.
    assert (box.left, box.right) == (pytest.approx(0), pytest.approx(200 / 300))
    assert (box.top, box.bottom) == (pytest.approx(40 / 200), pytest.approx(160 / 200))


def test_a_box_moves_with_the_padding(spec):
    square = Crop(0, 0, 64, 64)  # padded to 64 x 96, 16 columns on each side

    assert boxes_on_input([Box(0, 0, 1, 1)], square, square, spec) == (Box(16 / 96, 0.0, 80 / 96, 1.0),)


def test_a_box_outside_the_crop_that_is_fed_is_empty(spec):
    (box,) = boxes_on_input([Box(0, 0, 0.1, 1)], Crop(0, 0, 1000, 1000), Crop(500, 0, 300, 200), spec)

    assert box.left == box.right
    assert attention_in_joints(np.ones((2, 3), np.float32), [box]) == 0
