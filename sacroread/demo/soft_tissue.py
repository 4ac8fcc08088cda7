"""Muscle, fat and bowel gas around the pelvis, as thickness along the rays."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from sacroread.demo.rays import Field, Grid
from sacroread.demo.variety import Build

MUSCLE, FAT = 0.0203, 0.0182  # 1/mm, about 60 keV (NIST: 0.205 and 0.197 cm2/g, with their densities)
# Height (z, mm), half width and half depth of the trunk (mm) at that height.
TRUNK = (
    (-130, 150, 70),
    (-60, 172, 92),
    (0, 180, 104),
    (60, 176, 106),
    (120, 166, 102),
    (180, 158, 98),
    (260, 156, 96),
)
SOFTNESS_MM = 14.0  # of changes from trunk to thigh
WARP_MM = 3.0  # irregularity of the bowel's wall
THIGH = (96.0, 86.0, 84.0)  # centre, half width, half depth; mm


class Blob(NamedTuple):
    """A bubble of gas: centre on the plane and radius, mm."""

    u: float
    v: float
    radius: float


@dataclass(frozen=True)
class Bowel:
    """Gas in the bowel, as chains of bubbles, and how mottled it is."""

    blobs: tuple[Blob, ...]
    flatness: float


# Where gas likes to stand (u, v, spread; mm): colon on both sides, caecum, sigmoid, rectum, small bowel.
PLACES = (
    (-95, 175, 22),
    (100, 170, 22),
    (-75, 110, 22),
    (55, 70, 25),
    (5, 25, 18),
    (10, 150, 45),
    (-40, 165, 30),
)


def bowel(rng: np.random.Generator, more: tuple[Blob, ...]) -> Bowel:
    """Draw a patient's bowel gas, and add more of it."""
    blobs = list(more)
    for u, v, spread in PLACES:
        if rng.random() < 0.6:
            blobs += _chain(rng.normal(u, spread), rng.normal(v, spread), rng)
    return Bowel(tuple(blobs), float(rng.uniform(0.35, 0.8)))


def gas_at(u: float, v: float, rng: np.random.Generator) -> tuple[Blob, ...]:
    """Return one chain of bubbles over a place on the plane, mm."""
    return tuple(_chain(u, v, rng))


def attenuation(on: Grid, build: Build, gas: Bowel, rng: np.random.Generator) -> Field:
    """Return what soft tissue takes from each ray, (rows, cols) float32, as a line integral (no unit)."""
    body = _body(on, build.girth, 0.0)
    muscle = np.minimum(_body(on, build.girth, build.fat_mm), body)
    tissue = FAT * (body - muscle) + MUSCLE * muscle + (MUSCLE - FAT) * 0.8 * _psoas(on, build.girth)
    tissue = gaussian_filter(tissue, (SOFTNESS_MM / float(on.u[1] - on.u[0]), 0.8), mode="nearest")
    mottled = 1 + 0.010 * _clouds(on.shape, 4.0, rng) + 0.012 * _clouds(on.shape, 14.0, rng)
    bubbles = MUSCLE * np.minimum(_bubbles(on, gas, rng), 0.5 * body)
    return np.asarray(np.maximum(tissue * mottled - bubbles, 0), dtype=np.float32)


def _body(on: Grid, girth: float, skin_mm: float) -> NDArray[np.float64]:
    heights, widths, depths = np.array(TRUNK, dtype=np.float64).T
    v = on.v[:, None].astype(np.float64)
    fade = np.clip((v + 95) / 70, 0, 1) ** 0.7
    trunk = _ellipse(
        on.u / (np.interp(v, heights, widths) * girth - skin_mm),
        (np.interp(v, heights, depths) * girth - 0.7 * skin_mm) * fade,
    )
    centre, half, deep = THIGH
    thigh = _ellipse((np.abs(on.u) - centre) / (half * girth - skin_mm), deep * girth - 0.7 * skin_mm)
    legs = thigh * np.clip((10 - v) / 60, 0, 1)
    result: NDArray[np.float64] = np.cbrt(trunk**3 + legs**3)
    return result


def _ellipse(across: NDArray[np.float64], half_depth: NDArray[np.float64] | float) -> NDArray[np.float64]:
    chord: NDArray[np.float64] = 2 * half_depth * np.sqrt(np.clip(1 - np.abs(across) ** 2.3, 0, None))
    return chord


def _psoas(on: Grid, girth: float) -> NDArray[np.float64]:
    v = on.v[:, None].astype(np.float64)
    centre = np.interp(v, (-60, 0, 60, 120, 220), (105, 96, 78, 56, 38))
    radius = girth * np.interp(v, (-60, 0, 120, 220), (8, 18, 27, 22))
    chord: NDArray[np.float64] = 2 * np.sqrt(np.clip(radius**2 - (np.abs(on.u) - centre) ** 2, 0, None))
    return chord


def _bubbles(on: Grid, gas: Bowel, rng: np.random.Generator) -> NDArray[np.float64]:
    depth2 = np.zeros(on.shape)
    u, v = (axis + WARP_MM * _clouds(on.shape, 7.0, rng) for axis in (on.u[None, :], on.v[:, None]))
    for blob in gas.blobs:
        depth2 = np.maximum(depth2, blob.radius**2 - (u - blob.u) ** 2 - (v - blob.v) ** 2)
    return gaussian_filter(2 * gas.flatness * np.sqrt(depth2), 0.8)  # type: ignore[no-any-return]


def _chain(u: float, v: float, rng: np.random.Generator) -> list[Blob]:
    heading, blobs = rng.uniform(0, 2 * np.pi), []
    for _ in range(int(rng.integers(3, 10))):
        radius = float(rng.uniform(6, 16))
        blobs.append(Blob(float(u), float(v), radius))
        heading += rng.normal(0, 0.7)
        u, v = u + radius * np.cos(heading), v + radius * np.sin(heading)
    return blobs


def _clouds(shape: tuple[int, int], scale: float, rng: np.random.Generator) -> NDArray[np.float64]:
    rough = gaussian_filter(rng.standard_normal(shape), scale)
    return rough / rough.std()  # type: ignore[no-any-return]
