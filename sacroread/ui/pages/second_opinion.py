"""The second opinion page: radiographs from files, without any study, and what the second reader says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTextBrowser, QWidget

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import proposed_crop
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source
from sacroread.imaging.sources import radiograph_files
from sacroread.second_reader.bundle import CARD
from sacroread.second_reader.cases import case_names
from sacroread.second_reader.heatmap import legend, overlay
from sacroread.second_reader.opinion import Opinion, Question
from sacroread.study.model import Presentation, Window
from sacroread.ui import theme
from sacroread.ui.file_opinions import FileOpinions
from sacroread.ui.pages.opinion_dock import OpinionDock
from sacroread.ui.pages.opinion_list import OpinionList
from sacroread.ui.pages.opinion_saving import OpinionSaving, Subject
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.tasks import Tasks
from sacroread.ui.viewer.overlays import Overlay
from sacroread.ui.viewer.radiograph_view import RadiographView
from sacroread.ui.viewer.shown import Shown
from sacroread.workers.child import Child

OPACITY, OPACITY_A_NOTCH = 0.5, 0.1
LEGEND_COLOURS = 16
PARAGRAPH_GAP = 10
_LOCAL = """
QTextBrowser {{ background: {page}; border: 0; padding: 12px 24px; }}
QProgressBar {{ background: {raised}; border: 1px solid {line}; border-radius: 6px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 5px; }}
"""


@dataclass(frozen=True)
class Look:
    """How a radiograph is shown, and the presentation that the second reader was asked about."""

    shown: Presentation
    asked: Presentation

    @property
    def is_stale(self) -> bool:
        """Whether the opinion is about another picture than is shown."""
        return self.shown != self.asked


UNTOUCHED = Look(Presentation(), Presentation())


class SecondOpinionPage(QWidget):
    """Files on the left, the radiograph in the middle, the second reader on the right. Always dark."""

    def __init__(
        self, decode: Child[Source, Radiograph], predict: Child[Question, Opinion], bundle: Path
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(theme.stylesheet(theme.DARK) + _LOCAL.format(**vars(theme.DARK)))
        self.setAcceptDrops(True)
        self.bundle = bundle
        self.files: dict[str, Path] = {}
        self._sources: dict[str, Source] = {}
        self._looks: dict[str, Look] = {}
        self._case, self._is_heatmap_on, self._opacity = "", True, OPACITY
        self._unpacked = TemporaryDirectory(prefix="sacroread-", ignore_cleanup_errors=True)
        self._radiographs = Radiographs(decode, self._sources, self)
        self._opinions = FileOpinions(predict, bundle, self)
        self._searching, self.saving = Tasks(self), OpinionSaving(self)
        self.list, self.dock = OpinionList(), OpinionDock()
        self.viewer, self._about = RadiographView(), QTextBrowser()
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()
        self._install_keys()
        self._render()

    # what is asked of the page from outside

    @property
    def answer(self) -> Opinion | SacroReadError | None:
        """What the second reader said of the radiograph in front, why it says nothing, or None for now."""
        return self.given.get(self._case)

    @property
    def given(self) -> Mapping[str, Opinion | SacroReadError]:
        """Opinions, or why there is none, by case."""
        return self._opinions.given

    @property
    def outstanding(self) -> int:
        """How many cases are still to be answered."""
        return self._opinions.outstanding

    @property
    def is_stale(self) -> bool:
        """Whether the opinion is about another window or crop than is shown."""
        return self._looks.get(self._case, UNTOUCHED).is_stale

    @property
    def card_text(self) -> str:
        """The model card as it stands on the page."""
        return self._about.toPlainText()

    @property
    def is_showing(self) -> bool:
        """Whether the radiograph in front is on the screen."""
        return isinstance(self._radiographs.get(self._case), Shown)

    def open_paths(self, paths: list[Path]) -> None:
        """Look for radiographs in files and folders, aside, and ask about each."""
        into = Path(self._unpacked.name)
        self.list.show_message("")
        self._searching.run(lambda: radiograph_files(paths, into), self._add, self.list.show_message)

    def read_with(self, bundle: Path) -> None:
        """Let another second reader answer from now on, about the files that are here too."""
        self.bundle = bundle
        self._opinions.read_with(bundle)
        for name, file in self.files.items():
            self._opinions.ask(name, file, self._looks[name].asked if name in self._looks else Presentation())

    def close_tasks(self) -> None:
        """Forget whatever is going on, and the archives that were unpacked."""
        self._opinions.cancel()
        self._searching.close()
        self.saving.close()
        self._unpacked.cleanup()

    # files

    def _add(self, files: tuple[Path, ...]) -> None:
        known = set(self.files.values())
        new = case_names([file for file in files if file not in known], self.files)
        if not files:
            self.list.show_message(
                self.tr("Nothing there looks like a radiograph: no DICOM file, no picture.")
            )
            return
        self.files.update(new)
        self._sources.update({name: Source(file) for name, file in new.items()})
        self.list.show_files(new)
        self._opinions.ask_all(new)
        self.list.choose(next(iter(new), None) or _name_of(files[0], self.files))

    def _choose(self, name: str) -> None:
        names = list(self.files)
        following = names[names.index(name) + 1 : names.index(name) + 2]
        self._case = name
        self.list.show_message("")
        self._radiographs.want([name, *following])
        self.viewer.leave_crop()
        self.dock.set_about(is_on=False)
        self._render()

    # drawing

    def _render(self) -> None:
        found, look = self._radiographs.get(self._case), self._looks.get(self._case, UNTOUCHED)
        if isinstance(found, Shown):
            look = self._with_proposal(found, look)
            self.viewer.show_presentation(look.shown)
            self.viewer.show_radiograph(found)
        else:
            self.viewer.show_radiograph(None, self._words_instead(found))
        self.dock.set_adjustable(is_adjustable=isinstance(found, Shown))
        self._middle.setCurrentIndex(int(self.dock.is_about_on))
        self._render_answer(look)

    def _words_instead(self, found: SacroReadError | None) -> str:
        if not self._case:
            return self.tr(
                "Drop a radiograph or a folder here.\n\nThe second reader gives the probability of definite "
                "sacroiliitis, and shows what speaks for it. For research; not for diagnosis."
            )
        return str(found) if found else self.tr("Opening the radiograph...")

    def _with_proposal(self, found: Shown, look: Look) -> Look:
        """A radiograph that nobody has touched is shown with the proposed crop, which changes no opinion."""
        if self._case not in self._looks:
            proposal = found.without_idle_crop(Presentation(crop=proposed_crop(found.radiograph)))
            look = self._looks[self._case] = Look(proposal, proposal)
        return look

    def _render_answer(self, look: Look) -> None:
        answer = self.answer
        if self._case:
            self.dock.show_answer(answer)
        else:
            self.dock.show_empty()
        is_drawn = self._is_heatmap_on and not look.is_stale
        self.dock.panel.set_heatmap(is_on=self._is_heatmap_on, opacity=self._opacity)
        self.viewer.show_overlay(_overlay(answer, self._opacity) if is_drawn else None)
        self.dock.show_stale(is_stale=look.is_stale, is_asked=self._opinions.is_wanted(self._case))

    def _show_answer(self, name: str) -> None:
        self.list.show_answer(name, self.given.get(name))
        if name == self._case:
            self._render_answer(self._looks.get(name, UNTOUCHED))

    def _show_progress(self) -> None:
        wanted = self._opinions.outstanding
        done = len(self.given)
        self.list.show_progress(done, done + wanted)

    # what the hand asks for

    def _present(self, **changes: object) -> None:
        found = self._radiographs.get(self._case)
        if isinstance(found, Shown):
            look = self._looks[self._case]
            shown = replace(look.shown, **changes)  # type: ignore[arg-type]  # fields of a presentation
            shown = found.without_idle_crop(shown)
            self._looks[self._case] = replace(look, shown=shown)
            self._render()

    def _set_window(self, window: Window, _continues: bool = False) -> None:
        self._present(window=window)

    def _invert(self) -> None:
        self._present(is_inverted=not self._looks.get(self._case, UNTOUCHED).shown.is_inverted)

    def _propose(self) -> None:
        found = self._radiographs.get(self._case)
        if isinstance(found, Shown):
            self._present(crop=proposed_crop(found.radiograph))

    def _crop(self) -> None:
        if self.is_showing:
            self.viewer.enter_crop(self._looks[self._case].shown.crop)

    def _take(self) -> None:
        """Enter: take the crop that is being drawn, else ask about what is shown."""
        if self.viewer.is_cropping:
            self.viewer.take_crop()
        elif self._looks.get(self._case, UNTOUCHED).is_stale:
            self._ask_again()

    def _ask_again(self) -> None:
        shown = self._looks[self._case].shown
        self._looks[self._case] = Look(shown, shown)
        self._opinions.ask(self._case, self.files[self._case], shown)
        self.list.show_answer(self._case, None)
        self._render()

    def _switch_heatmap(self) -> None:
        self._is_heatmap_on = not self._is_heatmap_on
        self._render()

    def _set_opacity(self, opacity: float) -> None:
        self._opacity = min(1.0, max(0.1, opacity))
        self._render()

    def _switch_about(self, is_on: bool) -> None:
        if is_on:
            _show_card(self._about, self._card())
        self._render()

    def _card(self) -> str:
        try:
            return (self.bundle / CARD).read_text(encoding="utf-8")
        except OSError as error:
            return self.tr("The model card cannot be read ({why}).").format(why=error.strerror)

    # keeping

    @property
    def subject(self) -> Subject | None:
        """The radiograph in front with its opinion, once both are there."""
        found, opinion = self._radiographs.get(self._case), self.answer
        if isinstance(found, Shown) and isinstance(opinion, Opinion):
            return Subject(self.files[self._case], found, opinion, self.bundle)
        return None

    def _keep(self, way: Callable[[Subject], None]) -> Callable[[], None]:
        return lambda: way(self.subject) if self.subject is not None else None

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.acceptProposedAction()
        self.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open_dialog(dialog)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder of radiographs"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.open_paths([Path(name) for name in names]))
        dialog.open()

    def _install_keys(self) -> None:
        for keys, act in (
            (("C",), self._crop),
            (("Return", "Enter"), self._take),
            (("Esc",), self.viewer.leave_crop),
            (("I",), self._invert),
            (("W",), lambda: self._present(crop=None)),
            (("T",), self._switch_heatmap),
            (("=",), self.viewer.fit),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _connect(self) -> None:
        self._radiographs.arrived.connect(lambda _: self._render())
        self._opinions.arrived.connect(self._show_answer)
        self._opinions.progressed.connect(self._show_progress)
        self.viewer.window_wanted.connect(self._set_window)
        self.viewer.crop_wanted.connect(lambda crop: self._present(crop=crop))
        self.viewer.opacity_wanted.connect(lambda n: self._set_opacity(self._opacity + n * OPACITY_A_NOTCH))
        self.list.files_wanted.connect(self._choose_files)
        self.list.folder_wanted.connect(self._choose_folder)
        self.list.chosen.connect(self._choose)
        self.list.cancelled.connect(self._opinions.cancel)
        self.list.table_wanted.connect(lambda: self.saving.ask_table(self.given, self.files))
        self.saving.written.connect(lambda words: self.list.show_message(words, "quiet"))
        self.saving.refused.connect(self.list.show_message)
        self._connect_dock()

    def _connect_dock(self) -> None:
        dock, saving = self.dock, self.saving
        dock.again_wanted.connect(self._take)
        dock.crop_wanted.connect(self._crop)
        dock.proposal_wanted.connect(self._propose)
        dock.whole_wanted.connect(lambda: self._present(crop=None))
        dock.window_reset_wanted.connect(lambda: self._present(window=None))
        dock.inversion_wanted.connect(self._invert)
        dock.about_switched.connect(self._switch_about)
        dock.panel.heatmap_switched.connect(lambda _: self._switch_heatmap())
        dock.panel.opacity_changed.connect(self._set_opacity)
        dock.sheet_wanted.connect(self._keep(saving.ask_sheet))
        dock.print_wanted.connect(self._keep(saving.print_sheet))
        dock.picture_wanted.connect(self._keep(saving.ask_picture))
        dock.capture_wanted.connect(self._keep(saving.ask_capture))

    def _lay_out(self) -> None:
        self._about.setAccessibleName(self.tr("What the second reader is, and what it is not"))
        self._middle.addWidget(self.viewer)
        self._middle.addWidget(self._about)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self.dock)


def _overlay(answer: Opinion | SacroReadError | None, opacity: float) -> Overlay | None:
    if not isinstance(answer, Opinion):
        return None
    heatmap = answer.heatmap
    return Overlay(overlay(heatmap.values, opacity), heatmap.crop, legend(LEGEND_COLOURS))


def _show_card(browser: QTextBrowser, card: str) -> None:
    """Show Markdown with the space between paragraphs that Qt leaves out."""
    browser.setMarkdown(card)
    block = browser.document().begin()
    while block.isValid():
        cursor = QTextCursor(block)
        spaced = block.blockFormat()
        spaced.setBottomMargin(0 if cursor.currentTable() else PARAGRAPH_GAP)
        cursor.setBlockFormat(spaced)
        block = block.next()
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _name_of(file: Path, files: Mapping[str, Path]) -> str:
    return next(name for name, known in files.items() if known == file)
