"""A statistic that knows its cases through sums only: what nearly every estimate of this room is."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sacroread.analysis.arrays import Floats
from sacroread.analysis.bootstrap import Bootstrap, Sample, interval
from sacroread.analysis.estimate import Asymptotic, Definition, Estimate, Interval
from sacroread.analysis.proportions import wald


@dataclass(frozen=True)
class Measure:
    """A definition, the cases as a sample of features, and the statistic as a function of their totals.

    `of_totals` takes (draws, features) and returns (draws,), NaN where undefined. `n` is the number of cases
    (or pairs) that have what it needs.
    """

    definition: Definition
    drawn: Sample
    of_totals: Callable[[Floats], Floats]
    n: int
    nothing: str = "no case has the reads that this needs"

    def counting(self, n: int) -> "Measure":
        """The same with another n: what it is a share of; without any, the definition says why."""
        return replace(self, n=n, nothing=self.definition.undefined_because)

    @property
    def value(self) -> float:
        """The statistic of all cases, NaN where undefined."""
        return float(self.of_totals(self._totals[None])[0])

    def estimate(
        self,
        how: Asymptotic | Bootstrap,
        asymptotic: Callable[[float], Interval] | None = None,
        totals: Floats | None = None,
    ) -> Estimate:
        """Answer with the interval asked for; `asymptotic` takes a level, by default it is the jackknife.

        `totals` (repetitions, features) are what `drawn.totals(how)` gave, shared with other measures.
        """
        if self.n == 0:
            return self.definition.undefined(0, self.nothing)
        if math.isnan(self.value):
            return self.definition.undefined(self.n)
        if isinstance(how, Bootstrap):
            values = None if totals is None else self.of_totals(totals)
            ends = interval(self.drawn.units, self.drawn.statistic(self.of_totals), how, values=values)
        else:
            ends = (asymptotic or self.jackknife_interval)(how.level)
        return self.definition.of(self.value, self.n, ends)

    def jackknife_interval(self, level: float) -> Interval:
        """Return value -+ z * jackknife standard error (Efron & Tibshirani 1993, eq. 11.5)."""
        units = int(self.drawn.counts.sum())
        without_one = self.of_totals(self._totals - self.drawn.rows)
        gap = without_one - np.average(without_one, weights=self.drawn.counts)
        variance = (units - 1) / units * np.sum(self.drawn.counts * gap**2)
        return wald(self.value, float(np.sqrt(variance)), level, "jackknife")

    @property
    def _totals(self) -> Floats:
        return self.drawn.counts @ self.drawn.rows
