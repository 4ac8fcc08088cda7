"""How fast training goes: the loader beside the bare step, the cache, cached features, and single tricks.

The pictures are noise of the size of radiographs: their content costs the same.
"""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import tifffile
import torch
from frame import Measurement, alternating_ms, at_least, not_measured
from torch import nn

from sacroread.second_reader.network import Network, build
from training.cost import cost
from training.curated_set import OpenedSet, open_set
from training.inputs import GreyInputs, grey_inputs
from training.prepare import Wanted, prepare
from training.recipe import Recipe, load_recipe
from training.split import Shares

with warnings.catch_warnings():
    warnings.simplefilter("ignore", FutureWarning)  # fastai's import calls torch.jit.script
    from fastai.data.core import DataLoaders

    from training.learner import learner
    from training.loaders import Batches, device, feature_loaders, picture_loaders

SEED, RUNS, CASES = 1, 10, 48
ROWS, COLS = 2000, 2400  # of a radiograph
PAPERS_PICTURES, TRAIN_SHARE, PAPERS_HOURS = 1651, 0.85, 30.0
LEAST_SHARE, LEAST_A_SECOND, LEAST_TIMES = 0.95, 5.0, 10.0
MOST_MINUTES = 30.0
TOLD_RUNS = 3  # of what has no goal: a step in bfloat16 takes a processor twenty times as long
ON_A_PROCESSOR = 2  # pictures in a step where only the ratio of two steps is asked for
FROZEN_EPOCHS = 20  # as in the modern recipe
Step = Callable[[], object]


def measure() -> list[Measurement]:
    """Return every figure of the training."""
    torch.manual_seed(SEED)
    recipe = load_recipe("quick").recipe
    with _noise_set(recipe) as opened:
        cached = _cache(opened, recipe)
        pair = (grey_inputs(opened, "train", recipe.input), grey_inputs(opened, "tune", recipe.input))
        return [cached, _loader(pair, recipe), *_frozen(pair, recipe), *_tricks(recipe), *_paper()]


@contextmanager
def _noise_set(recipe: Recipe) -> Iterator[OpenedSet]:
    """A curated set of noise, half of it for training and half for tuning."""
    rng = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "source"
        folder.mkdir()
        cases, reference = ["case_id,patient_id,file,split"], ["case_id,definite,origin"]
        for number in range(CASES):
            noise = rng.integers(0, 4096, (ROWS, COLS), dtype=np.uint16)
            tifffile.imwrite(folder / f"{number}.tiff", noise, photometric="minisblack")
            cases.append(f"C{number},P{number},{number}.tiff,{'train' if number % 4 < 2 else 'tune'}")
            reference.append(f"C{number},{number % 2},external")
        (folder / "cases.csv").write_text("\n".join(cases) + "\n", "utf-8")
        (folder / "reference.csv").write_text("\n".join(reference) + "\n", "utf-8")
        wanted = Wanted("Noise.", True, recipe.input.crop, recipe.input.depth, Shares(), SEED)
        prepare(folder, Path(place) / "set", wanted, lambda line: None)
        yield open_set(Path(place) / "set")


def _cache(opened: OpenedSet, recipe: Recipe) -> Measurement:
    began = time.perf_counter()
    made = grey_inputs(opened, "train", recipe.input)
    a_second = len(made.greys) / (time.perf_counter() - began)
    name = f"cache of decoded pictures, {ROWS} x {COLS} px each"
    return at_least(name, a_second, "pictures/s", LEAST_A_SECOND)


def _loader(pair: tuple[GreyInputs, GreyInputs], recipe: Recipe) -> Measurement:
    """A training step on what the loader gives, in turn with the same step on one batch in memory."""
    batches = Batches(recipe.schedule.stages[0].batch, recipe.augmentation, has_soft_targets=False)
    data = picture_loaders(pair, recipe, batches)
    step = _step(_network(recipe), data)
    held, given = data.train.one_batch(), _endless(data)
    step(held)
    loaded, bare = alternating_ms(lambda: step(next(given)), lambda: step(held), RUNS)
    share = bare / loaded
    name = f"training step fed by the loader, against a batch in memory, on {device()}"
    goal = f"at least {LEAST_SHARE:.0%} of its throughput"
    per_second = len(held[0]) * 1000
    return Measurement(
        name, per_second / loaded, "pictures/s", per_second / bare, share, goal, share >= LEAST_SHARE
    )


def _endless(data: DataLoaders) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    while True:
        yield from data.train


def _network(recipe: Recipe) -> Network:
    torch.manual_seed(SEED)
    return build(recipe.network.name, recipe.network.arguments)


