"""Training with fastai: the head alone, then everything, each by one cycle, the best tuning AUROC kept."""

import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import torch
from fastai.learner import Learner
from fastai.torch_core import set_seed

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import Network, build
from training.answers import answers
from training.checkpoint import CHECKPOINT, KeepBest, Progress, load_best, load_checkpoint, stored_progress
from training.curated_set import OpenedSet
from training.inputs import GreyInputs, grey_inputs
from training.learner import device, learner, loaders
from training.recipe import Recipe, Schedule, StatedRecipe
from training.run import RunRecord, begin_run, finish_run, resume_run
from training.starting_weights import NONE, Start, begin_with
from training.temperature import tuned_temperature

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
    begin_run(folder, stated)
    return _fit(opened, stated, start, (folder, tell))


def resume(
    opened: OpenedSet, stated: StatedRecipe, start: Start | None, folder: Path, tell: Tell
) -> RunRecord:
    """Go on with a run that was interrupted, after its last finished epoch; the result is the same.

    Raises:
        SacroReadError: The run is finished, or was begun with another set, recipe or starting weights.
    """
    resume_run(folder, stated)
    return _fit(opened, stated, start, (folder, tell))


def _fit(opened: OpenedSet, stated: StatedRecipe, start: Start | None, where: tuple[Path, Tell]) -> RunRecord:
    began, recipe = time.monotonic(), stated.recipe
    progress = _progress(where[0], _made_of(opened, stated, start))
    set_seed(recipe.seed, reproducible=True)
    network = build(recipe.network.name, recipe.network.arguments)
    if start is not None:
        begin_with(network, start)
    train, tune = (grey_inputs(opened, split, recipe.input) for split in ("train", "tune"))
    where[1](f"{len(train.entries)} training and {len(tune.entries)} tuning pictures")
    best = _trained(network, (train, tune), recipe, KeepBest(where[0], progress, recipe.seed, where[1]))
    record = RunRecord(
        set_folder=str(opened.folder.resolve()),
        set_sha256=opened.sha256,
        recipe_sha256=stated.sha256,
        starting_weights=start.stated if start else NONE,
        best_epoch=best.best_epoch,
        best_auroc=best.best_auroc,
        temperature=_temperature(network, tune, recipe),
        minutes=round((time.monotonic() - began) / 60, 2),
        machine=f"{platform.machine()}, {torch.get_num_threads()} threads, {device()}",
        software={name: version(name) for name in SOFTWARE},
    )
    finish_run(where[0], record)
    (where[0] / CHECKPOINT).unlink()
    return record


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


def _trained(
    network: Network, inputs: tuple[GreyInputs, GreyInputs], recipe: Recipe, keep: KeepBest
) -> Progress:
    made = learner(network, loaders(inputs, recipe), recipe.schedule)
    _run_phase(made, keep, ("frozen", 0, recipe.schedule.frozen_epochs), recipe.schedule)
    _run_phase(
        made, keep, ("unfrozen", recipe.schedule.frozen_epochs, recipe.schedule.epochs), recipe.schedule
    )
    if keep.progress.best_epoch == 0:
        raise SacroReadError("No epoch gave a finite AUROC. Ask for an epoch, or lower the learning rate.")
    return keep.progress


def _run_phase(made: Learner, keep: KeepBest, phase: tuple[str, int, int], schedule: Schedule) -> None:
    """Run what is left of a phase of so many epochs that begins after so many."""
    name, begins_after, epochs = phase
    done = keep.progress.epochs_done - begins_after
    if done >= epochs:
        if done == epochs:
            load_best(made.model, keep.folder)
        return
    is_frozen = name == "frozen"
    made.freeze() if is_frozen else made.unfreeze()
    if done > 0:
        load_checkpoint(made, keep.folder)  # now, for freezing clears the optimizer
    keep.phase, keep.start_epoch = name, done
    rate = schedule.frozen_rate if is_frozen else slice(schedule.rate * schedule.body_share, schedule.rate)
    made.fit_one_cycle(epochs, lr_max=rate, wd=schedule.weight_decay, cbs=keep, start_epoch=done)
    if keep.failure is not None:
        raise keep.failure


def _temperature(network: Network, tune: GreyInputs, recipe: Recipe) -> float:
    if recipe.temperature == "one":
        return 1.0
    return tuned_temperature(answers(network.cpu(), tune, recipe.input).log_odds, tune.is_definite)
