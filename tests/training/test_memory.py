import subprocess
import sys

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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process here")
def test_a_run_that_does_not_fit_into_memory_says_which_batch_does(source, tmp_path, recipe_text):
    """The system refuses a process more memory, as it does when there is no more; in a process of its own."""
    text = recipe_text.replace("efficientnet-lite0", "resnet-18").replace("block_dropout", "grades_per_side")
    text = text.replace("rows = 64", "rows = 256").replace("cols = 96", "cols = 384")
    (tmp_path / "large.toml").write_text(text.replace("batch = 8", "batch = 24"), "utf-8")
    made = ["prepare", str(source), "-o", str(tmp_path / "set"), "--crop", "whole", "--tune", "0.25"]
    words = [
        "fit",
        str(tmp_path / "set"),
        "--recipe",
        str(tmp_path / "large.toml"),
        "-o",
        str(tmp_path / "run"),
        "--weights",
        "none",
    ]
    code = f"""
import resource, sys
from training.__main__ import main
assert main({made!r}) == 0
import training.fit
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 200 * 2**20,) * 2)
sys.exit(main({words!r}))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("A batch of 24 at 256 x 384 does not fit into the memory of cpu.")
    assert "does: write batch = " in done.stderr or "Nor does any smaller one" in done.stderr
