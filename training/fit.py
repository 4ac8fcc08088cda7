"""Training with fastai: the head alone, then everything, each by one cycle, the best tuning AUROC kept."""

import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from fastai.basics import Transform
from fastai.callback.core import Callback
from fastai.callback.progress import ProgressCallback
from fastai.callback.schedule import fit_one_cycle  # noqa: F401  # gives Learner its method
from fastai.data.core import DataLoaders, TfmdDL
from fastai.learner import Learner
from fastai.metrics import AccumMetric
from fastai.optimizer import Adam
from fastai.torch_core import TensorImage, params, set_seed
from fastai.vision.augment import aug_transforms
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from sacroread.analysis.auroc import auroc
from sacroread.errors import SacroReadError
from sacroread.second_reader.manifest import InputSpec
from sacroread.second_reader.network import Network, build
from training.answers import answers
from training.curated_set import OpenedSet
from training.inputs import GreyInputs, grey_inputs
from training.recipe import Augmentation, Recipe, Schedule, StatedRecipe
from training.run import EPOCHS, WEIGHTS, RunRecord, begin_run, finish_run
from training.starting_weights import NONE, Start, begin_with
from training.temperature import tuned_temperature

SOFTWARE = ("sacroread", "torch", "fastai", "numpy")


@dataclass
class Best:
    """The best epoch so far; it grows while a run goes on."""

    auroc: float = -1.0
    loss: float = float("inf")
    epoch: int = 0
    epochs_done: int = 0

    def is_beaten_by(self, auroc: float, loss: float) -> bool:
        """Say whether an epoch is better: a greater AUROC, or the same with a smaller loss."""
        return (auroc, -loss) > (self.auroc, -self.loss)


