"""Figures on the pages of the PDF, at the size that they were drawn for and with what they show in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.platypus import Flowable

from sacroread.report.strokes import POINTS_PER_INCH, draw_on
from sacroread.report.style import Picture

PASSES = 2  # the first only finds the pages that the contents name


class Sketch(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A figure as strokes and words; one that is larger than `room` (points) is drawn smaller.

    It is drawn from the second pass on. `alternative` says what it shows.
    """

    def __init__(self, picture: Picture, alternative: str, room: tuple[float, float]) -> None:
        super().__init__()
        self._laid_out, self._alternative, self._passes = picture.laid_out, alternative, 0
        wide, high = (float(length) * POINTS_PER_INCH for length in picture.laid_out.get_size_inches())
        self._scale = min(1.0, room[0] / wide, room[1] / high)
        self.width, self.height = wide * self._scale, high * self._scale

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return width and height in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw from the second pass on."""
        self._passes += 1
        if self._passes >= PASSES:
            self.canv.scale(self._scale, self._scale)
            with _described(self.canv, self._alternative):
                draw_on(self.canv, self._laid_out)


@contextmanager
def _described(page: Any, words: str) -> Iterator[None]:  # noqa: ANN401 - ReportLab has no types
    """Say beside what is drawn what it shows: an alternate description (ISO 32000-1, 14.9.3)."""
    told = ("\ufeff" + words).encode("utf-16-be").hex()  # as PDF writes words that are not ASCII
    page._code.append(f"/Span <</Alt <{told}>>> BDC")  # noqa: SLF001 - ReportLab has no other way
    yield
    page._code.append("EMC")  # noqa: SLF001
