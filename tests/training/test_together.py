"""Two real processes that train one network give what one process gives with the same batch."""

import json
import os
import subprocess
import sys

import pytest

from sacroread.errors import SacroReadError
from training.curated_set import open_set
from training.prepare import Wanted, prepare
from training.recipe import recipe_from_toml
from training.split import Shares

pytestmark = pytest.mark.filterwarnings(
    "ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)

GRADIENTS = """
import json, sys
from copy import deepcopy
import torch
from torch import nn
from torchvision.ops import StochasticDepth
from training.__main__ import main
from training.together import is_first, joined, own_share, processes, total
from training.whole_batch import work_on_whole_batches

def gradients(network, inputs):
    torch.manual_seed(5)  # of the masks
    network.train()(inputs).square().mean().backward()
    return torch.cat([each.grad.reshape(-1) for each in network.parameters()])

torch.manual_seed(1)
layers = [nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), StochasticDepth(0.4, "row"), nn.Conv2d(8, 8, 3),
          nn.BatchNorm2d(8), nn.Flatten(), nn.Dropout(0.5), nn.Linear(8 * 12 * 12, 1)]
one = nn.Sequential(*layers).double()
two, inputs = deepcopy(one), torch.randn(8, 3, 16, 16, dtype=torch.float64)
with joined():
    work_on_whole_batches(two)
    whole, averaged = gradients(one, inputs), total(gradients(two, own_share(inputs))) / processes()
    found = [float((averaged - whole).norm() / whole.norm())]
    found += [float((a - b).abs().max()) for a, b in zip(one.buffers(), two.buffers())]
    if is_first():
        print(json.dumps({"found": found}), flush=True)
    status = main(sys.argv[1:])
sys.exit(status)
"""


@pytest.fixture
def recipe(recipe_text):
    """Dropout, mix-up, augmentation, batch normalisation; a rate at which rounding is not blown up."""
    text = recipe_text.replace("mixup = 0.0", "mixup = 0.2").replace(" epochs = 3", " epochs = 1")
    text = text.replace("efficientnet-lite0", "resnet-18").replace(
        "block_dropout = 0.0", "grades_per_side = 0"
    )
    return recipe_from_toml(text.replace("\nrate = 0.001", "\nrate = 0.0001"))


def _epochs(run):
    return [json.loads(line) for line in (run / "epochs.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="torch has no gloo rendezvous over TCP store on Windows")
def test_two_processes_give_the_gradients_and_the_losses_of_one_with_the_same_batch(source, tmp_path, recipe):
    from training.fit import fit

    prepare(source, tmp_path / "set", Wanted("", True, "whole", 8, Shares(0.25), 1), lambda line: None)
    (tmp_path / "tiny.toml").write_text(recipe.text, "utf-8")
    (tmp_path / "script.py").write_text(GRADIENTS, "utf-8")
    start = [sys.executable, "-W", "ignore", "-m", "torch.distributed.run", "--standalone"]
    words = ["fit", "set", "--recipe", "tiny.toml", "-o", "both", "--weights", "none", "--device", "cpu"]
    done = subprocess.run(
        [*start, "--nproc-per-node", "2", "script.py", *words],
        cwd=tmp_path,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    fit(open_set(tmp_path / "set"), recipe, None, tmp_path / "one", lambda line: None)

    (told,) = (json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"found'))
    assert len(told["found"]) == 7  # the gradients; per normalisation its mean, spread and count
    assert max(told["found"]) < 1e-12  # in double precision: nothing but rounding
    alone, together = _epochs(tmp_path / "one"), _epochs(tmp_path / "both")
    assert len(together) == len(alone) == 2  # one line per epoch, not one per process
    for one, two in zip(alone, together, strict=True):
        assert two["train_loss"] == pytest.approx(one["train_loss"], abs=1e-3)
        assert two["tune_loss"] == pytest.approx(one["tune_loss"], abs=1e-4)
    assert "2 processes" in (tmp_path / "both" / "run.json").read_text("utf-8")


def test_a_batch_that_does_not_divide_among_the_processes_is_refused(monkeypatch):
    from training.together import check_shares

    monkeypatch.setenv("WORLD_SIZE", "3")
    with pytest.raises(SacroReadError, match="batch of 8 cannot be divided among 3 processes"):
        check_shares(8)


def test_masks_that_each_process_would_draw_for_itself_are_refused(monkeypatch):
    from sacroread.second_reader.network import build
    from training.whole_batch import work_on_whole_batches

    monkeypatch.setenv("WORLD_SIZE", "2")
    with pytest.raises(SacroReadError, match="block_dropout"):
        work_on_whole_batches(build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.1}))
