"""Lengths and angles on a radiograph, what they rest on, and their place in undo and redo. No Qt here."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from math import acos, degrees, hypot

from sacroread.imaging.radiograph import Radiograph
from sacroread.ui.viewer.geometry import Point


@dataclass(frozen=True)
class Measure:
    """A length between two radiograph points, or the angle that three make at the second."""

    points: tuple[Point, ...]

    @property
    def is_angle(self) -> bool:
        """Whether it is an angle."""
        return len(self.points) == 3


class Basis(Enum):
    """What a length rests on (PS3.3 10.7.1.3)."""

    CALIBRATED = auto()  # mm where the spacing was calibrated
    DETECTOR = auto()  # mm at the detector: what lies before it is smaller
    UNKNOWN = auto()  # mm, and the file does not say where they hold
    PIXELS = auto()  # the file names no spacing


def basis_of(radiograph: Radiograph) -> Basis:
    """Return what lengths on this radiograph rest on."""
    if radiograph.pixel_spacing_mm is None:
        return Basis.PIXELS
    return {"calibrated": Basis.CALIBRATED, "detector": Basis.DETECTOR, "unknown": Basis.UNKNOWN}[
        radiograph.spacing_plane
    ]


def length_of(measure: Measure, radiograph: Radiograph) -> float:
    """Return the length from the first to the last point in mm; without spacing in widths of a pixel."""
    return hypot(*_between(measure.points[0], measure.points[-1], radiograph))


def angle_of(measure: Measure, radiograph: Radiograph) -> float | None:
    """Return the angle at the middle point in degrees, 0 to 180; None when a leg has no length."""
    first, vertex, last = measure.points
    (ax, ay), (bx, by) = _between(vertex, first, radiograph), _between(vertex, last, radiograph)
    legs = hypot(ax, ay) * hypot(bx, by)
    return degrees(acos(min(1.0, max(-1.0, (ax * bx + ay * by) / legs)))) if legs else None


def _between(start: Point, end: Point, radiograph: Radiograph) -> Point:
    """From start to end, x and y in mm; without spacing in widths of a pixel, which need not be square."""
    down, across = radiograph.pixel_spacing_mm or (radiograph.pixel_aspect, 1.0)
    return (end[0] - start[0]) * across, (end[1] - start[1]) * down


SETTLED = -1  # in the place of the number of entries


@dataclass(frozen=True)
class Measures:
    """The measures on a picture, in one history with what is entered for the case.

    Each stands with the number of entries that undo could take back when it was drawn: so one undo takes back
    what was done last, be it a measure or an entry. They are no part of a draft: nothing of them is recorded.
    """

    drawn: tuple[tuple[int, Measure], ...] = ()
    undone: tuple[tuple[int, Measure], ...] = ()

    @property
    def shown(self) -> tuple[Measure, ...]:
        """What is on the picture."""
        return tuple(measure for _, measure in self.drawn)

    def settled(self) -> "Measures":
        """Let them stay, past what undo and redo can reach: a case was locked."""
        return Measures(tuple((SETTLED, measure) for _, measure in self.drawn))

    def with_drawn(self, measure: Measure, entries: int) -> "Measures":
        """Draw one more, after so many entries."""
        return Measures((*self.drawn, (entries, measure)))

    def undo(self, entries: int) -> "Measures | None":
        """Take the last one back; None when it was not the last thing done."""
        if not self.drawn or self.drawn[-1][0] != entries:
            return None
        return Measures(self.drawn[:-1], (*self.undone, self.drawn[-1]))

    def redo(self, entries: int) -> "Measures | None":
        """Draw again what undo took back last; None when an entry comes first."""
        if not self.undone or self.undone[-1][0] != entries:
            return None
        return replace(self, drawn=(*self.drawn, self.undone[-1]), undone=self.undone[:-1])
