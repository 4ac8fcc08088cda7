"""From a run to a bundle, proven to answer as the run did."""

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import (
    CARD,
    SELFTEST,
    WEIGHTS,
    Bundle,
    SelfTest,
    selftest_bytes,
    write_bundle,
)
from sacroread.second_reader.likeness import grey_statistics
from sacroread.second_reader.manifest import (
    FORMAT,
    InputSpec,
    Joints,
    Likeness,
    Manifest,
    OutputSpec,
    Range,
    RecipeStatement,
    Split,
    TrainingStatement,
)
from sacroread.second_reader.network import Network
from sacroread.second_reader.predictor import Predictor, answered, probability_of
from sacroread.second_reader.preprocess import normalised
from training.answers import Answers, answers
from training.card import RESEARCH, model_card
from training.curated_set import SPLITS, SplitName
from training.evaluate import kept_performance, tuned_cut_offs
from training.inputs import GreyInputs, grey_inputs, joints_of_set
from training.run import WEIGHTS as RUN_WEIGHTS
from training.run import Run

INTENDED_USE = "A second opinion on radiographs of the sacroiliac joints in reader studies."
PARITY = 1e-6
PARITY_CASES = 16
SELFTEST_SEED, SELFTEST_CASES = 20260101, 2
LOWEST_SHARES = 5.0  # percent of tuning cases that get a warning about their heatmap
MARGIN = 0.1  # of the range of the training set's grey statistics, added on both sides


def export(run: Run, folder: Path, bundle_version: str) -> Bundle:
    """Write the bundle of a run and check that it answers the tuning cases as the run does.

    Args:
        run: Evaluated at least on its tuning set.
        folder: Of the bundle; must not exist yet; its name is the bundle's id.
        bundle_version: Stated in the manifest.

    Raises:
        SacroReadError: The run was not evaluated, or the bundle answers differently by more than 1e-6.
    """
    if not kept_performance(run, "tune"):
        raise SacroReadError(f"Evaluate the run {run.folder.name} on its tuning set before the export.")
    spec, network = run.stated.recipe.input, run.network()
    tune = grey_inputs(run.opened, "tune", spec)
    before = answers(network, tune, spec)
    manifest = _manifest(run, before, (folder.name, bundle_version))
    parts = {
        WEIGHTS: (run.folder / RUN_WEIGHTS).read_bytes(),
        CARD: model_card(manifest, run.record.minutes, run.record.machine).encode("utf-8"),
        SELFTEST: selftest_bytes(_selftest(network, manifest)),
    }
    bundle = write_bundle(folder, manifest, parts)
    _check_parity(bundle, tune, before.probabilities(run.record.temperature))
    return bundle


def _check_parity(bundle: Bundle, tune: GreyInputs, before: NDArray[np.float64]) -> None:
    spec = bundle.manifest.input
    greys = tune.greys[:PARITY_CASES]
    outputs = Predictor(bundle, "cpu").outputs(np.stack([normalised(grey, spec) for grey in greys]))
    after = np.array([output.probability for output in outputs])
    furthest = float(np.abs(after - before[: len(after)]).max())
    if furthest > PARITY:
        raise SacroReadError(
            f"The bundle answers differently from the run, by {furthest:.2g}. It is not usable; fit again."
        )


def _manifest(run: Run, before: Answers, named: tuple[str, str]) -> Manifest:
    recipe, record = run.stated.recipe, run.record
    train = grey_inputs(run.opened, "train", recipe.input)
    performance = (*kept_performance(run, "tune"), *kept_performance(run, "test"))
    synthetic = "SYNTHETIC: " if run.opened.stated.is_synthetic else ""
    return Manifest(
        format=FORMAT,
        bundle_id=named[0],
        version=named[1],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        intended_use=f"{synthetic}{INTENDED_USE} {RESEARCH}",
        licence="Apache-2.0",
        network=recipe.network,
        input=recipe.input,
        output=OutputSpec(f"{synthetic}Probability of definite sacroiliitis, 0 to 1.", record.temperature),
        joints=_joints(train, definite_shares(run, before), recipe.input),
        cut_offs=tuned_cut_offs(run),
        training=_training(run),
        likeness=_likeness(train, recipe.input),
        performance=performance,
        recipe=RecipeStatement(recipe.name, run.stated.sha256, run.stated.text),
        starting_weights=record.starting_weights,
        software={**record.software, "python": platform.python_version()},
        files={},
    )


