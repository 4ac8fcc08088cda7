"""What a modified New York grade does to a joint: gap, erosions, sclerosis, bridges over its surface.

Grades after van der Linden S, Valkenburg HA, Cats A. Arthritis Rheum 1984;27:361-368: 0 normal; 1 suspicious;
2 small localised erosion or sclerosis, width unaltered; 3 unequivocal, with erosions, sclerosis, widening,
narrowing or partial ankylosis; 4 total ankylosis.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from sacroread.demo.rays import Field
from sacroread.study.model import Grade, Lesion

STEP = 0.5  # mm, of every map
ALONG = (-30.0, 45.0)  # mm across the joint's ear shape, forwards to backwards
ALOFT = (15.0, 130.0)  # mm, foot to head
FRONT, BACK, FOOT, TOP = -16.0, 15.0, 51.0, 102.0  # where cartilage covers the surface
CORTEX = 1.0  # mm
HALF_GAP = (1.35, 1.8)  # mm, half the width of a clear joint


@dataclass(frozen=True)
class Severity:
    """How strong a grade's changes are: ranges from which each joint draws its own."""

    erosions: tuple[int, int]
    erosion_depth: tuple[float, float]
    erosion_radius: tuple[float, float]
    sclerosis: tuple[float, float]
    sclerosis_share: tuple[float, float]
    roughness: tuple[float, float]
    plate_mm: tuple[float, float]


SEVERITY: Mapping[Grade, Severity] = MappingProxyType(
    {
        Grade.NORMAL: Severity((0, 0), (0, 0), (1, 1), (0.0, 0.08), (0.2, 0.4), (0.02, 0.08), (1.1, 1.35)),
        Grade.SUSPICIOUS: Severity(
            (0, 2), (0.8, 1.6), (1.2, 2.0), (0.05, 0.25), (0.2, 0.4), (0.25, 0.50), (0.9, 1.2)
        ),
        Grade.MINIMAL: Severity(
            (3, 6), (2.0, 3.6), (1.8, 3.0), (0.3, 0.6), (0.3, 0.5), (0.45, 0.70), (0.7, 1.0)
        ),
        Grade.UNEQUIVOCAL: Severity(
            (10, 22), (2.6, 5.5), (2.2, 4.2), (0.6, 1.1), (0.6, 1.0), (0.7, 1.2), (0.5, 0.8)
        ),
        Grade.ANKYLOSIS: Severity((0, 0), (0, 0), (1, 1), (0.0, 0.25), (0.2, 0.5), (0.0, 0.1), (0.9, 1.1)),
    }
)


@dataclass(frozen=True)
class JointSurface:
    """One joint as maps over its surface, (along, aloft) float32 in steps of `STEP`.

    `iliac` and `sacral`: how far each bone stands off the joint's middle, mm (negative: it crosses it).
    `iliac_density` and `sacral_density`: added density of the bone below, as a share of cancellous bone.
    `cortex`: thickness of the subchondral plate, mm.
    """

    iliac: Field
    sacral: Field
    iliac_density: Field
    sacral_density: Field
    cortex: Field
    lesions: frozenset[Lesion]


def joint_surface(grade: Grade, rng: np.random.Generator) -> JointSurface:
    """Draw one joint of a grade."""
    severity = SEVERITY[grade]
    kind = _kind(grade, rng)
    half = np.full(_shape(), rng.uniform(*HALF_GAP), np.float32) * np.float32(_width(kind, rng))
    rough = rng.uniform(*severity.roughness)
    count = int(rng.integers(severity.erosions[0], severity.erosions[1] + 1))
    where = _erosion_places(count, rng)
    cover = _cartilage()
    iliac = half + cover * (rough * _noise(rng, 1.6) + _pits(where, severity, 1.0, rng))
    sacral = half + cover * (rough * _noise(rng, 1.6) + _pits(where, severity, 0.45, rng))
    strength = rng.uniform(*severity.sclerosis)
    patch = _patch(where, rng.uniform(*severity.sclerosis_share), rng)
    bridge = _bridge(kind, grade, rng)
    opened = _opening()
    return JointSurface(
        _bridged(iliac + opened, bridge),
        _bridged(sacral + opened, bridge),
        (strength * patch).astype(np.float32),
        (strength * rng.uniform(0.25, 0.6) * patch).astype(np.float32),
        _cortex(bridge, iliac - half, rng.uniform(*severity.plate_mm)),
        _named(grade, kind, count, strength),
    )


def coordinates() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the positions of the maps' steps: along (n, 1) and aloft (1, m), mm."""
    return np.arange(*ALONG, STEP)[:, None], np.arange(*ALOFT, STEP)[None, :]


def _shape() -> tuple[int, int]:
    along, aloft = coordinates()
    return along.shape[0], aloft.shape[1]


