"""Two radiographs side by side, a prior or a repeat beside the one in front, with linked zoom."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.viewer.geometry import View, turn_of
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown

GAP = 2  # logical pixels between the two


class SideBySide(QWidget):
    """Shows two radiographs for looking only: nothing is asked for, and no draft is changed.

    Zoom and place are linked, in shares of the picture; windows are not, because each radiograph was exposed
    for itself. Each caption stands on its radiograph.
    """

    def __init__(
        self, left: Shown, right: Shown, captions: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.views = RadiographView(), RadiographView()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        for view, shown, caption in zip(self.views, (left, right), captions, strict=True):
            view.show_radiograph(shown)
            view.show_caption(caption)
            view.setAccessibleName(caption)
            columns.addWidget(view, 1)
        for view, other in (self.views, self.views[::-1]):
            view.window_wanted.connect(lambda window, _, view=view: _show_window(view, window))
            view.altered.connect(lambda view=view, other=other: _link(view, other))


def _show_window(view: RadiographView, window: Window) -> None:
    view.show_presentation(replace(view.presentation, window=window))


def _link(led_by: RadiographView, follower: RadiographView) -> None:
    """Show the follower where the other is looked at; what is fitted stays fitted."""
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
