"""The results of a study: the dossier's tables and curves on the screen, and the way to save it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacroread.errors import SacroReadError
from sacroread.report.content import Curve, Dossier
from sacroread.report.seed import SEED
from sacroread.store.store import Store
from sacroread.study.events import Event, EventKind
from sacroread.ui.pages.parts import button, label, make_items_fit
from sacroread.ui.pages.result_section import section_page
from sacroread.ui.progress import Progress
from sacroread.ui.text_size import column_width

if TYPE_CHECKING:
    from sacroread.outcome import Eyes
    from sacroread.report.material import CaseTable, Material
    from sacroread.report.steps import Step
    from sacroread.ui.pages.explorer import Explorer

SECTIONS_WIDTH = 240
ESTIMATES_SHARE, GALLERY_SHARE = 0.8, 0.4  # of the time that computing and saving take


@dataclass(frozen=True)
class Drawn:
    """A dossier, its material, also as a table of cases, and as PNG by name all drawings but curves."""

    material: "Material"
    dossier: Dossier
    cases: "CaseTable"
    pictures: Mapping[str, bytes]


class ResultsPage(QWidget):
    """Sections on the left, the chosen one on the right. Computed aside each time the page is opened.

    `eyes` read and judge radiographs for the gallery of a saved dossier; without them it has none.
    """

    case_wanted = Signal(str)  # the case that the coordinator wants to see in the viewer

    def __init__(self, bundle: Path, eyes: "Eyes | None" = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bundle, self._eyes = bundle, eyes
        self._may_open_cases = False
        self._explorer: Explorer | None = None
        self._store: Store | None = None
        self._reader_id, self._is_look_noted = "", False
        self._dossier: Dossier | None = None
        self._material: Material | None = None
        self._pictures: Mapping[str, bytes] = {}
        self._computing, self._saving = Progress(), Progress()
        self._message = label("", "quiet")
        self._sections = QListWidget()
        self._scroll, self._exploring, self._body = QScrollArea(), QScrollArea(), QStackedWidget()
        self._save = button(
            self.tr("Save the dossier..."), self.tr("Save the dossier"), "primary", self._ask_save
        )
        self._lay_out()

    @property
    def is_ready(self) -> bool:
        """Whether the results of the open study are shown."""
        return self._dossier is not None

    @property
    def section_titles(self) -> tuple[str, ...]:
        """The titles of the sections shown, in order."""
        return tuple(section.title for section in self._dossier.sections) if self._dossier else ()

    def set_study(self, store: Store) -> None:
        """Show the results of another study from now on."""
        self._explorer = None
        for scroll in (self._scroll, self._exploring):
            scroll.setWidget(QWidget())  # what was shown is deleted by it
        self._store, self._dossier, self._material = store, None, None
        self._is_look_noted = False
        self._sections.clear()
        self._save.setEnabled(False)

    def let_open_cases(self, may: bool) -> None:
        """Let cases be opened from here, or not; only the coordinator, who grades nothing, may."""
        self._may_open_cases = may

    def refresh(self, reader_id: str = "") -> None:
        """Compute the results anew, for a reader who has finished or, without one, for the coordinator."""
        if self._store is None:
            return
        from sacroread.outcome import material_of  # here: the statistics cost half a second

        self._reader_id = reader_id
        self._note_look(self._store)
        store, bundle = self._store, self.bundle
        self._dossier, self._material = None, None
        self._save.setEnabled(False)
        self._message.setText(self.tr("Computing..."))
        self._computing.run(
            lambda step: _drawn(material_of(store, bundle), step),
            self._show,
            self._message.setText,
        )

    def _note_look(self, store: Store) -> None:
        """Note once for each opening of a study that its coordinator looked; a reader's desk notes his."""
        if self._reader_id or self._is_look_noted:
            return
        with suppress(SacroReadError):  # a study that takes no note takes no read after it either
            store.note(Event(EventKind.RESULTS, datetime.now(UTC)))
        self._is_look_noted = True

    def close_tasks(self) -> None:
        """Forget whatever is being computed or written."""
        self._computing.close_tasks()
        self._saving.close_tasks()

    def show_section(self, number: int) -> None:
        """Show one section, counted from 0."""
        self._sections.setCurrentRow(number + 1)

    def show_explorer(self) -> None:
        """Show the page on which everything can be chosen and moved."""
        self._sections.setCurrentRow(0)

    @property
    def explorer(self) -> "Explorer | None":
        """Where everything can be chosen and moved; None before the results are ready."""
        return self._explorer

    def save(self, folder: Path) -> None:
        """Write the dossier into a folder."""
        if self._dossier is None or self._material is None:
            return
        made, material, eyes = self._dossier, self._material, self._eyes
        store, reader_id = self._store, self._reader_id
        self._message.setText("")
        self._save.setEnabled(False)
        done = self.tr("The dossier is in {folder}").format(folder=folder)
        self._saving.run(
            lambda step: _written(made, material, (store, reader_id, eyes), folder, step),
            lambda _: self._message.setText(done),
            self._message.setText,
        )

    def _show(self, drawn: Drawn) -> None:
        made = drawn.dossier
        self._dossier, self._material, self._pictures = made, drawn.material, drawn.pictures
        chosen = self._sections.currentRow() if self._sections.count() else 1
        self._explorer = self._made_explorer(drawn)
        self._exploring.setWidget(self._explorer)  # the one before is deleted by it
        self._sections.clear()
        self._sections.addItems([self.tr("Explore"), *(section.title for section in made.sections)])
        make_items_fit(self._sections)
        self._sections.setCurrentRow(min(chosen, self._sections.count() - 1))
        self._save.setEnabled(True)
        words = [made.software, self.tr("seed {seed}").format(seed=made.seed), made.word]
        self._message.setText(", ".join(filter(None, words)))

    def _show_section(self, number: int) -> None:
        self._body.setCurrentWidget(self._scroll if number else self._exploring)
        if self._dossier is not None and 0 < number <= len(self._dossier.sections):
            section = self._dossier.sections[number - 1]
            self._scroll.setWidget(section_page(section, self._dossier.word, self._pictures))

    def _made_explorer(self, drawn: Drawn) -> "Explorer":
        from sacroread.ui.pages.explorer import Explorer  # here: statistics and plots cost a second

        made = Explorer()
        made.set_cases(drawn.cases, drawn.material.cut_offs, may_open=self._may_open_cases)
        made.case_wanted.connect(self.case_wanted)
        return made

    def _ask_save(self) -> None:
        parent = QFileDialog.getExistingDirectory(self, self.tr("Where to save the dossier"))
        if parent:
            self.save(Path(parent) / "dossier")

    def _lay_out(self) -> None:
        self._sections.setFixedWidth(column_width(SECTIONS_WIDTH))
        self._sections.setWordWrap(True)
        self._sections.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sections.setAccessibleName(self.tr("Sections of the results"))
        self._sections.currentRowChanged.connect(self._show_section)
        self._saving.ended.connect(lambda: self._save.setEnabled(self.is_ready))
        for scroll in (self._scroll, self._exploring):
            scroll.setWidgetResizable(True)
            self._body.addWidget(scroll)
        self._scroll.setAccessibleName(self.tr("The chosen section"))
        self._exploring.setAccessibleName(self.tr("The chosen section"))
        head, body = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(self.tr("Results"), "title"))
        head.addWidget(self._message, 1)
        head.addWidget(self._computing)
        head.addWidget(self._saving)
        head.addWidget(self._save)
        body.addWidget(self._sections)
        body.addWidget(self._body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 16)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addLayout(body, 1)


