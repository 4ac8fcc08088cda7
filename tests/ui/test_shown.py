"""What is made ready once for all frames of a radiograph."""

from dataclasses import replace

import numpy as np
import pytest

from sacroread.imaging.display import screen_lut
from sacroread.imaging.radiograph import LookUpTable, Radiograph
from sacroread.study.model import Presentation, Window
from sacroread.ui.viewer.shown import Shown

PLAIN = Radiograph(np.arange(4096, dtype=np.uint16).reshape(64, 64), "MONOCHROME1", 12)
FACTS = {
    "nothing": {},
    "a window": {"windows": (Window(900, 700),)},
    "a sigmoid": {"windows": (Window(900, 700),), "voi_function": "SIGMOID"},
    "a table": {"voi_luts": (LookUpTable(0, 12, np.arange(4096, dtype=np.uint16)[::-1]),)},
}


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
@pytest.mark.parametrize("window", [None, Window(1000, 300)])
def test_what_is_drawn_has_the_greys_of_the_presentation(facts, window):
    shown = Shown.of(replace(PLAIN, **facts))
    presentation = Presentation(window, is_inverted=True)
    drawn = screen_lut(shown.radiograph, shown.as_drawn(presentation))
    np.testing.assert_array_equal(drawn, screen_lut(shown.radiograph, presentation))


def test_no_frame_judges_the_automatic_window_anew():
    shown = Shown.of(PLAIN)
    assert shown.as_drawn(Presentation()).window is shown.first_window
