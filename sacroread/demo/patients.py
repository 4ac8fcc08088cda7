"""Who the phantoms are, and how two simulated readers would have graded them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sacroread.demo.joint import sign
from sacroread.study.model import Grade, Role, Side

# Share of sides with each grade, and correlation of what lies behind the grades of a patient's two sides.
SHARES: Mapping[Grade, float] = {
    Grade.NORMAL: 0.32,
    Grade.SUSPICIOUS: 0.20,
    Grade.MINIMAL: 0.17,
    Grade.UNEQUIVOCAL: 0.22,
    Grade.ANKYLOSIS: 0.09,
}
SIDES_CORRELATION = 0.75


@dataclass(frozen=True)
class Habit:
    """How a simulated reader grades: leaning, scatter shared by both sides and of one side; in grades."""

    reader_id: str
    role: Role
    leaning: float
    patient_scatter: float
    side_scatter: float


READERS = (
    Habit("local-1", Role.LOCAL, 0.15, 0.75, 0.75),
    Habit("central-1", Role.CENTRAL_1, -0.05, 0.60, 0.65),
)


def true_grades(seed: int, count: int) -> tuple[Mapping[Side, Grade], ...]:
    """Draw the grades of patients; both sides go together as they do in axial spondyloarthritis."""
    rng = np.random.default_rng((seed, 101))
    return tuple(_patient(rng) for _ in range(count))


def simulated_grades(
    habit: Habit, truth: Mapping[Side, Grade], rng: np.random.Generator
) -> Mapping[Side, Grade]:
    """Return what a reader of this habit says of a patient: mostly the grade, often a neighbour of it."""
    shared = habit.leaning + habit.patient_scatter * rng.standard_normal()
    return {side: _said(truth[side], shared + habit.side_scatter * rng.standard_normal()) for side in Side}


def _patient(rng: np.random.Generator) -> Mapping[Side, Grade]:
    limits = np.cumsum(list(SHARES.values()))[:-1]
    common = rng.standard_normal() * SIDES_CORRELATION**0.5
    grades = {}
    for side in sorted(Side, key=sign):
        level = ndtr(common + rng.standard_normal() * (1 - SIDES_CORRELATION) ** 0.5)
        grades[side] = Grade(int(np.searchsorted(limits, level)))
    return grades


def _said(grade: Grade, shift: float) -> Grade:
    doubt = 0.5 if grade is Grade.ANKYLOSIS else 1.0  # nobody overlooks a joint that is gone
    return Grade(int(np.clip(round(float(grade) + doubt * shift), 0, 4)))
