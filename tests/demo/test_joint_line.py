"""What can be measured across a joint follows its grade, and nothing else does.

The measurement is the tests' own: how deep the dark line between two bright bone edges is, along the joint.
"""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates, maximum_filter1d
from sklearn.metrics import roc_auc_score

from sacroread.study.model import Grade, Side

STEP_MM = 0.4
REACH_MM = 3.0  # how far from the line its bright edges may lie


@pytest.fixture(scope="module")
def depths(films, grey):
    """Depth of the joint line of every joint, by grade; relative to the picture's contrast."""
    return {
        grade: [
            gap_depth(grey(film), film.joint_outlines[s], film.pixel_spacing) for film in each for s in Side
        ]
        for grade, each in films.items()
    }


def test_the_depth_of_the_joint_line_falls_from_grade_to_grade(depths):
    medians = [float(np.median(depths[grade])) for grade in Grade]
    assert medians == sorted(medians, reverse=True)


def test_the_joint_line_is_seen_at_grade_0_and_gone_at_grade_4(depths):
    assert np.median(depths[Grade.NORMAL]) > 5 * np.median(depths[Grade.ANKYLOSIS])
    assert max(depths[Grade.ANKYLOSIS]) < np.quantile(depths[Grade.NORMAL], 0.25)


def test_the_measurement_tells_unequivocal_joints_from_others_but_not_shuffled_labels(depths):
    depth = np.array([value for grade in Grade for value in depths[grade]])
    unequivocal = np.array([grade >= Grade.UNEQUIVOCAL for grade in Grade for _ in depths[grade]])
    rng = np.random.default_rng(1)
    shuffled = [roc_auc_score(rng.permutation(unequivocal), -depth) for _ in range(400)]
    low, high = np.quantile(shuffled, (0.025, 0.975))
    assert low < 0.5 < high
    assert abs(np.mean(shuffled) - 0.5) < 0.02
    assert roc_auc_score(unequivocal, -depth) > max(0.85, high)


def gap_depth(picture, outline, spacing):
    """Median depth along the best nearly straight line through the joint."""
    along_joint = _profiles(picture, outline, spacing)
    count, width = along_joint.shape
    reach = round(REACH_MM / STEP_MM)
    edges = [maximum_filter1d(along_joint, reach + 1, axis=1, origin=o) for o in (reach // 2, -(reach // 2))]
    depth = np.minimum(*edges) - along_joint
    u = np.linspace(-1, 1, count)
    best = 0.0
    for bend in (-5, 0, 5):
        for lean in range(-10, 11, 2):
            place = np.arange(8, width - 8)[:, None] + lean * u + bend * (u * u - 1 / 3)
            line = depth[np.arange(count), np.clip(np.round(place).astype(int), 0, width - 1)]
            best = max(best, float(np.median(line, axis=1).max()))
    return best / picture[picture > 20].std()


def _profiles(picture, outline, spacing):
    """Grey values across the joint, one row for each place along it."""
    centre = outline.mean(axis=0)
    axis = np.linalg.svd(outline - centre, full_matrices=False)[2][0]
    axis = axis * np.sign(axis[1])
    normal = np.array([axis[1], -axis[0]])
    along = np.linspace(-0.6, 0.6, 33) * ((outline - centre) @ axis).max()
    across = np.arange(-12, 12.01, STEP_MM) / spacing
    x, y = np.moveaxis(centre + along[:, None, None] * axis + across[None, :, None] * normal, -1, 0)
    return gaussian_filter(map_coordinates(picture, [y, x], order=1, mode="nearest"), (0, 1))
