"""A crop while it is drawn: which part the hand has hold of, and what a movement makes of it. No Qt here."""

from dataclasses import dataclass

from sacroread.study.model import Crop
from sacroread.ui.viewer.geometry import Point

LEAST_SIDE = 32  # stored pixels: no joint fits into fewer, so fewer is a slip of the hand


@dataclass(frozen=True)
class Grip:
    """Which edges of a crop follow the hand; all four move it."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False


MOVE = Grip(left=True, top=True, right=True, bottom=True)


def crop_between(first: Point, second: Point, bounds: Crop, *, least: int = LEAST_SIDE) -> Crop | None:
    """Return the crop between two radiograph points, whole pixels in `bounds`; None when too small."""
    (left, right), (top, bottom) = sorted((first[0], second[0])), sorted((first[1], second[1]))
    x0, y0 = max(round(left), bounds.x), max(round(top), bounds.y)
    x1, y1 = min(round(right), bounds.x + bounds.width), min(round(bottom), bounds.y + bounds.height)
    is_large = x1 - x0 >= min(least, bounds.width) and y1 - y0 >= min(least, bounds.height)
    return Crop(x0, y0, x1 - x0, y1 - y0) if is_large else None


def corners_of(crop: Crop) -> tuple[Point, ...]:
    """Return the four corners."""
    right, bottom = crop.x + crop.width, crop.y + crop.height
    return (crop.x, crop.y), (right, crop.y), (right, bottom), (crop.x, bottom)


def grip_at(crop: Crop, point: Point, reach: float) -> Grip | None:
    """Return what a hand at a radiograph point takes hold of: edges within `reach`, or all of it."""
    x, y = point
    right, bottom = crop.x + crop.width, crop.y + crop.height
    if not (crop.x - reach <= x <= right + reach and crop.y - reach <= y <= bottom + reach):
        return None
    grip = Grip(
        abs(x - crop.x) <= reach, abs(y - crop.y) <= reach, abs(x - right) <= reach, abs(y - bottom) <= reach
    )
    return MOVE if grip == Grip() else grip


def dragged(crop: Crop, grip: Grip, by: Point, bounds: Crop) -> Crop:
    """Return the crop after its gripped edges moved by (x, y) pixels, never too small, within `bounds`."""
    dx, dy = _kept_inside(crop, by, bounds) if grip == MOVE else by
    left, right = crop.x + dx * grip.left, crop.x + crop.width + dx * grip.right
    top, bottom = crop.y + dy * grip.top, crop.y + crop.height + dy * grip.bottom
    return crop_between((left, top), (right, bottom), bounds) or crop


def _kept_inside(crop: Crop, by: Point, bounds: Crop) -> Point:
    """A movement of the whole crop stops at the edge, so that its size stays."""
    dx = min(max(by[0], bounds.x - crop.x), bounds.x + bounds.width - crop.x - crop.width)
    dy = min(max(by[1], bounds.y - crop.y), bounds.y + bounds.height - crop.y - crop.height)
    return round(dx), round(dy)
