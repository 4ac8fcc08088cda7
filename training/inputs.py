"""Model inputs of a curated set, made once by the second reader's own preprocessing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.second_reader.heatmap import Seen
from sacroread.second_reader.manifest import Box, InputSpec
from sacroread.second_reader.preprocess import grey, own_or_drawn, part_of
from sacroread.study.model import Crop, Presentation
from training.cache import kept_greys
from training.curated_set import Entry, OpenedSet, SplitName


@dataclass(frozen=True)
class GreyInputs:
    """The cases of one split as the network will see them, before normalisation.

    `greys`: (cases, rows, cols) float32 in [0, 1]; `seen`: what each shows of its curated picture.
    """

    entries: tuple[Entry, ...]
    greys: NDArray[np.float32]
    seen: tuple[Seen, ...]

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
    greys = kept_greys(opened, split, spec, lambda: _made(opened, entries, spec))
    seen = tuple(
        Seen(Presentation(crop=fed_part(entry, spec)), entry.crop.height, entry.crop.width, spec)
        for entry in entries
    )
    return GreyInputs(entries, greys, seen)


def _made(opened: OpenedSet, entries: Sequence[Entry], spec: InputSpec) -> NDArray[np.float32]:
    greys = np.empty((len(entries), spec.rows, spec.cols), np.float32)
    for place, entry in enumerate(entries):
        picture, part = opened.picture(entry), fed_part(entry, spec)
        greys[place] = grey(picture[part.y : part.y + part.height, part.x : part.x + part.width], spec)
    return greys


def fed_part(entry: Entry, spec: InputSpec) -> Crop:
    """Return what is fed of a curated picture, in its own pixels: as `preprocess.fed_crop` has it."""
    fed = own_or_drawn(part_of(entry.rule_crop, spec.part), entry.crop)
    return replace(fed, x=fed.x - entry.crop.x, y=fed.y - entry.crop.y)


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
