"""The fastai learner: pictures from memory, augmentation, loss, metric, optimizer."""

from collections.abc import Callable

import numpy as np
import torch
from fastai.basics import Transform
from fastai.callback.progress import ProgressCallback
from fastai.callback.schedule import fit_one_cycle  # noqa: F401  # gives Learner its method
from fastai.data.core import DataLoaders, TfmdDL
from fastai.learner import Learner
from fastai.metrics import AccumMetric
from fastai.optimizer import Adam
from fastai.torch_core import TensorImage, params
from fastai.vision.augment import aug_transforms
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from sacroread.analysis.auroc import auroc
from sacroread.second_reader.manifest import InputSpec
from sacroread.second_reader.network import Network
from training.inputs import GreyInputs
from training.recipe import Augmentation, Recipe, Schedule


class GreyPictures:
    """The training or tuning pictures, as fastai's loader wants them; only `split_idx` 0 is augmented."""

    def __init__(self, inputs: GreyInputs, split_idx: int) -> None:
        self.greys, self.split_idx = inputs.greys, split_idx
        self.targets = inputs.is_definite.astype(np.float32)

    def __len__(self) -> int:
        return len(self.greys)

    def __getitem__(self, place: int) -> tuple[TensorImage, torch.Tensor]:
        return TensorImage(torch.from_numpy(self.greys[place][None])), torch.tensor(self.targets[place])


def learner(network: Network, data: DataLoaders, schedule: Schedule) -> Learner:
    """Return a learner with two groups of layers, body and head, that prints nothing by itself."""
    for norm in (module for module in network.modules() if isinstance(module, nn.BatchNorm2d)):
        norm.momentum = schedule.norm_momentum
    made = Learner(
        data,
        network.to(memory_format=torch.channels_last),
        loss_func=_smoothed_loss(schedule.label_smoothing),
        opt_func=Adam,
        splitter=lambda model: [params(model.features), params(model.head)],
        metrics=AccumMetric(_area, name="tune_auroc", flatten=True, to_np=True),
    )
    made.remove_cb(ProgressCallback)
    made.recorder.silent = True
    made.logger = lambda values: None
    return made


def loaders(inputs: tuple[GreyInputs, GreyInputs], recipe: Recipe) -> DataLoaders:
    """Return batches of the training pictures, shuffled and augmented, and of the tuning pictures, plain."""
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
    data = DataLoaders(*made, device=torch.device(device()))
    for each in made:
        each._one_pass()  # noqa: SLF001  # else fastai does so within an epoch and draws from its randomness
    return data


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


def device() -> str:
    """Return the device to train on."""
    return "cuda" if torch.cuda.is_available() else "cpu"
