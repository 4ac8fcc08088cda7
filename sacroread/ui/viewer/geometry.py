"""Where the radiograph lies on the screen: zoom, centre and turn, as a frozen value. No Qt here.

Radiograph coordinates: x to the right, y down, in stored pixels; (0, 0) is the top left corner of the top
left pixel. Screen coordinates: the same, in device pixels of the viewer.
"""

from dataclasses import dataclass, replace
from math import ceil

from sacroread.imaging.presentation import picture_direction
from sacroread.study.model import Crop, Presentation

MIN_SCALE, MAX_SCALE = 0.02, 32.0
PLAIN_SIDE = 1100.0  # logical pixels: up to here words, letters and magnifier have their plain size

NARROW = 320.0  # logical pixels: a viewer as narrow has no room for large words

Point = tuple[float, float]
Size = tuple[int, int]
Turn = tuple[Point, Point]  # where the radiograph's x and y directions point on the screen

UPRIGHT: Turn = ((1.0, 0.0), (0.0, 1.0))


@dataclass(frozen=True)
class View:
    """`scale` is device pixels a stored pixel; `center` the radiograph point in the middle of the viewer."""

    scale: float
    center: Point
    turn: Turn = UPRIGHT

    def to_screen(self, point: Point, size: Size) -> Point:
        """Return where a radiograph point lies in a viewer of `size` (width, height)."""
        dx, dy = point[0] - self.center[0], point[1] - self.center[1]
        (ax, ay), (bx, by) = self.turn
        x, y = ax * dx + bx * dy, ay * dx + by * dy
        return x * self.scale + size[0] / 2, y * self.scale + size[1] / 2

    def to_radiograph(self, point: Point, size: Size) -> Point:
        """Return which radiograph point lies at a screen point."""
        dx, dy = self.turned_back((point[0] - size[0] / 2, point[1] - size[1] / 2))
        return dx / self.scale + self.center[0], dy / self.scale + self.center[1]

    def turned_back(self, vector: Point) -> Point:
        """Return a screen vector turned back onto the radiograph: a turn's inverse is its transpose."""
        (ax, ay), (bx, by) = self.turn
        return ax * vector[0] + ay * vector[1], bx * vector[0] + by * vector[1]

    def unturned_size(self, size: Size) -> Size:
        """Return the size of an upright viewer that holds all that this one shows."""
        (ax, ay), (bx, by) = self.turn
        width, height = size
        return (
            ceil(abs(ax) * width + abs(ay) * height - 1e-9),
            ceil(abs(bx) * width + abs(by) * height - 1e-9),
        )


def growth_of(width: float, height: float, of_words: float = 1.0) -> float:
    """Return how much larger what lies over the picture is drawn: as words are, more on a large viewer."""
    return max(1.0, min(of_words, width / NARROW), min(width, height) / PLAIN_SIDE)


def turn_of(presentation: Presentation) -> Turn:
    """Return the turn that flip and rotation of a presentation make."""
    return picture_direction((1.0, 0.0), presentation), picture_direction((0.0, 1.0), presentation)


def fitted(area: Crop, size: Size, turn: Turn = UPRIGHT) -> View:
    """Return the view that shows an area of the radiograph as large as the viewer allows."""
    (ax, ay), (bx, by) = turn
    width = abs(ax) * area.width + abs(bx) * area.height
    height = abs(ay) * area.width + abs(by) * area.height
    scale = _bounded(min(size[0] / width, size[1] / height))
    return View(scale, (area.x + area.width / 2, area.y + area.height / 2), turn)


def zoomed(view: View, factor: float, at: Point, size: Size) -> View:
    """Return the view after zooming; what lies under the screen point `at` stays there."""
    after = replace(view, scale=_bounded(view.scale * factor))
    fixed, moved = view.to_radiograph(at, size), after.to_radiograph(at, size)
    return replace(after, center=(view.center[0] + fixed[0] - moved[0], view.center[1] + fixed[1] - moved[1]))


def panned(view: View, by: Point) -> View:
    """Return the view after dragging the picture by (x, y) device pixels."""
    dx, dy = view.turned_back(by)
    return replace(view, center=(view.center[0] - dx / view.scale, view.center[1] - dy / view.scale))


def _bounded(scale: float) -> float:
    return min(max(scale, MIN_SCALE), MAX_SCALE)
