"""The examples on the card that explains the grades."""

import numpy as np
import pytest

from sacroread.demo.criterion_pictures import SEEDS, SIZE, criterion_picture, file_name
from sacroread.demo.lettering import lettering
from sacroread.demo.phantom import MARK
from sacroread.imaging.picture_file import grey_pixels
from sacroread.paths import resource
from sacroread.study.model import Grade

PICTURES = [(grade, number) for grade in Grade for number in (1, 2)]


@pytest.fixture(params=PICTURES, ids=lambda each: file_name(*each))
def picture(request):
    return grey_pixels(resource("criterion") / file_name(*request.param))


def test_each_example_says_on_itself_that_it_is_synthetic(picture):
    word = lettering(MARK, 1)
    assert picture[-4 - word.shape[0] : -4, 4 : 4 + word.shape[1]][word].min() == 255


def test_each_example_is_small_and_uses_the_whole_grey_scale(picture):
    assert picture.shape == SIZE
    assert picture.min() == 0
    assert picture.max() == 255


def test_the_card_costs_less_than_a_radiograph():
    sizes = [(resource("criterion") / file_name(*each)).stat().st_size for each in PICTURES]
    assert sum(sizes) < 400_000


def test_the_shipped_example_is_what_its_maker_makes():
    made = criterion_picture(Grade.UNEQUIVOCAL, SEEDS[Grade.UNEQUIVOCAL][0])
    shipped = grey_pixels(resource("criterion") / file_name(Grade.UNEQUIVOCAL, 1))
    np.testing.assert_array_equal(made, shipped)
