"""The command `sacroread-train`: prepare, fit, evaluate, export; each step imports what it needs."""

import argparse
import json
import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.second_reader.shelf import Shelf

DONE, USER_CAN_ACT, DONE_IN_PART = 0, 1, 3
WEIGHTS = "FILE|FOLDER|download|none"
NO_WEIGHTS = "NONE, the network starts from random numbers"


def main(words: Sequence[str] | None = None) -> int:
    """Do one step; return the exit status: 0 done, 1 the user can act, 2 wrong usage, 3 done in part."""
    asked = _parser().parse_args(words)
    steps = {
        "prepare": _prepare,
        "cost": _cost,
        "rates": _rates,
        "fit": _fit,
        "evaluate": _evaluate,
        "export": _export,
    }
    try:
        return steps[asked.step](asked)
    except SacroReadError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:  # of the user's disk: what is written or read lies in folders that were named
        name = Path(str(error.filename)).name if error.filename else "A file"
        sys.stderr.write(f"{name}: {error.strerror or error}. Make room, or name another folder.\n")
    return USER_CAN_ACT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("sacroread-train", description="Make a second reader: a model bundle.")
    steps = parser.add_subparsers(dest="step", required=True)
    prepare = steps.add_parser(
        "prepare", help="make a curated set from a study, or a folder with cases.csv and reference.csv"
    )
    prepare.add_argument("source", type=Path, metavar="STUDY|FOLDER")
    prepare.add_argument("-o", dest="output", type=Path, required=True, metavar="SET")
    prepare.add_argument("--crop", choices=("proposed", "whole"), default="proposed")
    prepare.add_argument("--depth", choices=(8, 16), type=int, default=8)
    prepare.add_argument(
        "--tune", type=float, default=0.15, help="share of patients that choose (default 0.15)"
    )
    prepare.add_argument(
        "--test", type=float, default=0.0, help="share of patients left untouched (default 0)"
    )
    prepare.add_argument("--seed", type=int, default=1, help="of the split (default 1)")
    prepare.add_argument("--description", default="", help="one sentence for the model card")
    prepare.add_argument("--synthetic", action="store_true", help="say everywhere that these are no patients")
    cost = steps.add_parser("cost", help="say what a fit will cost on this machine, from measured steps")
    cost.add_argument("set", type=Path, metavar="SET")
    cost.add_argument("--recipe", required=True, metavar="NAME|FILE")
    cost.add_argument("--device", choices=("auto", "cpu"), default="auto", help="cpu leaves a GPU alone")
    rates = steps.add_parser("rates", help="draw how the loss falls as the learning rate grows")
    rates.add_argument("set", type=Path, metavar="SET")
    rates.add_argument("--recipe", required=True, metavar="NAME|FILE")
    rates.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR")
    rates.add_argument("--weights", default="download", metavar=WEIGHTS, help="where the network starts")
    rates.add_argument("--device", choices=("auto", "cpu"), default="auto", help="cpu leaves a GPU alone")
    fit = steps.add_parser("fit", help="train a network on a curated set")
    fit.add_argument("--device", choices=("auto", "cpu"), default="auto", help="cpu leaves a GPU alone")
    fit.add_argument("set", type=Path, metavar="SET")
    fit.add_argument("--recipe", required=True, metavar="NAME|FILE")
    fit.add_argument("-o", dest="output", type=Path, required=True, metavar="RUN")
    fit.add_argument("--weights", default="download", metavar=WEIGHTS, help="where the network starts")
    fit.add_argument("--resume", action="store_true", help="go on after the last finished epoch")
    evaluate = steps.add_parser("evaluate", help="measure a run on its tuning or test set")
    evaluate.add_argument("run", type=Path, metavar="RUN")
    evaluate.add_argument("--on", choices=("tune", "test"), default="tune")
    evaluate.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR")
    evaluate.add_argument(
        "--against", metavar="BUNDLE|active", help="compare with a bundle on the same cases"
    )
    export = steps.add_parser("export", help="make a bundle of a run")
    export.add_argument("run", type=Path, metavar="RUN")
    export.add_argument("-o", dest="output", type=Path, required=True, metavar="BUNDLE")
    export.add_argument("--bundle-version", default="1")
    export.add_argument("--activate", action="store_true", help="and let it read from now on")
    return parser


