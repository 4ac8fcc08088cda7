"""Phantoms that several tests look at."""

import numpy as np
import pytest

from sacroread.demo.contact_sheet import shown
from sacroread.demo.phantom import Phantom, phantom
from sacroread.study.model import Grade, Side

PATIENTS = 3
SIZE = (300, 360)


@pytest.fixture(scope="session")
def films() -> dict[Grade, list[Phantom]]:
    """The same patients once with each grade on both sides."""
    return {
        grade: [phantom(4000 + k, dict.fromkeys(Side, grade), SIZE) for k in range(PATIENTS)]
        for grade in Grade
    }


@pytest.fixture(scope="session")
def grey():
    """How a phantom is shown: float64 in [0, 255], bone light."""
    return lambda film: np.asarray(shown(film))
