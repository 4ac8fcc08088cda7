import json
import subprocess
import sys

import pytest
import safetensors.torch

from sacroread.errors import SacroReadError
from training.curated_set import open_set
from training.prepare import Wanted, prepare
from training.recipe import recipe_from_toml
from training.run import WEIGHTS
from training.split import Shares

pytestmark = pytest.mark.filterwarnings(
    "ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)

SIZES = ("32, cols = 64", "64, cols = 96")


class KilledError(Exception):
    """Stands for the moment at which the process is gone."""


def _killed_after(epochs):
    seen = []

    def tell(line):
        seen.append(line)
        if sum(line.startswith("{") for line in seen) == epochs:
            raise KilledError("killed")

    return tell


def _losses(folder):
    lines = [json.loads(line) for line in (folder / "epochs.jsonl").read_text("utf-8").splitlines()]
    return [(line["epoch"], line["phase"], line["train_loss"], line["tune_loss"]) for line in lines]


@pytest.fixture
def made_of(source, tmp_path, recipe_text):
    prepare(source, tmp_path / "set", Wanted("", True, "whole", 8, Shares(0.25), 1), lambda line: None)
    small, whole = (f"{{ rows = {size}, batch = 8, frozen_epochs = 1, epochs = 1 }}" for size in SIZES)
    lines = [
        f"stages = [{small}, {whole}]" if line.startswith("stages = ") else line
        for line in recipe_text.splitlines()
    ]
    text = "\n".join(lines).replace("mixup = 0.0", "mixup = 0.2")
    text = text.replace("is_frozen_augmented = true", "is_frozen_augmented = false")
    text = text.replace("average = 0.0", "average = 0.9")
    return open_set(tmp_path / "set"), recipe_from_toml(text), None


def _kill_after(epochs, made_of, folder):
    """Train in a process of its own and kill it at once when it has told of so many epochs."""
    opened, stated, _ = made_of
    recipe = folder.with_suffix(".toml")
    recipe.write_text(stated.text, "utf-8")
    words = ["fit", str(opened.folder), "--recipe", str(recipe), "-o", str(folder), "--weights", "none"]
    command = [sys.executable, "-W", "ignore", "-m", "training", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while epochs > 0 and (line := process.stdout.readline()):
            epochs -= line.startswith("{")
        process.kill()
    assert process.returncode < 0 or sys.platform == "win32"
    assert not (folder / "run.json").exists()


def test_a_killed_run_goes_on_to_the_very_result_of_one_that_was_not(made_of, tmp_path):
    from training.fit import fit, resume

    whole = fit(*made_of, tmp_path / "whole", lambda line: None)
    stopped, killed = tmp_path / "stopped", tmp_path / "killed"
    with pytest.raises(KilledError):
        fit(*made_of, stopped, _killed_after(3))  # after the features of the second stage
    _kill_after(1, made_of, killed)  # after those of the first
    for folder in (stopped, killed):
        resumed = resume(*made_of, folder, lambda line: None)

        assert _losses(folder) == _losses(tmp_path / "whole")
        assert (resumed.best_epoch, resumed.temperature) == (whole.best_epoch, whole.temperature)
        assert (folder / WEIGHTS).read_bytes() == (tmp_path / "whole" / WEIGHTS).read_bytes()
        assert not (folder / "checkpoint.safetensors").exists()


def test_a_run_goes_on_with_the_same_recipe_only(made_of, tmp_path):
    from training.fit import fit, resume

    opened, stated, start = made_of
    with pytest.raises(KilledError):
        fit(opened, stated, start, tmp_path / "run", _killed_after(1))
    other = recipe_from_toml(stated.text.replace("seed = 7", "seed = 8"))

    with pytest.raises(SacroReadError, match="another recipe"):
        resume(opened, other, start, tmp_path / "run", lambda line: None)


def test_nothing_can_be_resumed_where_nothing_was_begun(made_of, tmp_path):
    from training.fit import resume

    with pytest.raises(SacroReadError, match="nothing to resume"):
        resume(*made_of, tmp_path / "run", lambda line: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of a file")
def test_no_space_during_a_checkpoint_is_a_sentence_and_the_one_before_is_intact(tmp_path):
    """The system refuses to let a file grow beyond a limit, as a full disk does; in a process of its own."""
    code = f"""
import resource, signal, torch
from pathlib import Path
from sacroread.errors import SacroReadError
from training.checkpoint import save_tensors
path = Path({str(tmp_path / "checkpoint.safetensors")!r})
save_tensors({{"a": torch.ones(3)}}, path, {{}})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    save_tensors({{"a": torch.zeros(10_000)}}, path, {{}})
except SacroReadError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("checkpoint.safetensors cannot be written (File too large)")
    assert "the one before is intact" in done.stdout
    assert safetensors.torch.load_file(tmp_path / "checkpoint.safetensors")["a"].tolist() == [1, 1, 1]
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.safetensors"]
