"""The page a reader lives in: the radiograph, the grading dock, and the keys."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import proposed_crop
from sacroread.imaging.sides import sides_on_picture
from sacroread.imaging.source import Source
from sacroread.second_reader.heatmap import legend, overlay
from sacroread.second_reader.opinion import Opinion
from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.events import EventKind
from sacroread.study.model import Crop, Presentation, Side, Window
from sacroread.ui import theme
from sacroread.ui.attention import Attention
from sacroread.ui.opinions import Opinions
from sacroread.ui.pages import room_actions
from sacroread.ui.pages.definition_card import DefinitionCard
from sacroread.ui.pages.dock import Dock
from sacroread.ui.pages.guide import Guide, Step
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.reading import Reading
from sacroread.ui.settings import kept_bindings
from sacroread.ui.shortcuts import install
from sacroread.ui.text_size import are_words_large
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.stage import Stage
from sacroread.ui.viewer.tools import ZOOM_A_NOTCH

GAP_MS = 200  # black between two cases, against after-images
OPACITY, OPACITY_A_NOTCH = 0.5, 0.1
LEGEND_COLOURS = 16


class ReadingRoom(QWidget):
    """One reader, one worklist. Always dark."""

    summary_wanted = Signal()  # every case is locked, and Enter asks what comes now
    export_wanted = Signal(object, object)  # Radiograph, Presentation

    def __init__(
        self, reading: Reading, radiographs: Radiographs, opinions: Opinions, sources: Mapping[str, Source]
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(theme.stylesheet(theme.DARK))
        self._reading, self._radiographs, self._opinions = reading, radiographs, opinions
        self._sources = sources
        self._case_id = ""
        self._revealed: set[str] = set()  # cases whose prediction was shown in this sitting
        self._is_heatmap_on, self._opacity = False, OPACITY
        self._reads = 0  # of the case in front, that are locked
        self._beside = ""  # the case whose radiograph is wanted beside the one in front
        self.stage = Stage(lambda: len(reading.desk.earlier))
        self.viewer = self.stage.viewer
        self.dock = Dock(reading)
        self.definitions = DefinitionCard(self)
        self.guide = Guide(self, self._guide_steps)
        self.actions_by_name = install(self, self._all_actions(), kept_bindings())
        self._gap = QTimer(self, singleShot=True, interval=GAP_MS)
        self._attention = Attention(self, self.viewer, reading, lambda: self.is_showing)
        self._lay_out()
        self._connect()
        self._render(reading.desk)

    @property
    def is_showing(self) -> bool:
        """Whether the case in front is on the screen and can be graded."""
        return self.dock.isEnabled()

    @property
    def has_opinion(self) -> bool:
        """Whether the second reader has given its opinion on the case in front, and may."""
        is_given = isinstance(self._opinions.get(self._case_id), Opinion)
        return is_given and self._reading.desk.may_see_prediction

    # drawing the desk

    def _render(self, desk: Desk) -> None:
        if desk.case_id != self._case_id:
            self._begin_case(desk)
        if (reads := (desk.case_id in desk.unaided) + desk.is_locked) != self._reads:
            self._reads = reads
            self.stage.settle()
        self.viewer.show_presentation(desk.draft.presentation)
        self.dock.set_order(self._order())
        if desk.may_see_prediction:
            self._opinions.ask(desk.case_id, self._sources[desk.case_id], desk.predicted_draft)
        self._show_opinion()

    def _begin_case(self, desk: Desk) -> None:
        self._case_id, self._is_heatmap_on, self._opacity = desk.case_id, False, OPACITY
        self._beside = ""
        self.viewer.show_radiograph(None)
        self._gap.start()
        self.setFocus()
        self.dock.setEnabled(False)  # before anything can fail: nobody grades a case under another's picture
        self._want()

    def _want(self) -> None:
        """Have the case in front decoded, the next one, and what is to stand beside."""
        wanted = (self._case_id, self._beside, steps.go_on(self._reading.desk).case_id)
        self._radiographs.want(dict.fromkeys(filter(None, wanted)))

    def _show_picture(self, case_id: str = "") -> None:
        if self._gap.isActive():
            return
        if case_id and case_id == self._beside:
            self._show_beside()
            return
        found = self._radiographs.get(self._case_id)
        if isinstance(found, Shown):
            self.viewer.show_radiograph(found)
            self.dock.set_order(self._order())
        else:
            again = self.tr("Press F5 to try again, PgDn for the next case.")
            message = f"{found}\n\n{again}" if found else self.tr("Opening the radiograph...")
            self.viewer.show_radiograph(None, message)
        self.dock.setEnabled(isinstance(found, Shown))
        self._attention.look()

    def _show_opinion(self, _case_id: str = "") -> None:
        desk = self._reading.desk
        opinion = self._opinions.get(desk.case_id) if desk.may_see_prediction else None
        self.dock.second_reader.show_opinion(opinion)
        if isinstance(opinion, Opinion) and desk.case_id not in self._revealed:
            self._revealed.add(desk.case_id)
            self._reading.note(EventKind.REVEAL, desk.case_id)
        is_drawn = self._is_heatmap_on and isinstance(opinion, Opinion)
        self.dock.second_reader.set_heatmap(is_on=is_drawn, opacity=self._opacity)
        drawn = _overlay(opinion, self._opacity) if is_drawn and isinstance(opinion, Opinion) else None
        self.viewer.show_overlay(drawn)

    # what the hand asks for

    def _present(self, presentation: Presentation, *, continues: bool = False) -> None:
        self._reading.step(steps.present, presentation, continues=continues)

    def _set_window(self, window: Window | None, continues: bool = False) -> None:
        self._present(replace(self._presentation, window=window), continues=continues)

    def _set_crop(self, crop: Crop | None) -> None:
        self._present(replace(self._presentation, crop=crop))

    def _invert(self) -> None:
        self._present(replace(self._presentation, is_inverted=not self._presentation.is_inverted))

    def _set_preset(self, name: str) -> None:
        found = self._radiographs.get(self._case_id)
        if isinstance(found, Shown):
            window = room_actions.preset_window(found.radiograph, name)
            if window is None:
                self.viewer.say(self.tr("The file holds no such window."))
            else:
                self._set_window(window)

    def _turn(self, by: float) -> None:
        degrees = (self._presentation.rotation_degrees + by) % 360
        self._present(replace(self._presentation, rotation_degrees=degrees))

    def _rotate(self, degrees: float, continues: bool) -> None:
        self._present(replace(self._presentation, rotation_degrees=degrees), continues=continues)

    def _flip(self, and_turn: float) -> None:
        """Flip left and right of what is on the screen: the rotation before it turns into its opposite."""
        degrees = (and_turn - self._presentation.rotation_degrees) % 360
        is_flipped = not self._presentation.is_flipped
        self._present(replace(self._presentation, is_flipped=is_flipped, rotation_degrees=degrees))

    def _crop(self, propose: Callable[[Shown], Crop] | None = None) -> None:
        found = self._radiographs.get(self._case_id)
        if isinstance(found, Shown):
            self.viewer.enter_crop(propose(found) if propose else self._presentation.crop)

    def _lock(self) -> None:
        if self.viewer.is_cropping:
            self.viewer.take_crop()
        elif self._reading.desk.is_at_end and not self._reading.desk.may_grow:
            self.summary_wanted.emit()
        else:
            self._reading.lock()

    def switch_definitions(self) -> None:
        """Show what the grades mean over the picture, or take it away."""
        self._place_definitions()
        self.definitions.setVisible(not self.definitions.isVisible())
        self.definitions.raise_()

    def _look_beside(self) -> None:
        """Look at the patient's next other radiograph, after the last one at none; where it is allowed."""
        allowed = self._reading.desk.beside
        if allowed is None:
            self.viewer.say(self.tr("The protocol of this study allows no look at other radiographs."))
        elif not (others := ("", *allowed.get(self._case_id, ())))[1:]:
            self.viewer.say(self.tr("The study has no other radiograph of this patient."))
        else:
            here = self._beside if self.stage.beside.is_on else ""
            self._beside = others[(others.index(here) + 1) % len(others)]
            self._want()
            self._show_beside()

    def _show_beside(self) -> None:
        found = self._radiographs.get(self._beside)
        if self._beside and not isinstance(found, Shown):
            self.viewer.say(str(found) if found else self.tr("Opening the radiograph..."))
        words = self.tr("Another radiograph of the same patient, {number} of {count}; for looking only")
        others = (self._reading.desk.beside or {}).get(self._case_id, ())
        place = others.index(self._beside) + 1 if self._beside else 0
        caption = words.format(number=place, count=len(others))
        self.stage.show_beside(found if isinstance(found, Shown) else None, caption)

    def _place_definitions(self) -> None:
        self.definitions.place(self if are_words_large() else self.viewer)

    def _reset(self) -> None:
        if self.guide.is_on:
            self.guide.end()
        elif self.definitions.isVisible():
            self.definitions.hide()
        elif not self.stage.put_down():
            self._present(Presentation())
            self.stage.clear()
            self.viewer.fit()

    def _switch_heatmap(self) -> None:
        if self.has_opinion:
            self._is_heatmap_on = not self._is_heatmap_on
        self._show_opinion()

    def _change_opacity(self, opacity: float) -> None:
        self._opacity = min(1.0, max(0.1, opacity))
        self._show_opinion()

    def _nudge_opacity(self, notches: float) -> None:
        if self._is_heatmap_on:
            self._change_opacity(self._opacity + notches * OPACITY_A_NOTCH)

    def _ask_export(self) -> None:
        found = self._radiographs.get(self._case_id)
        if isinstance(found, Shown):
            self.export_wanted.emit(found.radiograph, self._presentation)

    def _retry(self) -> None:
        if isinstance(self._radiographs.get(self._case_id), SacroReadError):
            self._radiographs.retry(self._case_id)
            self._show_picture()

    @property
    def _presentation(self) -> Presentation:
        return self._reading.desk.draft.presentation

    def _order(self) -> tuple[Side, Side]:
        found = self._radiographs.get(self._case_id)
        if isinstance(found, Shown):
            return sides_on_picture(found.radiograph, self._presentation)
        return Side.RIGHT, Side.LEFT

    def _all_actions(self) -> dict[str, Callable[[], None]]:
        grading = {**room_actions.grading_actions(self._reading), "lock": self._lock}
        grading |= room_actions.undoing_actions(self._reading, self.stage)
        return {
            **{
                name: self._only_with_picture(act)
                for name, act in {**grading, **self._picture_actions()}.items()
            },
            **room_actions.side_actions(self._reading, self._order),
            **room_actions.moving_actions(self._reading),
            "retry": self._retry,
            "quality_words": self.dock.quality.write_words,
            "definitions": self.switch_definitions,
            "guide": self.guide.go_on,
            "guide_back": self.guide.go_back,
        }

    def _picture_actions(self) -> dict[str, Callable[[], None]]:
        return {
            "invert": self._invert,
            "auto_window": lambda: self._set_window(None),
            **{f"preset_{name}": partial(self._set_preset, name) for name in room_actions.PRESETS},
            "rotate_left": lambda: self._turn(-90.0),
            "rotate_right": lambda: self._turn(90.0),
            "flip": lambda: self._flip(0.0),
            "flip_vertically": lambda: self._flip(180.0),
            "crop": self._crop,
            "propose_crop": lambda: self._crop(lambda shown: proposed_crop(shown.radiograph)),
            **room_actions.looking_actions(self.stage),
            "one_to_one": self.viewer.show_one_to_one,
            "smooth": self.viewer.switch_smoothing,
            "zoom_in": lambda: self.viewer.zoom(ZOOM_A_NOTCH),
            "zoom_out": lambda: self.viewer.zoom(1 / ZOOM_A_NOTCH),
            "reset": self._reset,
            "heatmap": self._switch_heatmap,
            "beside": self._look_beside,
            "export": self._ask_export,
        }

    def _only_with_picture(self, act: Callable[[], None]) -> Callable[[], None]:
        """Nothing is graded or changed that is not on the screen."""
        return lambda: act() if self.dock.isEnabled() else None

    def _guide_steps(self) -> tuple[Step, ...]:
        picture = self.tr(
            "The radiograph. Drag with the left button: right is wider, up is brighter level. The wheel "
            "zooms, the middle button pans. R and L follow the patient, also when you turn or flip."
        )
        return (Step(self.viewer, picture), *self.dock.guide_steps())

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Space turn the left button into panning while it is held."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.stage.hold_space(is_held=True)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End panning with Space."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.stage.hold_space(is_held=False)
        super().keyReleaseEvent(event)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.dock)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card over the picture."""
        super().resizeEvent(event)
        self._place_definitions()
        self.guide.place()

    def _connect(self) -> None:
        self.definitions.left.connect(self.switch_definitions)
        for view in (self.stage.mirror, self.stage.beside):
            view.installEventFilter(self._attention)
        for action in self.actions_by_name.values():
            action.triggered.connect(self._attention.look)
        self._attention.ticked.connect(self.dock.render_time)
        self._reading.changed.connect(self._render)
        self._radiographs.arrived.connect(self._show_picture)
        self._opinions.arrived.connect(self._show_opinion)
        self.dock.quality.left.connect(self.setFocus)
        self.dock.lock_wanted.connect(self._lock)
        self._gap.timeout.connect(self._show_picture)
        self.viewer.window_wanted.connect(self._set_window)
        self.viewer.crop_wanted.connect(self._set_crop)
        self.viewer.rotation_wanted.connect(self._rotate)
        self.viewer.opacity_wanted.connect(self._nudge_opacity)
        self.dock.second_reader.heatmap_switched.connect(lambda _: self._switch_heatmap())
        self.dock.second_reader.opacity_changed.connect(self._change_opacity)


def _overlay(opinion: Opinion, opacity: float) -> Overlay:
    return Overlay(overlay(opinion.heatmap.values, opacity), opinion.heatmap.crop, legend(LEGEND_COLOURS))
