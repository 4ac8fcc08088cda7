"""How long a dossier takes, from reads and predictions to the folder, and how much memory."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from frame import Measurement, at_most

from sacroread.report.dossier import Material, dossier
from sacroread.report.write import write_dossier
from sacroread.study.criteria import is_definite
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, Draft, Grade, Prediction, Read, Role, Side

SEED = 1
STEP_OF_READING = 0.7  # standard deviation of a reader's grade around the case's
MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # what ru_maxrss counts in


def measure() -> list[Measurement]:
    """Return seconds and memory of a small and of a large study."""
    small, large = synthetic_material(247, 3), synthetic_material(10_000, 10)
    return [
        at_most("dossier of 247 cases and 3 readers, all files", _seconds(lambda: _made(small), 10), "s", 5),
        at_most(
            "estimates of 10,000 cases and 10 readers", _seconds(lambda: dossier(large, SEED), 1), "s", 10
        ),
        at_most(
            "dossier of 10,000 cases and 10 readers, all files", _seconds(lambda: _made(large), 1), "s", 60
        ),
        at_most(
            "memory at the end", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, "MB", 1000
        ),
    ]


def synthetic_material(cases: int, readers: int) -> Material:
    """Return a panel study with a reference standard and predictions, drawn from a fixed seed."""
    rng = np.random.default_rng(SEED)
    truth = rng.normal(1.6, 1.3, size=(cases, 2))
    seen = truth[:, None, :] + rng.normal(0, STEP_OF_READING, size=(cases, readers, 2))
    grades = np.clip(np.rint(seen), 0, 4).astype(int)
    names = [f"case {number}" for number in range(cases)]
    logits = truth.max(1) - 2.2 + rng.normal(0, 1, size=cases)
    return Material(
        "Benchmark",
        "SacroRead",
        reads=tuple(
            _read(name, reader, grades[case, reader].tolist())
            for case, name in enumerate(names)
            for reader in range(readers)
        ),
        predictions=tuple(
            Prediction(name, float(1 / (1 + np.exp(-logit))), "benchmark", "0" * 64, None)
            for name, logit in zip(names, logits, strict=True)
        ),
        reference=tuple(
            ReferenceRow(name, bool(worst >= 2.5), "external")
            for name, worst in zip(names, truth.max(1), strict=True)
        ),
        is_synthetic=True,
    )


def _read(case_id: str, reader: int, grades: list[int]) -> Read:
    by_side = dict(zip(Side, map(Grade, grades), strict=True))
    draft, who = Draft(grades=by_side), f"reader {reader}"
    definite = is_definite(by_side)
    return Read(f"{who}/{case_id}", who, Role.PANEL, case_id, Condition.UNAIDED, 0, draft, definite, None)


def _made(material: Material) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_dossier(dossier(material, SEED), material, Path(folder) / "dossier")


def _seconds(action: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
