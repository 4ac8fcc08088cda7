"""Close-ups of synthetic joints, two for each grade, for the card that explains the criterion.

The folder is the work of one call, run from the root of a checkout:

    python -c "from sacroread.demo.criterion_pictures import write_criterion_pictures; \
        write_criterion_pictures('resources/criterion')"

No radiograph of a patient is among them; what a real joint of a grade looks like is for an atlas to say.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import zoom

from sacroread.demo.contact_sheet import shown
from sacroread.demo.lettering import lettering
from sacroread.demo.phantom import MARK, Phantom, phantom
from sacroread.imaging.picture_file import write_png
from sacroread.study.model import Grade, Side

SIZE = (240, 168)  # rows, columns of a picture
JOINT_MM = (100.0, 70.0)  # height and width shown around the joint, at the detector
WHITE_PERCENT, BLACK_PERCENT = 99.5, 1.0
SEEDS: Mapping[Grade, tuple[int, int]] = {  # chosen by eye: nothing lies over the joint
    Grade.NORMAL: (4000, 4001),
    Grade.SUSPICIOUS: (4100, 4101),
    Grade.MINIMAL: (4200, 4204),
    Grade.UNEQUIVOCAL: (4303, 4305),
    Grade.ANKYLOSIS: (4402, 4400),
}


def write_criterion_pictures(folder: str | Path) -> None:
    """Write all pictures as 8-bit PNG files; always the same ones."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for grade, seeds in SEEDS.items():
        for number, seed in enumerate(seeds, start=1):
            write_png(Path(folder) / file_name(grade, number), criterion_picture(grade, seed))


def file_name(grade: Grade, number: int) -> str:
    """Return the file name of a grade's picture; `number` counts from 1."""
    return f"grade-{grade:d}-{number}.png"


def criterion_picture(grade: Grade, seed: int) -> NDArray[np.uint8]:
    """Return a close-up of the right joint of a phantom: (240, 168) uint8, bone light, marked synthetic."""
    made = phantom(seed, dict.fromkeys(Side, grade))
    close = _stretched(_close_up(made))
    small = zoom(close, [wanted / had for wanted, had in zip(SIZE, close.shape, strict=True)], order=1)
    picture = np.asarray(np.clip(np.round(small), 0, 255), dtype=np.uint8)
    word = lettering(MARK, 1)
    picture[-4 - word.shape[0] : -4, 4 : 4 + word.shape[1]][word] = 255
    return picture


def _close_up(made: Phantom) -> NDArray[np.float64]:
    x, y = made.joint_outlines[Side.RIGHT].mean(axis=0)
    half_height, half_width = (length / made.pixel_spacing / 2 for length in JOINT_MM)
    rows, columns = (
        slice(int(at - half), int(at + half)) for at, half in ((y, half_height), (x, half_width))
    )
    return shown(made)[rows, columns]


def _stretched(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    black, white = np.percentile(grey, [BLACK_PERCENT, WHITE_PERCENT])
    return np.asarray((grey - black) / (white - black) * 255)
