"""Signed distances of simple solids, and ways to join them; everything in mm, negative within."""

from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sacroread.demo.rays import Field, Points


class Rod(NamedTuple):
    """A rod with round ends from `start` to `end` (x, y, z), and its radii there."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]
    radii: tuple[float, float]


class Ball(NamedTuple):
    """An ellipsoid: centre and half axes along x, y, z."""

    centre: tuple[float, float, float]
    half_axes: tuple[float, float, float]


class Table:
    """Values over the body's y-z plane (seen from the side), read at the nearest of fine steps."""

    STEPS = (0.5, 0.2)  # mm along y and z; rays run along y, so that its steps average out

    def __init__(self, values: NDArray[np.float64], origin: tuple[float, float]) -> None:
        self._values = np.ascontiguousarray(values, dtype=np.float32).ravel()
        self._shape = values.shape[:2]
        self._origin = origin

    def index(self, y: Field, z: Field) -> NDArray[np.int32]:
        """Return where each point's value lies; the same for all tables of one shape and origin."""
        return self._clipped(y, 0) * np.int32(self._shape[1]) + self._clipped(z, 1)

    def at(self, index: NDArray[np.int32]) -> Field:
        """Return the values at the places that `index` gave."""
        return self._values.take(index)

    def _clipped(self, along: Field, axis: int) -> NDArray[np.int32]:
        scaled = (along - np.float32(self._origin[axis])) * np.float32(1 / self.STEPS[axis]) + np.float32(0.5)
        return np.asarray(np.clip(scaled, 0, self._shape[axis] - 1), dtype=np.int32)


class Box(NamedTuple):
    """A block of space: ranges of |x|, y and z; mm."""

    x: tuple[float, float]
    y: tuple[float, float]
    z: tuple[float, float]

    def meets(self, other: "Box") -> bool:
        """Say whether two blocks have anything in common."""
        return all(a[0] <= b[1] and b[0] <= a[1] for a, b in zip(self, other, strict=True))


def extent(p: Points) -> Box:
    """Return the block that a grid's points of one depth lie in; its corners tell."""
    (x_low, x_high), y, z = (_corner_range(values) for values in p)
    nearest = 0.0 if x_low <= 0 <= x_high else min(abs(x_low), abs(x_high))
    return Box((nearest, max(abs(x_low), abs(x_high))), y, z)


def _corner_range(values: Field) -> tuple[float, float]:
    corners = values[:: max(1, len(values) - 1), :: max(1, values.shape[1] - 1)]
    return float(corners.min()) - SLACK_MM, float(corners.max()) + SLACK_MM


def around_rod(shape: Rod, margin: float) -> Box:
    """Return the block that holds a rod and a margin, mm."""
    reach = max(shape.radii) + margin
    x, y, z = ((min(a, b) - reach, max(a, b) + reach) for a, b in zip(shape.start, shape.end, strict=True))
    return Box(x, y, z)


SLACK_MM = 2.0
FAR = 60.0  # mm: the distance reported where a part surely is not


def nothing(p: Points) -> Field:
    """Return the distance of a part that is not here."""
    return np.full(p.x.shape, FAR, np.float32)


def rod(shape: Rod, p: Points) -> Field:
    """Return the signed distance of a rod."""
    start, end = np.array(shape.start), np.array(shape.end)
    axis = end - start
    length2 = float(axis @ axis)
    d = [value - np.float32(s) for value, s in zip(p, start, strict=True)]
    along = sum(di * np.float32(a / length2) for di, a in zip(d, axis, strict=True))
    along = np.clip(np.asarray(along), 0, 1)
    off2 = sum((di - along * np.float32(a)) ** 2 for di, a in zip(d, axis, strict=True))
    r0, r1 = shape.radii
    return np.asarray(np.sqrt(off2) - (r0 + along * np.float32(r1 - r0)), dtype=np.float32)


def ball(shape: Ball, p: Points) -> Field:
    """Return the approximate signed distance of an ellipsoid (exact on its surface)."""
    q = [
        (v - np.float32(c)) / np.float32(h) for v, c, h in zip(p, shape.centre, shape.half_axes, strict=True)
    ]
    k = np.sqrt(q[0] ** 2 + q[1] ** 2 + q[2] ** 2)
    return np.asarray((k - 1) * np.float32(min(shape.half_axes)), dtype=np.float32)


def joined(a: Field, b: Field, blend: float) -> Field:
    """Return the union of two solids with a smooth seam of about `blend` mm."""
    h = np.maximum(np.float32(blend) - np.abs(a - b), 0)
    return np.asarray(np.minimum(a, b) - h * h * np.float32(0.25 / blend))


def union(parts: list[Field], blend: float) -> Field:
    """Return the smooth union of several solids."""
    return reduce(lambda a, b: joined(a, b, blend), parts)


def trimmed(a: Field, b: Field, radius: float) -> Field:
    """Return what two solids have in common, its edge rounded to `radius` mm."""
    r = np.float32(radius)
    over = np.sqrt(np.maximum(a + r, 0) ** 2 + np.maximum(b + r, 0) ** 2) - r
    return np.asarray(np.where(over > -r, over, np.maximum(a, b)), dtype=np.float32)
