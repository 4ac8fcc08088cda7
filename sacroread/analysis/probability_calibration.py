"""Do probabilities mean what they say: calibration, Brier score, reliability curve, decision curve.

The reference standard is (cases,) of 0, 1 and -1 where missing; probabilities are (cases,) in [0, 1], NaN
where missing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from sacroread.analysis.arrays import Bools, Floats, ratio
from sacroread.analysis.bootstrap import Bootstrap, patients_of, sample
from sacroread.analysis.curves import is_known
from sacroread.analysis.estimate import ASYMPTOTIC, LEVEL, Asymptotic, Definition, Estimate
from sacroread.analysis.measure import Measure
from sacroread.analysis.proportions import share, wald
from sacroread.analysis.table import checked_probabilities
from sacroread.errors import SacroReadError

BRIER = Definition("Brier score", "Brier 1950", "no case has both a probability and a reference standard")
SLOPE = Definition("calibration slope", "Cox 1958", "no slope fits these cases")
INTERCEPT = Definition("calibration intercept", "Cox 1958; slope fixed at 1", "no intercept fits these cases")
NOT_INSIDE = "a probability is exactly 0 or 1 and has no logit"
ONE_CLASS = "the reference standard has only one class among these cases"
NO_SPREAD = "all probabilities are the same"
SEPARATED = "the probabilities separate the classes without overlap, so that no slope is steep enough"
STEPS = 100  # Newton's method needs about 6
SETTLED = 1e-10


@dataclass(frozen=True)
class ReliabilityBin:
    """Cases of similar probability: how many, their mean probability, and the share that is positive."""

    n: int
    mean_probability: float
    positive: Estimate


@dataclass(frozen=True, eq=False)
class DecisionCurve:
    """Net benefit per case at cut-offs (points,): of the model, of treating all, and 0 of treating none."""

    cut_offs: Floats
    model: Floats
    treat_all: Floats


def brier(
    reference_standard: ArrayLike, probabilities: ArrayLike, how: Asymptotic | Bootstrap = ASYMPTOTIC
) -> Estimate:
    """Return the mean of (probability - truth)^2 (Brier 1950): 0 is perfect; asymptotic is the jackknife."""
    truth, probability, kept = _known(reference_standard, probabilities)
    features = np.column_stack([np.ones(truth.size), (probability - truth) ** 2])
    drawn = sample(features, patients_of(how, kept))
    return Measure(BRIER, drawn, lambda totals: ratio(totals[:, 1], totals[:, 0]), truth.size).estimate(how)


def calibration_slope(
    reference_standard: ArrayLike, probabilities: ArrayLike, level: float = LEVEL
) -> Estimate:
    """Return b of the regression logit P(positive) = a + b logit(probability) (Cox 1958): 1 is ideal.

    The interval is Wald's. Undefined where a probability is 0 or 1, where all are the same, and where they
    separate the classes.
    """
    truth, probability, _ = _known(reference_standard, probabilities)
    because = _no_logit(truth, probability) or _no_slope(truth, probability)
    if because:
        return SLOPE.undefined(truth.size, because)
    design = np.column_stack([np.ones(truth.size), logit(probability)])
    fitted, errors = logistic_fit(design, truth, np.zeros(truth.size))
    return SLOPE.of(float(fitted[1]), truth.size, wald(float(fitted[1]), float(errors[1]), level, "Wald"))


def calibration_intercept(
    reference_standard: ArrayLike, probabilities: ArrayLike, level: float = LEVEL
) -> Estimate:
    """Return a of logit P(positive) = a + logit(probability) (Cox 1958): 0 is ideal, above 0 means too low.

    Calibration in the large. The interval is Wald's. Undefined where a probability is 0 or 1, and with one
    class.
    """
    truth, probability, _ = _known(reference_standard, probabilities)
    because = _no_logit(truth, probability)
    if because:
        return INTERCEPT.undefined(truth.size, because)
    fitted, errors = logistic_fit(np.ones((truth.size, 1)), truth, logit(probability))
    return INTERCEPT.of(float(fitted[0]), truth.size, wald(float(fitted[0]), float(errors[0]), level, "Wald"))


def reliability_curve(
    reference_standard: ArrayLike, probabilities: ArrayLike, bins: int = 10, level: float = LEVEL
) -> tuple[ReliabilityBin, ...]:
    """Return bins of equally many cases in order of probability; equal probabilities stay in one bin."""
    truth, probability, _ = _known(reference_standard, probabilities)
    ranks = np.searchsorted(np.sort(probability), probability, "left")
    place = ranks * bins // max(truth.size, 1)
    return tuple(
        _bin(truth[place == number], probability[place == number], level) for number in np.unique(place)
    )


def decision_curve(
    reference_standard: ArrayLike, probabilities: ArrayLike, cut_offs: ArrayLike
) -> DecisionCurve:
    """Return net benefit tp / n - fp / n * c / (1 - c) at cut-offs c in [0, 1) (Vickers & Elkin 2006)."""
    truth, probability, _ = _known(reference_standard, probabilities)
    grid = np.asarray(cut_offs, float)
    if not ((grid >= 0) & (grid < 1)).all():
        raise SacroReadError("The cut-offs of a decision curve lie from 0 to below 1. Correct them.")
    if not truth.size:
        raise SacroReadError("A decision curve needs cases with a probability and a reference standard.")
    odds, called = grid / (1 - grid), probability[None, :] >= grid[:, None]
    tp, fp = (called & truth).mean(1), (called & ~truth).mean(1)
    return DecisionCurve(grid, tp - fp * odds, truth.mean() - (1 - truth.mean()) * odds)


def logistic_fit(design: Floats, truth: Bools, offset: Floats) -> tuple[Floats, Floats]:
    """Return coefficients and standard errors (terms,) of a logistic regression by Newton's method.

    `design` (cases, terms), `truth` (cases,), `offset` (cases,) added to the linear predictor.
    """
    fitted = np.zeros(design.shape[1])
    for _ in range(STEPS):
        mean = expit(design @ fitted + offset)
        information = design.T @ (design * (mean * (1 - mean))[:, None])
        step = np.linalg.solve(information, design.T @ (truth - mean))
        while _surprise(design @ (fitted + step) + offset, truth) > _surprise(
            design @ fitted + offset, truth
        ):
            step = step / 2
        fitted = fitted + step
        if np.abs(step).max() < SETTLED:
            break
    return fitted, np.sqrt(np.diag(np.linalg.inv(information)))


def _surprise(linear: Floats, truth: Bools) -> float:
    return float(np.logaddexp(0, np.where(truth, -linear, linear)).sum())


def _known(reference_standard: ArrayLike, probabilities: ArrayLike) -> tuple[Bools, Floats, Bools]:
    checked = checked_probabilities(probabilities)
    kept = is_known(reference_standard, checked)
    return np.asarray(reference_standard)[kept] == 1, checked[kept], kept


def _no_logit(truth: Bools, probability: Floats) -> str | None:
    if truth.all() or not truth.any():
        return ONE_CLASS
    return NOT_INSIDE if ((probability == 0) | (probability == 1)).any() else None


def _no_slope(truth: Bools, probability: Floats) -> str | None:
    above, below = probability[truth], probability[~truth]
    if np.ptp(probability) == 0:
        return NO_SPREAD
    return SEPARATED if above.min() >= below.max() or above.max() <= below.min() else None


def _bin(truth: Bools, probability: Floats, level: float) -> ReliabilityBin:
    what = Definition("share positive", "share of cases", "no cases")
    positive = share(what, int(truth.sum()), truth.size, level)
    return ReliabilityBin(truth.size, float(probability.mean()), positive)
