"""The words on the picture: what is not as stored, what is for looking only, what a measure rests on."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.sides import is_side_known
from sacroread.study.model import Presentation
from sacroread.ui.viewer.filters import Look
from sacroread.ui.viewer.measuring import Basis, Measure, angle_of, basis_of, length_of
from sacroread.ui.viewer.tools import Tool


def not_as_stored(radiograph: Radiograph, presentation: Presentation) -> str:
    """Return how the picture was turned, and whether its sides are assumed; else nothing."""
    degrees = presentation.rotation_degrees % 360
    words = [_tr("flipped")] if presentation.is_flipped else []
    words += [_tr("rotated {degrees:g} degrees").format(degrees=degrees)] if degrees else []
    if not is_side_known(radiograph):
        words.append(_tr("the file does not name the sides: R and L as a pelvis is hung"))
    return ", ".join(words)


def for_looking_only(look: Look) -> str:
    """Return which filters are on; empty without any."""
    words = [_tr("local contrast")] if look.curves is not None else []
    words += [_tr("sharpened")] if look.is_sharp else []
    if not words:
        return ""
    return _tr("{filters}: for looking only, nothing of it is recorded").format(filters=", ".join(words))


def measure_words(measure: Measure, radiograph: Radiograph) -> str:
    """Return what a measure says; empty while it has no size."""
    if measure.is_angle:
        angle = angle_of(measure, radiograph)
        return "" if angle is None else _tr("{angle:.1f}°").format(angle=angle)
    length = length_of(measure, radiograph)
    if basis_of(radiograph) is Basis.PIXELS:
        return _tr("{length:.0f} pixels").format(length=length)
    return _tr("{length:.1f} mm").format(length=length)


def basis_words(measures: Sequence[Measure], radiograph: Radiograph) -> str:
    """Return what the lengths on the picture rest on; empty without any."""
    if all(measure.is_angle for measure in measures):
        return ""
    return {
        Basis.CALIBRATED: _tr("Lengths: mm by the file's calibrated Pixel Spacing"),
        Basis.DETECTOR: _tr("Lengths: mm at the detector; the body lies before it and is smaller"),
        Basis.UNKNOWN: _tr(
            "Lengths: mm by the file's Pixel Spacing, which does not say whether it holds at the detector "
            "or in the body"
        ),
        Basis.PIXELS: _tr("Lengths: pixels, because the file names no spacing"),
    }[basis_of(radiograph)]


def tool_words(tool: Tool | None) -> str:
    """Return what the tool in hand waits for; empty without one."""
    return {
        None: "",
        Tool.CROP: _tr("Drag a rectangle or its edges; Enter takes it, Esc drops it"),
        Tool.LENGTH: _tr("Drag along the length; Esc drops it"),
        Tool.ANGLE: _tr("Drag along one leg to the vertex, then click at the end of the other; Esc drops it"),
        Tool.ROTATE: _tr("Drag around the middle; Shift snaps to 15 degrees; Esc drops it"),
    }[tool]


def _tr(words: str) -> str:
    return QCoreApplication.translate("viewer", words)
