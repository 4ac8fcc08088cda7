"""Where the patient's right and left lie on the shown picture, so that R and L are never confused."""

from __future__ import annotations

from collections.abc import Mapping

from sacroread.imaging.presentation import picture_direction
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Presentation, Side

Direction = tuple[float, float]

AS_STORED = Presentation()


def is_side_known(radiograph: Radiograph) -> bool:
    """Whether the file says where the patient's sides are (Patient Orientation, PS3.3 C.7.6.1.1.1)."""
    return _stored_direction_of_left(radiograph) is not None


def side_directions(radiograph: Radiograph, presentation: Presentation) -> Mapping[Side, Direction]:
    """Return for each side the direction (x, y), x right and y down, in which it lies on the shown picture.

    A file that does not say is read as a frontal radiograph hangs: the patient faces the viewer, so the
    patient's left is on the right.
    """
    x, y = picture_direction(_stored_direction_of_left(radiograph) or (1.0, 0.0), presentation)
    return {Side.RIGHT: (-x, -y), Side.LEFT: (x, y)}


def sides_on_picture(radiograph: Radiograph, presentation: Presentation = AS_STORED) -> tuple[Side, Side]:
    """Return the sides of the patient from the left to the right edge of the shown picture.

    After a quarter turn neither side lies at these edges; then they stand from top to bottom.
    """
    directions = side_directions(radiograph, presentation)
    first = min(Side, key=lambda side: _rounded(directions[side]))
    return first, first.other


def _rounded(direction: Direction) -> Direction:
    return round(direction[0], 9), round(direction[1], 9)


def _stored_direction_of_left(radiograph: Radiograph) -> Direction | None:
    """The direction of the patient's left on the radiograph as stored, from the first letter of either value.

    Patient Orientation says towards what the rows run (x grows) and towards what the columns run (y grows).
    """
    if radiograph.patient_orientation is None:
        return None
    along_rows, along_columns = (letters[:1].upper() for letters in radiograph.patient_orientation)
    known: dict[str, Direction] = {"L": (1.0, 0.0), "R": (-1.0, 0.0)}
    if along_rows in known:
        return known[along_rows]
    x, y = known.get(along_columns, (0.0, 0.0))
    return (y, x) if x else None
