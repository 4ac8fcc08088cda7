"""Contrast of every pair of text and ground, computed as WCAG 2.2 defines it."""

import pytest

from sacroread.ui.theme import DARK, LIGHT


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
