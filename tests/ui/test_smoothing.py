"""The setting of how a magnified radiograph is drawn."""

import numpy as np
from PySide6.QtCore import Qt

from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Presentation, Window
from sacroread.ui.viewer import smoothing
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown

CHECKERED = np.indices((40, 60)).sum(axis=0) % 2 * 255


def view_of_a_checkered_picture(qtbot):
    view = RadiographView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_radiograph(Shown.of(Radiograph(CHECKERED.astype(np.uint8), "MONOCHROME2", 8)))
    view.show_presentation(Presentation(Window(128, 256)))
    view.show()
    return view


def greys(view):
    """The greys of one pixel row through the middle of a row of squares, away from the letters."""
    image = view.grab().toImage()
    row = 205 * image.devicePixelRatio()
    return {image.pixelColor(x, int(row)).value() for x in range(image.width() // 4, image.width() * 3 // 4)}


def test_it_is_smooth_until_somebody_sets_it_otherwise_and_the_setting_is_kept(qtbot):
    assert smoothing.is_smooth()
    view = view_of_a_checkered_picture(qtbot)
    assert len(greys(view)) > 4
    view.switch_smoothing()
    assert greys(view) == {0, 255}
    assert greys(view_of_a_checkered_picture(qtbot)) == {0, 255}, "the next window draws so too"


def test_the_reading_room_switches_it_by_its_key(qtbot, room):
    qtbot.keyClick(room, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not smoothing.is_smooth()
    qtbot.keyClick(room, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert smoothing.is_smooth()
