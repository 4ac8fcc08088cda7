"""How good a run is: the same statistics as for readers, on the tuning or the test set."""

import csv
import dataclasses
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sacroread.analysis.agreement import cohen_kappa
from sacroread.analysis.auroc import auroc
from sacroread.analysis.curves import average_precision, curve
from sacroread.analysis.estimate import Definition, Estimate, Interval
from sacroread.analysis.probability_calibration import brier, calibration_intercept, calibration_slope
from sacroread.analysis.proportions import quantile, share
from sacroread.errors import SacroReadError
from sacroread.second_reader import strict
from sacroread.second_reader.heatmap import Lattice
from sacroread.second_reader.manifest import CutOffs, Performance
from sacroread.second_reader.network import Network
from sacroread.study.model import CutOff
from training.answers import Answers, answers
from training.curated_set import TOUCHES
from training.cut_offs import chosen_cut_offs
from training.inputs import GreyInputs, grey_inputs
from training.run import Run

EvaluatedOn: TypeAlias = Literal["tune", "test"]
LEVEL = 0.95
SENSITIVITY = Definition("sensitivity", "share of cases (STARD 2015)", "no case is definite by reference")
SPECIFICITY = Definition("specificity", "share of cases (STARD 2015)", "every case is definite by reference")
PRECISION = Definition(
    "average precision (area under the precision-recall curve)",
    "Davis & Goadrich 2006",
    "no case is definite",
)
ATTENTION = Definition(
    "share of the heatmap's mass inside the joints, mean over cases",
    "Zhou et al. 2016, equation 2",
    "no case has its joints marked",
)


