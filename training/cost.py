"""What a run will cost on this machine, from one real step at each size."""

import time
from dataclasses import dataclass

import torch
from torch import nn

from sacroread.second_reader.network import Network, build
from training.loaders import device, is_halved
from training.phases import Phase, phases_of
from training.recipe import Recipe

PROBED = 4  # pictures in the measured step on a processor; a GPU is slower with few than with a whole batch
STEPS = 2  # the first one warms up
NORMS = (nn.BatchNorm2d, nn.LayerNorm)  # fastai lets them learn in a frozen body


@dataclass(frozen=True)
class Cost:
    """Seconds for a whole run, at most, and a picture's seconds in each phase; on which device."""

    seconds: float
    per_picture: tuple[float, ...]
    device: str


def cost(recipe: Recipe, training_pictures: int) -> Cost:
    """Return the cost of a recipe by a measured step per phase; loading and evaluation are left out."""
    network = build(recipe.network.name, recipe.network.arguments).to(device()).train()
    network = network.to(memory_format=torch.channels_last)
    phases = phases_of(recipe.schedule)
    measured = [_seconds_per_picture(network, phase) if phase.epochs else 0.0 for phase in phases]
    passes = [1 if phase.is_from_features else phase.epochs for phase in phases]
    seconds = sum(each * count * training_pictures for each, count in zip(measured, passes, strict=True))
    return Cost(seconds, tuple(measured), device())


def _seconds_per_picture(network: Network, phase: Phase) -> float:
    pictures = phase.batch if device() == "cuda" else min(PROBED, phase.batch)
    inputs = torch.zeros(pictures, 3, phase.rows, phase.cols, device=device())
    inputs = inputs.contiguous(memory_format=torch.channels_last)
    _freeze(network.features, phase)
    for _ in range(STEPS):
        began = time.perf_counter()
        _step(network, inputs, phase)
    return (time.perf_counter() - began) / pictures


def _freeze(body: nn.Module, phase: Phase) -> None:
    for module in body.modules():
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad_(not phase.is_frozen or isinstance(module, NORMS))


def _step(network: Network, inputs: torch.Tensor, phase: Phase) -> None:
    halved = torch.autocast(device(), torch.bfloat16, enabled=is_halved())
    with torch.set_grad_enabled(not phase.is_from_features), halved:
        loss = network(inputs).square().mean()
    if not phase.is_from_features:
        loss.backward()
    network.zero_grad()
    if device() == "cuda":
        torch.cuda.synchronize()
