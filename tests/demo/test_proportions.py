"""The phantoms' pelvis against two real ones (CT labels; they are measured, nothing of them is kept)."""

import zlib
from pathlib import Path

import numpy as np
import pytest

from sacroread.demo import rays, variety
from sacroread.demo.femur import femora
from sacroread.demo.innominate import innominate
from sacroread.demo.rays import Pose, grid, points
from sacroread.demo.sacrum import sacrum

LABELS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "pelvis_labels" / "annotations"
HIP_BONES, FEMORA, SACRUM = 1, 2, 3
RATIOS = ("height", "depth", "sacrum", "inlet", "below")
LEEWAY = 0.15  # around what the two real pelves span: a woman's and a man's do not span all
STEP_MM = 2.0
CASES = sorted(LABELS.glob("*/label.mhd")) if LABELS.exists() else []


@pytest.fixture(scope="module")
def real():
    if not CASES:
        pytest.skip("the folder of real pelves to compare with is not here")
    return [ratios(*_read(case)) for case in CASES]


@pytest.mark.parametrize("name", RATIOS)
def test_proportions_lie_near_those_of_two_real_pelves(real, name):
    measured = [each[name] for each in real]
    for seed in range(4):
        value = ratios(*_phantom_bones(seed))[name]
        assert min(measured) * (1 - LEEWAY) < value < max(measured) * (1 + LEEWAY)


def ratios(labels, spacing):
    """Landmarks over the width across the iliac crests; `labels`: (z up, y back, x), spacing in mm."""
    hips = np.argwhere(labels == HIP_BONES) * spacing
    wedge = np.argwhere(labels == SACRUM) * spacing
    low, high = hips.min(axis=0), hips.max(axis=0)
    width = high[2] - low[2]
    return {
        "height": (high[0] - low[0]) / width,
        "depth": (high[1] - low[1]) / width,
        "sacrum": np.ptp(wedge[:, 2]) / width,
        "inlet": _inlet(labels, spacing) / width,
        "below": (high[0] - wedge[:, 0].max()) / width,
    }


def _inlet(labels, spacing):
    """The widest free way between the hip bones as seen from the front, below the sacrum's joints."""
    seen = (labels == HIP_BONES).any(axis=1)
    rows = np.flatnonzero(seen.any(axis=1))
    middle = int(np.mean(np.flatnonzero(seen.any(axis=0))))
    gaps = []
    for row in seen[rows[0] + len(rows) // 3 : rows[0] + 2 * len(rows) // 3]:
        right, left = np.flatnonzero(row[:middle]), np.flatnonzero(row[middle:])
        if len(right) and len(left):
            gaps.append((left[0] + middle - right[-1]) * spacing[2])
    return max(gaps)


def _read(header: Path):
    facts = dict(line.split(" = ", 1) for line in header.read_text().splitlines() if " = " in line)
    shape = [int(n) for n in facts["DimSize"].split()][::-1]
    values = np.frombuffer(zlib.decompress(header.with_suffix(".zraw").read_bytes()), dtype="<i2")
    return values.reshape(shape), np.array([float(n) for n in facts["ElementSpacing"].split()][::-1])


def _phantom_bones(seed: int):
    drawn = variety.pose(np.random.default_rng((seed, 0, 0)))
    upright = Pose(0.0, 0.0, 0.0, drawn.size, (0.0, -1e6, 0.0), drawn.taper)
    on = grid((-180, 180), (-110, 190), STEP_MM)
    slices = [_labelled(points(on, float(depth), upright)) for depth in np.arange(-110, 140, STEP_MM)]
    return np.stack(slices, axis=1)[::-1], np.full(3, STEP_MM)


def _labelled(p: rays.Points):
    labels = np.zeros(p.x.shape, dtype=np.int16)
    labels[femora(p).distance < 0] = FEMORA
    labels[innominate(p) < 0] = HIP_BONES
    labels[(sacrum(p) < 0) & (labels == 0)] = SACRUM
    return labels
