"""The gallery: where the second reader looked, in cases it got right and in cases it got wrong."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from random import Random

import numpy as np

from sacroread.analysis.table import MISSING
from sacroread.report.content import Gallery, HeatmapPicture, Kind, Pixels, Section
from sacroread.report.cut_offs import chosen_cut_offs
from sacroread.report.material import Material, case_table
from sacroread.report.rounding import number

NAME, TITLE = "gallery", "Where the second reader looked"
LARGEST_PX = 300  # of a picture's longer side
EACH = 3  # of an outcome: one row of a figure
ABSENT = (
    "No radiograph is shown with its heatmap: that needs a study file with its radiographs, predictions and "
    "a reference standard."
)
WORDS = (
    "The cases were drawn at random by the seed among those of the same outcome, at most three of each, so "
    "that nobody chose them. A heatmap says where the evidence for the probability lies; it does not show "
    "that the network saw a lesion there."
)


class Outcome(StrEnum):
    """What the second reader was about a case."""

    TRUE_POSITIVE = "true positive"
    FALSE_POSITIVE = "false positive"
    FALSE_NEGATIVE = "false negative"
    TRUE_NEGATIVE = "true negative"


OUTCOMES = {
    (True, True): Outcome.TRUE_POSITIVE,
    (True, False): Outcome.FALSE_POSITIVE,
    (False, True): Outcome.FALSE_NEGATIVE,
    (False, False): Outcome.TRUE_NEGATIVE,
}  # by whether the second reader and the reference standard say definite


@dataclass(frozen=True)
class Wanted:
    """A case that the gallery shows if its radiograph can be read."""

    case_id: str
    outcome: Outcome
    probability: float


def wanted_pictures(material: Material, seed: int) -> tuple[Wanted, ...]:
    """Draw at most three cases of each outcome at the main cut-off, in the order of the outcomes."""
    if not (material.predictions and material.reference):
        return ()
    found = _outcomes(material)
    order = sorted(found, key=lambda each: each.case_id)
    Random(seed).shuffle(order)  # noqa: S311 - a draw that can be repeated, not a secret
    return tuple(each for outcome in Outcome for each in [w for w in order if w.outcome is outcome][:EACH])


def tile(pixels: Pixels) -> Pixels:
    """Return a picture (h, w, 3) small enough for the dossier: at most 300 px, means of whole squares."""
    factor = -(-max(pixels.shape[:2]) // LARGEST_PX)
    rows, cols = (length // factor for length in pixels.shape[:2])
    squares = pixels[: rows * factor, : cols * factor].reshape(rows, factor, cols, factor, 3)
    small: Pixels = np.rint(squares.mean(axis=(1, 3))).astype(np.uint8)
    return small


def gallery_section(material: Material, seed: int) -> Section | None:
    """Return the section with the pictures, or why there is none; None without a second reader."""
    if not material.predictions:
        return None
    if not material.gallery:
        return Section(NAME, TITLE, (ABSENT,))
    cut_offs = chosen_cut_offs(material, case_table(material))
    at = f"At the cut-off {cut_offs.label(cut_offs.main)}. " if cut_offs.main else ""
    missing = len(wanted_pictures(material, seed)) - len(material.gallery)
    left = f" {missing} of the cases drawn could not be shown." if missing > 0 else ""
    figure = Gallery(
        NAME,
        "Heatmaps of the second reader over radiographs",
        material.gallery,
        _told(material.gallery),
        f"{at}Yellow: most evidence; dark: little. The patient's right is on the picture's left.{left}",
    )
    return Section(NAME, TITLE, (WORDS,), figures=(figure,))


def _outcomes(material: Material) -> list[Wanted]:
    cases = case_table(material)
    cut_off = chosen_cut_offs(material, cases).main
    if cut_off is None:
        return []
    known = (cases.reference != MISSING) & ~np.isnan(cases.probabilities)
    return [
        Wanted(
            cases.case_ids[place],
            OUTCOMES[bool(cases.probabilities[place] >= cut_off.probability), bool(cases.reference[place])],
            float(cases.probabilities[place]),
        )
        for place in np.flatnonzero(known).tolist()
    ]


def _told(pictures: tuple[HeatmapPicture, ...]) -> str:
    counts = Counter(each.outcome for each in pictures)
    words = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    cases = "; ".join(
        f"{each.case_id}, {each.outcome}, probability {number(each.probability, Kind.PROBABILITY)}"
        for each in pictures
    )
    return f"Radiographs of the sacroiliac joints with heatmaps: {words}. {cases}."
