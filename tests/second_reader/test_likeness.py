import numpy as np
import pytest

from sacroread.second_reader.likeness import grey_statistics, refer_reason
from sacroread.second_reader.manifest import Likeness, Range
from sacroread.second_reader.preprocess import from_curated

LIKE = Likeness(Range(0.3, 0.6), Range(0.1, 0.3), 400)


def _halves(low, high):
    picture = np.full((64, 96), low, np.uint8)
    picture[:, 48:] = high
    return picture


def test_grey_statistics_undo_the_normalisation(spec):
    mean, spread = grey_statistics(from_curated(_halves(51, 204), spec), spec)

    assert (mean, spread) == (pytest.approx(0.5), pytest.approx(0.3))  # 51 is 0.2 and 204 is 0.8 of 255


def test_a_radiograph_like_the_training_set_is_not_referred(spec):
    assert refer_reason(from_curated(_halves(77, 153), spec), 400, spec, LIKE) == ""


@pytest.mark.parametrize(
    ("low", "high", "side", "words"),
    [(0, 20, 500, "brighter or darker"), (115, 115, 500, "contrast"), (77, 153, 399, "smaller")],
)
def test_what_is_unlike_the_training_set_is_referred_with_the_reason(spec, low, high, side, words):
    reason = refer_reason(from_curated(_halves(low, high), spec), side, spec, LIKE)

    assert reason.startswith("Refer: ")
    assert words in reason
