"""The pages beside the reading room, most of them made when they are first opened."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sacroread import log
from sacroread.intake import sources_of
from sacroread.store.store import Store
from sacroread.ui.link import LinkLabel
from sacroread.ui.pages.rail import Page
from sacroread.ui.pages.user_guide import GuidePage
from sacroread.ui.services import Services

if TYPE_CHECKING:
    from sacroread.ui.pages.about import AboutPage
    from sacroread.ui.pages.second_opinion import SecondOpinionPage
    from sacroread.ui.pages.study import StudyPage
    from sacroread.ui.pages.training import TrainingPage

LAZY = ("second_opinion", "study", "training", "about")


class SidePages(QObject):
    """Pages that most sittings never open; what they import would make every start slower.

    `link` says in the status bar whether the server of the open study is there. `landing` is the page of
    who sits here without a study, once all that is asked before reading was answered.
    """

    bundle_changed = Signal(object)  # Path of the bundle that reads from now on
    page_wanted = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._store: Store | None = None
        self.link = LinkLabel()
        self.landing = "Start"

    def set_study(self, store: Store) -> None:
        """Another study is open."""
        self._store = store
        self.link.set_study(store)
        log.write("study opened", protocol=store.protocol.hash, design=str(store.protocol.design))
        if "study" in self.__dict__:
            self.study.set_study(store)
        if "about" in self.__dict__:
            self.about.set_study(store)

    def look_at(self, case_id: str) -> None:
        """Show the coordinator a case of the open study."""
        if self._store is not None:
            self.open_radiograph(sources_of(self._store)[case_id].file)

    def open_radiograph(self, path: Path) -> None:
        """Show a radiograph that is in no study, or not as a case to read, on the page Opinion."""
        self.page_wanted.emit("Opinion")
        self.second_opinion.open_paths([path])

    def begin_with(self, path: Path) -> None:
        """Begin with a radiograph: where something is asked first, it comes after the answers."""
        self.landing = "Opinion"
        self.open_radiograph(path)

    def close(self) -> None:
        """Let go of everything at work; a training run goes on without the window."""
        self.link.close_tasks()
        for name in LAZY:
            if name in self.__dict__:
                getattr(self, name).close_tasks()

    def opinion_page(self, why_not: Callable[[], str]) -> Page:
        """The second opinion, for the rail."""
        title = self.tr("Second opinion")
        return Page("Opinion", title, lambda: self.second_opinion, why_not, is_late=True, is_dark=True)

    def study_page(self, why_not: Callable[[], str], changed: Callable[[], None]) -> Page:
        """The study, for the rail; `changed` is told when its readers or cases are others than before."""
        self._study_changed = changed
        return Page("Study", self.tr("Study"), lambda: self.study, why_not, self._look_at_study, is_late=True)

    def training_page(self, why_not: Callable[[], str]) -> Page:
        """The training, for the rail."""
        return Page("Training", self.tr("Training"), lambda: self.training, why_not, is_late=True)

    def help_pages(self, why_blinded: Callable[[], str]) -> tuple[Page, Page]:
        """The guide and the page about the program, for the rail; both may be opened at any time."""
        self._why_blinded, guide = why_blinded, GuidePage()
        return (
            Page("Guide", self.tr("Guide"), lambda: guide, shown=guide.refresh),
            Page("About", self.tr("About"), lambda: self.about, shown=self._look_at_about, is_late=True),
        )

    def _look_at_about(self) -> None:
        self.about.refresh()

    def _look_at_study(self) -> None:
        self.study.refresh()

    @cached_property
    def second_opinion(self) -> "SecondOpinionPage":
        """The page for files that no study knows."""
        from sacroread.ui.pages.second_opinion import SecondOpinionPage

        services = self._services
        return SecondOpinionPage(services.decode, services.predict, services.shelf.active())

    @cached_property
    def study(self) -> "StudyPage":
        """The coordinator's page."""
        from sacroread.ui.pages.ask_all import AskAll
        from sacroread.ui.pages.study import StudyPage

        page = StudyPage(AskAll(self._services.predict.submit, self._services.shelf.active))
        page.changed.connect(self._study_changed)
        if self._store is not None:
            page.set_study(self._store)
        return page

    @cached_property
    def training(self) -> "TrainingPage":
        """The page where a second reader is made."""
        from sacroread.ui.pages.training import TrainingPage

        page = TrainingPage(self._services.trainer, self._services.shelf, self._services.runs)
        page.bundle_changed.connect(self._tell_bundle)
        return page

    @cached_property
    def about(self) -> "AboutPage":
        """The page about the program and the open study."""
        from sacroread.ui.pages.about import AboutPage

        page = AboutPage(self._services.shelf.active, self._why_blinded)
        if self._store is not None:
            page.set_study(self._store)
        return page

    def _tell_bundle(self) -> None:
        bundle = self._services.shelf.active()
        if "second_opinion" in self.__dict__:
            self.second_opinion.read_with(bundle)
        self.bundle_changed.emit(bundle)
