"""The stage of the reading room: the picture, its measures, and what stands beside it.

That is the other joint, mirrored, or another radiograph of the patient.
"""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.imaging.sides import side_directions
from sacroread.study.model import Presentation, Side
from sacroread.ui.viewer.filters import Filter
from sacroread.ui.viewer.geometry import fitted, turn_of
from sacroread.ui.viewer.measuring import Measure, Measures
from sacroread.ui.viewer.mirror import half_of, mirrored_presentation, mirrored_view
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.side_by_side import Beside
from sacroread.ui.viewer.tools import Tool

GAP = 2  # logical pixels between the joints


class Stage(QWidget):
    """Holds what belongs to the eye and not to the read: measures, filters, magnifier, joint compare.

    All of it goes when another radiograph comes. `entries` says how many entries undo could take back now:
    measures and entries are undone in the order in which they were made.
    """

    def __init__(self, entries: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._measures = Measures()
        self._shown: Shown | None = None
        self.viewer, self.mirror = RadiographView(), RadiographView()
        self.mirror.setAccessibleName(self.tr("The other joint, mirrored"))
        self.mirror.hide()
        self.beside = Beside(self.viewer)
        self._lay_out()
        self._connect()

    @property
    def is_comparing(self) -> bool:
        """Whether the joints stand side by side."""
        return not self.mirror.isHidden()

    def take_up(self, tool: Tool) -> None:
        """Take a tool into the hand; the same one again is put down."""
        wanted = None if self.viewer.tool is tool else tool
        if self.is_comparing and tool is Tool.ROTATE:
            self.switch_compare()
        self.viewer.leave_crop()
        for view in self._views:
            view.put_down()
            if wanted is not None:
                view.take_up(wanted)

    def switch_filter(self, kind: Filter) -> None:
        """Look through a filter, or no longer."""
        self.viewer.show_filters(self.viewer.filters ^ {kind})

    def switch_lens(self) -> None:
        """Look through the magnifier, or no longer."""
        is_on = not self.viewer.has_lens
        for view in (*self._views, self.beside):
            view.show_lens(is_on=is_on)

    def switch_compare(self) -> None:
        """Put the other joint, mirrored, beside the one on the left of the picture; or take it away."""
        if self._shown is None:
            return
        self.viewer.leave_crop()
        self.show_beside(None)
        self.mirror.setHidden(self.is_comparing)
        self._columns.activate()
        self.fit()
        self._caption()

    def show_beside(self, shown: Shown | None, caption: str = "") -> None:
        """Put another radiograph beside the one in front, in the place of the mirrored joint; None: none."""
        if self.is_comparing and shown is not None:
            self.switch_compare()
        self.beside.look_at_other(shown, caption)
        self._caption()

    def fit(self) -> None:
        """Show all of the picture; side by side, the half with the joint."""
        if not self.is_comparing or self._shown is None:
            self.viewer.fit()
            return
        half = half_of(self.viewer.area, self._stored_direction(self._first_side))
        self.viewer.look_at(fitted(half, self.viewer.device_size(), turn_of(self.viewer.presentation)))

    def hold_space(self, *, is_held: bool) -> None:
        """While Space is held the left button pans."""
        for view in (*self._views, self.beside):
            view.hold_space(is_held=is_held)

    def put_down(self) -> bool:
        """Drop the tool in hand, else the magnifier, else what stands beside; say whether there was any."""
        if self.viewer.tool is not None:
            self.viewer.leave_crop()
            for view in self._views:
                view.put_down()
        elif self.viewer.has_lens:
            self.switch_lens()
        elif self.is_comparing:
            self.switch_compare()
        elif self.beside.is_on:
            self.show_beside(None)
        else:
            return False
        return True

    def clear(self) -> None:
        """Take away everything that is not part of the read."""
        while self.put_down():
            pass
        self.viewer.show_filters(frozenset())
        self._keep(Measures())

    def settle(self) -> None:
        """Let the measures stay: the case was locked, and undo never reaches past that."""
        self._keep(self._measures.settled())

    def undo(self) -> bool:
        """Take back the last measure, if nothing was entered since; say whether."""
        return self._keep(self._measures.undo(self._entries()))

    def redo(self) -> bool:
        """Draw the measure again that was taken back last, if it comes next; say whether."""
        return self._keep(self._measures.redo(self._entries()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the joints anew."""
        super().resizeEvent(event)
        if self.is_comparing:
            self.fit()

    @property
    def _views(self) -> tuple[RadiographView, RadiographView]:
        return self.viewer, self.mirror

    @property
    def _first_side(self) -> Side:
        """The side whose joint lies on the left of the picture, or on top of it."""
        if self._shown is None:
            return Side.RIGHT
        directions = side_directions(self._shown.radiograph, self.viewer.presentation)
        return min(Side, key=lambda side: tuple(round(part, 6) for part in directions[side]))

    def _stored_direction(self, side: Side) -> tuple[float, float]:
        if self._shown is None:
            return (-1.0, 0.0)
        return side_directions(self._shown.radiograph, Presentation())[side]

    def _add(self, measure: Measure) -> None:
        for view in self._views:
            view.put_down()
        self._keep(self._measures.with_drawn(measure, self._entries()))

    def _keep(self, measures: Measures | None) -> bool:
        if measures is not None:
            self._measures = measures
            for view in self._views:
                view.show_measures(measures.shown)
        return measures is not None

    def _follow(self) -> None:
        """Draw the mirror as the picture is; a new radiograph starts without anything of the eye."""
        if self.viewer.shown is not self._shown:
            self._shown = self.viewer.shown
            self.clear()
        if self.is_comparing and (self.viewer.is_cropping or self._shown is None):
            self.mirror.hide()  # a crop is drawn on all of the picture
            self._caption()
        if not self.is_comparing or self._shown is None:
            return
        direction = self._stored_direction(self._first_side)
        view = self.viewer.current()
        with QSignalBlocker(self.mirror):
            self.mirror.show_radiograph(self._shown)
            self.mirror.show_presentation(mirrored_presentation(self.viewer.presentation, direction))
            self.mirror.show_overlay(self.viewer.overlay)
            self.mirror.show_filters(self.viewer.filters)
            self.mirror.look_at(mirrored_view(view, self.viewer.area, direction) if view else None)
        self._caption()

    def _lead(self) -> None:
        """Move the picture as the hand moved the mirror."""
        view = self.mirror.current()
        if self.is_comparing and view is not None:
            direction = self._stored_direction(self._first_side)
            self.viewer.look_at(mirrored_view(view, self.viewer.area, direction))

    def _caption(self) -> None:
        first, other = self._first_side, self._first_side.other
        words = {Side.RIGHT: self.tr("Patient's right"), Side.LEFT: self.tr("Patient's left")}
        in_front = self.tr("The radiograph that you read") if self.beside.is_on else ""
        self.viewer.show_caption(words[first] if self.is_comparing else in_front)
        self.mirror.show_caption(self.tr("{side}, mirrored").format(side=words[other]))

    def _connect(self) -> None:
        self.viewer.altered.connect(self._follow)
        self.mirror.altered.connect(self._lead)
        self.viewer.measured.connect(self._add)
        self.mirror.measured.connect(self._add)
        self.mirror.window_wanted.connect(self.viewer.window_wanted)
        self.mirror.opacity_wanted.connect(self.viewer.opacity_wanted)

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(GAP)
        for view in (*self._views, self.beside):
            self._columns.addWidget(view, 1)
