"""When the memory of a device is too small: which batch would fit."""

from collections.abc import Callable

import torch

CPU_REFUSALS = ("can't allocate memory", "not enough memory")  # what torch says on a processor


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether an error says that memory is too small."""
    return isinstance(error, torch.OutOfMemoryError) or any(words in str(error) for words in CPU_REFUSALS)


def fitting_batch(step: Callable[[int], object], batch: int) -> int:
    """Return the largest batch, `batch` halved again and again, with which a step fits; 0 where none does."""
    while batch > 0:
        try:
            step(batch)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            batch //= 2
        else:
            return batch
    return 0
