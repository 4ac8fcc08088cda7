"""The hip bones: iliac wing as a curved plate seen from the side, acetabulum, ischium and pubis."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, RBFInterpolator
from scipy.ndimage import distance_transform_edt

from sacroread.demo.rays import Field, Points
from sacroread.demo.solids import (
    Ball,
    Box,
    Rod,
    Table,
    around_rod,
    ball,
    extent,
    nothing,
    rod,
    trimmed,
    union,
)

ORIGIN = (-90.0, -40.0)
EXTENT = (220.0, 200.0)  # mm along y and z

# Outline of the ilium from the side (y, z) mm: spines, crest, posterior spines, notch, acetabular floor.
OUTLINE = (
    (-62, 84), (-52, 104), (-30, 124), (-4, 137), (26, 143), (52, 137), (74, 123), (93, 104), (99, 88),
    (88, 68), (70, 56), (54, 49), (46, 38), (46, 20), (53, 6), (40, -16), (18, -28), (-8, -22),
    (-26, 0), (-31, 22), (-40, 40), (-43, 52), (-50, 66),
)  # fmt: skip

# Middle of the plate and its thickness: y, z, x, thickness; mm.
PLATE = (
    (-62, 84, 121, 15), (-45, 105, 131, 13), (-20, 122, 139, 13), (5, 134, 133, 13), (28, 140, 114, 13),
    (52, 135, 88, 15), (74, 121, 64, 15), (92, 100, 48, 13), (-30, 90, 122, 8), (0, 115, 128, 7),
    (0, 95, 111, 6), (15, 105, 113, 5), (15, 90, 105, 8), (30, 105, 100, 9), (30, 120, 109, 7),
    (45, 118, 92, 12), (36, 90, 82, 26), (45, 100, 78, 24), (45, 75, 72, 26), (60, 105, 64, 24),
    (60, 80, 62, 24), (60, 62, 62, 17), (75, 95, 53, 24), (75, 75, 52, 18), (88, 85, 46, 17),
    (-40, 60, 103, 11), (-20, 65, 102, 13), (0, 65, 97, 19), (20, 65, 86, 27), (35, 60, 77, 24),
    (-35, 42, 100, 14), (-20, 40, 95, 22), (0, 40, 86, 34), (20, 40, 83, 36), (38, 42, 78, 20),
    (-20, 15, 82, 30), (0, 15, 78, 36), (20, 15, 78, 34), (38, 15, 76, 22), (50, 6, 72, 8),
    (0, -12, 78, 30), (20, -14, 76, 28), (38, -12, 74, 18),
)  # fmt: skip

HEAD = (93.0, 0.0, 0.0)
CUP_RADIUS = 27.5
OPENING = (0.74, -0.28, -0.61)  # where the acetabulum looks: lateral, forward, down

RODS = (
    Rod((82, 14, -14), (73, 38, -42), (17, 17)),
    Rod((73, 38, -42), (64, 40, -58), (17, 13)),
    Rod((62, 34, -63), (38, 8, -58), (9, 7.5)),
    Rod((38, 8, -58), (13, -24, -44), (7.5, 7.5)),
    Rod((76, -14, -2), (44, -33, -12), (13, 9)),
    Rod((44, -33, -12), (13, -34, -25), (9, 9)),
    Rod((11.5, -32, -25), (11.5, -27, -43), (9, 8)),
    Rod((72, 44, 2), (61, 55, -4), (6, 2.5)),
)
PLATE_BOX = Box((20, 170), (-90, 125), (-50, 170))
CUP_BOX = Box((50, 170), (-60, 60), (-60, 60))
SEAM = 9.0  # mm
ROD_BOXES = tuple(around_rod(each, SEAM + 6) for each in RODS)


def innominate(p: Points) -> Field:
    """Return the signed distance of both hip bones; the joint is cut out elsewhere."""
    side, here = Points(np.abs(p.x), p.y, p.z), extent(p)
    parts = [_plate(side) if PLATE_BOX.meets(here) else nothing(side)]
    parts += [rod(each, side) for each, box in zip(RODS, ROD_BOXES, strict=True) if box.meets(here)]
    bone = union(parts, SEAM)
    return _with_cup(bone, side) if CUP_BOX.meets(here) else bone


def _plate(p: Points) -> Field:
    middle, half, slope, edge = _tables()
    index = middle.index(p.y, p.z)
    across = (np.abs(p.x - middle.at(index)) - half.at(index)) * slope.at(index)
    return trimmed(across, edge.at(index), 4.0)


def _with_cup(bone: Field, p: Points) -> Field:
    cavity = ball(Ball(HEAD, (CUP_RADIUS,) * 3), p)
    d = [v - np.float32(c) for v, c in zip(p, HEAD, strict=True)]
    beyond = sum(di * np.float32(n) for di, n in zip(d, OPENING, strict=True)) - np.float32(4)
    lateral = np.minimum(beyond, np.float32(40) - np.sqrt(sum(di * di for di in d)))
    return np.asarray(np.maximum(np.maximum(bone, -cavity), lateral), dtype=np.float32)


@cache
def _tables() -> tuple[Table, Table, Table, Table]:
    known = np.array(PLATE, dtype=np.float64)
    y, z = _axes((2.0, 2.0))
    where = np.stack(np.meshgrid(y, z, indexing="ij"), axis=-1).reshape(-1, 2)
    fit = RBFInterpolator(known[:, :2], known[:, 2:], smoothing=2.0)(where).reshape(len(y), len(z), 2)
    middle, thick = _finer(fit[..., 0]), np.maximum(_finer(fit[..., 1]), 3.5)
    along_y, along_z = np.gradient(middle, *Table.STEPS)
    slope = 1 / np.sqrt(1 + along_y**2 + along_z**2)
    return tuple(Table(each, ORIGIN) for each in (middle, thick / 2 / slope**0.4, slope, _edge()))  # type: ignore[return-value]  # four of them


def _axes(steps: tuple[float, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, z = (
        np.arange(0, extent, step) + start for extent, start, step in zip(EXTENT, ORIGIN, steps, strict=True)
    )
    return y, z


def _finer(values: NDArray[np.float64]) -> NDArray[np.float64]:
    (y, z), (fine_y, fine_z) = _axes((2.0, 2.0)), _axes(Table.STEPS)
    result: NDArray[np.float64] = CubicSpline(z, CubicSpline(y, values)(fine_y), axis=1)(fine_z)
    return result


def _edge() -> NDArray[np.float64]:
    """Signed distance to the smoothed outline, (y, z) in steps of a table."""
    corners = np.array([*OUTLINE, OUTLINE[0]], dtype=np.float64)
    smooth = CubicSpline(np.arange(len(corners)), corners, bc_type="periodic")(
        np.linspace(0, len(corners) - 1, 400)
    )
    within = inside_polygon(smooth, *_axes(Table.STEPS))
    outer, inner = (distance_transform_edt(each, sampling=Table.STEPS) for each in (~within, within))
    return outer - inner  # type: ignore[no-any-return]  # scipy is untyped


def inside_polygon(
    corners: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Say for a (first, second) grid which points a polygon's (n, 2) corners enclose (even-odd rule)."""
    within = np.zeros((len(first), len(second)), dtype=bool)
    for (a0, a1), (b0, b1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if a1 == b1:
            continue
        crossed = (second >= min(a1, b1)) & (second < max(a1, b1))
        at = a0 + (second - a1) * (b0 - a0) / (b1 - a1)
        within ^= crossed[None, :] & (first[:, None] < at[None, :])
    return within
