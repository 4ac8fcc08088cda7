"""Intervals for a share of cases."""

import numpy as np
from scipy.special import betaincinv, ndtri

from sacroread.analysis.estimate import LEVEL, Definition, Estimate, Interval


def quantile(level: float) -> float:
    """Return the standard normal quantile that leaves half of 1 - level above it."""
    return float(ndtri((1 + level) / 2))


def wilson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the score interval of hits of n (Wilson 1927; Newcombe 1998, method 3); none without cases."""
    method = "Wilson"
    if n == 0:
        return Interval.undefined(method, "no cases")
    z2 = quantile(level) ** 2
    centre = (2 * hits + z2) / (2 * (n + z2))
    half = np.sqrt(z2 * (z2 + 4 * hits * (n - hits) / n)) / (2 * (n + z2))
    low = 0.0 if hits == 0 else float(centre - half)  # exactly, not but for rounding
    return Interval(low, 1.0 if hits == n else float(centre + half), level, method)


def clopper_pearson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the exact interval of hits of n (Clopper & Pearson 1934), quantiles of beta distributions."""
    method = "Clopper-Pearson"
    if n == 0:
        return Interval.undefined(method, "no cases")
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))
    return Interval(low, high, level, method)


def share(definition: Definition, hits: int, n: int, level: float = LEVEL) -> Estimate:
    """Return hits / n with its Wilson interval, undefined where n is 0."""
    return definition.of(hits / n if n else float("nan"), n, wilson(hits, n, level))
