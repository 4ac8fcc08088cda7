"""What every statistic answers with: a value and its interval, or the reason why there is none."""

import math
from dataclasses import dataclass

LEVEL = 0.95  # of every interval unless the caller says otherwise


@dataclass(frozen=True)
class Asymptotic:
    """Ask for the interval that the statistic's large-sample theory gives."""

    level: float = LEVEL


ASYMPTOTIC = Asymptotic()


def _refuse_nan(*numbers: float | None) -> None:
    """Stay loud where a statistic lets an undefined number through: it must be None, with a reason."""
    if any(number is not None and math.isnan(number) for number in numbers):
        raise ValueError("an undefined number must be None, with a reason")


@dataclass(frozen=True)
class Interval:
    """Both ends of an interval, its level (0 to 1) and its method; without ends, the reason."""

    low: float | None
    high: float | None
    level: float | None
    method: str
    undefined_because: str | None = None

    def __post_init__(self) -> None:
        _refuse_nan(self.low, self.high)

    @classmethod
    def undefined(cls, method: str, because: str) -> "Interval":
        """Say why there is no interval."""
        return cls(None, None, None, method, because)


NO_INTERVAL = Interval(None, None, None, "")  # for numbers that carry none, such as a p value


@dataclass(frozen=True)
class Estimate:
    """A statistic of n cases (or patients, or pairs: `method` says which). Nothing here is rounded.

    `value`, `low` and `high` are None where they are undefined, never NaN. `undefined_because` then
    gives the reason in words for the coordinator: why there is no value, or, where there is a value,
    why it has no interval. `source` is the paper with its equation.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    level: float | None
    n: int
    method: str
    source: str
    undefined_because: str | None = None

    def __post_init__(self) -> None:
        _refuse_nan(self.value, self.low, self.high)
        if self.value is None and not self.undefined_because:
            raise ValueError(f"{self.name} has neither a value nor a reason")

    @classmethod
    def undefined(cls, name: str, because: str, n: int = 0, source: str = "") -> "Estimate":
        """Answer without a value, with the reason."""
        return cls(name, None, None, None, None, n, "", source, because)


@dataclass(frozen=True)
class Definition:
    """A statistic's name, the paper that defines it with the equation, and when it is undefined."""

    name: str
    source: str
    undefined_because: str

    def of(self, value: float, n: int, interval: Interval = NO_INTERVAL) -> Estimate:
        """Join a value (NaN: undefined), its n and its interval."""
        if math.isnan(value):
            return self.undefined(n)
        ends = (interval.low, interval.high, interval.level)
        return Estimate(self.name, value, *ends, n, interval.method, self.source, interval.undefined_because)

    def undefined(self, n: int, because: str | None = None) -> Estimate:
        """Answer without a value, with this statistic's own reason or another."""
        return Estimate.undefined(self.name, because or self.undefined_because, n, self.source)
