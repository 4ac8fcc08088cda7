"""The two recipes for a GPU, made small: every part of them at work, from radiographs to a bundle."""

import json
import subprocess
import sys

import pytest

from sacroread.second_reader.bundle import load_bundle
from training.__main__ import main
from training.recipe import load_recipe

SMALL = {
    "paper": (
        {"rows = 768": "rows = 96", "cols = 768": "cols = 96"},
        """stages = [
  { rows = 32, cols = 32, batch = 8, frozen_epochs = 1, epochs = 1 },
  { rows = 64, cols = 64, batch = 4, frozen_epochs = 1, epochs = 1 },
  { rows = 96, cols = 96, batch = 6, frozen_epochs = 1, epochs = 1 },
]""",
        [("frozen", "32x32"), ("unfrozen", "32x32"), ("frozen", "64x64"), ("unfrozen", "64x64"),
         ("frozen", "96x96"), ("unfrozen", "96x96")],
    ),
    "modern": (
        {"rows = 448": "rows = 64", "cols = 640": "cols = 96"},
        """stages = [
  { rows = 32, cols = 64, batch = 8, frozen_epochs = 2, epochs = 1 },
  { rows = 64, cols = 96, batch = 8, frozen_epochs = 0, epochs = 1 },
]""",
        [("frozen", "32x64"), ("frozen", "32x64"), ("unfrozen", "32x64"), ("unfrozen", "64x96")],
    ),
}  # fmt: skip


def _small(name):
    sizes, stages, _ = SMALL[name]
    text = load_recipe(name).text
    before, after = text[: text.index("stages = [")], text[text.index("]", text.index("stages = [")) + 1 :]
    for large, small in sizes.items():
        assert before.count(large) == 1
        before = before.replace(large, small)
    return before + stages + after


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_recipe_made_small_goes_from_radiographs_through_a_kill_to_a_bundle(source, tmp_path, name):
    recipe, made, run = tmp_path / "small.toml", tmp_path / "set", tmp_path / "run"
    recipe.write_text(_small(name), "utf-8")
    assert main(["prepare", str(source), "-o", str(made), "--tune", "0.25", "--synthetic"]) == 0
    words = ["fit", str(made), "--recipe", str(recipe), "-o", str(run), "--weights", "none"]
    command = [sys.executable, "-W", "ignore", "-m", "training", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while not (line := process.stdout.readline()).startswith("{") and line:
            pass
        process.kill()

    assert main([*words, "--resume"]) == 0
    assert main(["evaluate", str(run), "-o", str(tmp_path / "tune")]) == 0
    assert main(["export", str(run), "-o", str(tmp_path / "bundle")]) == 0

    epochs = [json.loads(line) for line in (run / "epochs.jsonl").read_text("utf-8").splitlines()]
    assert [(epoch["phase"], epoch["size"]) for epoch in epochs] == SMALL[name][2]
    manifest = load_bundle(tmp_path / "bundle").manifest
    assert manifest.recipe.name == name
    assert manifest.starting_weights.name == "none: random weights"