def _kind(grade: Grade, rng: np.random.Generator) -> Lesion | None:
    if grade is Grade.UNEQUIVOCAL:
        kinds = (Lesion.WIDENING, Lesion.NARROWING, Lesion.ANKYLOSIS, None)
        return kinds[int(rng.choice(4, p=(0.25, 0.25, 0.35, 0.15)))]
    return Lesion.ANKYLOSIS if grade is Grade.ANKYLOSIS else None


def _width(kind: Lesion | None, rng: np.random.Generator) -> float:
    spread = {Lesion.WIDENING: (1.3, 1.7), Lesion.NARROWING: (0.25, 0.5)}
    return float(rng.uniform(*spread.get(kind, (1.0, 1.0)))) if kind else 1.0


def _erosion_places(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    along = rng.uniform(FRONT + 1, BACK - 3, count)
    aloft = FOOT + 1 + (TOP - FOOT - 6) * rng.beta(1.2, 1.6, count)  # the lower two thirds first
    return np.stack([along, aloft], axis=1)


def _pits(
    where: NDArray[np.float64], severity: Severity, share: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    along, aloft = coordinates()
    dents = np.zeros(_shape())
    for at, up in where:
        radius, depth = rng.uniform(*severity.erosion_radius), share * rng.uniform(*severity.erosion_depth)
        stretch = rng.uniform(1.6, 3.0)  # pits reach through the joint from front to back more than they rise
        r2 = ((along - at) / stretch) ** 2 + (aloft - up) ** 2
        dents = np.maximum(dents, depth * np.exp(-((r2 / radius**2) ** 1.5)))
    return dents


def _patch(where: NDArray[np.float64], share: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Where bone is sclerotic, 0 to 1: about the erosions, or about one place."""
    along, aloft = coordinates()
    centre = where.mean(axis=0) if len(where) else np.array([rng.uniform(-10, 6), rng.uniform(56, 85)])
    reach = share * (TOP - FOOT) / 2
    r2 = ((along - centre[0]) / 22) ** 2 + ((aloft - centre[1]) / reach) ** 2
    return np.clip(np.exp(-(r2**1.5)) * (1 + 0.25 * _noise(rng, 5.0)), 0, 1.5)  # type: ignore[no-any-return]


def _bridge(kind: Lesion | None, grade: Grade, rng: np.random.Generator) -> NDArray[np.float64]:
    """Where bone joins bone, 0 to 1."""
    if kind is not Lesion.ANKYLOSIS:
        return np.zeros(_shape())
    if grade is Grade.ANKYLOSIS:
        return np.ones(_shape())
    noise = _noise(rng, 7.0)
    limit = np.quantile(noise, 1 - rng.uniform(0.3, 0.55))
    return 1 / (1 + np.exp(-(noise - limit) / 0.2))


def _bridged(stand_off: NDArray[np.float64], bridge: NDArray[np.float64]) -> Field:
    overlap = 5.0  # mm: the bones cross so far that no cortex is left between them
    return np.asarray(stand_off * (1 - bridge) - overlap * bridge, dtype=np.float32)


def _cortex(bridge: NDArray[np.float64], dents: NDArray[np.float64], plate_mm: float) -> Field:
    """The subchondral plate: gone where bones have joined, thinner where eroded."""
    near_bridge = np.minimum(gaussian_filter(bridge, 3.0 / STEP) * 2.5, 1)
    eroded = np.clip(dents / 3.0, 0, 0.7)
    return np.asarray(plate_mm * (1 - 0.92 * near_bridge) * (1 - eroded), dtype=np.float32)


def _cartilage() -> NDArray[np.float64]:
    """Where cartilage covers the bones, 1, fading to 0 around it: disease of the joint stays there."""
    along, aloft = coordinates()
    beyond = np.maximum(np.maximum(FRONT - along, along - BACK), np.maximum(FOOT - aloft, aloft - TOP))
    return np.clip(1 - beyond / 5, 0, 1)


def _opening() -> NDArray[np.float64]:
    """Ligaments, not cartilage, lie behind and above the joint: the bones part there."""
    along, aloft = coordinates()
    behind = 0.28 * np.clip(along - BACK, 0, 14)
    above = 0.25 * np.clip(aloft - TOP, 0, 12)
    return behind + above


def _noise(rng: np.random.Generator, scale_mm: float) -> NDArray[np.float64]:
    """Smooth noise over the surface, standard deviation 1."""
    rough = gaussian_filter(rng.standard_normal(_shape()), scale_mm / STEP)
    return rough / rough.std()  # type: ignore[no-any-return]


def _named(grade: Grade, kind: Lesion | None, erosions: int, sclerosis: float) -> frozenset[Lesion]:
    if grade <= Grade.SUSPICIOUS:
        return frozenset()
    found = {kind} if kind else set()
    if erosions:
        found.add(Lesion.EROSION)
    if sclerosis > SEVERITY[Grade.MINIMAL].sclerosis[0]:
        found.add(Lesion.SCLEROSIS)
    return frozenset(found)
