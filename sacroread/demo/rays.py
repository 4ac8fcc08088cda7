"""Rays of an anteroposterior radiograph through the patient, and the grids that they are followed on.

Body coordinates in mm, origin midway between the femoral heads: x to the patient's left, y to the back
(towards the detector), z to the head. Plane coordinates: u and v are x and z where a ray crosses y = 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Field: TypeAlias = NDArray[np.float32]


TAPER_CENTRE_MM = 60.0
# Blocks that stay in the processor's cache, and that many parts of the skeleton miss.
ROWS_AT_ONCE, COLS_AT_ONCE = 80, 88


class Points(NamedTuple):
    """Points of one depth in body coordinates, mm; three (rows, cols) float32 arrays."""

    x: Field
    y: Field
    z: Field


@dataclass(frozen=True)
class Grid:
    """Rays on a regular grid: `u` (cols,) to the patient's left, `v` (rows,) downwards on the picture, mm."""

    u: Field
    v: Field

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.v), len(self.u)


@dataclass(frozen=True)
class Pose:
    """How the patient lies: tilt about x, turn about z, roll in the picture (radians), size, source (mm).

    `taper`: share by which each mm further down is wider.
    """

    tilt: float
    turn: float
    roll: float
    size: tuple[float, float, float]
    source: tuple[float, float, float]
    taper: float = 0.0

    def widening(self, z: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return how much wider the pelvis is at a height z (mm): below and above, as the sexes differ."""
        return np.asarray(np.clip(1 + self.taper * (TAPER_CENTRE_MM - z), 0.8, 1.25))

    @cached_property
    def plane_to_body(self) -> NDArray[np.float64]:
        """The (3, 3) matrix from room to body coordinates, size included."""
        ct, st, cz, sz, cr, sr = _circular(self.tilt, self.turn, self.roll)
        about_x = np.array([[1, 0, 0], [0, ct, -st], [0, st, ct]])
        about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
        about_y = np.array([[cr, 0, sr], [0, 1, 0], [-sr, 0, cr]])
        turned: NDArray[np.float64] = (about_x @ about_z @ about_y) / np.array(self.size)[:, None]
        return turned


class Lengths(NamedTuple):
    """What rays cross: length in a solid, length in its core, density added to it; (rows, cols) mm."""

    whole: Field
    core: Field
    added: Field


class Sample(NamedTuple):
    """A solid at points: signed distance (negative within) and cortex, mm; density added."""

    distance: Field
    cortex: Field | float
    added: Field | None = None


Solid: TypeAlias = Callable[[Points], Sample]


def grid(u_range: tuple[float, float], v_range: tuple[float, float], step: float) -> Grid:
    """Return a grid that covers both ranges in mm with the given step; v runs from head to foot."""
    u = np.arange(u_range[0], u_range[1], step, dtype=np.float32)
    v = np.arange(v_range[1], v_range[0], -step, dtype=np.float32)
    return Grid(u, v)


def points(on: Grid, depth: float, pose: Pose) -> Points:
    """Return where the grid's rays are at one depth (room y, mm), in body coordinates."""
    x0, y0, z0 = pose.source
    stretch = (depth - y0) / -y0
    x = x0 + (on.u - x0) * stretch
    z = z0 + (on.v - z0) * stretch
    m = pose.plane_to_body
    cols = [(m[i, 0] * x + m[i, 1] * depth).astype(np.float32)[None, :] for i in range(3)]
    rows = [(m[i, 2] * z).astype(np.float32)[:, None] for i in range(3)]
    straight = Points(*(a + b for a, b in zip(cols, rows, strict=True)))
    return straight._replace(x=np.asarray(straight.x / pose.widening(straight.z), dtype=np.float32))


def project(body: Sequence[tuple[float, float, float]], pose: Pose) -> NDArray[np.float64]:
    """Return where body points (mm) fall on the plane y = 0: (n, 2) u and v in mm."""
    points = np.array(body, dtype=np.float64)
    points[:, 0] *= pose.widening(points[:, 2])
    room = points @ np.linalg.inv(pose.plane_to_body).T
    x0, y0, z0 = pose.source
    stretch = (room[:, 1] - y0) / -y0
    return np.stack([x0 + (room[:, 0] - x0) / stretch, z0 + (room[:, 2] - z0) / stretch], axis=1)


def lengths(solid: Solid, on: Grid, depths: NDArray[np.float64], pose: Pose) -> Lengths:
    """Follow rays through a solid. Between depths the distance counts as linear, so planes come out exact."""
    bands = [
        [_block_lengths(solid, Grid(u, v), depths, pose) for u in _pieces(on.u, COLS_AT_ONCE)]
        for v in _pieces(on.v, ROWS_AT_ONCE)
    ]
    return Lengths(*(np.block([[block[i] for block in band] for band in bands]) for i in range(3)))


def _pieces(axis: Field, size: int) -> list[Field]:
    return np.array_split(axis, max(1, round(len(axis) / size)))


def _block_lengths(solid: Solid, on: Grid, depths: NDArray[np.float64], pose: Pose) -> Lengths:
    whole, core, added = (np.zeros(on.shape, np.float32) for _ in range(3))
    step = np.float32(depths[1] - depths[0])
    before: Sample | None = None
    for depth in depths:
        here = solid(points(on, float(depth), pose))
        if before is not None:
            inside = _inside(before.distance, here.distance)
            whole += inside
            core += _inside(before.distance + before.cortex, here.distance + here.cortex)
            if here.added is not None:
                added += inside * here.added
        before = here
    return Lengths(whole * step, core * step, added * step)


def _inside(a: Field, b: Field) -> Field:
    below = np.maximum(-a, 0) + np.maximum(-b, 0)
    return np.asarray(below / (np.abs(a) + np.abs(b) + np.float32(1e-6)), dtype=np.float32)


def _circular(*angles: float) -> list[float]:
    return [float(value) for angle in angles for value in (np.cos(angle), np.sin(angle))]
