"""A radiograph made ready to be drawn, away from the GUI thread."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging.autowindow import first_window
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.viewer.sampling import Stored, pyramid


@dataclass(frozen=True, eq=False)
class Shown:
    """A radiograph with its pyramid of stored pixels and its first window, all made once."""

    radiograph: Radiograph
    levels: tuple[Stored, ...]
    first_window: Window

    @classmethod
    def of(cls, radiograph: Radiograph) -> "Shown":
        """Prepare a radiograph; 70 ms for 15 megapixels, so not on the GUI thread."""
        return cls(radiograph, pyramid(radiograph.stored), first_window(radiograph))

    def as_drawn(self, presentation: Presentation) -> Presentation:
        """Return the presentation with the automatic window written out, so that no frame judges it anew."""
        has_its_own = self.radiograph.windows or self.radiograph.voi_luts
        if presentation.window is not None or has_its_own:
            return presentation
        return replace(presentation, window=self.first_window)

    def without_idle_crop(self, presentation: Presentation) -> Presentation:
        """Return the presentation; a crop that is the whole radiograph counts as none."""
        return replace(presentation, crop=None) if presentation.crop == self.whole else presentation

    def small_grey(self, lut: NDArray[np.uint8], area: Crop) -> NDArray[np.uint8]:
        """Return an area through a look-up table, as small as there is: (rows, cols) uint8, not empty."""
        level = len(self.levels) - 1
        source, step = self.levels[level], 2**level
        top, left = min(area.y // step, source.shape[0] - 1), min(area.x // step, source.shape[1] - 1)
        part = source[top : top + max(1, area.height // step), left : left + max(1, area.width // step)]
        return np.take(lut, part.view(f"u{part.itemsize}"))

    @property
    def whole(self) -> Crop:
        """The whole radiograph as a rectangle."""
        return Crop(0, 0, self.radiograph.cols, self.radiograph.rows)
