"""Intervals in closed form: for shares of cases, and for any value with a standard error."""

import math
from collections.abc import Callable

from scipy.special import betaincinv, ndtri

from sacroread.analysis.estimate import LEVEL, Definition, Estimate, Interval

OfShare = Callable[[int, int, float], Interval]  # hits, n, level


def quantile(level: float) -> float:
    """Return the standard normal quantile that leaves half of 1 - level above it."""
    return float(ndtri((1 + level) / 2))


def wald(value: float, error: float, level: float, method: str) -> Interval:
    """Return value -+ z * standard error, not cut anywhere; without a standard error there is no interval."""
    if math.isnan(error):
        return Interval.undefined(method, "these cases give no standard error")
    half = quantile(level) * error
    return Interval(value - half, value + half, level, method)


def wilson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the score interval of hits of n (Wilson 1927; Newcombe 1998, method 3); none without cases."""
    method = "Wilson"
    if n == 0:
        return Interval.undefined(method, "no cases")
    z2 = quantile(level) ** 2
    centre = (2 * hits + z2) / (2 * (n + z2))
    half = math.sqrt(z2 * (z2 + 4 * hits * (n - hits) / n)) / (2 * (n + z2))
    low = 0.0 if hits == 0 else centre - half  # exactly, not but for rounding
    return Interval(low, 1.0 if hits == n else centre + half, level, method)


def clopper_pearson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the exact interval of hits of n (Clopper & Pearson 1934), quantiles of beta distributions."""
    method = "Clopper-Pearson"
    if n == 0:
        return Interval.undefined(method, "no cases")
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))
    return Interval(low, high, level, method)


def share(
    definition: Definition, hits: int, n: int, level: float = LEVEL, closed_form: OfShare = wilson
) -> Estimate:
    """Return hits / n with its interval in closed form, Wilson's by default; undefined where n is 0."""
    return definition.of(hits / n if n else math.nan, n, closed_form(hits, n, level))
