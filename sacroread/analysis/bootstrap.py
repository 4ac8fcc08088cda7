"""Intervals by resampling: units drawn with replacement, counted instead of copied.

A statistic is a function of how often each distinct unit was drawn. A unit is a case, or a patient with all
his sides (two joints of one patient are not independent), and equal units share one count: 247 pairs of
yes/no reads are four counts. One draw is one multinomial row, and a statistic works on all draws at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, ndtri

from sacroread.analysis.arrays import Bools, Floats, Ints
from sacroread.analysis.estimate import LEVEL, Asymptotic, Interval
from sacroread.errors import SacroReadError

Statistic = Callable[[Ints], Floats]  # (draws, units) counts -> (draws,) values, NaN where undefined
CELLS_AT_ONCE = 2**18  # counts held at a time: 2 MB
DRAWS_PER_BINOMIAL = 8  # one multinomial cell costs about as much as so many single draws


class Kind(StrEnum):
    """How ends are read off the replicates (Efron & Tibshirani 1993, chapters 12 to 14)."""

    PERCENTILE = "percentile"
    BASIC = "basic"
    NORMAL = "normal"
    BCA = "BCa"


@dataclass(frozen=True)
class Bootstrap:
    """How to resample for an interval.

    `patients` (cases,) says whose case it is, and then patients are drawn; `is_stratified` draws positive and
    negative cases each alone, for areas under the curve (as pROC does; the numbers of both stay as they are).
    """

    seed: int
    repetitions: int = 1000
    kind: Kind = Kind.PERCENTILE
    level: float = LEVEL
    patients: Sequence[str] | Sequence[int] | Ints | None = field(default=None, compare=False)
    is_stratified: bool = False

    def __post_init__(self) -> None:
        if self.repetitions < 1 or not 0 < self.level < 1:
            raise SacroReadError("A bootstrap needs at least one repetition and a level between 0 and 1.")
        if self.is_stratified and self.patients is not None:
            raise SacroReadError("Draw patients or draw within strata; a patient may have cases in both.")

    @property
    def method(self) -> str:
        """The words that stand under the table."""
        unit = "cases" if self.patients is None else "patients"
        unit += " within strata" if self.is_stratified else ""
        return f"bootstrap of {unit}, {self.kind}, {self.repetitions} repetitions, seed {self.seed}"


def patients_of(how: Asymptotic | Bootstrap, kept: Bools) -> Ints | None:
    """Return whose each kept case is, (kept cases,) of 0..patients - 1, where patients are to be drawn."""
    if isinstance(how, Asymptotic) or how.patients is None:
        return None
    patients = np.asarray(how.patients)
    if patients.shape != kept.shape:
        raise SacroReadError(
            f"{patients.size} patients are named for {kept.size} cases. Name one for each case."
        )
    return np.unique(patients[kept], return_inverse=True)[1]


@dataclass(frozen=True, eq=False)
class Units:
    """How often each distinct unit occurs, (units,); `strata`: sizes of blocks of units drawn each alone."""

    counts: Ints
    strata: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Sample:
    """Distinct units (units, features), each the sum over its cases, and how often each occurs (units,)."""

    rows: Floats
    counts: Ints

    @property
    def units(self) -> Units:
        """What is drawn."""
        return Units(self.counts)

    def statistic(self, of_totals: Callable[[Floats], Floats]) -> Statistic:
        """Turn a function of feature totals (draws, features) into one of counts."""
        return lambda counts: of_totals(counts @ self.rows)

    def totals(self, how: "Bootstrap") -> Floats:
        """Return the totals of every repetition (repetitions, features): drawn once for many statistics."""
        return replicates(self.units, lambda counts: counts @ self.rows, how)


def sample(rows: Floats, patients: Ints | None = None) -> Sample:
    """Gather cases (cases, features) into distinct units; with `patients` (cases,) into distinct patients."""
    if patients is not None:
        sums = np.zeros((patients.max(initial=-1) + 1, rows.shape[1]))
        np.add.at(sums, patients, rows)
        rows = sums
    distinct, counts = np.unique(rows, axis=0, return_counts=True)
    return Sample(distinct, counts)


def cell_sample(cells: Ints, size: int, patients: Ints | None = None) -> Sample:
    """Gather cases that each fall into one of `size` cells; (cases,) of 0..size - 1."""
    if patients is not None:
        return sample(np.eye(size)[cells], patients)
    table = np.bincount(cells, minlength=size)
    occupied = np.flatnonzero(table)
    return Sample(np.eye(size)[occupied], table[occupied])


def owner_units(owners: Ints, cells: Ints) -> tuple[Units, Callable[[Ints], Ints]]:
    """Return owners of cases as units, and what turns counts of them into counts of cells, (draws, ...).

    `owners` (cases,) of 0..owners - 1: patients, or the cases themselves; `cells` (cases,) of 0..cells - 1,
    none empty.
    """
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(cells.max() + 1))
    units = Units(np.ones(owners.max() + 1, np.int64))
    return units, lambda counts: np.add.reduceat(counts[:, owners[order]], starts, axis=1)


def interval(
    units: Units,
    statistic: Statistic,
    bootstrap: Bootstrap,
    ties: float = 0.5,
    values: Floats | None = None,
) -> Interval:
    """Return the interval of a statistic by resampling; repetitions without a value are left out and counted.

    `ties` is the share of replicates equal to the value that BCa counts as below it: 0.5 as in scipy, 0 as
    in R's boot. `values` (repetitions,) are the replicates, where they were made already.
    """
    if units.counts.sum() < 2:
        return Interval.undefined(bootstrap.method, "resampling needs at least two cases or patients")
    values = replicates(units, statistic, bootstrap) if values is None else values
    defined = values[~np.isnan(values)]
    method = bootstrap.method + _left_out(values.size - defined.size)
    if not defined.size:
        return Interval.undefined(method, "no repetition of the bootstrap has a value")
    if np.isinf(defined).any() and bootstrap.kind is not Kind.PERCENTILE:
        return Interval.undefined(
            method, "some repetitions are infinite; only percentile intervals allow that"
        )
    low, high = _ends(defined, units, statistic, bootstrap, ties)
    return Interval(low, high, bootstrap.level, method)


def replicates(units: Units, statistic: Statistic, bootstrap: Bootstrap) -> Floats:
    """Return the statistic of every repetition: (repetitions,), NaN where undefined."""
    rng = np.random.default_rng(bootstrap.seed)
    sizes = _chunks(bootstrap.repetitions, units.counts.size)
    return np.concatenate([statistic(_draws(units, size, rng)) for size in sizes])


def jackknife(units: Units, statistic: Statistic) -> Floats:
    """Return the statistic without one unit of each distinct kind: (units,)."""
    steps, start = [], 0
    for size in _chunks(units.counts.size, units.counts.size):
        without = np.arange(start, start + size)
        counts = np.repeat(units.counts[None], size, axis=0)
        counts[np.arange(size), without] -= 1
        steps.append(statistic(counts))
        start += size
    return np.concatenate(steps)


def percentile_ends(values: Floats, level: float) -> tuple[float, float]:
    """Return the ends that cut off equal shares of replicates (Efron & Tibshirani 1993, section 13.3)."""
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    if np.isfinite(values).all():
        low, high = np.quantile(values, tails)
    else:
        low, high = np.quantile(values, tails, method="nearest")  # nothing lies between a number and infinity
    return float(low), float(high)


def basic_ends(values: Floats, value: float, level: float) -> tuple[float, float]:
    """Return the percentile ends reflected at the value (Davison & Hinkley 1997, eq. 5.6)."""
    low, high = percentile_ends(values, level)
    return 2 * value - high, 2 * value - low


def normal_ends(values: Floats, value: float, level: float) -> tuple[float, float]:
    """Return value - bias -+ z * standard error of the replicates (Davison & Hinkley 1997, eq. 5.5)."""
    centre = 2 * value - float(values.mean())
    half = float(ndtri((1 + level) / 2)) * float(values.std(ddof=1))
    return centre - half, centre + half


def bca_ends(values: Floats, below: float, acceleration: float, level: float) -> tuple[float, float]:
    """Return the bias-corrected accelerated ends (Efron & Tibshirani 1993, eq. 14.9 and 14.10).

    `below` is the share of replicates below the value. All on one side: the ends are the percentile ends.
    """
    if not 0 < below < 1:
        return percentile_ends(values, level)
    bias = ndtri(below)
    z = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = np.quantile(values, ndtr(bias + z / (1 - acceleration * z)))
    return float(low), float(high)


def acceleration_of(units: Units, without_one: Floats) -> float:
    """Return the acceleration from the jackknife values (Efron & Tibshirani 1993, eq. 14.15)."""
    usable = ~np.isnan(without_one)
    counts, values = units.counts[usable], without_one[usable]
    gap = np.average(values, weights=counts) - values
    spread = float(np.sum(counts * gap**2)) ** 1.5
    return float(np.sum(counts * gap**3)) / (6 * spread) if spread > 0 else 0.0


def _ends(
    values: Floats, units: Units, statistic: Statistic, bootstrap: Bootstrap, ties: float
) -> tuple[float, float]:
    value, level = float(statistic(units.counts[None])[0]), bootstrap.level
    match bootstrap.kind:
        case Kind.PERCENTILE:
            return percentile_ends(values, level)
        case Kind.BASIC:
            return basic_ends(values, value, level)
        case Kind.NORMAL:
            return normal_ends(values, value, level)
        case Kind.BCA:
            below = float(np.mean(values < value) + ties * np.mean(values == value))
            return bca_ends(values, below, acceleration_of(units, jackknife(units, statistic)), level)


def _chunks(repetitions: int, units: int) -> Iterator[int]:
    step = max(1, CELLS_AT_ONCE // max(units, 1))
    for start in range(0, repetitions, step):
        yield min(step, repetitions - start)


def _draws(units: Units, repetitions: int, rng: np.random.Generator) -> Ints:
    if not units.strata:
        return _drawn(units.counts, repetitions, rng)
    blocks = np.split(units.counts, np.cumsum(units.strata)[:-1])
    return np.hstack([_drawn(block, repetitions, rng) for block in blocks])


def _drawn(counts: Ints, repetitions: int, rng: np.random.Generator) -> Ints:
    n, kinds = int(counts.sum()), counts.size
    if kinds * DRAWS_PER_BINOMIAL <= n:
        return rng.multinomial(n, counts / n, size=repetitions)
    narrow = np.uint16 if n <= np.iinfo(np.uint16).max else np.uint32  # narrow integers are drawn faster
    picks = np.repeat(np.arange(kinds), counts)[rng.integers(n, size=(repetitions, n), dtype=narrow)]
    picks += (np.arange(repetitions) * kinds)[:, None]
    return np.bincount(picks.ravel(), minlength=repetitions * kinds).reshape(repetitions, kinds)


def _left_out(undefined: int) -> str:
    return f", {undefined} of them undefined and left out" if undefined else ""
