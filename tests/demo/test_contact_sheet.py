"""The contact sheet that people look at."""

import numpy as np
import pytest
from scipy.ndimage import median_filter

from sacroread.demo.contact_sheet import JOINT_TILE, TILE, write_contact_sheet
from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load
from sacroread.study.model import Grade

NEIGHBOURHOOD = 61  # columns, wider than any joint line in a close-up


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    return write_contact_sheet(tmp_path_factory.mktemp("sheet") / "sheet.png", 5, 2020)


def line_depth(tile):
    """How much darker than its neighbourhood the darkest place of a row is; median over rows."""
    middle = tile[tile.shape[0] // 4 : -tile.shape[0] // 4].astype(float)
    return np.median((median_filter(middle, (1, NEIGHBOURHOOD)) - middle).max(axis=1))


def test_it_shows_one_whole_phantom_and_both_joints_of_each_grade(sheet):
    whole, joints = (load(path).stored for path in sheet)
    assert whole.shape == (len(Grade) * TILE[0], TILE[1])
    assert joints.shape == (len(Grade) * JOINT_TILE[0], 2 * JOINT_TILE[1])


def test_the_joint_line_is_seen_at_grade_0_and_gone_at_grade_4(sheet):
    joints = load(sheet[1]).stored
    rows = np.split(joints, len(Grade))
    depths = [np.mean([line_depth(tile) for tile in np.split(row, 2, axis=1)]) for row in rows]
    assert depths[0] > 2 * depths[4]


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("sheet.jpg", 5, "is a .png file"),
        ("sheet.png", 7, "ask for 5, 10, 15"),
        ("sheet.png", 0, "ask for 5, 10, 15"),
        ("gone/sheet.png", 5, "does not exist. Make it first"),
    ],
)
def test_what_makes_no_sheet_is_said_before_anything_is_computed(tmp_path, name, count, words):
    with pytest.raises(SacroReadError, match=words):
        write_contact_sheet(tmp_path / name, count, 2020)
    assert not list(tmp_path.iterdir())
