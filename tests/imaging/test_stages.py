"""The stages of PS3.3 C.11, each against values worked by hand."""

import numpy as np
import pytest

from sacroread.errors import SacroReadError
from sacroread.imaging import stages
from sacroread.imaging.radiograph import LookUpTable, Radiograph, Rescale
from sacroread.study.model import Window


def values(*numbers):
    return np.array(numbers, dtype=np.float64)


def test_rescale_is_slope_times_stored_plus_intercept():
    assert stages.rescaled(values(0, 10), Rescale(2.0, -3.0), None).tolist() == [-3.0, 17.0]


def test_without_rescale_the_stored_values_are_the_rescaled_ones():
    assert stages.rescaled(values(0, 10), None, None).tolist() == [0.0, 10.0]


def test_a_look_up_table_takes_its_end_values_outside_its_inputs():
    table = LookUpTable(first_input=5, bits=8, values=np.array([7, 8, 9], dtype=np.uint16))
    assert stages.rescaled(values(-1, 5, 6, 7, 100), None, table).tolist() == [7, 7, 8, 9, 9]


def test_linear_window_is_the_equation_of_the_standard():
    # PS3.3 C.11.2.1.2.1 with c = 2048, w = 4096: black at 0, white at 4095, (x - 2047.5) / 4095 + 0.5 between
    grey = stages.windowed(values(-1, 0, 1, 2047.5, 4095, 5000), Window(2048, 4096), "LINEAR")
    assert grey.tolist() == pytest.approx([0, 0, 1 / 4095, 0.5, 1, 1])


def test_linear_window_of_width_one_is_a_threshold_half_below_its_center():
    # PS3.3 C.11.2.1.2.1 note: c = 0, w = 1 is black for x <= -0.5 and white above
    assert stages.windowed(values(-1, -0.5, -0.4, 0), Window(0, 1), "LINEAR").tolist() == [0, 0, 1, 1]


def test_linear_exact_window_is_the_equation_of_the_standard():
    # PS3.3 C.11.2.1.3.2 with c = 0, w = 100: black at -50, white at +50
    grey = stages.windowed(values(-60, -50, -25, 0, 50, 60), Window(0, 100), "LINEAR_EXACT")
    assert grey.tolist() == pytest.approx([0, 0, 0.25, 0.5, 1, 1])


def test_sigmoid_window_is_the_equation_of_the_standard():
    # PS3.3 C.11.2.1.3.1: 1 / (1 + exp(-4 (x - c) / w)); at c +- w/4 the exponent is +-1
    grey = stages.windowed(values(75, 100, 125, 1e9, -1e9), Window(100, 100), "SIGMOID")
    assert grey.tolist() == pytest.approx([0.26894142, 0.5, 0.73105858, 1, 0])


def test_a_window_without_width_is_refused():
    with pytest.raises(SacroReadError, match="greater than 0"):
        stages.windowed(values(1), Window(0, 0))


def test_voi_look_up_table_reaches_white_at_its_greatest_possible_output():
    table = LookUpTable(first_input=0, bits=10, values=np.array([0, 1023], dtype=np.uint16))
    assert stages.toned(values(0, 1), table).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("photometric", "shape", "expected"),
    [
        ("MONOCHROME2", None, [0, 0.25]),
        ("MONOCHROME2", "IDENTITY", [0, 0.25]),
        ("MONOCHROME1", None, [1, 0.75]),
        ("MONOCHROME1", "INVERSE", [1, 0.75]),
    ],
)
def test_low_values_are_white_in_monochrome1_once_only(photometric, shape, expected):
    radiograph = Radiograph(np.zeros((1, 1), np.uint8), photometric, 8, presentation_shape=shape)
    assert stages.presented(values(0, 0.25), radiograph).tolist() == expected


def test_padding_is_black_whatever_the_stages_before_made_of_it():
    grey = stages.without_padding(values(1, 1, 1, 1), values(9, 10, 12, 13), (10, 12))
    assert grey.tolist() == [1, 0, 0, 1]


def test_the_ramp_of_signed_pixels_follows_their_bit_pattern():
    ramp = stages.stored_ramp(Radiograph(np.zeros((1, 1), np.int16), "MONOCHROME2", 16))
    assert (ramp[0], ramp[32767], ramp[32768], ramp[65535]) == (0, 32767, -32768, -1)
