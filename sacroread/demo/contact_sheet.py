"""Phantoms side by side, one row a grade: for looking at."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from sacroread.demo.phantom import Phantom, phantom
from sacroread.errors import SacroReadError
from sacroread.imaging.picture_file import write_png
from sacroread.study.model import Grade, Side

TILE = (400, 480)  # rows, columns of a whole picture
JOINT_TILE = (400, 280)
JOINT_MM = (115.0, 80.5)  # height and width shown around a joint, at the detector


def write_contact_sheet(path: Path, count: int, seed: int) -> tuple[Path, Path]:
    """Write whole phantoms, one row a grade, and the close-ups of their joints beside it; return both files.

    Args:
        path: a PNG file to be; the close-ups get its name with `-joints`.
        count: number of phantoms, 5 for each column.
        seed: everything about the phantoms follows from it.

    Raises:
        SacroReadError: a count that does not fill the rows, a name that is not of a PNG file, or no folder.
    """
    if count < len(Grade) or count % len(Grade) or path.suffix.lower() != ".png":
        raise SacroReadError(
            f"{count} phantoms in {path.name}: not possible. A contact sheet is a .png file and holds "
            f"as many phantoms of each of the {len(Grade)} grades: ask for 5, 10, 15 ..."
        )
    if not path.absolute().parent.is_dir():
        raise SacroReadError(f"The folder {path.parent} does not exist. Make it first; nothing was drawn.")
    rows = phantoms_by_grade(seed, count // len(Grade))
    joints = path.with_name(f"{path.stem}-joints{path.suffix}")
    write_png(path, contact_sheet(rows))
    write_png(joints, joint_sheet(rows))
    return path, joints


def phantoms_by_grade(seed: int, columns: int) -> list[list[Phantom]]:
    """Return phantoms with both sides alike: one list a grade, 0 first."""
    return [
        [phantom(seed + 100 * int(grade) + column, dict.fromkeys(Side, grade)) for column in range(columns)]
        for grade in Grade
    ]


def contact_sheet(rows: Sequence[Sequence[Phantom]]) -> NDArray[np.uint8]:
    """Return whole pictures side by side: (rows, cols) uint8, bone light."""
    return np.vstack([np.hstack([_tile(film) for film in films]) for films in rows])


def joint_sheet(rows: Sequence[Sequence[Phantom]]) -> NDArray[np.uint8]:
    """Return close-ups of the joints, each patient's right one first: (rows, cols) uint8, bone light."""
    return np.vstack([np.hstack([_joint(film, side) for film in films for side in Side]) for films in rows])


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
