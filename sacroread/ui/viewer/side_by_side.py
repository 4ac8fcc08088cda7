"""Another radiograph of the patient beside the one in front, for looking only, with linked zoom."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.viewer.geometry import View, turn_of
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown


class Beside(RadiographView):
    """Shows another radiograph; nothing is asked for, and no draft is changed.

    Zoom and place are linked with the one in front, in shares of the picture; windows are not, because each
    radiograph was exposed for itself. Without a radiograph it is hidden.
    """

    def __init__(self, front: RadiographView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Another radiograph of the same patient"))
        self._front = front
        self.hide()
        self.window_wanted.connect(lambda window, _: self._show_window(window))
        self.altered.connect(lambda: self._link(self, front))
        front.altered.connect(lambda: self._link(front, self))

    @property
    def is_on(self) -> bool:
        """Whether another radiograph stands beside the one in front."""
        return not self.isHidden()

    def look_at_other(self, shown: Shown | None, caption: str = "") -> None:
        """Show another radiograph with its first window, or none."""
        self.setHidden(shown is None)
        self.show_presentation(Presentation())
        self.show_radiograph(shown)
        self.show_caption(caption)
        self._link(self._front, self)

    def _show_window(self, window: Window) -> None:
        self.show_presentation(replace(self.presentation, window=window))

    def _link(self, led_by: RadiographView, follower: RadiographView) -> None:
        """Show the follower where the other is looked at; what is fitted stays fitted."""
        if not self.is_on or self.shown is None or self._front.shown is None:
            return
        view = led_by.zoomed_view
        with QSignalBlocker(follower):
            linked = linked_view(view, led_by.area, follower.area, follower.presentation) if view else None
            follower.look_at(linked)


def linked_view(view: View, area: Crop, other: Crop, presentation: Presentation) -> View:
    """Return the view of another radiograph whose area stands on the screen as this one's does.

    The widths of both areas become the same on the screen; the middle lies at the same share of each.
    """
    across, down = ((view.center[0] - area.x) / area.width, (view.center[1] - area.y) / area.height)
    center = other.x + across * other.width, other.y + down * other.height
    return View(view.scale * area.width / other.width, center, turn_of(presentation))