def _prepare(asked: argparse.Namespace) -> int:
    from training.prepare import Wanted, prepare
    from training.split import Shares

    shares = Shares(asked.tune, asked.test)
    wanted = Wanted(asked.description, asked.synthetic, asked.crop, asked.depth, shares, asked.seed)
    made = prepare(asked.source, asked.output, wanted, _tell)
    for split in ("train", "tune", "test"):
        entries = made.of(split)
        definite = sum(entry.is_definite for entry in entries)
        _tell(f"{split}: {len(entries)} cases, {definite} definite")
    _tell(f"look at {asked.output / 'summary.md'} and contact_sheet.png beside it")
    for reason in made.exclusions:
        sys.stderr.write(f"left out: {reason}\n")
    return DONE_IN_PART if made.exclusions else DONE


def _cost(asked: argparse.Namespace) -> int:
    from training.curated_set import open_set
    from training.recipe import load_recipe

    opened, stated = open_set(asked.set), load_recipe(asked.recipe)
    _choose_device(asked.device)
    with _without_fastais_warning():
        from training.cost import cost
    pictures = len(opened.stated.of("train"))
    _tell(json.dumps({"training_pictures": pictures, **asdict(cost(stated.recipe, pictures))}))
    return DONE


def _choose_device(device: str) -> None:
    """Hide GPUs where the processor is asked for; before torch looks."""
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""


def _without_fastais_warning() -> "warnings.catch_warnings[None]":
    """Return a context for the import of fastai, which still calls torch.jit.script."""
    return warnings.catch_warnings(action="ignore", category=FutureWarning)


def _rates(asked: argparse.Namespace) -> int:
    from training.curated_set import open_set
    from training.recipe import load_recipe

    opened, stated = open_set(asked.set), load_recipe(asked.recipe)
    _choose_device(asked.device)
    with _without_fastais_warning():
        from training.rates import find_rates, write_rates
    from training.starting_weights import starting_weights

    start = starting_weights(asked.weights, stated.recipe.network.name)
    found = find_rates(opened, stated.recipe, start)
    write_rates(found, asked.output)
    _tell(json.dumps(asdict(found)))
    return DONE


def _fit(asked: argparse.Namespace) -> int:
    from training.curated_set import open_set
    from training.recipe import load_recipe

    opened, stated = open_set(asked.set), load_recipe(asked.recipe)
    _choose_device(asked.device)
    with _without_fastais_warning():
        from training.fit import fit, resume
    from training.starting_weights import starting_weights
    from training.together import first_alone, is_first, joined

    tell = _tell if is_first() else _tell_nobody
    with joined():
        with first_alone():
            start = starting_weights(asked.weights, stated.recipe.network.name)
        tell(f"starting weights: {start.stated.name if start else NO_WEIGHTS}")
        record = (resume if asked.resume else fit)(opened, stated, start, asked.output, tell)
    tell(
        f"best epoch {record.best_epoch}: tuning AUROC {record.best_auroc:.3f}; {record.minutes:.1f} minutes"
    )
    return DONE


def _tell_nobody(_: str) -> None:
    """Say nothing: the first of several processes tells."""


def _evaluate(asked: argparse.Namespace) -> int:
    from training.compare import balanced, compare, write_comparison
    from training.evaluate import evaluate_shown, line_of, write_evaluation
    from training.gallery import write_gallery
    from training.run import open_run

    run = open_run(asked.run)
    evaluation, shown = evaluate_shown(run, asked.on)
    write_evaluation(evaluation, asked.output)
    write_gallery(asked.output / "heatmaps.png", evaluation, shown, balanced(evaluation.cut_offs))
    for estimate in evaluation.estimates:
        _tell(line_of(estimate))
    if asked.against:
        folder = _shelf().active() if asked.against == "active" else Path(asked.against)
        against = compare(evaluation, run.opened, folder)
        write_comparison(evaluation, against, asked.output)
        _tell(f"against the bundle {against.bundle_id} ({against.bundle_sha256[:12]}). {against.note}")
        for estimate in (*against.before, *against.differences):
            _tell(line_of(estimate))
    return DONE


def _shelf() -> "Shelf":
    from sacroread.second_reader.shelf import shelf_of_user

    return shelf_of_user()


def _export(asked: argparse.Namespace) -> int:
    from training.export import export
    from training.run import open_run

    bundle = export(open_run(asked.run), asked.output, asked.bundle_version)
    _tell(f"bundle {bundle.manifest.bundle_id} {bundle.manifest.version}, SHA-256 {bundle.sha256}")
    if asked.activate:
        _tell(f"it reads from now on: {_shelf().activate(bundle)}; sacroread bundle roll-back takes it back")
    return DONE


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
