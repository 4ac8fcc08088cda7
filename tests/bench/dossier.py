"""How long a dossier takes, from reads and predictions to the folder, and how much memory."""

from __future__ import annotations

import itertools
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from frame import Measurement, at_most, median_ms

from sacroread.report.dossier import Material, dossier
from sacroread.report.material import case_table
from sacroread.report.steps import Step, quiet
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
        *_large(large),
        at_most("results follow a moved cut-off, 10,000 cases", _moved_ms(large), "ms", 50),
        at_most(
            "memory at the end", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, "MB", 1000
        ),
    ]


def _large(material: Material) -> list[Measurement]:
    """Make one large dossier, and note how long Cancel would have waited at worst."""
    told: list[float] = []
    started = time.perf_counter()
    _made(material, lambda share, what: told.append(time.perf_counter()))
    ended = time.perf_counter()
    gaps = [later - earlier for earlier, later in itertools.pairwise([started, *told, ended])]
    return [
        at_most("dossier of 10,000 cases and 10 readers, all files", ended - started, "s", 60),
        at_most("longest wait of Cancel in it", max(gaps), "s", 1),
    ]


def _moved_ms(material: Material) -> float:
    """Return the median time in which 2x2 table, estimates and curve follow, window and all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from sacroread.ui.pages.explorer import Explorer

    application = QApplication.instance() or QApplication([])
    explorer = Explorer()
    explorer.set_cases(case_table(material), (), may_open=True)
    explorer.show()
    places = iter(range(300, 700))

    def move() -> None:
        explorer.move_cut_off(next(places) / 1000)
        application.processEvents()

    found = median_ms(move, 40)
    explorer.close()
    explorer.deleteLater()
    application.processEvents()
    return found


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


def _made(material: Material, step: Step = quiet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = dossier(material, SEED, step=step)
        write_dossier(made, material, Path(folder) / "dossier", step)


def _seconds(action: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
