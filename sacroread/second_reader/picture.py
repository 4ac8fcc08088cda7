"""A radiograph with its heatmap as one picture, for people who look at files."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.heatmap import PlacedHeatmap, overlay
from sacroread.study.model import Presentation

AS_STORED = Presentation()


def heatmap_picture(
    radiograph: Radiograph, heatmap: PlacedHeatmap, opacity: float, presentation: Presentation = AS_STORED
) -> NDArray[np.uint8]:
    """Return the part of the radiograph that the second reader saw, with the heatmap over it.

    Args:
        radiograph: The radiograph.
        heatmap: What lies over it, and where.
        opacity: 0 (the radiograph alone) to 1.
        presentation: Its window and inversion count; crop, rotation and flip do not.

    Returns:
        (h, w, 3) uint8 RGB at the heatmap's resolution, in the orientation of the radiograph.
    """
    seen = replace(presentation, crop=heatmap.crop, rotation_degrees=0.0, is_flipped=False)
    grey = to_screen(radiograph, seen)
    rows, cols = heatmap.values.shape
    at_rows = (np.arange(rows) + 0.5) * grey.shape[0] / rows
    at_cols = (np.arange(cols) + 0.5) * grey.shape[1] / cols
    under = grey[np.ix_(at_rows.astype(int), at_cols.astype(int))][..., None].astype(np.float64)
    over = overlay(heatmap.values, opacity).astype(np.float64)
    share = over[..., 3:] / 255
    return np.rint(under * (1 - share) + over[..., :3] * share).astype(np.uint8)
