"""Lengths and angles, worked by hand, and what they rest on."""

from dataclasses import replace

import numpy as np
import pytest

from sacroread.imaging.radiograph import Radiograph, Rescale
from sacroread.study.model import Crop, Window
from sacroread.ui.viewer.measuring import Basis, Measure, Measures, angle_of, basis_of, length_of
from sacroread.ui.viewer.notes import basis_words, measure_words
from sacroread.ui.viewer.sketches import BoxSketch, MeasureSketch
from sacroread.ui.viewer.tools import region_window, rotation_after_drag

PLAIN = Radiograph(np.zeros((400, 500), np.uint16), "MONOCHROME2", 12)
SPACED = replace(PLAIN, pixel_spacing_mm=(0.2, 0.1), spacing_plane="calibrated")
LINE = Measure(((10.0, 10.0), (40.0, 50.0)))


def test_a_length_counts_rows_and_columns_by_their_own_spacing():
    assert length_of(Measure(((0, 0), (30, 20))), SPACED) == pytest.approx(5.0)  # 3 mm across, 4 mm down


def test_without_spacing_a_length_is_in_pixels_and_says_so():
    assert length_of(LINE, PLAIN) == pytest.approx(50.0)
    assert measure_words(LINE, PLAIN) == "50 pixels"
    assert "pixels" in basis_words([LINE], PLAIN)


def test_a_length_says_which_plane_its_millimetres_hold_in():
    planes = {"detector": Basis.DETECTOR, "calibrated": Basis.CALIBRATED, "unknown": Basis.UNKNOWN}
    for plane, basis in planes.items():
        assert basis_of(replace(SPACED, spacing_plane=plane)) is basis
    assert basis_of(PLAIN) is Basis.PIXELS
    assert "at the detector" in basis_words([LINE], replace(SPACED, spacing_plane="detector"))
    assert basis_words([], SPACED) == ""


def test_an_angle_is_that_of_the_body_and_not_of_oblong_pixels():
    square = Measure(((10, 0), (0, 0), (0, 10)))
    assert angle_of(square, PLAIN) == pytest.approx(90)
    diagonal = Measure(((10, 0), (0, 0), (20, 10)))  # 2 mm across and 2 mm down
    assert angle_of(diagonal, SPACED) == pytest.approx(45)
    assert angle_of(diagonal, replace(PLAIN, pixel_aspect=2.0)) == pytest.approx(45)


@pytest.mark.parametrize(("end", "degrees"), [((20, 0), 0), ((-5, 0), 180), ((3, 3), 45), ((0, -7), 90)])
def test_an_angle_lies_between_0_and_180_degrees(end, degrees):
    assert angle_of(Measure(((10, 0), (0, 0), end)), PLAIN) == pytest.approx(degrees)


def test_a_leg_without_length_makes_no_angle():
    assert angle_of(Measure(((0, 0), (0, 0), (5, 5))), PLAIN) is None


def test_undo_takes_back_what_was_done_last_be_it_a_measure_or_an_entry():
    other = Measure(((0, 0), (1, 1)))
    drawn = Measures().with_drawn(LINE, 0).with_drawn(other, 2)  # two grades were given in between
    assert drawn.undo(3) is None, "a grade came after it"
    back = drawn.undo(2)
    assert back.shown == (LINE,)
    assert back.undo(1) is None, "the grades come first"
    assert back.redo(2).shown == (LINE, other)
    assert back.undo(0).redo(0).shown == (LINE,)


def test_a_measure_drawn_before_a_lock_stays_past_undo_and_redo():
    drawn = Measures().with_drawn(LINE, 0).settled()
    assert drawn.undo(0) is None
    assert drawn.shown == (LINE,)
    after = drawn.with_drawn(LINE, 0).undo(0)
    assert after.shown == (LINE,)
    assert after.redo(0).shown == (LINE, LINE)
    assert Measures().with_drawn(LINE, 0).undo(0).settled().redo(0) is None


def test_a_length_is_drawn_by_one_drag_and_an_angle_by_a_drag_and_a_click():
    whole = Crop(0, 0, 500, 400)
    length = MeasureSketch(is_angle=False).pressed((1, 1), 0).moved((5, 1), whole).released()
    assert (length.is_done, length.measure) == (True, Measure(((1, 1), (5, 1))))
    leg = MeasureSketch(is_angle=True).pressed((9, 1), 0).moved((1, 1), whole).released()
    assert not leg.is_done
    angle = leg.moved((4, 4), whole).pressed((1, 9), 0).released()
    assert (angle.is_done, angle.measure) == (True, Measure(((9, 1), (1, 1), (1, 9))))


def test_a_click_that_draws_nothing_measures_nothing():
    assert not MeasureSketch(is_angle=False).pressed((1, 1), 0).released().is_done
    assert BoxSketch().pressed((5, 5), 0).moved((6, 6), Crop(0, 0, 500, 400)).box is None


def test_a_region_window_spans_the_pixels_in_the_box_and_no_others():
    stored = np.full((100, 100), 4000, np.uint16)
    stored[20:40, 30:50] = np.linspace(100, 499, 400).reshape(20, 20)
    radiograph = Radiograph(stored, "MONOCHROME2", 12, rescale=Rescale(2.0, -50.0))
    low, high = (2 * (100 + 399 * share) - 50 for share in (0.01, 0.99))
    found = region_window(radiograph, Crop(30, 20, 20, 20))
    assert (found.center, found.width) == pytest.approx(((low + high) / 2 + 0.5, high - low + 1), abs=2)


def test_padding_decides_no_window():
    stored = np.zeros((100, 100), np.uint16)
    stored[:50] = 1000
    radiograph = Radiograph(stored, "MONOCHROME2", 12, padding=(0, 0))
    assert region_window(radiograph, Crop(0, 40, 100, 20)) == Window(1000.5, 1.0)
    assert region_window(radiograph, Crop(0, 60, 100, 20)) is None


def test_rotation_follows_the_hand_clockwise_about_the_middle():
    assert rotation_after_drag(0, (100, 0), (0, 100), snaps=False) == 90
    assert rotation_after_drag(350, (100, 0), (100, 100), snaps=False) == 35
    assert rotation_after_drag(0, (-100, -1), (-100, 1), snaps=False) == pytest.approx(358.9)
    assert rotation_after_drag(2, (100, 0), (100, 20), snaps=True) == 15
