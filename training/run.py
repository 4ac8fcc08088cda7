"""A run: the folder that holds what was done, the best network and every epoch."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import safetensors
import safetensors.torch

from sacroread.errors import SacroReadError
from sacroread.second_reader import strict
from sacroread.second_reader.manifest import StartingWeights
from sacroread.second_reader.network import Network, build, check_size
from training.curated_set import OpenedSet, open_set
from training.recipe import StatedRecipe, recipe_from_toml

RECORD = "run.json"
RECIPE = "recipe.toml"
WEIGHTS = "weights.safetensors"
EPOCHS = "epochs.jsonl"


@dataclass(frozen=True)
class RunRecord:
    """What `run.json` states once a run is finished; `minutes` of wall clock, `best_epoch` counts from 1."""

    set_folder: str
    set_sha256: str
    recipe_sha256: str
    starting_weights: StartingWeights
    best_epoch: int
    best_auroc: float
    temperature: float
    minutes: float
    machine: str
    software: Mapping[str, str]


@dataclass(frozen=True)
class Run:
    """A finished run, opened and checked."""

    folder: Path
    record: RunRecord
    stated: StatedRecipe
    opened: OpenedSet

    def network(self) -> Network:
        """Return the best network, ready to answer."""
        recipe = self.stated.recipe
        network = build(recipe.network.name, recipe.network.arguments)
        try:
            network.load_state_dict(safetensors.torch.load_file(self.folder / WEIGHTS))
        except (safetensors.SafetensorError, RuntimeError, OSError) as error:
            raise SacroReadError(f"{WEIGHTS} of the run {self.folder.name} is damaged. Fit again.") from error
        return network.eval()


def begin_run(folder: Path, stated: StatedRecipe) -> None:
    """Make the folder of a run and keep the recipe in it.

    Raises:
        SacroReadError: The folder exists, or the recipe's input does not suit its network.
    """
    for stage in stated.recipe.schedule.stages:
        check_size(stage.rows, stage.cols, stated.recipe.network.name)
    if folder.exists():
        raise SacroReadError(f"{folder.name} exists already. Name a new folder for the run.")
    folder.mkdir(parents=True)
    (folder / RECIPE).write_bytes(stated.text.encode("utf-8"))


def resume_run(folder: Path, stated: StatedRecipe) -> None:
    """Check that a run can go on.

    Raises:
        SacroReadError: There is no run, it is finished, or it was begun with another recipe.
    """
    if not (folder / RECIPE).is_file():
        raise SacroReadError(f"{folder.name} is no run, so there is nothing to resume. Fit without --resume.")
    if (folder / RECORD).is_file():
        raise SacroReadError(f"The run {folder.name} is finished. There is nothing to resume.")
    if (folder / RECIPE).read_bytes() != stated.text.encode("utf-8"):
        raise SacroReadError(f"The run {folder.name} was begun with another recipe. Name the same one.")


def finish_run(folder: Path, record: RunRecord) -> None:
    """Write `run.json`, which says that the run is complete."""
    text = json.dumps(dataclasses.asdict(record), indent=1, ensure_ascii=False) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8")


def open_run(folder: Path) -> Run:
    """Return a finished run.

    Raises:
        SacroReadError: It is none, it is unfinished, or recipe or set have changed since.
    """
    path = folder / RECORD
    if not path.is_file():
        raise SacroReadError(
            f"{folder.name} is no finished run: it lacks {RECORD}. Fit again into a new folder."
        )
    try:
        record = strict.value(RunRecord, json.loads(path.read_text(encoding="utf-8")), RECORD)
    except ValueError as error:
        raise SacroReadError(f"{RECORD} of {folder.name} is no JSON ({error}). Fit again.") from error
    stated = recipe_from_toml((folder / RECIPE).read_bytes().decode("utf-8"))
    opened = open_set(Path(record.set_folder))
    if (stated.sha256, opened.sha256) != (record.recipe_sha256, record.set_sha256):
        raise SacroReadError(f"Recipe or curated set of the run {folder.name} have changed since. Fit again.")
    return Run(folder, record, stated, opened)
