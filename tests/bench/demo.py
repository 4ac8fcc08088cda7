"""How long the synthetic radiographs take to make, in seconds of one core."""

from __future__ import annotations

import statistics
import time

from frame import Measurement, at_most

from sacroread.demo.phantom import phantom
from sacroread.study.model import Grade, Side

MIXED = {Side.RIGHT: Grade.UNEQUIVOCAL, Side.LEFT: Grade.NORMAL}
FULL, SMALL = (2000, 2400), (150, 180)  # rows, columns
SEEDS = range(5)
PHANTOM_S = 3


def measure() -> list[Measurement]:
    """Make phantoms of a radiograph's full size, after a small one that imports what they need."""
    phantom(1, MIXED, SMALL)
    spent = sorted(_seconds(seed) for seed in SEEDS)
    named = f"phantom, {FULL[0]} x {FULL[1]}, seeds 0 to {SEEDS[-1]}"
    return [
        at_most(f"{named}: median", statistics.median(spent), "s of one core", PHANTOM_S),
        at_most(f"{named}: longest", spent[-1], "s of one core", PHANTOM_S),
    ]


def _seconds(seed: int) -> float:
    start = time.process_time()
    phantom(seed, MIXED, FULL)
    return time.process_time() - start
