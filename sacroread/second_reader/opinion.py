"""A second opinion on one radiograph, from its file: the work of the child process that predicts.

Nothing here imports torch before `opinion` is called, so that the window can name this work for nothing.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sacroread.errors import SacroReadError
from sacroread.imaging.sides import sides_on_picture
from sacroread.imaging.source import Source, load_source
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.heatmap import PlacedHeatmap, on_radiograph
from sacroread.second_reader.position import position
from sacroread.study.model import CutOff, Draft, Prediction, Presentation, Quality, Side, Ungradable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sacroread.second_reader.predictor import Predictor


@dataclass(frozen=True)
class Question:
    """Which radiograph is to be judged, as presented, by which bundle on which device.

    `quality_flag` is what a person has said against the radiograph, such as `low resolution`.
    """

    bundle: Path
    case_id: str
    source: Source
    presentation: Presentation
    device: str = "auto"
    quality_flag: str = ""
    is_half_wanted: bool = False


@dataclass(frozen=True)
class Opinion:
    """What the second reader says, with what a person needs to weigh it.

    `fed` is the presentation that it saw; `device` where it ran; `grades` for each side the shares of grades
    0 to 4, empty where the bundle gives none; `notice` what was done otherwise than asked, in words.
    """

    prediction: Prediction
    cut_offs: tuple[CutOff, ...]
    sentence: str
    heatmap: PlacedHeatmap
    attention_is_low: bool
    is_synthetic: bool
    fed: Presentation
    device: str
    grades: Mapping[Side, tuple[float, ...]]
    notice: str


def quality_flag(draft: Draft) -> str:
    """Return what a reader has said against the quality of a radiograph; empty where he has said nothing."""
    form = draft.quality
    if form is None or form.quality is Quality.READABLE or form.reason is None:
        return ""
    if form.reason is not Ungradable.OTHER:
        return form.reason.value
    return "limited in its quality" if form.quality is Quality.LIMITED else "not gradable"


def opinion(question: Question) -> Opinion:
    """Return the second opinion.

    Raises:
        SacroReadError: the file, the presentation, the bundle or the device is refused.
    """
    predictor = _predictor(question.bundle, question.device, question.is_half_wanted)
    radiograph = load_source(question.source)
    output, seen = predictor.predict_seen(radiograph, question.presentation, question.quality_flag)
    bundle = predictor.bundle
    manifest, attention = bundle.manifest, output.attention_in_joints
    return Opinion(
        Prediction(
            question.case_id,
            output.probability,
            manifest.bundle_id,
            bundle.sha256,
            attention,
            output.refer_reason,
        ),
        manifest.cut_offs.values,
        position(output.probability, manifest.cut_offs).sentence,
        on_radiograph(output.heatmap, seen),
        attention is not None and attention < manifest.joints.least_share,
        manifest.training.is_synthetic,
        seen.presentation,
        predictor.device,
        _by_side(output.grades, sides_on_picture(radiograph, seen.presentation)),
        predictor.notice,
    )


def _by_side(
    grades: "NDArray[np.float32] | None", on_picture: tuple[Side, Side]
) -> Mapping[Side, tuple[float, ...]]:
    if grades is None:
        return {}
    return {side: tuple(map(float, shares)) for side, shares in zip(on_picture, grades, strict=True)}


def warm_up(bundle: Path) -> None:
    """Load the bundle and run its self-test ahead of time; what is wrong is told by the first opinion."""
    with suppress(SacroReadError):
        _predictor(bundle, "auto", False)


@lru_cache(maxsize=1)
def _predictor(bundle: Path, device: str, is_half_wanted: bool) -> "Predictor":
    os.environ.setdefault(
        "OMP_WAIT_POLICY", "PASSIVE"
    )  # read once, when torch comes: its threads wait asleep
    from sacroread.second_reader.predictor import Predictor

    return Predictor(load_bundle(bundle), device, is_half_wanted=is_half_wanted)
