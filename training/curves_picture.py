"""The learning curves of a run as a picture: losses and tuning AUROC over the epochs."""

import json
from itertools import pairwise
from pathlib import Path

PICTURE = "learning_curves.png"


def write_curves(run: Path, epochs_file: Path) -> None:
    """Write `learning_curves.png` into the folder of a run from its lines of epochs."""
    from matplotlib.figure import Figure  # here: it costs a second

    epochs = [json.loads(line) for line in epochs_file.read_text(encoding="utf-8").splitlines()]
    numbers = [epoch["epoch"] for epoch in epochs]
    figure = Figure((8, 6), layout="constrained")
    losses, areas = figure.subplots(2, 1, sharex=True)
    for name, style in (("train_loss", "-"), ("tune_loss", "--")):
        losses.plot(
            numbers, [epoch[name] for epoch in epochs], style, marker="o", label=name.replace("_", " ")
        )
    losses.set_ylabel("loss")
    losses.legend()
    areas.plot(numbers, [epoch["tune_auroc"] for epoch in epochs], marker="o")
    areas.set_ylabel("tuning AUROC")
    areas.set_xlabel("epoch")
    for before, after in pairwise(epochs):
        if (before["phase"], before["size"]) != (after["phase"], after["size"]):
            for axis in (losses, areas):
                axis.axvline(before["epoch"] + 0.5, color="grey", linestyle=":")
    figure.savefig(run / PICTURE)
