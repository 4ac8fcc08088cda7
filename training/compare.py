"""A run against a bundle on the same cases: before and after, each at its own locked cut-offs."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.analysis.auroc import auroc
from sacroread.analysis.estimate import Estimate
from sacroread.analysis.paired import kappa_difference, paired_areas
from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.manifest import CutOffs
from sacroread.second_reader.predictor import Predictor
from sacroread.second_reader.preprocess import normalised
from training.curated_set import OpenedSet
from training.evaluate import Evaluation, at_cut_off
from training.inputs import grey_inputs

BALANCED = "balanced"


@dataclass(frozen=True)
class Against:
    """How the bundle does on the cases of an evaluation, and the differences, run minus bundle."""

    bundle_id: str
    bundle_sha256: str
    note: str
    before: tuple[Estimate, ...]
    differences: tuple[Estimate, ...]


def compare(evaluation: Evaluation, opened: OpenedSet, folder: Path) -> Against:
    """Return how a bundle does on the same cases, with DeLong's test and the difference of kappas.

    Args:
        evaluation: Of the run.
        opened: The curated set of the run.
        folder: Of the bundle.

    Raises:
        SacroReadError: The bundle is not sound, or wants pictures curated in another way than this set.
    """
    predictor = Predictor(load_bundle(folder), "cpu")
    manifest = predictor.bundle.manifest
    inputs = grey_inputs(opened, evaluation.on, manifest.input)
    before = np.array(
        [predictor.outputs(normalised(grey, manifest.input)[None])[0].probability for grey in inputs.greys]
    )
    truth, after = np.array(evaluation.is_definite), np.array(evaluation.probabilities)
    return Against(
        bundle_id=manifest.bundle_id,
        bundle_sha256=predictor.bundle.sha256,
        note=_note(manifest.training.curated_set_sha256 == opened.sha256),
        before=_alone(truth, before, manifest.cut_offs),
        differences=_differences(truth, (after, before), (evaluation.cut_offs, manifest.cut_offs)),
    )


def _note(is_same_set: bool) -> str:  # the one fact that decides
    if is_same_set:
        return "Both were trained on the same curated set, so neither has seen these cases in training."
    return "The bundle was made from another set. Whether it has seen these cases is not known."


def _alone(
    truth: NDArray[np.bool_], probabilities: NDArray[np.float64], cut_offs: CutOffs
) -> tuple[Estimate, ...]:
    found = [auroc(truth.astype(np.int64), probabilities)]
    for cut_off in cut_offs.values:
        where = f"at its {cut_off.name} cut-off {cut_off.probability:.4f} (>=)"
        found += [
            replace(each, name=f"{each.name} {where}") for each in at_cut_off(cut_off, truth, probabilities)
        ]
    return tuple(found)


def _differences(
    truth: NDArray[np.bool_],
    both: tuple[NDArray[np.float64], NDArray[np.float64]],
    cut_offs: tuple[CutOffs, CutOffs],
) -> tuple[Estimate, ...]:
    labels = truth.astype(np.int64)
    areas = paired_areas(both, labels)
    called = [
        (probabilities >= balanced(each)).astype(np.int64)
        for probabilities, each in zip(both, cut_offs, strict=True)
    ]
    kappas = kappa_difference((called[0], called[1]), labels, levels=2)
    return (areas.difference, areas.p, replace(kappas, name=f"{kappas.name} at the balanced cut-offs"))


def write_comparison(evaluation: Evaluation, against: Against, folder: Path) -> None:
    """Write comparison.json: the run, the bundle and their differences as lists of estimates."""
    stated = {"run": [asdict(each) for each in evaluation.estimates], **asdict(against)}
    (folder / "comparison.json").write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")


def balanced(cut_offs: CutOffs) -> float:
    """Return the balanced cut-off.

    Raises:
        SacroReadError: There is none.
    """
    found = [cut_off.probability for cut_off in cut_offs.values if cut_off.name == BALANCED]
    if not found:
        raise SacroReadError("The bundle states no balanced cut-off, so its decisions cannot be compared.")
    return found[0]
