"""What the left button draws over the picture, as frozen values that follow the hand. No Qt here.

All points are radiograph coordinates; `reach` is how near to an edge the hand takes hold of it.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from sacroread.study.model import Crop
from sacroread.ui.viewer.cropping import MOVE, Grip, crop_between, dragged, grip_at
from sacroread.ui.viewer.geometry import Point
from sacroread.ui.viewer.measuring import Measure

LEAST_BOX = 4  # stored pixels a side: a window from fewer would follow the noise


class Sketch(Protocol):
    """Follows the hand from press to release; `is_done` once nothing more has to be drawn."""

    @property
    def is_done(self) -> bool:
        """Whether the drawing is complete with this release."""

    def pressed(self, at: Point, reach: float) -> "Sketch":
        """Begin, or go on, where the button went down."""

    def moved(self, at: Point, area: Crop) -> "Sketch":
        """Follow the hand, within the shown area."""

    def released(self) -> "Sketch":
        """Let go."""


@dataclass(frozen=True)
class CropSketch:
    """A crop being drawn or dragged; it waits to be taken, so it is never done by itself."""

    crop: Crop | None = None
    start: Point = (0.0, 0.0)
    held: Crop | None = None  # the crop as it was taken hold of
    grip: Grip | None = None

    @property
    def is_done(self) -> bool:
        """Enter takes it."""
        return False

    def pressed(self, at: Point, reach: float) -> "CropSketch":
        """Take hold of an edge or of all of it; outside of it begin anew."""
        grip = grip_at(self.crop, at, reach) if self.crop else None
        return replace(self, start=at, held=self.crop, grip=grip)

    def moved(self, at: Point, area: Crop) -> "CropSketch":
        """Drag what is held, or draw from where the button went down."""
        if self.held is not None and self.grip is not None and not self._is_stuck(area):
            by = (at[0] - self.start[0], at[1] - self.start[1])
            return replace(self, crop=dragged(self.held, self.grip, by, area))
        return replace(self, crop=crop_between(self.start, at, area))

    def released(self) -> "CropSketch":
        """Let go; nothing changes."""
        return self

    def _is_stuck(self, area: Crop) -> bool:
        """A crop that is all of the picture cannot be moved; a hand inside it draws another one."""
        return self.grip == MOVE and self.held == area


@dataclass(frozen=True)
class BoxSketch:
    """A box whose pixels decide the window."""

    start: Point = (0.0, 0.0)
    end: Point = (0.0, 0.0)
    area: Crop | None = None  # what is shown; None before the hand moves

    @property
    def is_done(self) -> bool:
        """One drag draws it."""
        return True

    def pressed(self, at: Point, _reach: float) -> "BoxSketch":
        """Begin the box."""
        return BoxSketch(at, at)

    def moved(self, at: Point, area: Crop) -> "BoxSketch":
        """Follow the hand."""
        return replace(self, end=at, area=area)

    def released(self) -> "BoxSketch":
        """Let go; nothing changes."""
        return self

    @property
    def box(self) -> Crop | None:
        """Whole pixels within the shown area; None when there are too few to decide anything."""
        return crop_between(self.start, self.end, self.area, least=LEAST_BOX) if self.area else None


@dataclass(frozen=True)
class MeasureSketch:
    """A length by one drag; or an angle: a drag to its vertex, then a click at the end of its other leg."""

    is_angle: bool
    points: tuple[Point, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether all its points are set and apart."""
        return len(self.points) == 2 + self.is_angle and self.points[-1] != self.points[-2]

    @property
    def measure(self) -> Measure | None:
        """What is drawn so far."""
        return Measure(self.points) if self.points else None

    def pressed(self, at: Point, _reach: float) -> "MeasureSketch":
        """Set the first point; after the vertex, the last one."""
        return replace(self, points=(*self.points[:2], at) if len(self.points) == 3 else (at, at))

    def moved(self, at: Point, _area: Crop) -> "MeasureSketch":
        """Move the point that is being set."""
        return replace(self, points=(*self.points[:-1], at)) if self.points else self

    def released(self) -> "MeasureSketch":
        """Fix the point; the vertex of an angle begins its other leg."""
        if self.is_angle and len(self.points) == 2 and self.points[0] != self.points[1]:
            return replace(self, points=(*self.points, self.points[1]))
        return self
