"""Training with fastai: the head alone, then everything, each by one cycle, the best tuning AUROC kept."""

import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import torch
from fastai.torch_core import set_seed

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import Network, build
from training.answers import answers
from training.checkpoint import CHECKPOINT, KeepBest, stored_progress
from training.curated_set import OpenedSet
from training.curves_picture import write_curves
from training.inputs import GreyInputs, grey_inputs
from training.loaders import device
from training.progress import Progress
from training.recipe import Recipe, StatedRecipe
from training.run import EPOCHS, RunRecord, begin_run, finish_run, resume_run
from training.stages import Course, go_through
from training.starting_weights import NONE, Start, begin_with
from training.temperature import tuned_temperature
from training.together import first_alone, is_first, joined, make_alike, processes
from training.whole_batch import work_on_whole_batches

SOFTWARE = ("sacroread", "torch", "fastai", "numpy")
Tell = Callable[[str], None]


def fit(opened: OpenedSet, stated: StatedRecipe, start: Start | None, folder: Path, tell: Tell) -> RunRecord:
    """Train a network on a curated set into a new run.

    Args:
        opened: The curated set.
        stated: The recipe.
        start: The starting weights of the body, or None for random ones.
        folder: Of the run; must not exist yet.
        tell: Takes a line about the progress.

    Raises:
        SacroReadError: Set, recipe and weights do not fit each other, or the disk is full.
    """
    with joined():
        with first_alone():
            if is_first():
                begin_run(folder, stated)
        return _fit(opened, stated, start, (folder, tell))


def resume(
    opened: OpenedSet, stated: StatedRecipe, start: Start | None, folder: Path, tell: Tell
) -> RunRecord:
    """Go on with a run that was interrupted, after its last finished epoch; the result is the same.

    Raises:
        SacroReadError: The run is finished, or was begun with another set, recipe or starting weights.
    """
    with joined():
        resume_run(folder, stated)
        return _fit(opened, stated, start, (folder, tell))


def _fit(opened: OpenedSet, stated: StatedRecipe, start: Start | None, where: tuple[Path, Tell]) -> RunRecord:
    began, recipe = time.monotonic(), stated.recipe
    progress = _progress(where[0], _made_of(opened, stated, start))
    set_seed(recipe.seed, reproducible=True)
    network = build(recipe.network.name, recipe.network.arguments)
    if start is not None:
        begin_with(network, start)
    work_on_whole_batches(network)
    make_alike(network.to(device()))
    sizes = [len(opened.stated.of(split)) for split in ("train", "tune")]
    where[1](f"{sizes[0]} training and {sizes[1]} tuning pictures")
    keep = KeepBest(network, where[0], progress, recipe.seed, where[1])
    best = go_through(Course(network, opened, recipe, keep))
    tune = grey_inputs(opened, "tune", recipe.input)
    record = RunRecord(
        set_folder=str(opened.folder.resolve()),
        set_sha256=opened.sha256,
        recipe_sha256=stated.sha256,
        starting_weights=start.stated if start else NONE,
        best_epoch=best.best_epoch,
        best_auroc=best.best_auroc,
        temperature=_temperature(network, tune, recipe),
        minutes=round((time.monotonic() - began) / 60, 2),
        machine=f"{platform.machine()}, {torch.get_num_threads()} threads, {device()}{_among()}",
        software={name: version(name) for name in SOFTWARE},
    )
    if is_first():
        write_curves(where[0], where[0] / EPOCHS)
        finish_run(where[0], record)
        (where[0] / CHECKPOINT).unlink()
    return record


def _among() -> str:
    return f", {processes()} processes" if processes() > 1 else ""


def _made_of(opened: OpenedSet, stated: StatedRecipe, start: Start | None) -> str:
    return f"{opened.sha256} {stated.sha256} {start.stated.sha256 if start else 'none'}"


def _progress(folder: Path, made_of: str) -> Progress:
    progress = stored_progress(folder) or Progress(made_of)
    if progress.made_of != made_of:
        raise SacroReadError(
            f"The run {folder.name} was begun with another set, recipe or starting weights. "
            "Name the same ones, or fit into a new folder."
        )
    return progress


def _temperature(network: Network, tune: GreyInputs, recipe: Recipe) -> float:
    if recipe.temperature == "one":
        return 1.0
    return tuned_temperature(answers(network.cpu(), tune, recipe.input).log_odds, tune.is_definite)
