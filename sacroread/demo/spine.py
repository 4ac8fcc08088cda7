"""The lower lumbar spine: bodies, pedicles, processes; L3 to L5."""

import numpy as np

from sacroread.demo.rays import Field, Points, Sample
from sacroread.demo.solids import Ball, Rod, ball, joined, rod

# Centre y, z of each body, tilt (radians, positive: the front looks down), half height; L5, L4, L3; mm.
BODIES = ((24, 131, -0.32, 12.5), (21, 167, -0.10, 13.5), (22, 204, 0.05, 13.5))
HALF_WIDTH = (26.0, 24.5, 23.5)
HALF_DEPTH = 17.5
CORTEX = 0.9


def lumbar_spine(p: Points) -> Sample:
    """Return the vertebrae L5 to L3."""
    side = Points(np.abs(p.x), p.y, p.z)
    found = _vertebra(0, side)
    for level in (1, 2):
        found = np.minimum(found, _vertebra(level, side))
    return Sample(found, CORTEX)


def _vertebra(level: int, p: Points) -> Field:
    y0, z0, tilt, half = BODIES[level]
    c, s = np.float32(np.cos(tilt)), np.float32(np.sin(tilt))
    y, z = (p.y - y0) * c + (p.z - z0) * s, (p.z - z0) * c - (p.y - y0) * s
    own = Points(p.x, y, z)
    return joined(_body(own, HALF_WIDTH[level], half), _arch(own, level), 2.0)


def _body(p: Points, half_width: float, half: float) -> Field:
    waist = 1 - np.float32(0.10) * (1 - np.clip(np.abs(p.z) / half, 0, 1) ** 2)
    around = (p.x / np.float32(half_width)) ** 2 + (p.y / np.float32(HALF_DEPTH)) ** 2
    round_about = (np.sqrt(around) / waist - 1) * np.float32(HALF_DEPTH)
    hollow = np.float32(1.6) * np.exp(-around * 2.5)
    return np.asarray(np.maximum(round_about, np.abs(p.z) + hollow - np.float32(half)))


def _arch(p: Points, level: int) -> Field:
    reach = (38.0, 42.0, 45.0)[level]
    pedicle = rod(Rod((15, 12, 4), (16, 30, 2), (5.5, 5)), p)
    transverse = rod(
        Rod(
            (17, 24, 4),
            (reach, 32, 10 if level == 0 else 4),
            (7.5 if level == 0 else 4.5, 4.5 if level == 0 else 3.0),
        ),
        p,
    )
    lamina = rod(Rod((15, 32, 2), (3, 44, -10), (4.5, 4)), p)
    facet = np.minimum(ball(Ball((19, 34, 13), (6, 5, 9)), p), ball(Ball((17, 39, -16), (6, 5, 10)), p))
    spinous = ball(Ball((0, 58, -10), (4, 17, 10)), p)
    return np.minimum(np.minimum(joined(pedicle, transverse, 4), lamina), np.minimum(facet, spinous))
