"""The page on which a set is curated: radiograph after radiograph, each accepted or excluded with one key."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import automatic_window, preset_windows, proposed_crop
from sacroread.imaging.curation import EXCLUSIONS, Walk
from sacroread.imaging.presentation import squared
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui import theme
from sacroread.ui.curation import Curation
from sacroread.ui.exporting import Exporting
from sacroread.ui.pages.curating_keys import CURATING_KEYS
from sacroread.ui.pages.curating_panel import CuratingPanel
from sacroread.ui.pages.picture_steps import STEPS, Step
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.shortcuts import install_keys
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.tools import ZOOM_A_NOTCH

DECODED_AHEAD = 2
LEAST_STRETCH = 0.01  # of a pixel's sides, that is told


class CuratingPage(QWidget):
    """One walk. Always dark, as the reading room is."""

    def __init__(self, curation: Curation, radiographs: Radiographs, exporting: Exporting) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(theme.stylesheet(theme.DARK))
        self._curation, self._radiographs, self._exporting = curation, radiographs, exporting
        self._file = ""
        self._presentation = Presentation()
        self._has_begun = False  # whether the radiograph in front has come and has its presentation
        self._is_square = False
        self._failure = ""  # why the last decision was not taken
        self.viewer = RadiographView()
        self.panel = CuratingPanel()
        self.actions_by_name = install_keys(self, self._all_actions(), CURATING_KEYS)
        self._lay_out()
        self._connect()
        self._render(curation.walk)

    @property
    def shown(self) -> Radiograph | None:
        """The radiograph on the screen, None while there is none to decide about."""
        found = self._radiographs.get(self._file)
        return found.radiograph if isinstance(found, Shown) and self._has_begun else None

    @property
    def presentation(self) -> Presentation:
        """What would be accepted now; a crop that is being drawn counts once it is taken."""
        return self._presentation

    # drawing the walk

    def _render(self, walk: Walk) -> None:
        if walk.file != self._file:
            self._file, self._has_begun, self._presentation = walk.file, False, Presentation()
            self._failure = ""
            self.viewer.leave_crop()
            self.panel.reason.clear()
            self.setFocus()
        self._radiographs.want(walk.ahead(DECODED_AHEAD))
        self._show_picture()

    def _show_picture(self, _file: str = "") -> None:
        found = self._radiographs.get(self._file)
        if isinstance(found, SacroReadError) and self._curation.walk.decision is None:
            self._curation.refuse(str(found))  # goes on by itself: nobody can decide about it
            return
        if isinstance(found, Shown) and not self._has_begun:
            self._has_begun = True
            self._begin(found)
        elif not isinstance(found, Shown):
            self.viewer.show_radiograph(None, self._message(found))
        self._show_panel()

    def _message(self, refusal: SacroReadError | None) -> str:
        if refusal is None:
            return self.tr("Opening the radiograph...")
        again = self.tr("Press F5 to try again, PgDn for the next one.")
        return f"{refusal}\n\n{again}"

    def _begin(self, shown: Shown) -> None:
        """Show a radiograph as it was accepted before, else at its proposal, the crop ready to be dragged."""
        decision = self._curation.walk.decision
        self.viewer.show_radiograph(shown)
        if decision is not None and decision.presentation != Presentation():
            self._present(decision.presentation)
        else:
            self._propose()
        self._draw_crop()

    def _show_panel(self) -> None:
        shown = self.shown
        whole = Crop(0, 0, shown.cols, shown.rows) if shown else None
        self.panel.show_walk(self._curation.walk, self._caution())
        self.panel.show_presentation(self._presentation, whole, is_cropping=self.viewer.is_cropping)
        self.panel.show_square(is_square=self._is_square)

    def _caution(self) -> str:
        shown, walk = self.shown, self._curation.walk
        if shown is None or self._failure:
            return self._failure
        if walk.decision is not None and walk.decision.pixel_hash not in {"", shown.pixel_hash}:
            return self.tr("The file has other pixels than when this was decided. Decide again.")
        if (twin := walk.same_pixels(shown.pixel_hash)) is not None:
            return self.tr("The same pixels as {file}, which is accepted.").format(file=twin)
        if shown.burned_in_annotation:
            return self.tr("The file says that text is burned into the picture. Look for a name.")
        if abs(shown.pixel_aspect - 1) > LEAST_STRETCH:
            text = self.tr("The pixels are not square: everything is {times:.2f} times as tall as shown.")
            return text.format(times=shown.pixel_aspect)
        return "" if walk.undecided else self.tr("Everything is decided. Export, or look through it again.")

    # what the hand asks for

    def _present(self, presentation: Presentation) -> None:
        self._presentation = presentation
        self.viewer.show_presentation(presentation)
        self._show_panel()

    def _step(self, step: Step) -> None:
        self._present(step(self._presentation))

    def _set_window(self, window: Window, _continues: bool = False) -> None:
        self._present(replace(self._presentation, window=window))

    def _set_crop(self, crop: Crop | None) -> None:
        shown = self.shown
        if crop is not None and self._is_square and shown is not None:
            crop = squared(crop, shown.rows, shown.cols)
        self._present(replace(self._presentation, crop=crop))

    def _propose(self) -> None:
        found = self._radiographs.get(self._file)
        if isinstance(found, Shown):
            self._present(Presentation(automatic_window(found.radiograph)))
            self._set_crop(proposed_crop(found.radiograph))

    def _draw_crop(self) -> None:
        self.viewer.enter_crop(self._presentation.crop)
        self._show_panel()

    def _take_crop(self) -> None:
        """Let the crop that is being drawn count."""
        self.viewer.take_crop()
        self._show_panel()

    def _anew(self, act: Callable[[], None]) -> Callable[[], None]:
        """An act on the presentation; a crop that is being drawn counts before it, and goes on after it."""

        def acted() -> None:
            was_cropping = self.viewer.is_cropping
            self._take_crop()
            act()
            if was_cropping:
                self._draw_crop()

        return acted

    def _accept(self) -> None:
        if self.panel.reason.hasFocus():
            self._exclude(self.panel.reason.text().strip())
            return
        self._take_crop()
        if (shown := self.shown) is not None:
            self._curation.accept(shown.pixel_hash, self._presentation)

    def _fail(self, words: str) -> None:
        self._failure = words
        self._show_panel()

    def _exclude(self, reason: str) -> None:
        if (shown := self.shown) is not None and reason:
            self._curation.exclude(shown.pixel_hash, reason)

    def _switch_look(self) -> None:
        if self.viewer.is_cropping:
            self._take_crop()
        else:
            self._draw_crop()

    def _switch_square(self) -> None:
        self._is_square = not self._is_square
        self._set_crop(self._presentation.crop)

    def _set_preset(self, name: str) -> None:
        if (shown := self.shown) is not None:
            self._set_window(preset_windows(shown)[name])

    def _set_automatic_window(self) -> None:
        if (shown := self.shown) is not None:
            self._set_window(automatic_window(shown))

    def _set_file_window(self) -> None:
        found = self._radiographs.get(self._file)
        if isinstance(found, Shown):
            self._set_window(found.first_window)

    def _reset(self) -> None:
        if self.panel.reason.hasFocus():
            self.panel.reason.clear()
            self.setFocus()
        elif self.viewer.is_cropping:
            self.viewer.leave_crop()
            self._draw_crop()
        else:
            self.viewer.fit()

    def _retry(self) -> None:
        if isinstance(self._radiographs.get(self._file), SacroReadError):
            self._radiographs.retry(self._file)
            self._show_picture()

    # wiring

    def _all_actions(self) -> dict[str, Callable[[], None]]:
        excluding = {
            f"exclude_{place}": partial(self._exclude, reason)
            for place, reason in enumerate(EXCLUSIONS, start=1)
        }
        return {
            **excluding,
            **{name: self._with_picture(act) for name, act in self._picture_actions().items()},
            "accept": self._accept,
            "other_reason": self.panel.reason.setFocus,
            "following": lambda: self._curation.step(1),
            "preceding": lambda: self._curation.step(-1),
            "retry": self._retry,
            "reset": self._reset,
        }

    def _picture_actions(self) -> dict[str, Callable[[], None]]:
        steps = {
            name: lambda step=step: self._present(step(self._presentation)) for name, step in STEPS.items()
        }
        framing = {
            **steps,
            "propose": self._propose,
            "whole": lambda: self._set_crop(None),
            "square": self._switch_square,
            "auto_window": self._set_automatic_window,
            "file_window": self._set_file_window,
            "preset_bone": lambda: self._set_preset("bone"),
            "preset_joint": lambda: self._set_preset("joint"),
        }
        return {
            **{name: self._anew(act) for name, act in framing.items()},
            "look": self._switch_look,
            "fit": self.viewer.fit,
            "one_to_one": self.viewer.show_one_to_one,
            "smooth": self.viewer.switch_smoothing,
            "zoom_in": lambda: self.viewer.zoom(ZOOM_A_NOTCH),
            "zoom_out": lambda: self.viewer.zoom(1 / ZOOM_A_NOTCH),
        }

    def _with_picture(self, act: Callable[[], None]) -> Callable[[], None]:
        return lambda: act() if self.shown is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a crop count as soon as the hand lets it go, squared if wanted: what is seen is accepted."""
        is_let_go = event.type() == QEvent.Type.MouseButtonRelease and self.viewer.is_cropping
        if is_let_go and isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            QTimer.singleShot(0, self._anew(lambda: None))
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Every decision is on the disk already."""
        self._exporting.stop()
        event.accept()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.viewer, 1)
        layout.addWidget(self.panel)

    def _connect(self) -> None:
        self._curation.changed.connect(self._render)
        self._curation.failed.connect(self._fail)
        self._radiographs.arrived.connect(self._show_picture)
        self.viewer.window_wanted.connect(self._set_window)
        self.viewer.crop_wanted.connect(self._set_crop)
        self.viewer.installEventFilter(self)
        self.panel.asked.connect(lambda name: self.actions_by_name[name].trigger())
        self.panel.exclusion_wanted.connect(self._exclude)
        self.panel.export.wanted.connect(lambda form: self._exporting.begin(self._curation, form))
        self.panel.export.stop_wanted.connect(self._exporting.stop)
        self._exporting.told.connect(self.panel.export.show_progress)
