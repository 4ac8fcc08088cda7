"""How fast the statistics are: against a loop over scikit-learn, against R, and as n grows."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
from frame import Measurement, alternating_ms, at_most, median_ms, not_measured

from sacroread.analysis import accuracy, agreement, auroc, curves, krippendorff, multireader, panel
from sacroread.analysis import probability_calibration as calibration
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.chance import Weights
from sacroread.analysis.reference_standard import leave_one_reader_out, majority
from sacroread.analysis.reliability import Model, icc

SEED = 1
PAPER_N = 247  # cases of the seed paper's validation set
MANY = 10_000  # repetitions
LOOP = 100  # repetitions that a peer runs each time; its figure is scaled to MANY
MEGABYTE = 2**20
R_SCRIPT = """
d <- read.csv(commandArgs(TRUE)[1]); r <- as.integer(commandArgs(TRUE)[2])
library(boot); suppressMessages(library(pROC))
kappa <- function(x, i) {
  p <- table(factor(x$first[i], 0:1), factor(x$second[i], 0:1)) / length(i)
  e <- sum(rowSums(p) * colSums(p)); (sum(diag(p)) - e) / (1 - e)
}
curve <- roc(d$truth, d$score, direction = "<", levels = 0:1)
cat(system.time(boot(d, kappa, r))[["elapsed"]],
    system.time(ci.auc(curve, method = "bootstrap", boot.n = r, progress = "none"))[["elapsed"]])
