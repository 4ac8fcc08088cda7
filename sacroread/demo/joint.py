"""The sacroiliac joints within the pelvis: where the joint surface runs, and the pelvis cut along it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sacroread.demo import lesions
from sacroread.demo.innominate import innominate
from sacroread.demo.lesions import CORTEX, JointSurface
from sacroread.demo.rays import Field, Points, Sample, Solid
from sacroread.demo.sacrum import sacrum
from sacroread.demo.solids import Box, extent, trimmed
from sacroread.study.model import Side

MIDDLE_X, MIDDLE_Y, MIDDLE_Z = np.float32(57), np.float32(45), 75.0  # mm, of the joint's surface
RISE = 0.2  # mm outwards for each mm up
LEAN = 0.55  # mm backwards for each mm down
BEND = 0.004  # 1/mm, of the surface from front to back
SCLEROSIS_REACH = 8.0  # mm, how deep sclerosis goes below the joint
JOINT_BOX = Box((25, 100), (-10, 125), (20, 140))  # beyond it nothing is cut
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
        if not JOINT_BOX.meets(extent(p)):
            return Sample(np.minimum(innominate(p), sacrum(p)), CORTEX)
        lateral = np.abs(p.x)
        along = along_surface(p.y, p.z)
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
    steady = MIDDLE_X + np.float32(RISE) * (z - np.float32(MIDDLE_Z))
    return np.asarray(steady - along * (np.float32(slope) + np.float32(BEND) * along))


def along_surface(y: Field, z: Field) -> Field:
    """Return where on the joint's surface a point lies from front to back, mm; 0 is its middle."""
    return np.asarray(y - _middle_y(z), dtype=np.float32)


def margin(side: Side, slope: float) -> NDArray[np.float64]:
    """Return points all around and over the cartilage of one joint, (n, 3) body coordinates in mm."""
    along, aloft = np.meshgrid(
        np.linspace(lesions.FRONT, lesions.BACK, 7), np.linspace(lesions.FOOT, lesions.TOP, 15)
    )
    x = middle_x(along.astype(np.float32), aloft.astype(np.float32), slope)
    return np.stack([sign(side) * x, along + _middle_y(aloft), aloft], axis=-1).reshape(-1, 3)


def _middle_y(z: NDArray[np.floating]) -> NDArray[np.floating]:
    return MIDDLE_Y + (MIDDLE_Z - z) * np.float32(LEAN)


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
