"""The sacroiliac joints within the pelvis: where the joint surface runs, and the pelvis cut along it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sacroread.demo import lesions
from sacroread.demo.innominate import innominate
from sacroread.demo.lesions import CORTEX, JointSurface
from sacroread.demo.rays import Field, Points, Sample, Solid
from sacroread.demo.sacrum import sacrum
from sacroread.demo.solids import trimmed
from sacroread.study.model import Side

MIDDLE_Z = 75.0
SCLEROSIS_REACH = 8.0  # mm, how deep sclerosis goes below the joint
EDGE_MM = 2.0  # rounding of the joint's margins
LEVEL_SLOPE = 0.96  # of x against the distance to the joint's surface


def sign(side: Side) -> int:
    """Return the sign of x on a side: the patient's left is positive."""
    return 1 if side is Side.LEFT else -1


def pelvis(surfaces: Mapping[Side, JointSurface], slope: float) -> Solid:
    """Return sacrum and hip bones with both joints; `slope` says how far a joint turns inwards."""
    maps = {
        name: _both_sides(surfaces, name)
        for name in ("iliac", "sacral", "iliac_density", "sacral_density", "cortex")
    }

    def solid(p: Points) -> Sample:
        lateral = np.abs(p.x)
        along, _ = surface_coordinates(p.y, p.z)
        level = (lateral - middle_x(along, p.z, slope)) * np.float32(LEVEL_SLOPE)
        index = _index(along, p.z, p.x > 0)
        ilium = trimmed(innominate(p), maps["iliac"].take(index) - level, EDGE_MM)
        wedge = trimmed(sacrum(p), level + maps["sacral"].take(index), EDGE_MM)
        near = np.exp(-((level / np.float32(SCLEROSIS_REACH)) ** 2))
        density = np.where(level > 0, maps["iliac_density"].take(index), maps["sacral_density"].take(index))
        fade = np.clip(2 - np.abs(level) * np.float32(0.2), 0, 1)
        cortex = np.float32(CORTEX) + (maps["cortex"].take(index) - np.float32(CORTEX)) * fade
        return Sample(np.minimum(ilium, wedge), cortex, near * density)

    return solid


def middle_x(along: Field, z: Field, slope: float) -> Field:
    """Return how far lateral the joint's middle lies, mm: along the rays in front, turning in behind."""
    return np.asarray(
        57
        + np.float32(0.2) * (z - np.float32(MIDDLE_Z))
        - np.float32(slope) * along
        - np.float32(0.004) * along**2,
        dtype=np.float32,
    )


def surface_coordinates(y: Field, z: Field) -> tuple[Field, Field]:
    """Return the places on the joint's surface: along (forwards to backwards) and aloft, mm."""
    return y - (45 + (MIDDLE_Z - z) * np.float32(0.55)), z


def margin(side: Side, slope: float) -> NDArray[np.float64]:
    """Return points all around and over the cartilage of one joint, (n, 3) body coordinates in mm."""
    along, aloft = np.meshgrid(
        np.linspace(lesions.FRONT, lesions.BACK, 7), np.linspace(lesions.FOOT, lesions.TOP, 15)
    )
    y = along + 45 + (MIDDLE_Z - aloft) * 0.55
    x = 57 + 0.2 * (aloft - MIDDLE_Z) - slope * along - 0.004 * along**2
    return np.stack([sign(side) * x, y, aloft], axis=-1).reshape(-1, 3)


def _both_sides(surfaces: Mapping[Side, JointSurface], name: str) -> Field:
    return np.ascontiguousarray(np.stack([getattr(surfaces[side], name) for side in Side]).ravel())


def _index(along: Field, aloft: Field, is_left: NDArray[np.bool_]) -> NDArray[np.int32]:
    rows, cols = (int((high - low) / lesions.STEP) for low, high in (lesions.ALONG, lesions.ALOFT))
    i = np.clip((along - np.float32(lesions.ALONG[0])) / np.float32(lesions.STEP), 0, rows - 1).astype(
        np.int32
    )
    j = np.clip((aloft - np.float32(lesions.ALOFT[0])) / np.float32(lesions.STEP), 0, cols - 1).astype(
        np.int32
    )
    return np.asarray((is_left * np.int32(rows) + i) * np.int32(cols) + j)
