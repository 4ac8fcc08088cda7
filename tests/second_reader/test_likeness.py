import numpy as np
import pytest

from sacroread.second_reader.likeness import (
    grey_statistics,
    other_body_part,
    poor_quality,
    referral,
    unlike_crop,
    unlike_training,
)
from sacroread.second_reader.manifest import Likeness, Range
from sacroread.second_reader.preprocess import from_curated
from sacroread.study.model import Crop

LIKE = Likeness(Range(0.3, 0.6), Range(0.1, 0.3), 400)


def _halves(low, high):
    picture = np.full((64, 96), low, np.uint8)
    picture[:, 48:] = high
    return picture


def test_grey_statistics_undo_the_normalisation(spec):
    mean, spread = grey_statistics(from_curated(_halves(51, 204), spec), spec)

    assert (mean, spread) == (pytest.approx(0.5), pytest.approx(0.3))  # 51 is 0.2 and 204 is 0.8 of 255


def test_a_radiograph_like_the_training_set_is_not_referred(spec):
    assert unlike_training(from_curated(_halves(77, 153), spec), 400, spec, LIKE) == ""
    assert referral("", "") == ""


@pytest.mark.parametrize(
    ("low", "high", "side", "words"),
    [(0, 20, 500, "brighter or darker"), (115, 115, 500, "contrast"), (77, 153, 399, "smaller")],
)
def test_what_is_unlike_the_training_set_is_referred_with_the_reason(spec, low, high, side, words):
    assert words in unlike_training(from_curated(_halves(low, high), spec), side, spec, LIKE)


@pytest.mark.parametrize("part", ["CHEST", "HAND", "CSPINE"])
def test_a_file_that_says_it_shows_another_part_of_the_body_is_referred(part):
    assert other_body_part(part) == f"the file says that it shows {part}"


@pytest.mark.parametrize("part", ["", "PELVIS", "HIP", "LSPINE", "SSPINE", "ABDOMEN", "BECKEN"])
def test_a_file_that_may_show_the_pelvis_is_not(part):
    assert other_body_part(part) == ""


def test_several_reasons_make_one_sentence():
    assert referral("", "low resolution", "too dark") == "Refer: low resolution; too dark."


OWN = Crop(100, 100, 200, 100)


@pytest.mark.parametrize(
    ("fed", "is_unlike"),
    [
        (OWN, False),
        (Crop(100, 100, 100, 100), False),  # by hand: 10,000 of 20,000 px in common
        (Crop(100, 100, 99, 100), True),
        (Crop(100, 100, 400, 101), True),  # twice as wide and a little more
        (Crop(300, 100, 200, 100), True),  # beside it
        (Crop(600, 600, 200, 100), True),  # far away, where both differences are negative
    ],
)
def test_a_crop_that_shares_less_than_half_with_the_bundles_own_is_referred(fed, is_unlike):
    assert bool(unlike_crop(fed, OWN)) is is_unlike


def test_a_picture_with_many_shades_of_grey_is_not_poor():
    assert poor_quality(np.arange(256, dtype=np.uint8).reshape(16, 16)) == ""


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.repeat(np.arange(0, 256, 9, dtype=np.uint8), 9)[None], "shades of grey"),  # 29 shades
        (np.concatenate([np.arange(256), np.full(300, 255)]).astype(np.uint8)[None], "black or white"),
        (np.concatenate([np.arange(256), np.zeros(300)]).astype(np.uint16)[None] * 257, "black or white"),
    ],
)
def test_a_picture_without_shades_or_mostly_black_or_white_is_poor(picture, words):
    assert words in poor_quality(picture)
