"""How the loss falls and then explodes as the learning rate grows: a picture to choose the rate by.

Smith 2017 (WACV, section 3.3): steps at growing rates, up to where the loss explodes. A good greatest rate
lies where the loss falls steeply, well before its least value.
"""

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from fastai.callback.core import Callback, CancelFitException, CancelValidException
from fastai.torch_core import set_seed

from sacroread.second_reader.network import Network, build
from training.curated_set import OpenedSet
from training.inputs import grey_inputs
from training.learner import learner
from training.loaders import Batches, picture_loaders
from training.phases import phases_of
from training.recipe import Recipe
from training.starting_weights import Start, begin_with

PICTURE = "rates.png"
LEAST, GREATEST, STEPS = 1e-6, 1.0, 80
EXPLODED = 4.0  # times the least loss
SMOOTHING = 0.8  # share of the losses before in the one that is shown


@dataclass(frozen=True)
class Rates:
    """Smoothed loss at each rate of the head, ascending; the rate where it falls most steeply."""

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    steepest: float
    of_recipe: float


def find_rates(opened: OpenedSet, recipe: Recipe, start: Start | None) -> Rates:
    """Return what a sweep gives in the recipe's first stage, with all of the network learning.

    Raises:
        SacroReadError: Set, recipe and weights do not fit each other.
    """
    set_seed(recipe.seed, reproducible=True)
    network = build(recipe.network.name, recipe.network.arguments)
    if start is not None:
        begin_with(network, start)
    sweep = _Sweep(recipe.schedule.body_share)
    _go(network, opened, recipe, sweep)
    losses = tuple(sweep.losses)
    rates = tuple(_rate(step) for step in range(len(losses)))
    return Rates(rates, losses, _steepest(rates, losses), recipe.schedule.rate)


def write_rates(found: Rates, folder: Path) -> None:
    """Write `rates.png` into a folder, made where it is missing."""
    from matplotlib.figure import Figure  # here: it costs a second

    folder.mkdir(parents=True, exist_ok=True)
    figure = Figure((8, 4), layout="constrained")
    axis = figure.subplots()
    axis.semilogx(found.rates, found.losses)
    axis.axvline(found.steepest, color="grey", linestyle=":", label=f"steepest: {found.steepest:.2g}")
    axis.axvline(found.of_recipe, color="grey", linestyle="--", label=f"the recipe: {found.of_recipe:.2g}")
    axis.set_xlabel("learning rate of the head")
    axis.set_ylabel("loss, smoothed")
    axis.legend()
    figure.savefig(folder / PICTURE)


class _Sweep(Callback):  # type: ignore[misc]  # fastai carries no types
    """One step at each rate."""

    def __init__(self, body_share: float) -> None:
        self.body_share, self.mean = body_share, 0.0
        self.losses: list[float] = []

    def before_batch(self) -> None:
        rate = _rate(len(self.losses))
        self.opt.set_hyper("lr", [rate * self.body_share, rate])

    def after_batch(self) -> None:
        loss = float(self.loss.detach())
        self.mean = SMOOTHING * self.mean + (1 - SMOOTHING) * loss
        smoothed = self.mean / (1 - SMOOTHING ** (len(self.losses) + 1))
        if not math.isfinite(smoothed) or smoothed > EXPLODED * min((*self.losses, smoothed)):
            raise CancelFitException
        self.losses.append(smoothed)
        if len(self.losses) == STEPS:
            raise CancelFitException

    def before_validate(self) -> None:
        raise CancelValidException


def _go(network: Network, opened: OpenedSet, recipe: Recipe, sweep: _Sweep) -> None:
    phase = phases_of(recipe.schedule)[1]  # of the first stage, all of it learning
    spec = replace(recipe.input, rows=phase.rows, cols=phase.cols)
    pair = grey_inputs(opened, "train", spec), grey_inputs(opened, "tune", spec)
    batches = Batches(phase.batch, recipe.augmentation, recipe.schedule.has_soft_targets)
    made = learner(network, picture_loaders(pair, recipe, batches), recipe.schedule)
    made.fit(STEPS, lr=LEAST, wd=recipe.schedule.weight_decay, cbs=sweep)


def _rate(step: int) -> float:
    return LEAST * math.pow(GREATEST / LEAST, step / (STEPS - 1))


def _steepest(rates: tuple[float, ...], losses: tuple[float, ...]) -> float:
    """Return the rate before which the loss falls most from one step to the next."""
    falls = [before - after for before, after in pairwise(losses)]
    return rates[1 + falls.index(max(falls))] if falls else rates[0]
