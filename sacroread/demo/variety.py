"""What differs between patients and between X-ray rooms, drawn from a seed."""

from dataclasses import dataclass, replace

import numpy as np

from sacroread.demo.rays import Pose


@dataclass(frozen=True)
class Build:
    """A patient's body: scale of soft tissue, fat layer (mm), attenuation of bone (1/mm), joint slope."""

    girth: float
    fat_mm: float
    cortical: float
    cancellous: float
    joint_slope: float


@dataclass(frozen=True)
class Exposure:
    """How the film is taken: photons an air pixel catches, scatter share, blur (mm), processing habits."""

    photons: float
    scatter: float
    blur_mm: float
    keep_low: float
    sharpening: float
    brightness: float
    contrast: float


@dataclass(frozen=True)
class Room:
    """Habits of an X-ray room: bits, photometric interpretation, window, shutters (mm), marker."""

    vendor: str
    bits_stored: int
    photometric: str
    has_window: bool
    margins_mm: tuple[float, float, float, float]
    marker: tuple[float, float]


VENDORS = ("Nordlicht", "Umbra", "Roentgenwerk")  # invented names
ISO_TO_SOURCE_MM = 1000.0
SOURCE_TO_DETECTOR_MM = 1150.0


def pose(rng: np.random.Generator) -> Pose:
    """Draw how a patient lies and how large the pelvis is."""
    overall, width = rng.normal(1.0, 0.035), rng.normal(1.0, 0.03)
    size = tuple(float(np.clip(v, 0.88, 1.12)) for v in (overall * width, overall, overall / width**0.5))
    source = (float(rng.normal(0, 8)), -ISO_TO_SOURCE_MM, float(rng.normal(45, 12)))
    tilt, turn, roll = (float(rng.normal(0, spread)) for spread in (0.07, 0.025, 0.02))
    taper = float(np.clip(rng.normal(0, 0.0005), -0.0009, 0.0011))
    return Pose(tilt, turn, roll, size, source, taper)  # type: ignore[arg-type]  # three numbers


def build(rng: np.random.Generator) -> Build:
    """Draw a patient's body."""
    girth = float(np.clip(rng.normal(1.0, 0.09), 0.82, 1.25))
    fat_mm = float(np.clip(18 + 90 * (girth - 1) + rng.normal(0, 4), 8, 45))
    quality = float(np.clip(rng.normal(1.0, 0.13), 0.7, 1.3))
    slope = float(np.clip(rng.normal(0.02, 0.035), -0.05, 0.10))
    return Build(girth, fat_mm, 0.030 * quality, 0.0075 * quality, slope)


def exposure(rng: np.random.Generator) -> Exposure:
    """Draw how a good film is taken and processed."""
    return Exposure(
        photons=float(rng.uniform(1.2e5, 5e5)),
        scatter=float(rng.uniform(0.2, 0.6)),
        blur_mm=float(rng.uniform(0.15, 0.3)),
        keep_low=float(rng.uniform(0.3, 0.6)),
        sharpening=float(rng.uniform(0.2, 0.9)),
        brightness=float(rng.normal(0, 0.04)),
        contrast=float(rng.uniform(1.0, 1.3)),
    )


def poor_exposure(rng: np.random.Generator) -> Exposure:
    """Draw a film that should be excluded: starved of photons and blurred by movement."""
    blur = float(rng.uniform(2.0, 3.5))
    return replace(
        exposure(rng), photons=float(rng.uniform(150, 500)), scatter=1.5, blur_mm=blur, contrast=0.6
    )


def room(rng: np.random.Generator) -> Room:
    """Draw the habits of an X-ray room."""
    margins = rng.uniform(0, 14, 4) * (rng.random(4) < 0.6)
    return Room(
        vendor=str(rng.choice(VENDORS)),
        bits_stored=int(rng.choice((10, 12, 12, 14, 16))),
        photometric=str(rng.choice(("MONOCHROME1", "MONOCHROME2"), p=(0.3, 0.7))),
        has_window=bool(rng.random() < 0.7),
        margins_mm=tuple(float(m) for m in margins),  # type: ignore[arg-type]  # four edges
        marker=(float(rng.uniform(18, 30)), float(rng.choice((0.2, 0.82)))),
    )
