"""Real learning, shown on knees: three runs that differ in one thing each.

The folder holds `labels.csv` (file, label, split, grade, patient, side) and the pictures; label 1 is a
Kellgren-Lawrence grade of 2 or more. The split by patient is the one that the file states.
"""

import argparse
import csv
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroread.analysis.auroc import auroc
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import Estimate
from sacroread.errors import SacroReadError
from sacroread.study.exchange import Row, rows
from training.curated_set import OpenedSet, SplitName, open_set
from training.examples.runs import finished_run, tell
from training.prepare import Wanted, prepare
from training.recipe import load_recipe
from training.split import Shares

RECIPE = Path(__file__).with_suffix(".toml")
COLUMNS = ("file", "label", "split", "patient")
SPLITS: Mapping[str, SplitName] = {"train": "train", "val": "tune", "test": "test"}
LABELS = {"0": False, "1": True}
SHUFFLE_SEED, BOOTSTRAP_SEED = 1, 1
DESCRIPTION = "Knee radiographs, definite = Kellgren-Lawrence 2 or more. Not sacroiliac joints."


@dataclass(frozen=True)
class Arm:
    """One run: where it starts, and whether its labels for training and tuning are the true ones."""

    name: str
    weights: str
    is_shuffled: bool


ARMS = (
    Arm("fine-tuned from ImageNet", "download", is_shuffled=False),
    Arm("the same, labels shuffled", "download", is_shuffled=True),
    Arm("the same, untrained start", "none", is_shuffled=False),
)


def main(words: Sequence[str] | None = None) -> int:
    """Run all three and print the table; return the exit status."""
    parser = argparse.ArgumentParser("knee", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, metavar="FOLDER", help="with labels.csv and the pictures")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR")
    asked = parser.parse_args(words)
    try:
        sys.stdout.write(table(asked.source.resolve(), asked.output))
    except SacroReadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def table(source: Path, output: Path) -> str:
    """Return the table in Markdown; sets and runs lie in `output`, and a finished run is not done again."""
    found = [(arm, *_measured(arm, source, output)) for arm in ARMS]
    lines = [f"| {arm.name} | {_in_words(area)} | {area.n} | {minutes:.1f} |" for arm, area, minutes in found]
    header = "| run | test AUROC (95 % interval) | n | minutes |\n| --- | --- | --- | --- |"
    return "\n".join((header, *lines, f"\nInterval: {found[0][1].method}.")) + "\n"


def _measured(arm: Arm, source: Path, output: Path) -> tuple[Estimate, float]:
    from training.evaluate import evaluate

    opened = _set(source, output / ("shuffled" if arm.is_shuffled else "true"), is_shuffled=arm.is_shuffled)
    folder = output / arm.name.replace(", ", "-").replace(" ", "-")
    run = finished_run(opened, load_recipe(str(RECIPE)), arm.weights, folder)
    evaluation = evaluate(run, "test")
    patients = [entry.patient_id for entry in opened.stated.of("test")]
    how = Bootstrap(BOOTSTRAP_SEED, patients=patients)
    truth = [int(is_definite) for is_definite in evaluation.is_definite]
    return auroc(truth, evaluation.probabilities, how), run.record.minutes


def _set(source: Path, folder: Path, *, is_shuffled: bool) -> OpenedSet:
    made = folder / "set"
    if not made.exists():
        listed = rows((source / "labels.csv").read_text(encoding="utf-8"), "labels.csv", COLUMNS)
        write_tables(listed, source, folder, is_shuffled=is_shuffled)
        prepare(folder, made, Wanted(DESCRIPTION, False, "whole", 8, Shares(), 1), tell)
    return open_set(made)


def write_tables(listed: Sequence[Row], source: Path, folder: Path, *, is_shuffled: bool) -> None:
    """Write cases.csv and reference.csv for `prepare`; shuffled labels stay within their split.

    The labels of the test share are the true ones always.
    """
    folder.mkdir(parents=True, exist_ok=True)
    definite = labels(listed, is_shuffled=is_shuffled)
    cases = [
        (_case(row), row.text("patient"), str(source / row.text("file")), row.choice("split", SPLITS))
        for row in listed
    ]
    _write(folder / "cases.csv", ("case_id", "patient_id", "file", "split"), cases)
    reference = [(_case(row), int(each), "external") for row, each in zip(listed, definite, strict=True)]
    _write(folder / "reference.csv", ("case_id", "definite", "origin"), reference)


def labels(listed: Sequence[Row], *, is_shuffled: bool) -> list[bool]:
    """Return each line's label, shuffled among the lines of train and of tune where asked."""
    definite = [row.choice("label", LABELS) for row in listed]
    for split in ("train", "tune") if is_shuffled else ():
        places = [place for place, row in enumerate(listed) if row.choice("split", SPLITS) == split]
        drawn = [definite[place] for place in places]
        random.Random(f"{SHUFFLE_SEED} {split}").shuffle(drawn)  # noqa: S311  # no secret
        for place, label in zip(places, drawn, strict=True):
            definite[place] = label
    return definite


def _case(row: Row) -> str:
    return Path(row.text("file")).stem


def _write(path: Path, header: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])


def _in_words(area: Estimate) -> str:
    if area.value is None:
        return f"undefined: {area.undefined_because}"
    return f"{area.value:.3f} ({area.low:.3f} to {area.high:.3f})"


if __name__ == "__main__":
    sys.exit(main())
