"""The sacrum and coccyx: a curved wedge with alae, foramina, canal and median crest."""

from functools import cache

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.spatial import cKDTree

from sacroread.demo.rays import Field, Points
from sacroread.demo.solids import Box, Table, extent, nothing

ORIGIN = (-30.0, -50.0)
EXTENT = (170.0, 200.0)

# Middle of the vertebral bodies from the endplate of S1 to the coccyx: y, z; mm.
CURVE = (
    (27, 112),
    (41, 96),
    (54, 82),
    (67, 69),
    (78, 57),
    (86, 45),
    (91, 32),
    (92, 18),
    (89, 5),
    (83, -7),
    (75, -15),
)
# Along the curve in mm: half width before the joints cut it, half thickness, thickness of the alae.
PROFILE = (
    (0, 56, 20, 15), (12, 66, 19, 17), (30, 66, 16, 15), (48, 63, 13, 12), (62, 54, 11, 9), (76, 45, 9.5, 7),
    (92, 36, 8, 6), (102, 28, 7, 5), (110, 17, 6, 5), (120, 10, 5, 4), (150, 5, 3, 3),
)  # fmt: skip
LENGTH = 146.0
FORAMINA = ((90, 22, 7.5), (71, 20, 7.0), (53, 18, 6.0), (39, 16, 5.2))  # z, lateral, radius; mm
BOX = Box((-5, 76), (-10, 135), (-60, 140))
ALA_SLOPE = 0.42  # the alae fall away from the endplate


def sacrum(p: Points) -> Field:
    """Return the signed distance of the sacrum and coccyx; the joints are cut out elsewhere."""
    if not BOX.meets(extent(p)):
        return nothing(p)
    along_table, across_table, width_table, thick_table, ala_table = _tables()
    index = along_table.index(p.y, p.z)
    along, across = along_table.at(index), across_table.at(index)
    lateral = np.abs(p.x)
    central = np.exp(-((lateral / np.float32(27)) ** 4))
    thick = ala_table.at(index) + (thick_table.at(index) - ala_table.at(index)) * central
    top = np.maximum(lateral - 25, 0) * np.float32(ALA_SLOPE) - along
    ends = np.maximum(top, along - np.float32(LENGTH))
    bone = _rounded(lateral - width_table.at(index), np.abs(across) - thick, ends)
    return np.maximum(_with_crest(bone, lateral, along, across - thick), _holes(p, along, across))


def _rounded(wide: Field, thick: Field, ends: Field) -> Field:
    r = np.float32(6)
    over = np.sqrt(np.maximum(wide + r, 0) ** 2 + np.maximum(thick + r, 0) ** 2) - r
    edge = np.float32(2)
    both = np.sqrt(np.maximum(over + edge, 0) ** 2 + np.maximum(ends + edge, 0) ** 2) - edge
    return np.asarray(np.where(both > -edge, both, np.maximum(over, ends)))


def _with_crest(bone: Field, lateral: Field, along: Field, behind: Field) -> Field:
    fade = np.clip((102 - along) / 45, 0, 1) * np.clip(along / 8, 0, 1)
    height = (3.5 + 3.5 * np.cos((along - 12) * np.float32(2 * np.pi / 24))) * fade
    crest = np.sqrt(lateral**2 + np.maximum(np.abs(behind) - height, 0) ** 2) - 3.2 * fade
    arch = (np.sqrt((lateral / 21) ** 2 + (behind / 8) ** 2) - fade) * 8
    return np.asarray(np.minimum(bone, np.minimum(crest, arch)), dtype=np.float32)


def _holes(p: Points, along: Field, across: Field) -> Field:
    """Canal and foramina; these open forwards, wide in front and narrow within."""
    lateral = np.abs(p.x)
    narrowing = 2.1 - along * np.float32(0.014)
    holes = np.sqrt((lateral / narrowing) ** 2 + (across - 15 + along * np.float32(0.07)) ** 2) - 5
    holes = np.maximum(holes, along - 85)
    for height, out, radius in FORAMINA:
        narrow = np.float32(radius) * np.clip(0.72 - across * np.float32(0.035), 0.3, 1.1)
        ring = np.sqrt(
            (lateral - np.float32(out) + across * np.float32(0.3)) ** 2 + 1.7 * (p.z - height) ** 2
        )
        holes = np.minimum(holes, np.maximum(ring - narrow, across - 5))
    return np.asarray(-holes)


@cache
def _tables() -> tuple[Table, Table, Table, Table, Table]:
    """Distance along the curve, signed distance across it (positive behind), and the profile there."""
    knots = np.array(CURVE, dtype=np.float64)
    fine = CubicSpline(np.arange(len(knots)), knots)(np.linspace(-1.5, len(knots) - 0.8, 280))
    start = CubicSpline(np.arange(len(knots)), knots)(0.0)
    steps = np.r_[0, np.cumsum(np.hypot(*np.diff(fine, axis=0).T))]
    steps -= steps[np.argmin(np.hypot(*(fine - start).T))]
    y, z = (
        np.arange(0, size, step) + origin
        for size, origin, step in zip(EXTENT, ORIGIN, Table.STEPS, strict=True)
    )
    where = np.stack(np.meshgrid(y, z, indexing="ij"), axis=-1)
    nearest = cKDTree(fine).query(where)[1]
    tangent = np.gradient(fine, axis=0)
    tangent /= np.hypot(*tangent.T)[:, None]
    off = where - fine[nearest]
    along = steps[nearest] + (off * tangent[nearest]).sum(-1)
    across = off[..., 0] * -tangent[nearest][..., 1] + off[..., 1] * tangent[nearest][..., 0]
    profile = np.array(PROFILE, dtype=np.float64)
    at = PchipInterpolator(profile[:, 0], profile[:, 1:])(np.clip(along, 0, LENGTH))
    layers = (along, across, at[..., 0], at[..., 1], at[..., 2])
    return tuple(Table(each, ORIGIN) for each in layers)  # type: ignore[return-value]  # five
