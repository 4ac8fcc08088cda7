"""The fastai learner: loss, metric, optimizer, mix-up."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from fastai.callback.core import Callback
from fastai.callback.fp16 import MixedPrecision
from fastai.callback.mixup import MixUp
from fastai.callback.progress import ProgressCallback
from fastai.callback.schedule import fit_one_cycle  # noqa: F401  # gives Learner its method
from fastai.data.core import DataLoaders
from fastai.learner import Learner
from fastai.metrics import AccumMetric
from fastai.optimizer import Adam
from fastai.torch_core import params
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from sacroread.analysis.auroc import auroc
from sacroread.second_reader.network import Head, Network
from training.loaders import is_halved
from training.recipe import Schedule
from training.together import processes
from training.whole_batch import Share


def learner(model: Network | Head, data: DataLoaders, schedule: Schedule) -> Learner:
    """Return a learner that prints nothing by itself, of a network in two groups, or of its head alone."""
    for norm in (module for module in model.modules() if isinstance(module, nn.BatchNorm2d)):
        norm.momentum = schedule.norm_momentum
    made = Learner(
        data,
        model.to(memory_format=torch.channels_last),
        loss_func=_smoothed_loss(schedule.label_smoothing),
        opt_func=Adam,  # with decoupled weight decay (Loshchilov and Hutter 2019, ICLR)
        splitter=_groups,
        metrics=AccumMetric(_area, name="tune_auroc", flatten=True, to_np=True),
        cbs=_callbacks(schedule),
    )
    made.remove_cb(ProgressCallback)
    made.recorder.silent = True
    made.logger = lambda values: None
    return made


def _callbacks(schedule: Schedule) -> list[Callback]:
    mixed = [MixUp(schedule.mixup)] if schedule.mixup > 0 else []
    halved = [MixedPrecision(amp_mode="bf16")] if is_halved() else []
    shared = [Share()] if processes() > 1 else []
    return [*mixed, *halved, *shared]


def _groups(model: Network | Head) -> Sequence[Sequence[nn.Parameter]]:
    if isinstance(model, Head):
        return [params(model)]
    return [params(model.features), params(model.head)]


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
