"""What the keys of the picture make of a presentation, each a pure step."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sacroread.study.model import Presentation

Step = Callable[[Presentation], Presentation]


def inverted(presentation: Presentation) -> Presentation:
    """Turn black and white."""
    return replace(presentation, is_inverted=not presentation.is_inverted)


def turned(presentation: Presentation, by_degrees: float) -> Presentation:
    """Rotate what is on the screen clockwise."""
    return replace(presentation, rotation_degrees=(presentation.rotation_degrees + by_degrees) % 360)


def flipped(presentation: Presentation, and_turned_degrees: float) -> Presentation:
    """Flip left and right of what is on the screen: the rotation before it turns into its opposite."""
    degrees = (and_turned_degrees - presentation.rotation_degrees) % 360
    return replace(presentation, is_flipped=not presentation.is_flipped, rotation_degrees=degrees)


STEPS: Mapping[str, Step] = {
    "invert": inverted,
    "rotate_left": lambda shown: turned(shown, -90.0),
    "rotate_right": lambda shown: turned(shown, 90.0),
    "flip": lambda shown: flipped(shown, 0.0),
    "flip_vertically": lambda shown: flipped(shown, 180.0),
}
