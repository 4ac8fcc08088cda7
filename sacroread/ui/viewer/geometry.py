"""Where the radiograph lies on the screen: zoom and centre, as a frozen value. No Qt here.

Radiograph coordinates: x to the right, y down, in stored pixels; (0, 0) is the top left corner of the top
left pixel. Screen coordinates: the same, in device pixels of the viewer.
"""

from dataclasses import dataclass, replace

from sacroread.study.model import Crop

MIN_SCALE, MAX_SCALE = 0.02, 32.0

Point = tuple[float, float]
Size = tuple[int, int]


@dataclass(frozen=True)
class View:
    """`scale` is device pixels a stored pixel; `center` the radiograph point in the middle of the viewer."""

    scale: float
    center: Point

    def to_screen(self, point: Point, size: Size) -> Point:
        """Return where a radiograph point lies in a viewer of `size` (width, height)."""
        (x, y), (cx, cy), (width, height) = point, self.center, size
        return (x - cx) * self.scale + width / 2, (y - cy) * self.scale + height / 2

    def to_radiograph(self, point: Point, size: Size) -> Point:
        """Return which radiograph point lies at a screen point."""
        (x, y), (cx, cy), (width, height) = point, self.center, size
        return (x - width / 2) / self.scale + cx, (y - height / 2) / self.scale + cy


def fitted(area: Crop, size: Size) -> View:
    """Return the view that shows an area of the radiograph as large as the viewer allows."""
    scale = min(size[0] / area.width, size[1] / area.height)
    return View(_bounded(scale), (area.x + area.width / 2, area.y + area.height / 2))


def zoomed(view: View, factor: float, at: Point, size: Size) -> View:
    """Return the view after zooming; what lies under the screen point `at` stays there."""
    scale = _bounded(view.scale * factor)
    fixed = view.to_radiograph(at, size)
    moved = replace(view, scale=scale).to_radiograph(at, size)
    center = (view.center[0] + fixed[0] - moved[0], view.center[1] + fixed[1] - moved[1])
    return View(scale, center)


def panned(view: View, by: Point) -> View:
    """Return the view after dragging the picture by (x, y) device pixels."""
    return replace(view, center=(view.center[0] - by[0] / view.scale, view.center[1] - by[1] / view.scale))


def crop_between(first: Point, second: Point, bounds: Crop) -> Crop | None:
    """Return the crop between two radiograph points, whole pixels within `bounds`; None when it is empty."""
    left, right = sorted((first[0], second[0]))
    top, bottom = sorted((first[1], second[1]))
    x0, y0 = max(round(left), bounds.x), max(round(top), bounds.y)
    x1, y1 = min(round(right), bounds.x + bounds.width), min(round(bottom), bounds.y + bounds.height)
    return Crop(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def _bounded(scale: float) -> float:
    return min(max(scale, MIN_SCALE), MAX_SCALE)