def _drawn(material: "Material", step: "Step") -> Drawn:
    """Make the dossier and draw what is no curve; statistics and matplotlib are imported in this thread."""
    from sacroread.report.dossier import dossier
    from sacroread.report.figures import drawing_pictures
    from sacroread.report.material import case_table
    from sacroread.report.steps import announced, part

    made = dossier(material, SEED, step=part(step, 0, ESTIMATES_SHARE))
    still = [each for each in made.drawings if not isinstance(each, Curve)]
    drawing = announced(still, part(step, ESTIMATES_SHARE, 1), lambda each: each.title)
    pictures = {each.name: drawing_pictures(each, made.word).png for each in drawing}
    return Drawn(material, made, case_table(material), pictures)


def _written(
    made: Dossier,
    material: "Material",
    source: tuple[Store | None, str, "Eyes | None"],
    folder: Path,
    step: "Step",
) -> Path:
    """Write the dossier, with the gallery if radiographs can be read, and note it with the study."""
    from sacroread.outcome import with_gallery
    from sacroread.report.dossier import with_pictures
    from sacroread.report.steps import part
    from sacroread.report.write import write_dossier

    store, reader_id, eyes = source
    if store is not None and eyes is not None:
        material = with_gallery(material, store, eyes, made.seed, part(step, 0, GALLERY_SHARE))
        made = with_pictures(made, material)
    write_dossier(made, material, folder, part(step, GALLERY_SHARE, 1))
    if store is not None:
        store.note(Event(EventKind.EXPORT, datetime.now(UTC), reader_id, "dossier"))
    return folder
