"""Model inputs of a curated set, made once by the second reader's own preprocessing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import CuratedPixels
from sacroread.second_reader.heatmap import boxes_on_input
from sacroread.second_reader.manifest import Box, InputSpec
from sacroread.second_reader.preprocess import grey, part_of
from sacroread.study.model import Crop
from training.curated_set import Entry, OpenedSet, SplitName


@dataclass(frozen=True)
class GreyInputs:
    """The cases of one split as the network will see them, before normalisation.

    `greys`: (cases, rows, cols) float32 in [0, 1]; `joints`: parts of the model input, per case;
    `smaller_sides_px`: of what was fed.
    """

    entries: tuple[Entry, ...]
    greys: NDArray[np.float32]
    joints: tuple[tuple[Box, ...], ...]
    smaller_sides_px: tuple[int, ...]

    @property
    def is_definite(self) -> NDArray[np.bool_]:
        """(cases,) by reference."""
        return np.array([entry.is_definite for entry in self.entries])


def grey_inputs(opened: OpenedSet, split: SplitName, spec: InputSpec) -> GreyInputs:
    """Return the cases of a split.

    Raises:
        SacroReadError: The set was cropped by another rule than the recipe's, or a picture cannot be used.
    """
    check_rules(opened, spec)
    entries = opened.stated.of(split)
    greys = np.empty((len(entries), spec.rows, spec.cols), np.float32)
    joints, smaller_sides_px = [], []
    for place, entry in enumerate(entries):
        picture = opened.picture(entry)
        part = part_of(_whole(picture), spec.part)
        greys[place] = grey(_cut(picture, part), spec)
        joints.append(boxes_on_input(entry.joints, _whole(picture), part, spec))
        smaller_sides_px.append(min(part.width, part.height))
    return GreyInputs(entries, greys, tuple(joints), tuple(smaller_sides_px))


def check_rules(opened: OpenedSet, spec: InputSpec) -> None:
    """Refuse a set that was not curated as the recipe's input says.

    Raises:
        SacroReadError: Crop or depth differ.
    """
    if (opened.stated.crop, opened.stated.depth) != (spec.crop, spec.depth):
        raise SacroReadError(
            f"The set {opened.folder.name} was curated with crop {opened.stated.crop} "
            f"at {opened.stated.depth} bit, the recipe wants {spec.crop} at {spec.depth} bit. "
            "Prepare again, or change the recipe."
        )


def joints_of_set(entries: Sequence[Entry], part: Box) -> tuple[Box, ...]:
    """Return one box per joint, from right to left, that holds 95 % of its marks; parts of what is fed.

    Empty where not every case has both joints marked.
    """
    if not entries or any(len(entry.joints) != 2 for entry in entries):
        return ()
    in_order = [sorted(entry.joints, key=lambda box: box.left) for entry in entries]
    return tuple(_hull([pair[place] for pair in in_order], part) for place in (0, 1))


def _hull(boxes: Sequence[Box], part: Box) -> Box:
    low, high = 2.5, 97.5  # percent
    width, height = part.right - part.left, part.bottom - part.top
    left, top = (np.percentile([getattr(box, name) for box in boxes], low) for name in ("left", "top"))
    right, bottom = (
        np.percentile([getattr(box, name) for box in boxes], high) for name in ("right", "bottom")
    )
    across, down = (
        ((left - part.left) / width, (right - part.left) / width),
        (
            (top - part.top) / height,
            (bottom - part.top) / height,
        ),
    )
    return Box(*(float(np.clip(share, 0, 1)) for share in (across[0], down[0], across[1], down[1])))


def _whole(picture: CuratedPixels) -> Crop:
    return Crop(0, 0, picture.shape[1], picture.shape[0])


def _cut(picture: CuratedPixels, crop: Crop) -> CuratedPixels:
    return picture[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width]
