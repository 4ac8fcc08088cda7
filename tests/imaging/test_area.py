"""Area averages against numpy by hand."""

import numpy as np
import pytest

from sacroread.imaging.area import area_averaged
from sacroread.imaging.curate import write_curated
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Presentation, Window


def test_half_the_size_is_the_mean_of_two_by_two():
    picture = np.random.default_rng(1).integers(0, 65536, (40, 60), dtype=np.uint16)
    means = picture.reshape(20, 2, 30, 2).mean(axis=(1, 3))
    np.testing.assert_array_equal(area_averaged(picture, 30), np.floor(means + 0.5))


def test_a_pixel_that_straddles_two_counts_by_its_share():
    picture = np.array([[0, 90, 30]], np.uint8)  # 3 into 2: (0 + 90/2) / 1.5 and (90/2 + 30) / 1.5
    np.testing.assert_array_equal(area_averaged(picture, 2), [[30, 50]])


def test_a_picture_that_is_small_enough_stays_as_it_is():
    picture = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert area_averaged(picture, 3) is picture


@pytest.mark.parametrize("longest_side", [None, 50])
def test_the_provenance_says_how_small_only_where_it_was_made_smaller(tmp_path, longest_side):
    radiograph = Radiograph(np.zeros((80, 100), np.uint8), "MONOCHROME2", 8)
    made = write_curated(tmp_path / "a.tif", radiograph, Presentation(Window(1, 2)), 8, longest_side)
    told = (tmp_path / "a.tif.json").read_text()
    assert ("longest_side" in told) is (longest_side is not None)
    assert made.longest_side == longest_side
