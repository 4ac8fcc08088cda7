"""Runs of an example: made once, gone on with where they were interrupted."""

import sys
import warnings
from pathlib import Path

from training.curated_set import OpenedSet
from training.recipe import StatedRecipe
from training.run import RECORD, Run, open_run
from training.starting_weights import starting_weights


def finished_run(opened: OpenedSet, stated: StatedRecipe, weights: str, folder: Path) -> Run:
    """Return the run of a folder, after it was fitted or gone on with where it is not finished."""
    if not (folder / RECORD).is_file():
        _fit(opened, stated, weights, folder)
    return open_run(folder)


def _fit(opened: OpenedSet, stated: StatedRecipe, weights: str, folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # fastai's import calls torch.jit.script
        from training.fit import fit, resume
    begin = resume if folder.exists() else fit
    begin(opened, stated, starting_weights(weights, stated.recipe.network.name), folder, tell)


def tell(line: str) -> None:
    """Tell how far it is, apart from the table."""
    sys.stderr.write(f"{line}\n")