def _training(run: Run) -> TrainingStatement:
    stated = run.opened.stated
    splits = tuple(_split(run, name) for name in SPLITS if stated.of(name))
    left_out = f"{len(stated.exclusions)} cases left out" if stated.exclusions else "no case left out"
    return TrainingStatement(
        is_synthetic=stated.is_synthetic,
        description=stated.description or "No description was given.",
        splits=splits,
        exclusions=f"{stated.split_rule}; {left_out}.",
        curated_set_sha256=run.opened.sha256,
    )


def _split(run: Run, name: SplitName) -> Split:
    entries = run.opened.stated.of(name)
    patients = {entry.patient_id for entry in entries}
    return Split(name, len(patients), len(entries), sum(entry.is_definite for entry in entries))


def definite_shares(run: Run, tune: Answers) -> list[float]:
    """Return the heatmaps' shares inside the joints of the definite tuning cases."""
    cases = zip(tune.attention, run.opened.stated.of("tune"), strict=True)
    return [share for share, entry in cases if share is not None and entry.is_definite]


def _joints(train: GreyInputs, shares: Sequence[float], spec: InputSpec) -> Joints:
    boxes = joints_of_set(train.entries, spec.part)
    if not boxes or not shares:
        return Joints((), 0.0, "the training set has no joints marked")
    least = float(np.percentile(shares, LOWEST_SHARES))
    return Joints(
        boxes,
        least,
        "95 % of the joints marked in the training set; limit: lowest 5 % of definite tuning cases",
    )


def _likeness(train: GreyInputs, spec: InputSpec) -> Likeness:
    statistics = np.array([grey_statistics(normalised(grey, spec), spec) for grey in train.greys])
    means, spreads = (_range(statistics[:, column]) for column in (0, 1))
    return Likeness(means, spreads, min(*_smaller_sides_px(train), spec.rows))


def _smaller_sides_px(inputs: GreyInputs) -> list[int]:
    return [min(seen.crop.width, seen.crop.height) for seen in inputs.seen]


def _range(values: NDArray[np.float64]) -> Range:
    margin = MARGIN * float(np.ptp(values))
    return Range(float(values.min()) - margin, float(values.max()) + margin)


def _selftest(network: Network, manifest: Manifest) -> SelfTest:
    """Return made-up inputs and the answers to them: no radiograph of a patient travels with a bundle."""
    spec, rng = manifest.input, np.random.default_rng(SELFTEST_SEED)
    greys = rng.integers(0, 256, (SELFTEST_CASES, spec.rows, spec.cols)).astype(np.float32) / np.float32(255)
    smooth = np.stack([_smoothed(grey) for grey in greys])
    inputs = np.stack([normalised(grey, spec) for grey in smooth])
    given = [answered(network, one[None], "cpu") for one in inputs]
    probabilities = [probability_of(log_odds / manifest.output.temperature) for log_odds, _ in given]
    return SelfTest(inputs, np.array(probabilities), np.stack([heatmap for _, heatmap in given]))


def _smoothed(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the noise summed over growing squares, so that it has structure at all sizes."""
    blocks = [np.kron(grey[::size, ::size], np.ones((size, size), np.float32)) for size in (1, 8, 32)]
    stacked = np.stack([block[: grey.shape[0], : grey.shape[1]] for block in blocks])
    return np.asarray(stacked.mean(axis=0), dtype=np.float32)
