"""The answer type: undefined is never a number, and asking for statistics does not load half of scipy."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from sacroread.analysis.accuracy import likelihood_ratio
from sacroread.analysis.bootstrap import Bootstrap, Kind
from sacroread.analysis.estimate import Definition, Estimate, Interval

ROOM = Path(__file__).resolve().parents[2] / "sacroread" / "analysis"


def test_a_number_that_is_none_cannot_become_an_estimate():
    with pytest.raises(ValueError, match="must be None"):
        Estimate("kappa", math.nan, None, None, None, 3, "", "")
    with pytest.raises(ValueError, match="must be None"):
        Interval(0.1, math.nan, 0.95, "Wald")


def test_an_estimate_without_a_value_needs_a_reason():
    with pytest.raises(ValueError, match="neither a value nor a reason"):
        Estimate("kappa", None, None, None, None, 3, "", "")


def test_a_value_without_an_interval_keeps_the_reason():
    estimate = Definition("area", "source", "no cases").of(0.5, 4, Interval.undefined("DeLong", "one case"))
    assert (estimate.value, estimate.low, estimate.undefined_because) == (0.5, None, "one case")


def test_infinite_repetitions_give_an_infinite_end_and_only_by_percentiles(pairs):
    table = pairs([[30, 2], [1, 30]])
    ends = likelihood_ratio(1, *table, Bootstrap(1, 1000))
    assert ends.high == math.inf
    assert 5 < ends.low < ends.value
    refused = likelihood_ratio(1, *table, Bootstrap(1, 1000, Kind.NORMAL))
    assert refused.low is None
    assert "some repetitions are infinite" in refused.undefined_because


def test_the_statistics_load_neither_scipys_statistics_nor_its_optimisers():
    modules = sorted(f"sacroread.analysis.{path.stem}" for path in ROOM.glob("[a-z]*.py"))
    heavy = ("scipy.stats", "scipy.optimize")
    program = f"import sys, {', '.join(modules)}; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOM.parents[1]
    )
    assert loaded.stdout.strip() == "[]"
