"""Going through the phases of a recipe, from wherever a run stands."""

from dataclasses import dataclass, replace

import torch
from fastai.data.core import DataLoaders

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import Network
from training.average import Average
from training.checkpoint import KeepBest, load_best, load_checkpoint
from training.curated_set import OpenedSet
from training.inputs import GreyInputs, grey_inputs
from training.learner import learner
from training.loaders import Batches, device, feature_loaders, picture_loaders
from training.memory import fitting_batch, is_out_of_memory
from training.phases import Phase, phases_of
from training.progress import Progress
from training.recipe import Recipe
from training.together import check_shares, first_alone

Pair = tuple[GreyInputs, GreyInputs]


@dataclass(frozen=True)
class Course:
    """What stays the same through all phases."""

    network: Network
    opened: OpenedSet
    recipe: Recipe
    keep: KeepBest


def go_through(course: Course) -> Progress:
    """Do what is left of all phases; the best network of the last stage is in place afterwards.

    Raises:
        SacroReadError: No epoch gave a finite AUROC, a checkpoint cannot be written, or a batch does not fit.
    """
    keep = course.keep
    for phase in phases_of(course.recipe.schedule)[keep.progress.phase :]:
        if keep.progress.phase_epochs == 0:
            _begin(course, phase)
        if not keep.progress.is_over(phase.epochs, phase.patience):
            _run(course, phase)
        keep.progress = keep.progress.next_phase()
    if keep.progress.best_epoch == 0:
        raise SacroReadError("No epoch gave a finite AUROC. Ask for an epoch, or lower the learning rate.")
    load_best(course.network, keep.folder)
    return keep.progress


def _begin(course: Course, phase: Phase) -> None:
    """Start a phase from the best network so far; the first of a stage knows no best of its own yet."""
    if course.keep.progress.best_epoch:
        load_best(course.network, course.keep.folder)
    if phase.is_first_of_stage:
        course.keep.progress = course.keep.progress.new_stage()


def _run(course: Course, phase: Phase) -> None:
    try:
        _fit_phase(course, phase)
    except RuntimeError as error:
        if not is_out_of_memory(error):
            raise
        raise _too_large(course, phase) from error
    if course.keep.failure is not None:
        raise course.keep.failure


def _fit_phase(course: Course, phase: Phase) -> None:
    keep, schedule, done = course.keep, course.recipe.schedule, course.keep.progress.phase_epochs
    model = course.network.head if phase.is_from_features else course.network
    made = learner(model, _data(course, phase), schedule)
    made.freeze() if phase.is_frozen and not phase.is_from_features else made.unfreeze()
    average = _average(course, done * len(made.dls.train))
    if done > 0:
        load_checkpoint(course.network, made, average, keep.folder)  # now, for freezing clears the optimizer
    keep.begin(phase, average)
    rate = (
        schedule.frozen_rate if phase.is_frozen else slice(schedule.rate * schedule.body_share, schedule.rate)
    )
    callbacks = [average, keep] if average else [keep]
    made.fit_one_cycle(phase.epochs, lr_max=rate, wd=schedule.weight_decay, cbs=callbacks, start_epoch=done)


def _average(course: Course, steps: int) -> Average | None:
    decay = course.recipe.schedule.average
    return Average(course.network.to(device()), decay, steps) if decay else None


def _data(course: Course, phase: Phase) -> DataLoaders:
    recipe = course.recipe
    pair = _inputs(course, phase)
    check_shares(min(phase.batch, len(pair[0].greys)))
    is_plain = phase.is_frozen and not recipe.schedule.is_frozen_augmented
    augmentation = None if is_plain else recipe.augmentation
    batches = Batches(phase.batch, augmentation, recipe.schedule.has_soft_targets)
    if phase.is_from_features:
        course.network.to(device())
        return feature_loaders(course.network, pair, recipe, batches)
    return picture_loaders(pair, recipe, batches)


def _inputs(course: Course, phase: Phase) -> Pair:
    spec = replace(course.recipe.input, rows=phase.rows, cols=phase.cols)
    with first_alone():  # it keeps what it has decoded
        return grey_inputs(course.opened, "train", spec), grey_inputs(course.opened, "tune", spec)


def _too_large(course: Course, phase: Phase) -> SacroReadError:
    """Say which batch fits, by trying smaller ones."""

    def step(batch: int) -> None:
        inputs = torch.zeros(batch, 3, phase.rows, phase.cols, device=device())
        course.network.to(device())(inputs).sum().backward()
        course.network.zero_grad()

    fits = fitting_batch(step, phase.batch // 2)
    where = (
        f"A batch of {phase.batch} at {phase.rows} x {phase.cols} does not fit into the memory of {device()}."
    )
    if fits < 2:
        return SacroReadError(f"{where} Nor does any smaller one: choose smaller sizes or a smaller network.")
    return SacroReadError(
        f"{where} A batch of {fits} does: write batch = {fits} into that stage of the recipe."
    )
