"""What the viewer paints under flip and rotation, against numpy."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.sides import sides_on_picture
from sacroread.study.model import Crop, Presentation, Side, Window
from sacroread.ui.viewer.notes import not_as_stored
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown

ROWS, COLS = 300, 400
GREY = Window(127.5, 256.0)
PICTURE = np.random.default_rng(3).integers(0, 256, (ROWS, COLS), dtype=np.uint8)


@pytest.fixture
def viewer(qtbot):
    viewer = RadiographView()
    qtbot.addWidget(viewer)
    viewer.resize(500, 500)
    viewer.show_radiograph(Shown.of(Radiograph(PICTURE, "MONOCHROME2", 8)))
    return viewer


def painted(viewer, presentation):
    """What is painted at one to one, (500, 500) grey; letters at the edges are left out by the caller."""
    viewer.show_presentation(presentation)
    viewer.show_one_to_one()
    image = viewer.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()  # the image's memory goes with it


def middle(picture, rows, cols):
    top, left = (picture.shape[0] - rows) // 2, (picture.shape[1] - cols) // 2
    return picture[top : top + rows, left : left + cols]


@pytest.mark.parametrize("is_flipped", [False, True])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_quarter_turns_and_flips_move_pixels_and_change_none(viewer, quarters, is_flipped):
    shown = painted(viewer, Presentation(GREY, rotation_degrees=90.0 * quarters, is_flipped=is_flipped))
    expected = np.rot90(PICTURE[:, ::-1] if is_flipped else PICTURE, -quarters)
    inner = (200, 200)  # letters and words stand outside
    np.testing.assert_allclose(
        middle(shown, *inner).astype(int), middle(expected, *inner).astype(int), atol=1
    )


def test_a_crop_is_turned_about_its_own_middle(viewer):
    crop = Crop(50, 60, 200, 220)
    shown = painted(viewer, Presentation(GREY, crop=crop, rotation_degrees=90.0))
    expected = np.rot90(PICTURE[60:280, 50:250], -1)
    np.testing.assert_allclose(
        middle(shown, 180, 180).astype(int), middle(expected, 180, 180).astype(int), atol=1
    )


def test_a_flip_exchanges_the_sides_on_the_picture():
    radiograph = Radiograph(PICTURE, "MONOCHROME2", 8)
    assert sides_on_picture(radiograph, Presentation()) == (Side.RIGHT, Side.LEFT)
    assert sides_on_picture(radiograph, Presentation(is_flipped=True)) == (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize("degrees", [0.0, 90.0, 30.0])
def test_a_point_under_the_mouse_is_the_point_that_is_painted_there(viewer, degrees):
    spot = np.zeros((ROWS, COLS), np.uint8)
    spot[100:110, 250:260] = 255
    viewer.show_radiograph(Shown.of(Radiograph(spot, "MONOCHROME2", 8)))
    shown = painted(viewer, Presentation(GREY, rotation_degrees=degrees))
    inside = shown[60:440, 60:440] > 200
    y, x = (np.argwhere(inside).mean(axis=0) + 60.5).tolist()
    found = viewer.current().to_radiograph((x, y), viewer.device_size())
    assert found == pytest.approx((255, 105), abs=0.75)


def test_sides_that_the_file_does_not_name_are_said_to_be_assumed(viewer):
    assert "does not name the sides" in not_as_stored(viewer.shown.radiograph, viewer.presentation)
    known = Radiograph(PICTURE, "MONOCHROME2", 8, patient_orientation=("L", "F"))
    viewer.show_radiograph(Shown.of(known))
    assert not_as_stored(viewer.shown.radiograph, viewer.presentation) == ""
