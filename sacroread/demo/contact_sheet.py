"""Phantoms side by side, one row a grade: for looking at."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from sacroread.demo.phantom import Phantom, phantom
from sacroread.study.model import Grade, Side

TILE = (400, 480)  # rows, columns of a whole picture
JOINT_TILE = (400, 280)
JOINT_MM = (115.0, 80.5)  # height and width shown around a joint, at the detector


def contact_sheet(seed: int, columns: int = 5) -> NDArray[np.uint8]:
    """Return whole pictures, one row a grade, both sides alike: (rows, cols) uint8, bone light."""
    rows = [
        np.hstack(
            [_tile(phantom(seed + 100 * int(grade) + k, dict.fromkeys(Side, grade))) for k in range(columns)]
        )
        for grade in Grade
    ]
    return np.vstack(rows)


def joint_sheet(seed: int, columns: int = 4) -> NDArray[np.uint8]:
    """Return close-ups of the joints, right first, one row a grade: (rows, cols) uint8, bone light."""
    rows = []
    for grade in Grade:
        films = [phantom(seed + 100 * int(grade) + k, dict.fromkeys(Side, grade)) for k in range(columns)]
        rows.append(np.hstack([_joint(film, side) for film in films for side in Side]))
    return np.vstack(rows)


def shown(film: Phantom) -> NDArray[np.float64]:
    """Return a phantom as it is shown at full width: (rows, cols) float64 in [0, 255], bone light."""
    grey = film.stored * (255.0 / (2**film.bits_stored - 1))
    return np.asarray(255 - grey if film.photometric == "MONOCHROME1" else grey)


def _tile(film: Phantom) -> NDArray[np.uint8]:
    return _fitted(shown(film), TILE)


def _joint(film: Phantom, side: Side) -> NDArray[np.uint8]:
    x, y = film.joint_outlines[side].mean(axis=0)
    half = [size / film.pixel_spacing / 2 for size in JOINT_MM]
    grey = np.pad(shown(film), 300)
    top, left = int(y + 300 - half[0]), int(x + 300 - half[1])
    return _fitted(grey[top : top + int(2 * half[0]), left : left + int(2 * half[1])], JOINT_TILE)


def _fitted(grey: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.uint8]:
    scale = [wanted / had for wanted, had in zip(size, grey.shape, strict=True)]
    return np.asarray(np.clip(np.round(zoom(grey, scale, order=1)), 0, 255), dtype=np.uint8)
