"""One joint seen as the other: the geometry of joint compare. No Qt here.

`direction` is where a side of the patient lies on the radiograph as stored, along x or along y.
"""

from dataclasses import replace

from sacroread.study.model import Crop, Presentation
from sacroread.ui.viewer.geometry import Point, View


def mirrored_presentation(presentation: Presentation, direction: Point) -> Presentation:
    """Return the presentation under which the radiograph, mirrored first along a direction, looks as before.

    A mirror along y is one along x and half a turn.
    """
    half_turn = 180.0 if abs(direction[1]) > abs(direction[0]) else 0.0
    rotation = (presentation.rotation_degrees + half_turn) % 360
    return replace(presentation, is_flipped=not presentation.is_flipped, rotation_degrees=rotation)


def mirrored_view(view: View, area: Crop, direction: Point) -> View:
    """Return the view of what lies opposite about the middle of an area, mirrored so that it looks alike."""
    (x, y), ((ax, ay), (bx, by)) = view.center, view.turn
    if abs(direction[1]) > abs(direction[0]):
        return replace(view, center=(x, 2 * area.y + area.height - y), turn=((ax, ay), (-bx, -by)))
    return replace(view, center=(2 * area.x + area.width - x, y), turn=((-ax, -ay), (bx, by)))


def half_of(area: Crop, direction: Point) -> Crop:
    """Return the half of an area that lies in a direction from its middle."""
    x, y = direction
    if abs(y) > abs(x):
        height = max(1, area.height // 2)
        return replace(area, height=height, y=area.y if y < 0 else area.y + area.height - height)
    width = max(1, area.width // 2)
    return replace(area, width=width, x=area.x if x < 0 else area.x + area.width - width)
