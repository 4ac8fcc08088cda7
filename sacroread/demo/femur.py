"""The upper ends of the femora."""

import numpy as np

from sacroread.demo.innominate import HEAD
from sacroread.demo.rays import Points, Sample
from sacroread.demo.solids import Ball, Rod, ball, rod, union

SHAFT_CORTEX = 5.5  # mm
HEAD_CORTEX = 0.9


def femora(p: Points) -> Sample:
    """Return both femora; the cortex thickens down the shaft."""
    side = Points(np.abs(p.x), p.y, p.z)
    neck = union(
        [
            ball(Ball(HEAD, (23.6, 23.6, 23.6)), side),
            rod(Rod((98, 1, -4), (127, 10, -27), (16, 16)), side),
        ],
        6.0,
    )
    shaft = union(
        [
            rod(Rod((134, 12, -34), (125, 6, -95), (18, 14.5)), side),
            rod(Rod((125, 6, -95), (114, 0, -280), (14.5, 14.5)), side),
            ball(Ball((141, 17, -20), (14, 17, 22)), side),
            ball(Ball((112, 22, -66), (9, 10, 13)), side),
        ],
        9.0,
    )
    distance = union([neck, shaft], 10.0)
    cortex = HEAD_CORTEX + np.float32(SHAFT_CORTEX - HEAD_CORTEX) * np.clip((-45 - side.z) / 60, 0, 1)
    return Sample(distance, np.broadcast_to(cortex, distance.shape))
