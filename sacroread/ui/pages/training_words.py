"""What the training page says about sets, costs, durations and estimates."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

SET = "set.json"
MINUTE, HOUR = 60.0, 3600.0


def told(line: str) -> dict[str, Any]:
    """Return what a line of the log states in JSON; nothing for a line of words."""
    try:
        stated = json.loads(line)
    except ValueError:
        return {}
    return stated if isinstance(stated, dict) else {}


def set_in_words(folder: Path) -> str:
    """Say what is in a curated set, or that it is none."""
    try:
        stated = json.loads((folder / SET).read_text(encoding="utf-8"))
        splits = [entry["split"] for entry in stated["entries"]]
        synthetic = translate("TrainingPage", "Synthetic. ") if stated["is_synthetic"] else ""
    except (OSError, ValueError, KeyError, TypeError):
        return translate(
            "TrainingPage", "{name} is no curated set. Make one with: sacroread-train prepare"
        ).format(name=folder.name)
    counts = {name: splits.count(name) for name in ("train", "tune", "test")}
    return synthetic + translate(
        "TrainingPage", "{train} training, {tune} tuning and {test} test cases."
    ).format(**counts)


def cost_in_words(told: dict[str, Any]) -> str:
    """Say what a run will cost, from the line that `cost` printed."""
    words = translate("TrainingPage", "About {time} on {device}, from measured steps, loading left out.")
    return words.format(time=duration(told["seconds"]), device=told["device"])


def rates_in_words(told: dict[str, Any]) -> str:
    """Say what the sweep through the rates found, from the line that `rates` printed."""
    return translate(
        "TrainingPage",
        "The loss falls most steeply at a rate of {steepest:.2g}; the recipe has {of_recipe:.2g}.",
    ).format(**told)


def duration(seconds: float) -> str:
    """Say a duration in the unit that suits it."""
    if seconds < 2 * MINUTE:
        return translate("TrainingPage", "{count:.0f} seconds").format(count=seconds)
    if seconds < 2 * HOUR:
        return translate("TrainingPage", "{count:.0f} minutes").format(count=seconds / MINUTE)
    return translate("TrainingPage", "{count:.0f} hours").format(count=seconds / HOUR)


def estimate_in_words(estimate: dict[str, Any]) -> str:
    """Say an estimate in one line."""
    if estimate["value"] is None:
        return translate("TrainingPage", "{name}: undefined, {why}").format(
            name=estimate["name"], why=estimate["undefined_because"]
        )
    if estimate["low"] is None:
        return translate("TrainingPage", "{name}: {value:.3f}").format(
            name=estimate["name"], value=estimate["value"]
        )
    return translate("TrainingPage", "{name}: {value:.3f} ({low:.3f} to {high:.3f})").format(**estimate)
