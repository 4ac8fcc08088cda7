"""The one window: a rail of pages, the pages, a status bar. It only arranges."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from sacroread.errors import SacroReadError
from sacroread.intake import sources_of
from sacroread.store.store import Store, open_study
from sacroread.study.desk import Desk
from sacroread.study.events import EventKind
from sacroread.study.model import Reader
from sacroread.ui.bindings import Bindings
from sacroread.ui.first_run import NOTHING, Asked, FirstRun
from sacroread.ui.new_study import make_study, take_in
from sacroread.ui.opinions import Opinions
from sacroread.ui.own_reads import OwnReads
from sacroread.ui.page_stack import PageStack
from sacroread.ui.pages.keys import KeysPage
from sacroread.ui.pages.rail import Page
from sacroread.ui.pages.reading_room import ReadingRoom
from sacroread.ui.pages.results import ResultsPage
from sacroread.ui.pages.start import StartPage, intended_use
from sacroread.ui.pages.summary import SummaryPage
from sacroread.ui.picture_export import PictureExport
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.reading import Reading
from sacroread.ui.services import Services
from sacroread.ui.settings import keep_bindings, kept_bindings
from sacroread.ui.shortcuts import install, rebind
from sacroread.ui.side_pages import SidePages
from sacroread.ui.status_words import status_label, where_words
from sacroread.ui.tasks import Tasks
from sacroread.worklists import sit_down


class MainWindow(QMainWindow):
    """Start, reading room and results around one open study."""

    def __init__(self, services: Services, asked: Asked = NOTHING) -> None:
        super().__init__()
        self._services = services
        self._store: Store | None = None
        self.reading: Reading | None = None
        self._tasks = Tasks(self)
        self._exports = PictureExport(self)
        self.start = StartPage()
        self.results = ResultsPage(services.bundle, services.eyes())
        self.side = SidePages(services, self)
        self.room: ReadingRoom | None = None
        self.summary: SummaryPage | None = None
        self.keys = KeysPage(kept_bindings())
        self._is_coordinator = self._is_seated = self._knows_results = False
        self.first_run = FirstRun(asked, self)
        self._stack = PageStack(self._all_pages(), intended_use(), self.statusBar())
        self._where, self._saved = status_label(), status_label()
        self._actions = install(self, self._all_actions(), self.keys.bindings)
        self._lay_out()
        self._connect()
        self._stack.titled.connect(self.setWindowTitle)
        self.resize(self._stack.first_size)
        self.show_page("Welcome" if self.first_run.why_not else "Start")

    def _all_pages(self) -> tuple[Page, ...]:
        """The pages in the order of the rail. A new one is a line here."""
        use = lambda: self.first_run.why_not  # noqa: E731 - asked anew each time
        return (
            Page("Welcome", "", lambda: self.first_run.welcome),
            Page("Start", self.tr("Start"), lambda: self.start, use, instead="Welcome"),
            Page("Read", self.tr("Read"), lambda: self.room, self._why_not_read, is_dark=True),
            Page("Summary", self.tr("Summary"), lambda: self.summary, self._why_not_read),
            self.side.opinion_page(self._why_blinded),
            self.side.study_page(self._why_not_study, self.start.ask_again),
            Page(
                "Results",
                self.tr("Results"),
                lambda: self.results,
                self._why_no_results,
                self._look_at_results,
            ),
            self.side.training_page(use),
            Page("Keys", self.tr("Keys"), lambda: self.keys, use),
            Page("Display", self.tr("Display"), lambda: self.first_run.display, use),
            *self.side.help_pages(self._why_not_study),
        )

    def _all_actions(self) -> dict[str, Callable[[], None]]:
        go = {f"go_{name.lower()}": partial(self.show_page, name) for name in self._stack.names}
        return {**go, "help": partial(self._stack.switch, "Keys")}

    def open_study(self, place: str | Path) -> None:
        """Open a study, a file or on a server, and ask who reads."""
        self._open(lambda: open_study(place))

    def open_demo(self) -> None:
        """Open the demo study and ask who reads."""
        self._open(self._services.open_demo)

    def _open(self, way: Callable[[], Store]) -> None:
        self.start.set_busy(is_busy=True)
        self.start.show_message("")
        self._tasks.run(way, self._opened, self._not_opened)

    def _opened(self, store: Store) -> None:
        self._leave()
        self._where.clear()
        self._saved.clear()
        self.show_page("Start")
        self._store, self._is_coordinator, self._knows_results = store, False, False
        self.start.set_busy(is_busy=False)
        self.start.ask_reader(store)
        for page in (self.results, self.side):
            page.set_study(store)
        self._stack.rail.refresh()

    def _not_opened(self, words: str) -> None:
        self.start.set_busy(is_busy=False)
        self.start.show_message(words)

    def _admit(self, reader: Reader, password: str = "") -> None:
        """Let a reader sit down; one who has a password is asked for it first."""
        if password or not self.start.asks_password(reader):
            self.begin_reading(reader, password)

    def begin_reading(self, reader: Reader, password: str = "") -> None:
        """Seat a reader at the desk and go to the reading room."""
        if self._store is None:
            return
        try:
            sit_down(self._store, reader, password)
            self._flush()
            reading = Reading(self._store, reader, self)
        except SacroReadError as error:
            self.start.show_message(str(error))
            return
        self.start.show_message("")
        self._leave_desk()
        self.reading, self._is_coordinator, self._is_seated = reading, False, False
        self.room = self._make_room(self._store, reading)
        self.summary = SummaryPage(OwnReads(self._store, reading), reading)
        self.summary.look_wanted.connect(partial(self.show_page, "Read"))
        self._render(reading.desk)
        if self.first_run.is_display_due:
            self.show_page("Display")
        else:
            self._sit_down()

    def _sit_down(self) -> None:
        """Go to the reading room, or to the start while nobody reads; note once that a reader sat down."""
        if self.reading is not None and not self._is_seated:
            self._is_seated = True
            self.reading.note(EventKind.OPEN, self.first_run.display_in_words)
            if self._knows_results:
                self.reading.note(EventKind.RESULTS, "before sitting down")
        self.show_page("Read" if self.room is not None else self.side.landing)
        if self.room is not None and self.first_run.is_guide_due:
            self.room.guide.go_on()

    def show_results(self) -> None:
        """Show the results; the coordinator may always, a reader once his last case is locked."""
        if self.reading is not None and not self.reading.desk.is_finished:
            words = self.tr(
                "{reader} is reading blinded: open the study anew to see its results as coordinator."
            )
            self.start.show_message(words.format(reader=self.reading.desk.reader.reader_id))
            return
        self.start.show_message("")
        self._is_coordinator = self.reading is None
        self.results.let_open_cases(self._is_coordinator)
        self._stack.rail.refresh()
        self.show_page("Results")

    def _look_at_results(self) -> None:
        if self.reading is not None and not self._knows_results:
            self.reading.note(EventKind.RESULTS)
        self._knows_results = True
        self.results.refresh(self.reading.desk.reader.reader_id if self.reading is not None else "")

    def show_page(self, name: str) -> None:
        """Put a page in front, if it may be opened now."""
        self._stack.open(name)

    def _after_accepting(self) -> None:
        self._stack.rail.refresh()
        self.show_page("Display" if self.first_run.is_display_due else self.side.landing)

    def _rebind(self, bindings: Bindings) -> None:
        keep_bindings(bindings)
        in_room = self.room.actions_by_name.values() if self.room is not None else ()
        rebind((*self._actions.values(), *in_room), bindings)

    def _change_bundle(self, bundle: Path) -> None:
        """Let another second reader read; a reader who sits at the desk keeps the one he began with."""
        self._services = replace(self._services, bundle=bundle)
        self.results.bundle = bundle

    def _make_room(self, store: Store, reading: Reading) -> ReadingRoom:
        sources = sources_of(store)
        radiographs = Radiographs(self._services.decode, sources, reading)
        opinions = Opinions(self._services.predict, self._services.bundle, store, reading)
        reading.changed.connect(self._render)
        reading.saved.connect(self._show_saved)
        reading.refused.connect(self._saved.setText)
        opinions.refused.connect(self._saved.setText)
        opinions.ask_missing(reading.desk, sources)
        room = ReadingRoom(reading, radiographs, opinions, sources)
        room.guide.ended.connect(self.first_run.forget_guide)
        room.summary_wanted.connect(partial(self.show_page, "Summary"))
        room.export_wanted.connect(self._exports.ask)
        return room

    def _leave_desk(self) -> None:
        for page in (self.room, self.summary):
            if page is not None:
                page.deleteLater()
        self.room = self.summary = None
        self._flush()
        if self.reading is not None:
            self.reading.deleteLater()
            self.reading = None

    def _flush(self) -> None:
        if self.reading is not None:
            self.reading.flush()

    def _leave(self) -> None:
        self._leave_desk()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _render(self, desk: Desk) -> None:
        if self._store is None:
            return
        self._where.setText(where_words(self._store.protocol.name, desk))
        self._stack.rail.refresh()

    def _why_not_read(self) -> str:
        return self.first_run.why_not or ("" if self.room else self.tr("Open a study and say who reads."))

    def _why_blinded(self) -> str:
        if self.reading is None or self.reading.desk.is_finished:
            return self.first_run.why_not
        return self.tr("Open once every case is locked: nothing may influence a read.")

    def _why_not_study(self) -> str:
        return "" if self._is_coordinator else self.tr("Open a study and go on as coordinator.")

    def _why_no_results(self) -> str:
        return self._why_blinded() if self.reading or self._is_coordinator else self._why_not_study()

    def _show_saved(self, at: datetime) -> None:
        self._saved.setText(self.tr("saved {time}").format(time=f"{at.astimezone():%H:%M:%S}"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on the disk already; let go of the file."""
        for each in (self._tasks, self._exports, self.side):
            each.close()
        self.results.close_tasks()
        self._leave()
        event.accept()

    def _connect(self) -> None:
        self.keys.changed.connect(self._rebind)
        self.keys.left.connect(lambda: self._stack.switch("Keys"))
        self.first_run.accepted.connect(self._after_accepting)
        self.first_run.display_done.connect(self._sit_down)
        self._exports.told.connect(self._saved.setText)
        self.first_run.listen_to(self.start)
        self.start.demo_wanted.connect(self.open_demo)
        self.start.study_chosen.connect(self.open_study)
        self.start.new_wanted.connect(lambda new: self._open(lambda: make_study(new, self._services.decode)))
        self.start.more_wanted.connect(lambda it: self._open(lambda: take_in(it, self._services.decode)))
        self.start.reader_chosen.connect(self._admit)
        self.start.password_typed.connect(self._admit)
        self.start.results_wanted.connect(self.show_results)
        self.side.bundle_changed.connect(self._change_bundle)
        self.side.page_wanted.connect(self.show_page)
        self.results.case_wanted.connect(self.side.look_at)

    def _lay_out(self) -> None:
        self.setCentralWidget(self._stack.beside_rail())
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(12, 2, 12, 2)
        self.statusBar().addWidget(self._where, 1)
        for each in (self.side.link, self._saved):
            self.statusBar().addPermanentWidget(each)
        self._stack.rail.refresh()
