"""Several processes that train one network as one process would; `torchrun` starts them.

Each draws the same pictures, augmentations and masks for the whole batch, from the same seeds, and works on
its own share of it (`whole_batch`). The first process alone writes and tells.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch
import torch.distributed as group
from torch import nn

from sacroread.errors import SacroReadError
from training.loaders import device


def processes() -> int:
    """Return how many processes train together."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def is_first() -> bool:
    """Whether this is the process that writes and tells."""
    return place() == 0


def place() -> int:
    """Return which of the processes this is, from 0."""
    return int(os.environ.get("RANK", "0"))


@contextmanager
def joined() -> Iterator[None]:
    """Join the processes that `torchrun` started, and part when all is done; alone or joined, do nothing."""
    if processes() == 1 or group.is_initialized():
        yield
        return
    if device() == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    group.init_process_group("nccl" if device() == "cuda" else "gloo")
    yield
    group.destroy_process_group()  # not after an error: torchrun ends the others, which may be waiting


def wait_for_all() -> None:
    """Go on when every process is here."""
    if processes() > 1:
        group.barrier()


@contextmanager
def first_alone() -> Iterator[None]:
    """Let the first process go before the others, which find what it has written."""
    if not is_first():
        wait_for_all()
    yield
    if is_first():
        wait_for_all()


def make_alike(network: nn.Module) -> None:
    """Give every process the tensors of the first."""
    for tensor in network.state_dict().values() if processes() > 1 else ():
        group.broadcast(tensor, 0)


def as_the_first_says(numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Return the numbers of the first process, so that all decide alike."""
    if processes() == 1:
        return numbers
    told = torch.tensor(numbers, dtype=torch.float64, device=device())
    group.broadcast(told, 0)
    return tuple(told.tolist())


def check_shares(batch: int) -> None:
    """Refuse a batch that gives the processes unequal shares.

    Raises:
        SacroReadError: It does.
    """
    if batch % processes():
        raise SacroReadError(
            f"A batch of {batch} cannot be divided among {processes()} processes. Start a number of them "
            "that divides it, or change the batch in the recipe."
        )


def own_share(whole: torch.Tensor) -> torch.Tensor:
    """Return the part of a batch (n, ...) that this process works on: (n / processes, ...)."""
    size = len(whole) // processes()
    return whole[place() * size : (place() + 1) * size]


def total(own: torch.Tensor) -> torch.Tensor:
    """Return the sum of a tensor over all processes, in all of them to the same bits."""
    summed = own.clone()
    group.all_reduce(summed)
    return summed
