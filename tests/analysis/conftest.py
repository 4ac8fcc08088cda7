"""What the tests of the statistics share: the folder of reference numbers and small tables as reads."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

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
