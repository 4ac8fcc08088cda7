"""A radiograph with its heatmap as one picture, for people who look at files."""

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.heatmap import PlacedHeatmap, overlay
from sacroread.study.model import Presentation


def heatmap_picture(radiograph: Radiograph, heatmap: PlacedHeatmap, opacity: float) -> NDArray[np.uint8]:
    """Return the part of the radiograph that the second reader saw, with the heatmap over it.

    Returns:
        (h, w, 3) uint8 RGB at the heatmap's resolution, in the orientation of the radiograph.
    """
    grey = to_screen(radiograph, Presentation(crop=heatmap.crop))
    rows, cols = heatmap.values.shape
    at_rows = (np.arange(rows) + 0.5) * grey.shape[0] / rows
    at_cols = (np.arange(cols) + 0.5) * grey.shape[1] / cols
    under = grey[np.ix_(at_rows.astype(int), at_cols.astype(int))][..., None].astype(np.float64)
    over = overlay(heatmap.values, opacity).astype(np.float64)
    share = over[..., 3:] / 255
    return np.rint(under * (1 - share) + over[..., :3] * share).astype(np.uint8)