"""


def measure() -> list[Measurement]:
    """Measure everything; about two minutes."""
    return [*_against_loops(), *_against_r(), *_limits(), *_growth()]


def _cases(n: int, levels: int = 2) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(SEED)
    truth = rng.integers(levels, size=n)
    reads = [np.where(rng.random(n) < 0.8, truth, rng.integers(levels, size=n)) for _ in range(2)]
    score = rng.normal(size=n) + 2 * (truth >= levels / 2)
    return {"first": reads[0], "second": reads[1], "truth": (truth >= levels / 2).astype(int), "score": score}


def _kappa(cases: dict[str, np.ndarray], levels: int = 2) -> Callable[[], object]:
    how = Bootstrap(SEED, MANY)
    return lambda: agreement.cohen_kappa(cases["first"], cases["second"], levels, Weights.QUADRATIC, how)


def _area(cases: dict[str, np.ndarray]) -> Callable[[], object]:
    return lambda: auroc.auroc(cases["truth"], cases["score"], Bootstrap(SEED, MANY))


def _loop(metric: Callable[..., float], first: np.ndarray, second: np.ndarray) -> Callable[[], object]:
    rng = np.random.default_rng(SEED)
    draws = rng.integers(first.size, size=(LOOP, first.size))
    return lambda: [metric(first[draw], second[draw]) for draw in draws]


def _against_loops() -> list[Measurement]:
    from sklearn.metrics import cohen_kappa_score, roc_auc_score

    cases = _cases(PAPER_N)
    peers = (
        ("kappa", _kappa(cases), _loop(cohen_kappa_score, cases["first"], cases["second"]), 500),
        ("area under the ROC curve", _area(cases), _loop(roc_auc_score, cases["truth"], cases["score"]), 100),
    )
    return [_faster(f"{name}, n 247, 10,000 repetitions", *pair, times) for name, *pair, times in peers]


def _faster(name: str, ours: Callable[[], object], loop: Callable[[], object], times: int) -> Measurement:
    value, peer = alternating_ms(ours, loop)
    peer *= MANY / LOOP
    goal = f"at least {times} times as fast as a scikit-learn loop"
    return Measurement(name, value, "ms", peer, value / peer, goal, value * times <= peer)


def _against_r() -> list[Measurement]:
    names = ("kappa, n 247, against R's boot", "area under the ROC curve, n 247, against R's pROC")
    goal = "faster than R"
    cases = _cases(PAPER_N)
    try:
        theirs = _r_seconds(cases)
    except (OSError, subprocess.SubprocessError):
        return [not_measured(name, "ms", goal, "R with boot and pROC is not installed") for name in names]
    ours = (median_ms(_kappa(cases)), median_ms(_area(cases)))
    return [
        Measurement(name, value, "ms", 1000 * peer, value / (1000 * peer), goal, value < 1000 * peer)
        for name, value, peer in zip(names, ours, theirs, strict=True)
    ]


def _r_seconds(cases: dict[str, np.ndarray]) -> list[float]:
    program = shutil.which("Rscript")
    if program is None:
        raise FileNotFoundError("Rscript is not installed")
    with tempfile.TemporaryDirectory() as folder:
        table, script = Path(folder) / "cases.csv", Path(folder) / "measure.R"
        rows = np.column_stack(list(cases.values()))
        np.savetxt(table, rows, delimiter=",", header=",".join(cases), comments="")
        script.write_text(R_SCRIPT)
        done = subprocess.run(
            [program, script, table, str(MANY)], capture_output=True, text=True, check=True, timeout=600
        )
    return [float(seconds) for seconds in done.stdout.split()]


def _limits() -> list[Measurement]:
    big = _cases(10_000)
    area_ms, peak = median_ms(_area(big)), _peak_megabytes(_area(big))
    ratings, truth = _ratings(conditions=2, readers=5, cases=114)
    scope = multireader.Scope.READERS_AND_CASES
    return [
        at_most("area under the ROC curve, n 10,000, 10,000 repetitions", area_ms / 1000, "s", 10),
        at_most("the same, memory at its highest", peak, "MB", 200),
        at_most(
            "multi-reader analysis, 5 readers, 2 conditions, 114 cases",
            median_ms(lambda: multireader.infer(multireader.anova(truth, ratings), scope)),
            "ms",
            50,
        ),
        at_most("all estimates of 10,000 cases and 10 readers", median_ms(_whole_study, 3) / 1000, "s", 10),
    ]


def _growth() -> list[Measurement]:
    kappas = [
        at_most(
            f"kappa, {levels} grades, n {n:,}, 10,000 repetitions",
            median_ms(_kappa(_cases(n, levels), levels)),
            "ms",
            50,
        )
        for levels in (2, 5)
        for n in (PAPER_N, 1_000, 10_000, 100_000, 1_000_000)
    ]
    base = median_ms(_area(_cases(PAPER_N)))
    areas = [_grown(n, median_ms(_area(_cases(n))), base) for n in (1_000, 3_000)]
    return [*kappas, *areas]


def _grown(n: int, value: float, base: float) -> Measurement:
    name, goal = f"area under the ROC curve, n {n:,}, against n {PAPER_N}", "grows at most twice as fast as n"
    return Measurement(name, value, "ms", base, value / base, goal, value / base <= 2 * n / PAPER_N)


def _peak_megabytes(action: Callable[[], object]) -> float:
    tracemalloc.start()
    action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MEGABYTE


def _ratings(conditions: int, readers: int, cases: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(SEED)
    truth = rng.integers(2, size=cases)
    return np.clip(np.rint(rng.normal(size=(conditions, readers, cases)) + 2 * truth + 1), 0, 4), truth


def _whole_study() -> None:
    """Estimate everything that a dossier of 10,000 patients with 10 readers shows, 1,000 repetitions each."""
    n, readers, how = 10_000, 10, Bootstrap(SEED)
    rng = np.random.default_rng(SEED)
    grade = rng.integers(5, size=n)
    reads = np.stack([np.clip(grade + rng.integers(-1, 2, size=n), 0, 4) for _ in range(readers)], axis=1)
    definite = (reads >= 2).astype(int)
    probability = np.clip((grade + rng.normal(size=n) + 1) / 7, 0.001, 0.999)
    for i, j in combinations(range(readers), 2):
        _pair(reads[:, i], reads[:, j], definite[:, [i, j]], how)
    _panel(reads, definite, how)
    truth = majority(definite)
    for reader in range(readers):
        for reference_standard in (truth, leave_one_reader_out(definite, reader)):
            _index_test(definite[:, reader], reference_standard, how)
    _second_reader(truth, probability, how)
    ratings, truth = _ratings(2, readers, n)
    for scope in multireader.Scope:
        multireader.infer(multireader.anova(truth, ratings), scope)


def _pair(first: np.ndarray, second: np.ndarray, definite: np.ndarray, how: Bootstrap) -> None:
    for weights in Weights:
        agreement.cohen_kappa(first, second, 5, weights, how)
    for within in (0, 1):
        agreement.agreement(first, second, 5, within, how)
    agreement.cohen_kappa(*definite.T, 2, how=how)
    agreement.binary_indices(*definite.T, how)
    agreement.mcnemar(*definite.T)


def _panel(reads: np.ndarray, definite: np.ndarray, how: Bootstrap) -> None:
    for values, levels in ((reads, 5), (definite, 2)):
        for coefficient in panel.Coefficient:
            for weights in Weights:
                panel.panel_agreement(values, coefficient, levels, weights, how)
        panel.conger_kappa(values, levels, how=how)
        panel.light_kappa(values, levels, how=how)
    for metric in krippendorff.Metric:
        krippendorff.krippendorff_alpha(reads, metric, how=how)
    for model in Model:
        icc(reads, model, how=how)


def _index_test(test: np.ndarray, reference_standard: np.ndarray, how: Bootstrap) -> None:
    for what in accuracy.Share:
        accuracy.share(what, test, reference_standard, how)
    for answer in (0, 1):
        accuracy.likelihood_ratio(answer, test, reference_standard)
    agreement.cohen_kappa(test, reference_standard, 2, how=how)


def _second_reader(truth: np.ndarray, probability: np.ndarray, how: Bootstrap) -> None:
    auroc.auroc(truth, probability)
    auroc.auroc(truth, probability, how)
    curves.average_precision(curves.curve(truth, probability))
    for estimate in (calibration.brier, calibration.calibration_slope, calibration.calibration_intercept):
        estimate(truth, probability)
    calibration.reliability_curve(truth, probability)
