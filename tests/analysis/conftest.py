"""What the tests of the statistics share: the folder of reference numbers and small tables as reads."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

R_COUNTS = ("equal to R", "asked of R")
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="session")
def paper() -> Path:
    """The printed numbers of the seed paper."""
    folder = SHARED / "reference" / "paper"
    if not folder.is_dir():
        pytest.skip(f"the paper's numbers are not beside this checkout: {folder}")
    return folder


@pytest.fixture(scope="session")
def pairs() -> Callable[[object], tuple[np.ndarray, np.ndarray]]:
    """Return two readers' reads that have a given table: (cases,) each."""

    def reads(table: object) -> tuple[np.ndarray, np.ndarray]:
        counts = np.asarray(table)
        first, second = np.indices(counts.shape)
        return np.repeat(first.ravel(), counts.ravel()), np.repeat(second.ravel(), counts.ravel())

    return reads


def pytest_terminal_summary(terminalreporter):
    """Print how many of the reference numbers came out equal."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, [])]
    found = [dict(each.user_properties) for each in reports if each.when == "call"]
    equal, asked = (sum(each.get(name, 0) for each in found) for name in R_COUNTS)
    cases = sum(R_COUNTS[1] in each for each in found)
    if cases:
        terminalreporter.write_line(f"R reference: {equal} of {asked} quantities of {cases} cases are equal.")
