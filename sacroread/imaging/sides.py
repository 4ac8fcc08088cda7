"""Which side of the patient lies where on the picture."""

from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Side


def sides_on_picture(radiograph: Radiograph) -> tuple[Side, Side]:
    """Return the sides from the left to the right edge of the radiograph as stored.

    Patient Orientation names the direction of the rows (PS3.3 C.7.6.1.1.1): when it runs to the patient's
    right, the patient's left joint is on the left of the picture. Without it the radiographer's convention
    for a pelvis holds: the patient is seen from the front, the right joint on the left of the picture.
    """
    orientation = radiograph.patient_orientation
    runs_to_the_right = orientation is not None and orientation[0].startswith("R")
    return (Side.LEFT, Side.RIGHT) if runs_to_the_right else (Side.RIGHT, Side.LEFT)
