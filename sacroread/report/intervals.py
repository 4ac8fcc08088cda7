"""How intervals of shares are made, in closed form or by drawing patients; and intervals that say nothing."""

import math
from dataclasses import replace

import numpy as np

from sacroread.analysis.arrays import Bools, Floats, ratio
from sacroread.analysis.bootstrap import Bootstrap, patients_of, sample
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate
from sacroread.analysis.measure import Measure
from sacroread.analysis.proportions import share

NO_WIDTH = (
    "its interval would have no width, which does not make the value certain: these cases are too few, or "
    "too much alike, to say how far it may be off"
)
ROUNDING = 1e-12  # apart: what the order of a sum may differ by


def for_shares(how: Bootstrap) -> Asymptotic | Bootstrap:
    """Return the closed form, which is exact enough for independent cases; else the bootstrap of patients."""
    return ASYMPTOTIC if how.patients is None else how


def share_of_cases(definition: Definition, hits: Bools, among: Bools, how: Bootstrap) -> Estimate:
    """Return the share of hits among some cases, (cases,) each; Wilson, or by drawing patients."""
    n = int(among.sum())
    if how.patients is None or not n:
        return share(definition, int((hits & among).sum()), n)
    counted = np.stack([hits[among], among[among]], axis=1).astype(float)
    return Measure(definition, sample(counted, patients_of(how, among)), _quotient, n).estimate(how)


def told_if_widthless(estimate: Estimate) -> Estimate:
    """Give a reason in the place of an interval without width, as an area of 1 and a kappa of 1 have it.

    Where every case drawn is in order, so is every resample, and DeLong's variance is 0: the interval then
    tells of the method and not of the cases (Obuchowski & Lieberman 2002).
    """
    if estimate.low is None or estimate.high is None:
        return estimate
    if not math.isclose(estimate.low, estimate.high, rel_tol=0, abs_tol=ROUNDING):
        return estimate
    return replace(estimate, low=None, high=None, undefined_because=NO_WIDTH)


def _quotient(totals: Floats) -> Floats:
    return ratio(totals[..., 0], totals[..., 1])
