"""Crop, flip and rotation of the picture, and points and sides that follow them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import curated
from sacroread.imaging.display import to_screen
from sacroread.imaging.presentation import cropped, picture_points, picture_shape, radiograph_points, squared
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.sides import is_side_known, side_directions, sides_on_picture
from sacroread.study.model import Crop, Presentation, Side, Window

SHAPE = (60, 80)
QUARTERS = [0.0, 90.0, 180.0, 270.0, -90.0, 360.0]


ANGLES = st.one_of(st.sampled_from(QUARTERS), st.floats(-360, 360))


@st.composite
def presentations(draw, degrees=ANGLES):
    x, y = draw(st.integers(0, 79)), draw(st.integers(0, 59))
    crop = Crop(x, y, draw(st.integers(1, 80 - x)), draw(st.integers(1, 60 - y)))
    return Presentation(
        crop=draw(st.sampled_from([None, crop])),
        rotation_degrees=draw(degrees),
        is_flipped=draw(st.booleans()),
    )


def spot_on(shape, x, y):
    """A round spot of light at a point, (rows, cols) uint8."""
    rows, cols = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    return np.rint(250 * np.exp(-((cols - x) ** 2 + (rows - y) ** 2) / 8)).astype(np.uint8)


def middle_of_light(screen):
    rows, cols = np.mgrid[0 : screen.shape[0], 0 : screen.shape[1]] + 0.5
    light = screen / screen.sum()
    return (cols * light).sum(), (rows * light).sum()


@given(presentations(), st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=1))
@settings(deadline=None)
def test_points_come_back_from_the_picture_within_half_a_pixel(presentation, points):
    there = picture_points(np.array(points), presentation, SHAPE)
    assert np.abs(radiograph_points(there, presentation, SHAPE) - points).max() < 0.5


@given(presentations())
@settings(deadline=None)
def test_the_picture_has_the_shape_that_is_foretold(presentation):
    radiograph = Radiograph(np.zeros(SHAPE, np.uint8), "MONOCHROME2", 8)
    for picture in (to_screen(radiograph, presentation), curated(radiograph, presentation, 16)):
        assert picture.shape == picture_shape(presentation, SHAPE)


@given(
    st.sampled_from([None, Crop(10, 5, 60, 50)]),
    ANGLES,
    st.booleans(),
    st.floats(25, 55),
    st.floats(20, 40),
)
@settings(deadline=None)
def test_what_is_seen_at_a_point_is_where_the_point_is_said_to_be(crop, degrees, is_flipped, x, y):
    presentation = Presentation(Window(128, 256), crop=crop, rotation_degrees=degrees, is_flipped=is_flipped)
    screen = to_screen(Radiograph(spot_on(SHAPE, x, y), "MONOCHROME2", 8), presentation)
    expected = picture_points(np.array([[x, y]]), presentation, SHAPE)[0]
    assert np.abs(np.array(middle_of_light(screen)) - expected).max() < 0.5


@given(presentations(st.sampled_from(QUARTERS)))
@settings(deadline=None)
def test_quarter_turns_and_flips_move_pixels_without_changing_any(presentation):
    stored = np.arange(60 * 80, dtype=np.uint16).reshape(SHAPE)
    picture = curated(
        Radiograph(stored, "MONOCHROME2", 16, windows=(Window(32768, 65536),)), presentation, 16
    )
    assert np.array_equal(np.sort(picture.ravel()), np.sort(cropped(stored, presentation).ravel()))


def test_a_quarter_turn_is_clockwise():
    radiograph = Radiograph(
        np.array([[1, 2], [3, 4]], np.uint8), "MONOCHROME2", 8, windows=(Window(128, 256),)
    )
    assert to_screen(radiograph, Presentation(rotation_degrees=90)).tolist() == [[3, 1], [4, 2]]


def test_a_flip_mirrors_left_to_right_before_the_turn():
    radiograph = Radiograph(
        np.array([[1, 2], [3, 4]], np.uint8), "MONOCHROME2", 8, windows=(Window(128, 256),)
    )
    assert to_screen(radiograph, Presentation(is_flipped=True)).tolist() == [[2, 1], [4, 3]]
    assert to_screen(radiograph, Presentation(is_flipped=True, rotation_degrees=90)).tolist() == [
        [4, 2],
        [3, 1],
    ]


def test_a_small_turn_keeps_the_greys_and_leaves_black_corners():
    radiograph = Radiograph(np.full((40, 40), 200, np.uint8), "MONOCHROME2", 8, windows=(Window(128, 256),))
    screen = to_screen(radiograph, Presentation(rotation_degrees=10))
    assert screen[0, 0] == 0
    assert set(screen[15:30, 15:30].ravel()) == {200}


@given(presentations(), st.sampled_from([None, ("L", "F"), ("R", "F"), ("F", "L"), ("F", "R"), ("L", "H")]))
@settings(deadline=None)
def test_right_and_left_point_to_where_the_patients_sides_are_seen(presentation, orientation):
    radiograph = Radiograph(np.zeros(SHAPE, np.uint8), "MONOCHROME2", 8, patient_orientation=orientation)
    ends = {  # of the stored radiograph: where the patient's left is, by the meaning of the letters
        None: (80.0, 30.0),
        ("L", "F"): (80.0, 30.0),
        ("L", "H"): (80.0, 30.0),
        ("R", "F"): (0.0, 30.0),
        ("F", "L"): (40.0, 60.0),
        ("F", "R"): (40.0, 0.0),
    }
    left_end, middle = picture_points(np.array([ends[orientation], (40.0, 30.0)]), presentation, SHAPE)
    seen = (left_end - middle) / np.linalg.norm(left_end - middle)
    directions = side_directions(radiograph, presentation)
    assert directions[Side.LEFT] == pytest.approx(tuple(seen), abs=1e-9)
    assert directions[Side.RIGHT] == pytest.approx(tuple(-seen), abs=1e-9)


def test_a_flip_swaps_the_sides_and_a_half_turn_does_too():
    radiograph = Radiograph(np.zeros(SHAPE, np.uint8), "MONOCHROME2", 8, patient_orientation=("L", "F"))
    sides = [
        sides_on_picture(radiograph, Presentation(rotation_degrees=degrees, is_flipped=is_flipped))[0]
        for degrees, is_flipped in ((0, False), (0, True), (180, False), (180, True), (3, False))
    ]
    assert sides == [Side.RIGHT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT]


def test_a_file_without_sides_hangs_as_the_viewer_faces_the_patient_and_says_so():
    for orientation in (None, ("A", "F")):
        silent = Radiograph(np.zeros(SHAPE, np.uint8), "MONOCHROME2", 8, patient_orientation=orientation)
        assert not is_side_known(silent)
        assert sides_on_picture(silent) == (Side.RIGHT, Side.LEFT)


@given(presentations())
@settings(deadline=None)
def test_a_squared_crop_holds_the_crop_and_is_as_square_as_the_radiograph_allows(presentation):
    crop = presentation.crop or Crop(0, 0, 80, 60)
    square = squared(crop, *SHAPE)
    assert square.x <= crop.x
    assert square.x + square.width >= crop.x + crop.width
    assert square.y <= crop.y
    assert square.y + square.height >= crop.y + crop.height
    assert square.width == square.height or (square.height == 60 and square.width > 60)
    assert cropped(np.zeros(SHAPE), Presentation(crop=square)).shape == (square.height, square.width)


def test_a_crop_outside_is_refused_before_any_mapping():
    with pytest.raises(SacroReadError, match="does not lie on"):
        picture_points(np.zeros((1, 2)), Presentation(crop=Crop(70, 0, 20, 5)), SHAPE)
