from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from sacroread.errors import SacroReadError
from sacroread.imaging import curate, radiograph
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.manifest import Box
from sacroread.second_reader.preprocess import fed_crop, fit, from_curated, to_input
from sacroread.study.model import Crop, Presentation


@pytest.fixture(scope="session")
def plain(spec):
    """The input without normalisation: grey in [0, 1]."""
    return replace(spec, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))


def test_two_by_two_blocks_are_averaged(plain):
    picture = np.random.default_rng(1).integers(0, 256, (128, 192), dtype=np.uint8)
    blocks = picture.reshape(64, 2, 96, 2).sum(axis=(1, 3), dtype=np.int64)

    np.testing.assert_array_equal(from_curated(picture, plain)[0], (blocks / (4 * 255)).astype(np.float32))


def test_three_pixels_to_two_share_the_middle_one(plain):
    picture = np.zeros((96, 144), np.uint8)
    picture[1, 1] = 255  # the middle of the first three rows and columns: a quarter to each of four places
    expected = np.zeros((64, 96), np.float32)
    expected[:2, :2] = float(Fraction(1, 4) / Fraction(9, 4))

    np.testing.assert_allclose(from_curated(picture, plain)[0], expected, rtol=1e-7)


def test_a_picture_of_another_aspect_is_padded_with_black_on_both_sides(plain):
    found = from_curated(np.full((64, 64), 255, np.uint8), plain)[0]

    assert fit(64, 64, plain).left == 16
    assert not found[:, :16].any()
    assert not found[:, 80:].any()
    assert (found[:, 16:80] == 1).all()


def test_each_channel_is_normalised_by_its_own_mean_and_spread(spec):
    own = replace(spec, mean=(0.5, 0.25, 0.0), std=(0.5, 0.25, 1.0))
    found = from_curated(np.full((64, 96), 255, np.uint8), own)

    assert found[:, 0, 0].tolist() == [1.0, 3.0, 1.0]


sides = st.integers(32, 150)
pictures = st.tuples(sides, sides).flatmap(lambda shape: npst.arrays(np.uint8, shape))


@given(pictures)
def test_sixteen_bits_of_the_same_grey_give_the_same_bits(plain, picture):
    wide = picture.astype(np.uint16) * 257  # 65535 = 255 * 257

    np.testing.assert_array_equal(from_curated(picture, plain), from_curated(wide, replace(plain, depth=16)))


@given(pictures)
def test_the_mean_grey_of_the_padded_picture_is_kept(plain, picture):
    laid = fit(*picture.shape, plain)
    mean = picture.sum(dtype=np.int64) / (255 * laid.padded_rows * laid.padded_cols)

    assert from_curated(picture, plain)[0].mean(dtype=np.float64) == pytest.approx(mean, abs=1e-7)


CENTRE = Box(0.25, 0.25, 0.75, 0.75)  # of 200 x 100 px: x from 50 to 150, y from 25 to 75


@pytest.mark.parametrize(
    ("drawn", "fed"),
    [
        (None, Crop(50, 25, 100, 50)),
        (Crop(0, 0, 200, 100), Crop(50, 25, 100, 50)),  # holds the bundle's own crop
        (Crop(60, 30, 40, 40), Crop(60, 30, 40, 40)),  # tighter
        (Crop(0, 0, 149, 100), Crop(0, 0, 149, 100)),  # cuts into it
    ],
)
def test_the_crop_that_a_reader_draws_is_fed_unless_it_holds_all_that_the_bundle_looks_at(spec, drawn, fed):
    shown = Radiograph(np.zeros((100, 200), np.uint16), "MONOCHROME2", 12)

    assert fed_crop(shown, Presentation(crop=drawn), replace(spec, part=CENTRE)) == fed


@pytest.mark.parametrize("shape", [(10, 10), (31, 500), (500, 31)])
def test_a_crop_too_small_to_see_anything_is_refused(spec, shape):
    with pytest.raises(SacroReadError, match="Draw a larger crop"):
        from_curated(np.zeros(shape, np.uint8), spec)


@pytest.mark.parametrize("picture", [np.zeros((64, 64), np.uint16), np.zeros((64, 64, 3), np.uint8)])
def test_a_picture_of_another_depth_or_in_colour_is_refused(spec, picture):
    with pytest.raises(SacroReadError, match="8 bit"):
        from_curated(picture, spec)


def _decodable(folder):
    for path in sorted(folder.glob("*.dcm")):
        try:
            yield radiograph.load(path)
        except SacroReadError:
            continue


@pytest.mark.parametrize("depth", [8, 16])
def test_training_reads_from_the_curated_tiff_the_very_bits_that_prediction_sees(
    spec, depth, dicom_folder, tmp_path
):
    own, seen = replace(spec, depth=depth), 0
    for loaded in _decodable(dicom_folder):
        rows, cols = loaded.stored.shape
        for presentation in (Presentation(), Presentation(None, True, Crop(3, 5, cols - 7, rows - 9))):
            path = tmp_path / f"{seen}.tiff"
            curate.write_curated(path, loaded, presentation, depth)
            seen += 1
            if min(rows, cols) > 48:
                read = from_curated(curate.read_curated(path), own)
                assert read.tobytes() == to_input(loaded, presentation, own).tobytes()
    assert seen >= 20
