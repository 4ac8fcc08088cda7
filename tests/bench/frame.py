"""What a benchmark measures, and how it is told: a table for people, JSON for programs."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measurement:
    """One figure. `ratio` is value / peer; `holds` is None where it was not measured, and `why` says so."""

    name: str
    value: float | None
    unit: str
    peer: float | None
    ratio: float | None
    goal: str
    holds: bool | None
    why: str = ""


def at_most(name: str, value: float, unit: str, limit: float) -> Measurement:
    """Judge a figure that has a limit and no peer."""
    return Measurement(name, value, unit, None, None, f"at most {limit:g} {unit}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Measurement:
    """Judge a figure that must reach a limit."""
    return Measurement(name, value, unit, None, None, f"at least {limit:g} {unit}", value >= limit)


def compared(name: str, value: float, peer: float, unit: str, limit: float) -> Measurement:
    """Judge a figure that has a limit and a peer measured in the same run."""
    return Measurement(name, value, unit, peer, value / peer, f"at most {limit:g} {unit}", value <= limit)


def not_measured(name: str, unit: str, goal: str, why: str) -> Measurement:
    """Say why a figure is missing."""
    return Measurement(name, None, unit, None, None, goal, None, why)


def median_ms(action: Callable[[], object], runs: int = 10) -> float:
    """Return the median duration of an action in milliseconds."""
    return statistics.median(_ms(action) for _ in range(runs))


def alternating_ms(
    action: Callable[[], object], peer: Callable[[], object], runs: int = 10
) -> tuple[float, float]:
    """Return the median durations in milliseconds of an action and its peer, run in turn."""
    pairs = [(_ms(action), _ms(peer)) for _ in range(runs)]
    return statistics.median(ours for ours, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def _ms(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def table(measurements: Sequence[Measurement]) -> str:
    """Return the measurements as lines that align."""
    lines = [("measurement", "value", "peer", "ratio", "goal", "holds"), *map(_cells, measurements)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _cells(each: Measurement) -> tuple[str, ...]:
    figures = (_number(each.value, each.unit), _number(each.peer, each.unit), _number(each.ratio, "x"))
    holds = {True: "yes", False: "NO", None: f"not measured: {each.why}"}[each.holds]
    return (each.name, *figures, each.goal, holds)


def _number(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:.3g} {unit}"


def write_json(measurements: Sequence[Measurement], path: Path) -> None:
    """Write the measurements as a list of objects."""
    path.write_text(json.dumps([asdict(each) for each in measurements], indent=2) + "\n", encoding="utf-8")
