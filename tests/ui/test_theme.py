"""Contrast of every pair of text and ground, computed as WCAG 2.2 defines it; and the ring of the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacroread.ui import theme
from sacroread.ui.pages.parts import button
from sacroread.ui.theme import DARK, LIGHT

RING = 4  # pixels from the edge of a button within which its focus is drawn, with round corners


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_published_extremes():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["page", "surface", "raised"])
@pytest.mark.parametrize("ink", ["text", "quiet", "accent", "warning"])
def test_text_is_readable_on_every_ground(colours, ground, ink):
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_text_is_readable_on_the_accent(colours):
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.fixture
def two_buttons(qtbot, qapp):
    """A window in a colour scheme with a button of a role below another one that has the focus."""

    def made(colours, role):
        theme.dress(qapp)
        theme.recolour(qapp, colours)
        window = QWidget()
        column = QVBoxLayout(window)
        for words, each in (("Above", ""), ("Below", role)):
            column.addWidget(button(words, words, each, lambda: None))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        above = column.itemAt(0).widget()
        above.setFocus()
        return window

    yield made
    theme.recolour(qapp, theme.system_colours())


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("role", "ring"), [("", "accent"), ("primary", "text"), ("lesion", "accent")])
def test_the_focus_of_a_button_is_one_ring_at_its_edge_that_is_seen(qtbot, two_buttons, colours, role, ring):
    window = two_buttons(colours, role)
    below = window.layout().itemAt(1).widget()
    before = below.grab().toImage()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is below
    after = below.grab().toImage()
    across, down = range(RING, after.width() - RING), range(RING, after.height() - RING)
    assert [(x, y) for x in across for y in down if before.pixel(x, y) != after.pixel(x, y)] == []
    assert after.pixelColor(after.width() // 2, 1).name() == getattr(colours, ring)