class KeepBest(Callback):  # type: ignore[misc]  # fastai carries no types
    """Write a JSON line per epoch and the network whenever the tuning AUROC improves, and load it at the end.

    fastai's own SaveModelCallback reads its checkpoint back as an open pickle; this one writes safetensors.
    """

    order = 61  # after the Recorder

    def __init__(self, folder: Path, best: Best, phase: str, tell: Callable[[str], None]) -> None:
        self.folder, self.best, self.phase, self.tell = folder, best, phase, tell
        self.started = time.monotonic()

    def after_epoch(self) -> None:
        """Keep what this epoch gave."""
        train_loss, tune_loss, tune_auroc = (float(value) for value in self.learn.recorder.values[-1])
        self.best.epochs_done += 1
        line: dict[str, float | int | str] = {
            "epoch": self.best.epochs_done,
            "phase": self.phase,
            "train_loss": train_loss,
            "tune_loss": tune_loss,
            "tune_auroc": tune_auroc,
            "seconds": round(time.monotonic() - self.started, 1),
        }
        self.started = time.monotonic()
        with (self.folder / EPOCHS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self.tell(json.dumps(line))
        if self.best.is_beaten_by(tune_auroc, tune_loss):
            self.best.auroc, self.best.loss, self.best.epoch = tune_auroc, tune_loss, self.best.epochs_done
            save_network(self.learn.model, self.folder / WEIGHTS)

    def after_fit(self) -> None:
        """Go on, or end, with the best network."""
        self.learn.model.load_state_dict(safetensors.torch.load_file(self.folder / WEIGHTS))


class GreyPictures:
    """The training or tuning pictures, as fastai's loader wants them; only `split_idx` 0 is augmented."""

    def __init__(self, inputs: GreyInputs, split_idx: int) -> None:
        self.greys, self.split_idx = inputs.greys, split_idx
        self.targets = inputs.is_definite.astype(np.float32)

    def __len__(self) -> int:
        return len(self.greys)

    def __getitem__(self, place: int) -> tuple[TensorImage, torch.Tensor]:
        return TensorImage(torch.from_numpy(self.greys[place][None])), torch.tensor(self.targets[place])


def fit(
    opened: OpenedSet, stated: StatedRecipe, start: Start | None, folder: Path, tell: Callable[[str], None]
) -> RunRecord:
    """Train a network on a curated set and write the run.

    Args:
        opened: The curated set.
        stated: The recipe.
        start: The starting weights of the body, or None for random ones.
        folder: Of the run; must not exist yet.
        tell: Takes a line about the progress.

    Raises:
        SacroReadError: Set, recipe and weights do not fit each other.
    """
    began = time.monotonic()
    recipe = stated.recipe
    begin_run(folder, stated)
    set_seed(recipe.seed, reproducible=True)
    network = build(recipe.network.name, recipe.network.arguments)
    if start is not None:
        begin_with(network, start)
    train, tune = (grey_inputs(opened, split, recipe.input) for split in ("train", "tune"))
    tell(f"{len(train.entries)} training and {len(tune.entries)} tuning pictures")
    best = _trained(network, (train, tune), recipe, (folder, tell))
    record = RunRecord(
        set_folder=str(opened.folder.resolve()),
        set_sha256=opened.sha256,
        recipe_sha256=stated.sha256,
        starting_weights=start.stated if start else NONE,
        best_epoch=best.epoch,
        best_auroc=best.auroc,
        temperature=_temperature(network, tune, recipe),
        minutes=round((time.monotonic() - began) / 60, 2),
        machine=f"{platform.machine()}, {torch.get_num_threads()} threads, {_device()}",
        software={name: version(name) for name in SOFTWARE},
    )
    finish_run(folder, record)
    return record


def save_network(network: nn.Module, path: Path) -> None:
    """Write the tensors so that a cut never leaves half a file under the final name."""
    partial = path.with_name(path.name + ".part")
    state = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    safetensors.torch.save_file(state, partial)
    partial.replace(path)


def _trained(
    network: Network,
    inputs: tuple[GreyInputs, GreyInputs],
    recipe: Recipe,
    where: tuple[Path, Callable[[str], None]],
) -> Best:
    schedule, best = recipe.schedule, Best()
    learner = _learner(network, _loaders(inputs, recipe), schedule)
    phases: Sequence[tuple[str, int, float | slice]] = (
        ("frozen", schedule.frozen_epochs, schedule.frozen_rate),
        ("unfrozen", schedule.epochs, slice(schedule.rate * schedule.body_share, schedule.rate)),
    )
    for phase, epochs, rate in phases:
        if epochs:
            learner.freeze() if phase == "frozen" else learner.unfreeze()
            keep = KeepBest(where[0], best, phase, where[1])
            learner.fit_one_cycle(epochs, lr_max=rate, wd=schedule.weight_decay, cbs=keep)
    if best.epoch == 0:
        raise SacroReadError(
            "No epoch gave a finite AUROC. Ask for at least one epoch, or lower the learning rate."
        )
    return best


def _learner(network: Network, loaders: DataLoaders, schedule: Schedule) -> Learner:
    learner = Learner(
        loaders,
        network.to(memory_format=torch.channels_last),
        loss_func=_smoothed_loss(schedule.label_smoothing),
        opt_func=Adam,
        splitter=lambda model: [params(model.features), params(model.head)],
        metrics=AccumMetric(_area, name="tune_auroc", flatten=True, to_np=True),
    )
    learner.remove_cb(ProgressCallback)
    learner.recorder.silent = True
    learner.logger = lambda values: None
    return learner


def _loaders(inputs: tuple[GreyInputs, GreyInputs], recipe: Recipe) -> DataLoaders:
    made = []
    for split_idx, each in enumerate(inputs):
        is_training = split_idx == 0
        steps = [*(_augmentations(recipe.augmentation) if is_training else []), Normalise(recipe.input)]
        made.append(
            TfmdDL(
                GreyPictures(each, split_idx),
                bs=recipe.schedule.batch,
                shuffle=is_training,
                drop_last=is_training and len(each.entries) > recipe.schedule.batch,
                num_workers=0,  # the pictures lie in memory
                after_batch=steps,
            )
        )
    return DataLoaders(*made, device=torch.device(_device()))


class Normalise(Transform):  # type: ignore[misc]  # fastai carries no types
    """`preprocess.normalised` for a batch: (n, 1, rows, cols) to (n, 3, rows, cols), in the same steps."""

    order = 99

    def __init__(self, spec: InputSpec) -> None:
        super().__init__()
        self.mean = torch.tensor(spec.mean).reshape(3, 1, 1)
        self.std = torch.tensor(spec.std).reshape(3, 1, 1)

    def encodes(self, greys: TensorImage) -> TensorImage:
        """Normalise."""
        normal = (greys - self.mean.to(greys.device)) / self.std.to(greys.device)
        return normal.contiguous(memory_format=torch.channels_last)


def _augmentations(augmentation: Augmentation) -> list[Transform]:
    made: list[Transform] = aug_transforms(
        do_flip=augmentation.flip,
        max_rotate=augmentation.rotation_degrees,
        min_zoom=augmentation.least_zoom,
        max_zoom=augmentation.greatest_zoom,
        max_lighting=augmentation.lighting,
        max_warp=augmentation.warp,
    )
    return made


def _smoothed_loss(smoothing: float) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Cross entropy with the targets drawn together by `smoothing` (Szegedy et al. 2016, section 7)."""

    def loss(log_odds: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        plain_odds, plain_targets = torch.Tensor(log_odds)[:, 0], torch.Tensor(targets)
        return binary_cross_entropy_with_logits(plain_odds, plain_targets * (1 - smoothing) + smoothing / 2)

    return loss


def _area(log_odds: NDArray[np.float32], targets: NDArray[np.float32]) -> float:
    if not np.isfinite(log_odds).all():
        return float("nan")
    area = auroc(targets.astype(np.int64), log_odds.astype(np.float64)).value
    return float("nan") if area is None else area


def _temperature(network: Network, tune: GreyInputs, recipe: Recipe) -> float:
    if recipe.temperature == "one":
        return 1.0
    return tuned_temperature(answers(network.cpu(), tune, recipe.input).log_odds, tune.is_definite)


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"
