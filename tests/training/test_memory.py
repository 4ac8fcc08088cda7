import pytest
import torch

from training.memory import fitting_batch, is_out_of_memory

MEBIBYTE = 2**20


def test_the_batch_that_fits_is_found_by_halving():
    """A batch of 4 needs 4 TiB here, more than the machine will promise; one of 2 is made small."""

    def step(batch):
        torch.empty(batch * MEBIBYTE * (MEBIBYTE if batch > 2 else 1), dtype=torch.uint8)

    assert fitting_batch(step, 16) == 2


def test_where_nothing_fits_there_is_no_batch():
    assert fitting_batch(lambda batch: torch.empty(2**50, dtype=torch.uint8), 8) == 0


def test_another_fault_is_not_taken_for_missing_memory():
    with pytest.raises(RuntimeError) as fault:
        torch.ones(2) @ torch.ones(3)

    assert not is_out_of_memory(fault.value)