def _step(network: nn.Module, data: DataLoaders) -> Callable[[tuple[torch.Tensor, torch.Tensor]], None]:
    """One step with the network, loss and optimizer of a run."""
    made = learner(network, data, load_recipe("quick").recipe.schedule)
    made.create_opt()
    model = made.model.to(device()).train()

    def step(batch: tuple[torch.Tensor, torch.Tensor]) -> None:
        inputs, targets = batch
        made.loss_func(model(inputs), targets).backward()
        made.opt.step()
        made.opt.zero_grad()
        _wait()

    return step


def _wait() -> None:
    if device() == "cuda":
        torch.cuda.synchronize()


def _frozen(pair: tuple[GreyInputs, GreyInputs], recipe: Recipe) -> list[Measurement]:
    """A frozen phase of the modern recipe's length from features computed once, against through the body."""
    batches = Batches(recipe.schedule.stages[0].batch, None, has_soft_targets=False)
    network = _network(recipe)
    through_body = _epoch_s(network, picture_loaders(pair, recipe, batches), recipe, 1)
    began = time.perf_counter()
    data = feature_loaders(network.to(device()), pair, recipe, batches)
    once = time.perf_counter() - began
    from_features = _epoch_s(network.head, data, recipe, FROZEN_EPOCHS) / FROZEN_EPOCHS
    times = FROZEN_EPOCHS * through_body / (once + FROZEN_EPOCHS * from_features)
    goal = f"at least {LEAST_TIMES:g} times faster"
    name = f"frozen phase of {FROZEN_EPOCHS} epochs, the features' own cost included"
    whole = (once + FROZEN_EPOCHS * from_features, FROZEN_EPOCHS * through_body)
    return [
        Measurement(name, whole[0], "s", whole[1], times, goal, times >= LEAST_TIMES),
        at_least("one frozen epoch from features", through_body / from_features, "times faster", LEAST_TIMES),
    ]


def _epoch_s(model: Network, data: DataLoaders, recipe: Recipe, epochs: int) -> float:
    made = learner(model, data, recipe.schedule)
    if isinstance(model, Network):
        made.freeze()
    began = time.perf_counter()
    made.fit(epochs, lr=1e-4)
    return time.perf_counter() - began


def _tricks(recipe: Recipe) -> list[Measurement]:
    """Mixed precision, channels-last and compilation, each against the step without it."""
    batch = recipe.schedule.stages[0].batch if device() == "cuda" else ON_A_PROCESSOR
    inputs = torch.rand(batch, 3, recipe.input.rows, recipe.input.cols, device=device())
    rows_last = inputs.contiguous(memory_format=torch.channels_last)
    plain, laid_out = (_network(recipe).to(device()).train() for _ in range(2))
    laid_out = laid_out.to(memory_format=torch.channels_last)
    compiled = torch.compile(laid_out)
    base = lambda: _forward_backward(laid_out, rows_last)  # noqa: E731  # three peers share it
    tricks: dict[str, tuple[Step, Step]] = {
        "channels-last": (base, lambda: _forward_backward(plain, inputs)),
        "mixed precision (bfloat16)": (lambda: _in_bfloat16(laid_out, rows_last), base),
        "torch.compile": (lambda: _forward_backward(compiled, rows_last), base),
    }
    return [_told(name, *steps) for name, steps in tricks.items()]


def _told(name: str, with_it: Step, without: Step) -> Measurement:
    with_it(), without()  # compile, and warm up
    ours, theirs = alternating_ms(with_it, without, TOLD_RUNS)
    return Measurement(f"step with {name}, on {device()}", ours, "ms", theirs, ours / theirs, "told", True)


def _forward_backward(network: nn.Module, inputs: torch.Tensor) -> None:
    network(inputs).square().mean().backward()
    network.zero_grad()
    _wait()


def _in_bfloat16(network: nn.Module, inputs: torch.Tensor) -> None:
    with torch.autocast(device(), torch.bfloat16):
        loss = network(inputs).square().mean()
    loss.backward()
    network.zero_grad()
    _wait()


def _paper() -> list[Measurement]:
    """The whole recipe of the paper, projected from one measured step of each phase."""
    hours = cost(load_recipe("paper").recipe, round(PAPERS_PICTURES * TRAIN_SHARE)).seconds / 3600
    name = f"paper recipe on {PAPERS_PICTURES:,} pictures, projected"
    goal = f"under {MOST_MINUTES:g} minutes on one H200-class card; the paper: {PAPERS_HOURS:g} h"
    told = Measurement(f"{name}, on {device()}", hours, "h", PAPERS_HOURS, hours / PAPERS_HOURS, "told", True)
    if device() != "cuda":
        return [told, not_measured(f"{name}, on CUDA", "h", goal, "there is no CUDA on this machine")]
    return [told, replace(told, name=f"{name}, on CUDA", goal=goal, holds=hours * 60 < MOST_MINUTES)]
