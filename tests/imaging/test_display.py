"""From stored pixels to the screen, whole."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sacroread.imaging.display import indices, screen_lut, to_screen
from sacroread.imaging.radiograph import LookUpTable, Radiograph, Rescale
from sacroread.study.model import Crop, Presentation, Window

STORED = np.array([[0, 100], [200, 300]], dtype=np.uint16)
PLAIN = Radiograph(STORED, "MONOCHROME2", 12, windows=(Window(150, 301),))


def test_the_first_window_of_the_file_applies_without_a_window_of_the_reader():
    # black at 149.5 - 150 = -0.5, white at 299.5: 100 -> 100.5 / 300 * 255 = 85.4, 200 -> 170.4
    assert to_screen(PLAIN, Presentation()).tolist() == [[0, 85], [170, 255]]


def test_the_readers_window_overrides_a_voi_table_of_the_file():
    table = LookUpTable(0, 8, np.zeros(301, np.uint16))
    locked = Radiograph(STORED, "MONOCHROME2", 12, voi_luts=(table,))
    assert to_screen(locked, Presentation()).max() == 0
    assert to_screen(locked, Presentation(Window(150, 301))).tolist() == [[0, 85], [170, 255]]


def test_the_readers_window_is_linear_over_a_sigmoid_of_the_file():
    sigmoid = Radiograph(STORED, "MONOCHROME2", 12, windows=(Window(1, 2),), voi_function="SIGMOID")
    assert to_screen(sigmoid, Presentation(Window(150, 301))).tolist() == [[0, 85], [170, 255]]


def test_the_readers_window_is_in_rescaled_units():
    rescaled = Radiograph(STORED, "MONOCHROME2", 12, rescale=Rescale(10.0, -1000.0))
    assert to_screen(rescaled, Presentation(Window(1, 2))).tolist() == [[0, 0], [255, 255]]


def test_inversion_turns_what_is_on_the_screen():
    for photometric in ("MONOCHROME1", "MONOCHROME2"):
        radiograph = Radiograph(STORED, photometric, 12, windows=(Window(150, 301),))
        plain = to_screen(radiograph, Presentation())
        assert np.abs(to_screen(radiograph, Presentation(is_inverted=True)) - (255.0 - plain)).max() <= 1


def test_the_crop_shows_those_pixels_and_no_others():
    assert to_screen(PLAIN, Presentation(crop=Crop(1, 0, 1, 2))).tolist() == [[85], [255]]


def test_the_same_radiograph_is_the_same_picture_in_either_photometric_interpretation():
    # 12-bit MONOCHROME1 written as 4095 - stored, with the window mirrored: 4095 - (c - 0.5) = c' - 0.5
    turned = Radiograph(4095 - STORED, "MONOCHROME1", 12, windows=(Window(4096 - 150, 301),))
    assert np.abs(to_screen(turned, Presentation()).astype(int) - to_screen(PLAIN, Presentation())).max() <= 1


def test_a_look_up_table_has_one_grey_for_every_possible_stored_value():
    for dtype, entries in ((np.uint8, 256), (np.uint16, 65536), (np.int16, 65536)):
        radiograph = Radiograph(np.array([[1, 2]], dtype), "MONOCHROME2", 8, windows=(Window(1, 2),))
        assert screen_lut(radiograph, Presentation()).shape == (entries,)


def test_indices_share_the_memory_of_the_stored_pixels():
    signed = Radiograph(np.array([[-1, 0]], np.int16), "MONOCHROME2", 16)
    assert indices(signed).tolist() == [[65535, 0]]
    assert np.shares_memory(indices(signed), signed.stored)


@given(
    arrays(np.int16, (3, 4)),
    st.floats(-2000, 2000),
    st.floats(1, 4000),
    st.floats(0.1, 8),
    st.floats(-1000, 1000),
)
@settings(deadline=None)
def test_a_brighter_stored_value_is_never_darker_on_the_screen(stored, center, width, slope, intercept):
    radiograph = Radiograph(stored, "MONOCHROME2", 16, rescale=Rescale(slope, intercept))
    screen = to_screen(radiograph, Presentation(Window(center, width))).ravel()
    assert np.all(np.diff(screen[np.argsort(stored.ravel(), kind="stable")].astype(int)) >= 0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16])
def test_one_look_up_equals_the_stages_on_every_pixel(dtype):
    from sacroread.imaging import stages

    stored = np.arange(-20, 108, dtype=np.int16).astype(dtype).reshape(8, 16)
    radiograph = Radiograph(stored, "MONOCHROME1", 8, rescale=Rescale(1.5, 3.0), padding=(7, 9))
    window = Window(60, 90)
    grey = stages.windowed(stages.rescaled(stored.astype(float), radiograph.rescale, None), window)
    grey = stages.without_padding(1 - grey, stored.astype(float), (7, 9))
    assert np.array_equal(to_screen(radiograph, Presentation(window)), np.floor(grey * 255 + 0.5))


def test_what_the_window_needs_of_imaging_costs_numpy_only():
    names = ("radiograph", "display", "autowindow", "presentation", "sides", "sources")
    imports = ";".join(f"import sacroread.imaging.{name}" for name in names)
    heavy = "{'pydicom', 'scipy', 'tifffile', 'imagecodecs'}"
    check = f"{imports};import sys;print(sorted({heavy} & sys.modules.keys()))"
    root = Path(__file__).resolve().parents[2]
    shown = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=root
    )
    assert shown.stdout.strip() == "[]"
