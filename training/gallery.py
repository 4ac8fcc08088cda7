"""Heatmaps to look at: the wrong answers of an evaluation and the surest right ones, on one sheet."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.second_reader.heatmap import Seen, on_radiograph, overlay
from sacroread.study.model import Crop, Presentation
from training.evaluate import Evaluation, Shown

ACROSS, MOST = 4, 16
OPACITY = 0.6
SIDE_INCHES, DPI = 3.0, 100


def chosen(evaluation: Evaluation, cut_off: float) -> tuple[int, ...]:
    """Return the places of at most 16 cases: up to 8 on a cut-off's wrong side, then the surest others."""
    truth, probabilities = np.array(evaluation.is_definite), np.array(evaluation.probabilities)
    surplus = np.where(truth, probabilities - cut_off, cut_off - probabilities)
    order = [int(place) for place in np.argsort(surplus, kind="stable")]
    wrong = [place for place in order if surplus[place] < 0][: MOST // 2]
    return (*wrong, *[place for place in reversed(order) if place not in wrong][: MOST - len(wrong)])


def write_gallery(path: Path, evaluation: Evaluation, shown: Shown, cut_off: float) -> None:
    """Write a PNG of what was fed, with the heatmap of definite sacroiliitis over it."""
    from matplotlib.figure import Figure  # here: it costs a second

    places = chosen(evaluation, cut_off)
    down = -(-len(places) // ACROSS)
    figure = Figure((ACROSS * SIDE_INCHES, down * SIDE_INCHES), dpi=DPI, layout="constrained")
    axes = figure.subplots(down, ACROSS, squeeze=False).ravel()
    for axis in axes:
        axis.set_axis_off()
    for axis, place in zip(axes, places, strict=False):
        grey, ends = (
            shown.inputs.greys[place],
            (0, shown.inputs.greys.shape[2], shown.inputs.greys.shape[1], 0),
        )
        axis.imshow(grey, cmap="gray", vmin=0, vmax=1, extent=ends)
        axis.imshow(_over(shown, place), extent=ends)
        axis.set_title(_words(evaluation, place), fontsize=8)
    word = ", synthetic" if evaluation.is_synthetic else ""
    figure.suptitle(f"Heatmaps of definite sacroiliitis, {evaluation.on} set{word}", fontsize=10)
    figure.savefig(path)


def _over(shown: Shown, place: int) -> NDArray[np.uint8]:
    """Return the heatmap over the whole model input, (h, w, 4) uint8 RGBA."""
    seen, (rows, cols) = shown.inputs.seen[place], shown.inputs.greys.shape[1:]
    plain = Seen(Presentation(crop=Crop(0, 0, cols, rows)), rows, cols, seen.spec, shown.lattice)
    return overlay(on_radiograph(shown.heatmaps[place], plain).values, OPACITY)


def _words(evaluation: Evaluation, place: int) -> str:
    said = "definite" if evaluation.is_definite[place] else "not definite"
    return f"{evaluation.case_ids[place]}: {said}, probability {evaluation.probabilities[place]:.2f}"
