"""What may stand in the way of reading a radiograph and says nothing about the grade."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from sacroread.demo.innominate import HEAD
from sacroread.demo.lesions import FOOT, JointSurface, coordinates
from sacroread.demo.rays import Field, Grid, Points, Pose, Sample, Solid, lengths
from sacroread.demo.soft_tissue import Blob, gas_at
from sacroread.demo.solids import Ball, Box, Rod, ball, extent, joined, rod


class Distractor(StrEnum):
    """A finding beside the joints' grades."""

    OSTEOPHYTES = "osteophytes"
    DEGENERATION = "degenerative sclerosis"
    GAS_OVER_JOINT = "gas over a joint"
    METAL = "metal"
    PHLEBOLITHS = "phleboliths"
    ROTATION = "rotated patient"


SHARES = {
    Distractor.OSTEOPHYTES: 0.30,
    Distractor.DEGENERATION: 0.20,
    Distractor.GAS_OVER_JOINT: 0.20,
    Distractor.METAL: 0.12,
    Distractor.PHLEBOLITHS: 0.30,
    Distractor.ROTATION: 0.10,
}
METAL_PER_MM, CALCIUM_PER_MM = 0.25, 0.05  # attenuation beyond soft tissue
FINE_MM = 0.5
JOINT_UV = (55.0, 78.0)  # about where a joint is seen on the plane, mm


@dataclass(frozen=True)
class Extras:
    """The distractors of one patient as things: metal and calcium (rods), bony outgrowths (balls), gas."""

    found: frozenset[Distractor]
    metal: tuple[Rod, ...] = ()
    calcium: tuple[Rod, ...] = ()
    outgrowths: tuple[Ball, ...] = ()
    gas: tuple[Blob, ...] = ()


def extras(rng: np.random.Generator) -> Extras:
    """Draw a patient's distractors; the grades are not asked."""
    found = frozenset(each for each, share in SHARES.items() if rng.random() < share)
    side = float(rng.choice((-1.0, 1.0)))
    metal, calcium, outgrowths = _metal(side, rng), _phleboliths(rng), _outgrowths(rng)
    gas = gas_at(side * JOINT_UV[0], JOINT_UV[1], rng)
    return Extras(
        found,
        metal if Distractor.METAL in found else (),
        calcium if Distractor.PHLEBOLITHS in found else (),
        outgrowths if Distractor.OSTEOPHYTES in found else (),
        gas if Distractor.GAS_OVER_JOINT in found else (),
    )


def turned(pose: Pose, having: Extras, rng: np.random.Generator) -> Pose:
    """Return the pose of a patient who may lie rotated."""
    turn = float(rng.choice((-1, 1)) * rng.uniform(0.10, 0.17))
    return replace(pose, turn=turn) if Distractor.ROTATION in having.found else pose


def worn(surface: JointSurface, having: Extras, rng: np.random.Generator) -> JointSurface:
    """Return a joint whose lower end may be sclerotic from wear; its line stays as it is."""
    if Distractor.DEGENERATION not in having.found:
        return surface
    along, aloft = coordinates()
    height, reach = rng.uniform(FOOT, FOOT + 8), rng.uniform(4, 8)
    patch = rng.uniform(0.2, 0.45) * np.exp(-(((aloft - height) / reach) ** 2) - ((along + 4) / 20) ** 2)
    density = np.maximum(surface.iliac_density, patch).astype(np.float32)
    return replace(surface, iliac_density=density)


def with_outgrowths(bone: Solid, outgrowths: Sequence[Ball]) -> Solid:
    """Return a bone with osteophytes on it."""

    def solid(p: Points) -> Sample:
        sample = bone(p)
        distance, here = sample.distance, extent(p)
        for each in outgrowths:
            if _around(each).meets(here):
                distance = joined(distance, ball(each, p), 5.0)
        return sample._replace(distance=distance)

    return solid if outgrowths else bone


def foreign(on: Grid, having: Extras, pose: Pose) -> Field:
    """Return what metal and calcium take from each ray, (rows, cols) float32, as a line integral."""
    taken = np.zeros(on.shape, np.float32)
    for rods, per_mm in ((having.metal, METAL_PER_MM), (having.calcium, CALCIUM_PER_MM)):
        for each in rods:
            taken = _with_rod(taken, on, (each, per_mm), pose)
    return taken


