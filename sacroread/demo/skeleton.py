"""The skeleton as seen by the rays: attenuation of all bones, fine where the joints are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sacroread.demo import joint
from sacroread.demo.rays import Field, Grid, Lengths, Pose, Solid, lengths, project
from sacroread.demo.resample import resampled
from sacroread.demo.variety import Build
from sacroread.study.model import Side

COARSE_MM = 1.0
FINE_MM = 0.32
FEATHER_MM = 3.0
AROUND_JOINT_MM = 7.0
JOINT_DEPTHS = (0, 126)  # mm, all bone before and behind the joints lies there


@dataclass(frozen=True)
class Part:
    """A part of the skeleton and what it lies within, as seen on the plane: ranges of u, v and depth, mm."""

    solid: Solid
    u: tuple[float, float]
    v: tuple[float, float]
    depth: tuple[float, float]
    step: float


@dataclass(frozen=True)
class Bones:
    """The solids of one patient."""

    pelvis: Solid
    spine: Solid
    femora: Solid


@dataclass(frozen=True)
class Skeleton:
    """Maps of one patient's bones: line integrals (no unit) and length of cancellous bone (mm), float32."""

    bones: Field
    cancellous_mm: Field


def skeleton(on: Grid, bones: Bones, build: Build, pose: Pose) -> Skeleton:
    """Return the bones on a picture's grid."""
    coarse = _coarse(on)
    rest = [_seen(part, coarse, pose) for part in _others(bones)]
    whole = _seen(Part(bones.pelvis, (-175, 175), (-105, 168), (-90, 127), 3.5), coarse, pose)
    others = resampled(sum_of(rest, build), coarse, on)
    trunk = resampled(bone_attenuation(whole, build), coarse, on)
    for side in Side:
        trunk = _with_joint(trunk, on, _joint_window(side, build, pose), (bones.pelvis, build, pose))
    cancellous = resampled(whole.core + sum(each.core for each in rest), coarse, on)
    return Skeleton(np.maximum(others + trunk, 0), np.maximum(cancellous, 0))


def sum_of(parts: list[Lengths], build: Build) -> Field:
    """Return the attenuation of several parts together."""
    return np.asarray(np.sum([bone_attenuation(part, build) for part in parts], axis=0, dtype=np.float32))


def bone_attenuation(crossed: Lengths, build: Build) -> Field:
    """Return what bone takes beyond the muscle in its place, as a line integral."""
    sclerotic = np.float32(4.0 * build.cancellous)
    cortical = np.float32(build.cortical) * (crossed.whole - crossed.core)
    return np.asarray(cortical + np.float32(build.cancellous) * crossed.core + sclerotic * crossed.added)


def _others(bones: Bones) -> tuple[Part, Part]:
    return (
        Part(bones.spine, (-62, 62), (72, 235), (-10, 100), 2.5),
        Part(bones.femora, (-185, 185), (-320, 48), (-38, 52), 3.0),
    )


def _coarse(on: Grid) -> Grid:
    step = max(COARSE_MM, float(on.u[1] - on.u[0]))
    u = np.arange(on.u[0] - 2 * step, on.u[-1] + 3 * step, step, dtype=np.float32)
    v = np.arange(on.v[0] + 2 * step, on.v[-1] - 3 * step, -step, dtype=np.float32)
    return Grid(u, v)


def _seen(part: Part, on: Grid, pose: Pose) -> Lengths:
    cols, rows = _span(on.u, part.u), _span(-on.v, (-part.v[1], -part.v[0]))
    window = Grid(on.u[cols], on.v[rows])
    result = Lengths(*(np.zeros(on.shape, np.float32) for _ in range(3)))
    if 0 in window.shape:
        return result
    for whole, seen in zip(
        result, lengths(part.solid, window, np.arange(*part.depth, part.step), pose), strict=True
    ):
        whole[rows, cols] = seen
    return result


def _span(rising: Field, limits: tuple[float, float]) -> slice:
    low, high = np.searchsorted(rising, limits)
    return slice(int(low), int(high))


def _joint_window(side: Side, build: Build, pose: Pose) -> NDArray[np.float64]:
    """Return low and high corner (u, v) of what is worth a fine look, mm."""
    seen = project(joint.margin(side, build.joint_slope).tolist(), pose)
    return np.stack([seen.min(axis=0) - AROUND_JOINT_MM, seen.max(axis=0) + AROUND_JOINT_MM])


def _with_joint(
    trunk: Field, on: Grid, corners: NDArray[np.float64], look: tuple[Solid, Build, Pose]
) -> Field:
    solid, build, pose = look
    cols, rows = _span(on.u, tuple(corners[:, 0])), _span(-on.v, tuple(-corners[::-1, 1]))
    window = Grid(on.u[cols], on.v[rows])
    step = max(FINE_MM, float(on.u[1] - on.u[0]))
    fine = Grid(
        np.arange(window.u[0] - 1, window.u[-1] + 1, step, dtype=np.float32),
        np.arange(window.v[0] + 1, window.v[-1] - 1, -step, dtype=np.float32),
    )
    crossed = lengths(solid, fine, np.arange(*JOINT_DEPTHS, 2.0), pose)
    sharp = resampled(bone_attenuation(crossed, build), fine, window)
    share = _feather(window)
    result = trunk.copy()
    result[rows, cols] += share * (sharp - trunk[rows, cols])
    return result


def _feather(window: Grid) -> Field:
    across, down = (
        np.clip(np.minimum(np.abs(a - a[0]), np.abs(a - a[-1])) / FEATHER_MM, 0, 1)
        for a in (window.u, window.v)
    )
    return np.asarray(down[:, None] * across[None, :], dtype=np.float32)
