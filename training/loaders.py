"""What fastai's loop draws from: augmented pictures, or what a frozen body says of plain ones."""

from dataclasses import dataclass

import numpy as np
import torch
from fastai.basics import Transform
from fastai.data.core import DataLoaders, TfmdDL
from fastai.torch_core import TensorImage
from fastai.vision.augment import aug_transforms
from numpy.typing import NDArray

from sacroread.second_reader.manifest import InputSpec
from sacroread.second_reader.network import Network
from training.inputs import GreyInputs
from training.recipe import Augmentation, Recipe

LEAST_VOTES = 2
FEATURES_AT_ONCE = 32  # pictures that go through the body together


@dataclass(frozen=True)
class Batches:
    """How a phase is fed: pictures at a time; whether they are augmented; whether votes are the targets."""

    size: int
    augmentation: Augmentation | None
    has_soft_targets: bool


class Examples:
    """Inputs (cases, ...) float32 and targets (cases,), as fastai's loader wants them.

    Only where `split_idx` is 0, in training, are they augmented.
    """

    def __init__(self, inputs: NDArray[np.float32], targets: NDArray[np.float32], split_idx: int) -> None:
        self.inputs, self.targets, self.split_idx = inputs, targets, split_idx

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, place: int) -> tuple[TensorImage, torch.Tensor]:
        return TensorImage(torch.from_numpy(np.array(self.inputs[place]))), torch.tensor(self.targets[place])


def picture_loaders(inputs: tuple[GreyInputs, GreyInputs], recipe: Recipe, batches: Batches) -> DataLoaders:
    """Return batches of the training pictures, shuffled and augmented, and of the tuning pictures, plain."""
    train, tune = inputs
    steps = [*(_augmentations(batches.augmentation) if batches.augmentation else []), Normalise(recipe.input)]
    return _loaders(
        Examples(train.greys[:, None], targets(train, is_soft=batches.has_soft_targets), 0),
        Examples(tune.greys[:, None], targets(tune, is_soft=False), 1),
        (batches.size, steps, [Normalise(recipe.input)]),
    )


def feature_loaders(
    network: Network, inputs: tuple[GreyInputs, GreyInputs], recipe: Recipe, batches: Batches
) -> DataLoaders:
    """Return batches of what the body says of each picture, computed once: (n, maps, 1, 1)."""
    train, tune = inputs
    said = [features(network, each, recipe.input) for each in inputs]
    return _loaders(
        Examples(said[0], targets(train, is_soft=batches.has_soft_targets), 0),
        Examples(said[1], targets(tune, is_soft=False), 1),
        (batches.size, [], []),
    )


def features(network: Network, inputs: GreyInputs, spec: InputSpec) -> NDArray[np.float32]:
    """Return the means of the body's maps, (cases, maps, 1, 1) float32, for plain pictures."""
    normalise, where, said = Normalise(spec), next(network.parameters()).device, []
    network.features.eval()
    with torch.inference_mode():
        for first in range(0, len(inputs.greys), FEATURES_AT_ONCE):
            greys = torch.from_numpy(inputs.greys[first : first + FEATURES_AT_ONCE, None].copy()).to(where)
            maps = network.features(torch.Tensor(normalise.encodes(TensorImage(greys))))
            said.append(maps.mean(dim=(2, 3), keepdim=True).float().cpu().numpy())
    return np.concatenate(said)


def targets(inputs: GreyInputs, *, is_soft: bool) -> NDArray[np.float32]:
    """Return (cases,) float32: 1 for definite, else 0; soft: the share of votes, where two or more voted."""
    hard = inputs.is_definite.astype(np.float32)
    votes = [entry.votes for entry in inputs.entries]
    shares = [v.definite / v.all if is_soft and v.all >= LEAST_VOTES else np.nan for v in votes]
    return np.where(np.isnan(shares), hard, np.array(shares, np.float32)).astype(np.float32)


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


def _loaders(
    train: Examples, tune: Examples, fed: tuple[int, list[Transform], list[Transform]]
) -> DataLoaders:
    batch, *steps = fed
    made = [
        TfmdDL(
            each,
            bs=min(batch, len(each)),
            shuffle=each is train,
            drop_last=each is train,
            num_workers=0,  # the pictures lie in memory
            after_batch=after,
        )
        for each, after in zip((train, tune), steps, strict=True)
    ]
    data = DataLoaders(*made, device=torch.device(device()))
    for each in made:
        each._one_pass()  # noqa: SLF001  # else fastai does so within an epoch and draws from its randomness
    return data


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


def device() -> str:
    """Return the device to train on."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def is_halved() -> bool:
    """Whether networks learn in mixed precision (bfloat16): where CUDA knows it."""
    return device() == "cuda" and torch.cuda.is_bf16_supported()