def _with_rod(taken: Field, on: Grid, thing: tuple[Rod, float], pose: Pose) -> Field:
    shape, per_mm = thing
    ends = np.array([shape.start, shape.end]) * np.array(pose.size)
    reach = max(shape.radii) + 25
    low, high = ends.min(axis=0) - reach, ends.max(axis=0) + reach
    cols = slice(*np.searchsorted(on.u, (low[0], high[0])))
    rows = slice(*np.searchsorted(-on.v, (-high[2], -low[2])))
    depths = np.arange(low[1], high[1], max(FINE_MM, min(shape.radii) / 2))
    window = Grid(on.u[cols], on.v[rows])
    if 0 not in window.shape:
        taken[rows, cols] += np.float32(per_mm) * lengths(_only(shape), window, depths, pose).whole
    return taken


def _only(shape: Rod) -> Solid:
    return lambda p: Sample(rod(shape, p), 0.0)


def _around(each: Ball) -> Box:
    x, y, z = ((c - 3 * h, c + 3 * h) for c, h in zip(each.centre, each.half_axes, strict=True))
    return Box((min(abs(x[0]), abs(x[1])) - 1, max(abs(x[0]), abs(x[1]))), y, z)


def _metal(side: float, rng: np.random.Generator) -> tuple[Rod, ...]:
    kind = int(rng.integers(3))
    if kind == 0:
        return _hip(side)
    return _clips(rng) if kind == 1 else _device(rng)


def _hip(side: float) -> tuple[Rod, ...]:
    """A hip prosthesis: head, neck, stem."""
    x, y, z = side * HEAD[0], HEAD[1], HEAD[2]
    shoulder, tip = (side * 126, 8, -26), (side * 120, 3, -150)
    return (
        Rod((x, y, z), (x, y, z + 0.1), (15, 15)),
        Rod((x, y, z), shoulder, (7, 8)),
        Rod(shoulder, tip, (9, 5)),
    )


def _clips(rng: np.random.Generator) -> tuple[Rod, ...]:
    places = rng.uniform((-60, 0, -10), (60, 50, 60), (int(rng.integers(2, 6)), 3))
    ends = places + rng.normal(0, 3, places.shape)
    return tuple(
        Rod(tuple(a), tuple(b), (0.8, 0.8)) for a, b in zip(places.tolist(), ends.tolist(), strict=True)
    )


def _device(rng: np.random.Generator) -> tuple[Rod, ...]:
    """An intrauterine device."""
    x, z = float(rng.normal(0, 8)), float(rng.normal(25, 8))
    stem = Rod((x, 20, z), (x + 3, 25, z + 30), (1.0, 1.0))
    return (stem, Rod((x - 13, 25, z + 30), (x + 17, 25, z + 31), (0.9, 0.9)))


def _phleboliths(rng: np.random.Generator) -> tuple[Rod, ...]:
    made = []
    for _ in range(int(rng.integers(1, 7))):
        x, z = float(rng.choice((-1, 1)) * rng.uniform(42, 72)), float(rng.uniform(-38, 8))
        radius = float(rng.uniform(1.3, 3.2))
        made.append(Rod((x, 30, z), (x, 30, z + 0.1), (radius, radius)))
    return tuple(made)


def _outgrowths(rng: np.random.Generator) -> tuple[Ball, ...]:
    """Osteophytes at the acetabular roof, at the sacrum's lower joint margin and beside the disc of L5."""
    likely = [((s * 101, -2, 30), (7, 6, 4)) for s in (-1, 1)]
    likely += [((s * 49, 60, 62), (5, 5, 7)) for s in (-1, 1)]
    likely += [((s * 27, 14, 119), (6, 5, 3)) for s in (-1, 1)]
    grown = [rng.uniform(0.7, 1.3) * np.array(axes) for _, axes in likely]
    chosen = rng.random(len(likely)) < 0.5
    return tuple(
        Ball(centre, tuple(axes))
        for (centre, _), axes, is_there in zip(likely, grown, chosen, strict=True)
        if is_there
    )
