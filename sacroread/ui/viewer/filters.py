"""Filters of the picture for looking only, on the grey that the screen would show.

They stand in this room because nothing that makes a presentation, a model input or a curated picture may
import from it. All pictures are (rows, cols) uint8, 0 black.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sacroread.study.model import Crop
from sacroread.ui.viewer.geometry import Size, View

Grey = NDArray[np.uint8]
Places = NDArray[np.float32]
Number = TypeVar("Number", np.uint16, np.float32)

BOX = 5  # pixels of the screen; two boxes on end blur as a Gaussian of 2 pixels does
REACH = 2 * (BOX // 2)  # how far from a pixel its mean reaches
BAND = 48  # rows at a time: they stay in the processor's cache, which is five times faster
TILES = 8  # along the longer side of the picture
CLIP = 2.0  # times the count that every grey would have if all were equally frequent
GREYS = 256


class Filter(Enum):
    """What may be done to the picture for looking only."""

    SHARPEN = auto()
    LOCAL_CONTRAST = auto()


def sharpened(grey: Grey) -> Grey:
    """Return the unsharp mask: each pixel as far again from the mean about it, within 0 to 255."""
    sharp = np.empty_like(grey)
    framed = np.pad(grey, REACH, mode="edge") if grey.size else grey  # beyond the edge the last pixel goes on
    for first in range(0, len(grey), BAND):
        sharp[first : first + BAND] = _sharpened_band(framed[first : first + BAND + 2 * REACH])
    return sharp


def _sharpened_band(framed: Grey) -> NDArray[np.float32]:
    """A band without its frame: twice the pixel less the mean, a half added because fractions are cut off."""
    sums = framed.astype(np.uint16)
    for axis in (0, 0, 1):
        sums = _box_summed(sums, axis)  # 255 * 125 at the most, which 16 bits hold
    result = _box_summed(sums.astype(np.float32), 1)
    result *= np.float32(-(BOX**-4))
    inner = framed[REACH:-REACH, REACH:-REACH]
    for part in (inner, inner, np.float32(0.5)):
        result += part
    return np.clip(result, 0, GREYS - 1, out=result)


def _box_summed(values: NDArray[Number], axis: int) -> NDArray[Number]:
    """Sums over each `BOX` pixels in a row along one axis, which becomes shorter by as many less one."""
    along = np.moveaxis(values, axis, 0)
    length = len(along) - BOX + 1
    total = along[:length].copy("K")
    for first in range(1, BOX):
        total += along[first : first + length]
    return np.moveaxis(total, 0, axis)


@dataclass(frozen=True, eq=False)
class Curves:
    """Local contrast: what each tile of a picture makes of each grey, (rows, cols, 256) float32 in 0..255.

    `area` is what the tiles cover, in radiograph coordinates: so the curves stay where they are while the
    picture is zoomed and dragged.
    """

    of_tiles: NDArray[np.float32]
    area: Crop

    @classmethod
    def of(cls, grey: Grey, area: Crop) -> "Curves":
        """Make the curves from a small picture of all of the area."""
        rows, cols = grey.shape
        grey = np.pad(grey, ((0, rows < 2), (0, cols < 2)), mode="edge")  # two tiles need two pixels
        tile = max(1, -(-max(rows, cols) // TILES))
        bands = np.array_split(grey, max(2, round(rows / tile)), axis=0)
        count = max(2, round(cols / tile))
        curves = [[curve_of(part) for part in np.array_split(band, count, axis=1)] for band in bands]
        return cls(np.array(curves, np.float32), area)

    def places(
        self, view: View, size: Size, start: tuple[int, int], shape: tuple[int, int]
    ) -> tuple[Places, Places]:
        """Return on which row and which column of tiles each pixel of an upright view lies, counted from 0.

        `start` is (x, y) of the first pixel in a viewer of `size`, `shape` (rows, cols) of the pixels.
        """
        rows, cols, _ = self.of_tiles.shape
        y = (np.arange(shape[0]) + start[1] + 0.5 - size[1] / 2) / view.scale + view.center[1]
        x = (np.arange(shape[1]) + start[0] + 0.5 - size[0] / 2) / view.scale + view.center[0]
        down = (y - self.area.y) / self.area.height * rows - 0.5
        across = (x - self.area.x) / self.area.width * cols - 0.5
        return np.clip(down, 0, rows - 1).astype(np.float32), np.clip(across, 0, cols - 1).astype(np.float32)


def curve_of(tile: Grey) -> NDArray[np.float32]:
    """Return what a tile makes of each grey: (256,) float32, rising from 0 at black to 255 at white.

    The clipped histogram, summed up (Zuiderveld 1994, Graphics Gems IV, VIII.5); what is clipped goes to all
    greys alike, so a tile of one grey changes next to nothing.
    """
    counts = np.bincount(tile.ravel(), minlength=GREYS).astype(np.float64)
    limit = CLIP * tile.size / GREYS
    clipped = np.minimum(counts, limit)
    total = np.cumsum(clipped + (tile.size - clipped.sum()) / GREYS)
    return np.asarray((total - total[0]) / (total[-1] - total[0]) * (GREYS - 1), np.float32)


def locally_contrasted(grey: Grey, curves: Curves, down: Places, across: Places) -> Grey:
    """Return the picture through the curves, each pixel between those of the four tiles about it.

    `down` and `across` are what `Curves.places` said of its rows and columns.
    """
    rows, cols, _ = curves.of_tiles.shape
    result = np.empty_like(grey)
    for upper in range(rows - 1):
        for left in range(cols - 1):
            part = _between(down, upper, rows), _between(across, left, cols)
            mixed = _mixed(grey[part], curves.of_tiles[upper : upper + 2, left : left + 2],
                           down[part[0], None] - upper, across[None, part[1]] - left)  # fmt: skip
            result[part] = mixed
    return result


def _between(places: Places, tile: int, count: int) -> slice:
    """The pixels between the middle of a tile and that of the next; the last tile's own middle with them."""
    ends = (tile, tile + 1) if tile < count - 2 else (tile, np.inf)
    return slice(*map(int, np.searchsorted(places, ends)))


def _mixed(grey: Grey, curves: NDArray[np.float32], down: Places, across: Places) -> Grey:
    """Grey through four curves, (2, 2, 256), between which each pixel lies `down` and `across`, 0 to 1."""
    index = grey.astype(np.intp)
    upper, lower = (_blended(index, near, far, across) for near, far in curves)
    lower -= upper
    lower *= down
    upper += lower
    upper += np.float32(0.5)
    return upper.astype(np.uint8)


def _blended(
    index: NDArray[np.intp], near: NDArray[np.float32], far: NDArray[np.float32], share: Places
) -> NDArray[np.float32]:
    result, other = near.take(index, mode="clip"), far.take(index, mode="clip")  # clip: saves a check
    other -= result
    other *= share
    result += other
    return result


@dataclass(frozen=True, eq=False)
class Look:
    """The filters in force; `curves` is there when local contrast is."""

    is_sharp: bool = False
    curves: Curves | None = None

    def filtered(self, grey: Grey, view: View, size: Size, start: tuple[int, int]) -> Grey:
        """Return the visible pixels as they are looked at; without a filter the same array."""
        seen = grey
        if self.curves is not None:
            places = self.curves.places(view, size, start, (grey.shape[0], grey.shape[1]))
            seen = locally_contrasted(seen, self.curves, *places)
        return sharpened(seen) if self.is_sharp else seen