@dataclass(frozen=True)
class Evaluation:
    """What was found on one split; `attention` per case is None where its joints are not marked."""

    on: EvaluatedOn
    is_synthetic: bool
    estimates: tuple[Estimate, ...]
    cut_offs: CutOffs
    case_ids: tuple[str, ...]
    is_definite: tuple[bool, ...]
    probabilities: tuple[float, ...]
    attention: tuple[float | None, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The estimates as lines for the screen."""
        return tuple(line_of(estimate) for estimate in self.estimates)


@dataclass(frozen=True)
class Shown:
    """What an evaluation looked at and where the network looked, to be drawn."""

    inputs: GreyInputs
    heatmaps: tuple[NDArray[np.float32], ...]
    lattice: Lattice


@dataclass(frozen=True)
class KeptPerformance:
    """The performance that a run keeps of its last evaluation on a split."""

    performance: tuple[Performance, ...]


def evaluate(run: Run, on: EvaluatedOn) -> Evaluation:
    """Return the estimates of a run, as `evaluate_shown`, without what was looked at."""
    return evaluate_shown(run, on)[0]


def evaluate_shown(run: Run, on: EvaluatedOn) -> tuple[Evaluation, Shown]:
    """Return the estimates of a run; cut-offs are chosen on the tuning set and applied to either.

    Each evaluation on the test set is written down beside the set before anything is computed.

    Raises:
        SacroReadError: The set has no test share, or a picture has changed.
    """
    if on == "test":
        _log_touch(run)
    network = run.network()
    inputs, given = _answers(run, on, network)
    cut_offs = tuned_cut_offs(run) if on == "test" else _chosen_cut_offs(run, inputs, given)
    probabilities = given.probabilities(run.record.temperature)
    is_synthetic = run.opened.stated.is_synthetic
    estimates = _estimates(inputs.is_definite, probabilities, given.attention, cut_offs)
    evaluation = Evaluation(
        on=on,
        is_synthetic=is_synthetic,
        estimates=tuple(_labelled(estimate, on, is_synthetic) for estimate in estimates),
        cut_offs=cut_offs,
        case_ids=tuple(entry.case_id for entry in inputs.entries),
        is_definite=tuple(map(bool, inputs.is_definite)),
        probabilities=tuple(map(float, probabilities)),
        attention=given.attention,
    )
    _keep(run, evaluation)
    return evaluation, Shown(inputs, given.heatmaps, network.lattice)


def tuned_cut_offs(run: Run) -> CutOffs:
    """Return the cut-offs that the tuning set gives."""
    return _chosen_cut_offs(run, *_answers(run, "tune", run.network()))


def _chosen_cut_offs(run: Run, inputs: GreyInputs, given: Answers) -> CutOffs:
    on = f"the {len(inputs.entries)} cases of the tuning set"
    words = f"{on}, synthetic" if run.opened.stated.is_synthetic else on
    return chosen_cut_offs(inputs.is_definite.tolist(), given.probabilities(run.record.temperature), words)


def write_evaluation(evaluation: Evaluation, folder: Path) -> None:
    """Write estimates.json and predictions.csv into a folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = [dataclasses.asdict(estimate) for estimate in evaluation.estimates]
    (folder / "estimates.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    (folder / "predictions.csv").write_text(_predictions(evaluation), encoding="utf-8", newline="")


def kept_performance(run: Run, on: EvaluatedOn) -> tuple[Performance, ...]:
    """Return what the last evaluation on a split found; nothing where there was none."""
    path = _kept(run, on)
    if not path.is_file():
        return ()
    return strict.value(KeptPerformance, json.loads(path.read_text(encoding="utf-8")), path.name).performance


def _answers(run: Run, on: EvaluatedOn, network: Network) -> tuple[GreyInputs, Answers]:
    inputs = grey_inputs(run.opened, on, run.stated.recipe.input)
    if not inputs.entries:
        raise SacroReadError(f"The set {run.opened.folder.name} has no case in {on}. Prepare it with --{on}.")
    return inputs, answers(network, inputs, run.stated.recipe.input)


def _log_touch(run: Run) -> None:
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "run": run.folder.name,
        "recipe_sha256": run.record.recipe_sha256,
    }
    with (run.opened.folder / TOUCHES).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _estimates(
    truth: NDArray[np.bool_],
    probabilities: NDArray[np.float64],
    attention: tuple[float | None, ...],
    cut_offs: CutOffs,
) -> tuple[Estimate, ...]:
    labels = truth.astype(np.int64)
    at_cut_offs = [each for cut_off in cut_offs.values for each in _at(cut_off, truth, probabilities)]
    return (
        auroc(labels, probabilities),
        PRECISION.of(average_precision(curve(labels, probabilities)), truth.size),
        *at_cut_offs,
        brier(labels, probabilities),
        calibration_intercept(labels, probabilities),
        calibration_slope(labels, probabilities),
        mean_attention(attention),
    )


def _at(cut_off: CutOff, truth: NDArray[np.bool_], probabilities: NDArray[np.float64]) -> list[Estimate]:
    where = f"at the {cut_off.name} cut-off {cut_off.probability:.4f} (>=), chosen on the tuning set"
    found = at_cut_off(cut_off, truth, probabilities)
    return [replace(estimate, name=f"{estimate.name} {where}") for estimate in found]


def at_cut_off(
    cut_off: CutOff, truth: NDArray[np.bool_], probabilities: NDArray[np.float64]
) -> tuple[Estimate, ...]:
    """Return sensitivity, specificity and kappa against the reference standard at a cut-off."""
    called = probabilities >= cut_off.probability
    return (
        share(SENSITIVITY, int(called[truth].sum()), int(truth.sum())),
        share(SPECIFICITY, int((~called[~truth]).sum()), int((~truth).sum())),
        cohen_kappa(called.astype(np.int64), truth.astype(np.int64), levels=2),
    )


def mean_attention(attention: tuple[float | None, ...]) -> Estimate:
    """Return the mean share with its normal interval; cases without marked joints or heatmap are left out."""
    known = np.array([share for share in attention if share is not None])
    if known.size < 2:
        return ATTENTION.undefined(int(known.size))
    half = quantile(LEVEL) * float(known.std(ddof=1)) / known.size**0.5
    mean = float(known.mean())
    return ATTENTION.of(
        mean, int(known.size), Interval(mean - half, mean + half, LEVEL, "normal, of the mean")
    )


def _labelled(estimate: Estimate, on: EvaluatedOn, is_synthetic: bool) -> Estimate:
    where = f"{on} set, synthetic" if is_synthetic else f"{on} set"
    return replace(estimate, name=f"{estimate.name} ({where})")


def line_of(estimate: Estimate) -> str:
    """Return an estimate as a line for the screen."""
    if estimate.value is None:
        return f"{estimate.name}: undefined, {estimate.undefined_because}"
    ends = "" if estimate.low is None else f" ({estimate.low:.3f} to {estimate.high:.3f})"
    return f"{estimate.name}: {estimate.value:.3f}{ends}, n = {estimate.n}"


def _predictions(evaluation: Evaluation) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["case_id", "definite", "probability", "attention_in_joints"])
    columns = (evaluation.case_ids, evaluation.is_definite, evaluation.probabilities, evaluation.attention)
    for case_id, definite, probability, attention in zip(*columns, strict=True):
        share_cell = "" if attention is None else f"{attention:.4f}"
        writer.writerow([case_id, int(definite), f"{probability:.6f}", share_cell])
    return out.getvalue()


def _kept(run: Run, on: EvaluatedOn) -> Path:
    return run.folder / f"performance_{on}.json"


def _keep(run: Run, evaluation: Evaluation) -> None:
    performance = tuple(
        Performance(e.name, evaluation.on, e.value, e.low, e.high, e.level, e.n, e.method)
        for e in evaluation.estimates
        if e.value is not None and e.low is not None and e.high is not None and e.level is not None
    )
    text = json.dumps(dataclasses.asdict(KeptPerformance(performance)), indent=1) + "\n"
    _kept(run, evaluation.on).write_text(text, encoding="utf-8")
