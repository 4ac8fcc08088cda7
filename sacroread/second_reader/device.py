"""A network at work on CUDA, MPS or CPU: which device, in which precision, how many inputs at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import cpu_count

import numpy as np
import torch
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import Network

Inputs = NDArray[np.float32]  # (n, 3, rows, cols), normalised
SMALL_INPUT_PX = 300 * 300  # threads cost more than they bring below, above all on a busy machine
MOST_THREADS = min(4, cpu_count() or 1)
BATCH = {"cpu": 1, "cuda": 32, "mps": 8}  # one at a time on a CPU: alone or not, the same bits


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network answers to one input.

    `log_odds` before any temperature; `heatmap` (h, w) float32, 0 or more; `grades` (2, 5) float32, the
    shares of grades 0 to 4 for the left and right half of the picture, or None where it gives none.
    """

    log_odds: float
    heatmap: NDArray[np.float32]
    grades: NDArray[np.float32] | None


def answers_to(network: Network, inputs: Inputs, device: str) -> tuple[Answer, ...]:
    """Return the answers to all inputs in one pass, in the precision of the network; threads are fixed."""
    precision = next(network.parameters()).dtype
    with torch.inference_mode(), fixed_arithmetic(inputs.shape[2] * inputs.shape[3]):
        placed = torch.from_numpy(inputs).to(device, precision, memory_format=torch.channels_last)
        maps = network.features(placed).float()
        log_odds = network.head.float()(maps)[:, 0].tolist()
        heatmaps = network.head.activation(maps).clamp(min=0).cpu().numpy()
        has_grades = network.head.grades is not None
        grades = network.head.side_grades(maps).softmax(dim=2).cpu().numpy() if has_grades else None
    return tuple(
        Answer(value, heatmaps[place], None if grades is None else grades[place])
        for place, value in enumerate(log_odds)
    )


def in_batches(
    answer: Callable[[Inputs], tuple[Answer, ...]], inputs: Inputs, batch: int
) -> tuple[tuple[Answer, ...], int]:
    """Return all answers and the batch that fitted into memory: halved each time it did not.

    Raises:
        SacroReadError: Not even one input fits, or the device was lost.
    """
    given: list[Answer] = []
    while len(given) < len(inputs):
        try:
            given += answer(inputs[len(given) : len(given) + batch])
        except RuntimeError as error:  # torch knows no narrower one that all devices share
            batch = _smaller(batch, error)
    return tuple(given), batch


def _smaller(batch: int, error: RuntimeError) -> int:
    if "out of memory" in str(error).lower():
        if batch > 1:
            return batch // 2
        raise SacroReadError(
            "The memory of this device is too small for the second reader. Choose the device cpu."
        ) from error
    if isinstance(error, torch.AcceleratorError):
        raise SacroReadError(
            "The device that the second reader ran on was lost. What was answered before is kept. Start "
            "SacroRead again, or choose the device cpu."
        ) from error
    raise error


def available_devices() -> tuple[str, ...]:
    """Return the devices of this machine, the fastest first."""
    claims = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    return tuple(name for name, is_there in claims.items() if is_there)


def chosen_device(device: str) -> str:
    """Return the device to use; `auto` is the fastest.

    Raises:
        SacroReadError: It is not there.
    """
    there = available_devices()
    if device == "auto":
        return there[0]
    if device not in there:
        raise SacroReadError(f"This machine has no device {device!r}; it has {', '.join(there)}.")
    return device


@contextmanager
def fixed_arithmetic(pixels: int) -> Iterator[None]:
    """Fix what changes the last bits: the number of threads, and on CUDA the algorithm and its precision."""
    before = torch.get_num_threads()
    torch.set_num_threads(1 if pixels < SMALL_INPUT_PX else MOST_THREADS)
    exact = torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True, allow_tf32=False)
    try:
        with exact:
            yield
    finally:
        torch.set_num_threads(before)
