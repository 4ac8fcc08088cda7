"""Paper against modern, step by step, on computed phantoms and with equal compute: what does each step bring?

Every arm trains the same small network from the same weights on the same phantoms, through the same number of
pictures of the same size. Nothing about sacroiliitis follows from phantoms.
"""

import argparse
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroread.analysis.auroc import auroc
from sacroread.analysis.probability_calibration import brier
from sacroread.errors import SacroReadError
from training.curated_set import OpenedSet, open_set
from training.examples.runs import finished_run, tell
from training.prepare import Wanted, prepare
from training.recipe import StatedRecipe, load_recipe, recipe_from_toml
from training.split import Shares

RECIPE = Path(__file__).with_suffix(".toml")
DESCRIPTION = "Computed phantoms of the pelvis, made by sacroread demo --phantoms."
SHARES, SPLIT_SEED = Shares(tune=1 / 6, test=1 / 3), 1
NETWORK = 'name = "efficientnet-lite0"'
WHOLE = "part = { left = 0.0, top = 0.0, right = 1.0, bottom = 1.0 }"
JOINTS = "part = { left = 0.22, top = 0.19, right = 0.78, bottom = 0.62 }"


@dataclass(frozen=True)
class Step:
    """What an arm has beside the one before it, as lines of the recipe that it exchanges."""

    name: str
    exchanged: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """What one run of an arm gave on the test share."""

    auroc: float
    brier: float
    minutes: float


STEPS = (
    Step("paper", {}),
    Step("+ the joints alone", {WHOLE: JOINTS}),
    Step(
        "+ less mix-up, no smoothing, no warp, more zoom",
        {
            "mixup = 0.4": "mixup = 0.1",
            "label_smoothing = 0.01": "label_smoothing = 0.0",
            "warp = 0.2": "warp = 0.0",
            "least_zoom = 1.0": "least_zoom = 0.9",
            "greatest_zoom = 1.1": "greatest_zoom = 1.2",
            "rotation_degrees = 10.0": "rotation_degrees = 8.0",
        },
    ),
    Step("+ average of the weights", {"average = 0.0": "average = 0.99"}),
    Step(
        "+ mirrored answers, temperature: modern",
        {NETWORK: 'name = "efficientnet-lite0-mirrored"', 'temperature = "one"': 'temperature = "tune"'},
    ),
)


def main(words: Sequence[str] | None = None) -> int:
    """Run all arms and print the table; return the exit status."""
    parser = argparse.ArgumentParser("ablation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, metavar="FOLDER", help="of phantoms, with cases.csv")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9], metavar="SEED")
    asked = parser.parse_args(words)
    try:
        sys.stdout.write(table(asked.source, asked.output, asked.seeds))
    except SacroReadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def table(source: Path, output: Path, seeds: Sequence[int]) -> str:
    """Return the table in Markdown; set and runs lie in `output`, and a finished run is not done again."""
    opened = _set(source, output / "set")
    found: dict[str, list[Found]] = {step.name: [] for step in STEPS}
    for seed in seeds:
        for place, step in enumerate(STEPS):
            found[step.name].append(
                _measured(opened, recipe(place, seed), output / f"arm-{place}-seed-{seed}")
            )
    first = found[STEPS[0].name]
    header = "| arm | test AUROC, mean (each seed) | against paper | Brier score | minutes each |"
    rows = [_row(name, each, first) for name, each in found.items()]
    counts = ", ".join(f"{len(opened.stated.of(split))} {split}" for split in ("train", "tune", "test"))
    last = f"\n{counts} phantoms; recipe seeds {', '.join(map(str, seeds))}, split seed {SPLIT_SEED}."
    return "\n".join((header, "| --- | --- | --- | --- | --- |", *rows, last)) + "\n"


def recipe(place: int, seed: int) -> StatedRecipe:
    """Return the recipe of an arm: all steps up to it, each line exchanged once."""
    text = load_recipe(str(RECIPE)).text.replace("seed = 7", f"seed = {seed}")
    for step in STEPS[: place + 1]:
        for before, after in step.exchanged.items():
            if text.count(before) != 1:
                raise SacroReadError(f"{RECIPE.name} must hold the line {before!r} once. Correct it.")
            text = text.replace(before, after)
    return recipe_from_toml(text)


def _measured(opened: OpenedSet, stated: StatedRecipe, folder: Path) -> Found:
    from training.evaluate import evaluate

    run = finished_run(opened, stated, "download", folder)
    evaluation = evaluate(run, "test")
    truth = [int(is_definite) for is_definite in evaluation.is_definite]
    area, score = (measure(truth, evaluation.probabilities).value for measure in (auroc, brier))
    if area is None or score is None:
        raise SacroReadError("The test share has one class only. Make more phantoms.")
    return Found(area, score, run.record.minutes)


def _row(name: str, found: Sequence[Found], first: Sequence[Found]) -> str:
    areas = [each.auroc for each in found]
    differences = [each.auroc - paper.auroc for each, paper in zip(found, first, strict=True)]
    cells = (
        name,
        f"{statistics.mean(areas):.3f} ({', '.join(f'{area:.3f}' for area in areas)})",
        f"{statistics.mean(differences):+.3f}",
        f"{statistics.mean(each.brier for each in found):.3f}",
        f"{statistics.mean(each.minutes for each in found):.1f}",
    )
    return f"| {' | '.join(cells)} |"


def _set(source: Path, made: Path) -> OpenedSet:
    if not made.exists():
        prepare(source, made, Wanted(DESCRIPTION, True, "proposed", 8, SHARES, SPLIT_SEED), tell)
    return open_set(made)


if __name__ == "__main__":
    sys.exit(main())
