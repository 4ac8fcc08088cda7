"""Two radiographs side by side: zoom is linked, windows are not."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Presentation
from sacroread.ui.viewer.geometry import View
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.side_by_side import SideBySide, linked_view


def shown(rows, cols):
    pixels = np.random.default_rng(rows).integers(0, 4096, (rows, cols), dtype=np.uint16)
    return Shown.of(Radiograph(pixels, "MONOCHROME2", 12))


@pytest.fixture
def pair(qtbot):
    pair = SideBySide(shown(400, 600), shown(800, 1200), ("This radiograph", "The one before"))
    qtbot.addWidget(pair)
    pair.resize(1000, 400)
    pair.show()
    return pair


def wheel(view, at):
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("led", [0, 1])
def test_the_other_radiograph_is_looked_at_in_the_same_place_at_the_same_size(pair, led):
    wheel(pair.views[led], QPointF(100, 80))
    small, large = (view.current() for view in pair.views)
    assert small.scale == pytest.approx(2 * large.scale)
    assert large.center == pytest.approx((2 * small.center[0], 2 * small.center[1]))


def test_a_window_belongs_to_one_radiograph(pair):
    left, right = pair.views
    QTest.mousePress(left, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(left, QPoint(140, 80))
    QTest.mouseRelease(left, Qt.MouseButton.LeftButton, pos=QPoint(140, 80))
    assert left.presentation.window is not None
    assert right.presentation == Presentation()


def test_fit_fits_both(pair):
    wheel(pair.views[0], QPointF(100, 80))
    pair.views[1].fit()
    assert [view.zoomed_view for view in pair.views] == [None, None]


def test_a_crop_counts_as_the_picture():
    view = linked_view(View(2.0, (50, 25)), Crop(0, 0, 100, 100), Crop(300, 200, 50, 80), Presentation())
    assert (view.scale, view.center) == (4.0, (325, 220))
