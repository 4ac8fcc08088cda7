"""The coordinator's page: every case and where it stands, every reader and how far he is, and what waits."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sacroread.coordination import Overview, Progress, exclude, export_reads, include, lock_study, overview
from sacroread.errors import SacroReadError
from sacroread.store.store import Store
from sacroread.study.model import Reader, Role
from sacroread.study.roles import reading_roles
from sacroread.ui.pages.ask_all import AskAll
from sacroread.ui.pages.case_table import LEFT, CaseTable, Show, role_words
from sacroread.ui.pages.last_question import LastQuestion
from sacroread.ui.pages.parts import button, card, label, plain_tip
from sacroread.ui.pages.row import Row
from sacroread.ui.tasks import Tasks
from sacroread.ui.text_size import column_width, grown
from sacroread.worklists import assign

SIDE_WIDTH = 368
TABLE_HEIGHT = 200
FIELD_HEIGHT = 33  # as a button's, so that a row of them stands level
Rows = Sequence[tuple[str, ...]]


class StudyPage(QWidget):
    """For the coordinator only: it shows what every reader said. Nothing on it changes a locked read."""

    changed = Signal()  # readers, worklists or exclusions are others than before

    def __init__(self, asking: AskAll) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._store: Store | None = None
        self._seen: Overview | None = None
        self._tasks = Tasks(self)
        self._message = label("", "quiet")
        self._asking = asking
        asking.told.connect(self._message.setText)
        self.table = CaseTable()
        self._figures: dict[str, QLabel] = {}
        self._make_fields()
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.table.cases.modelReset.connect(self._allow)
        self._allow()

    # what is shown

    @property
    def is_ready(self) -> bool:
        """Whether the open study is shown."""
        return self._seen is not None

    @property
    def message(self) -> str:
        """What the page says about the last thing that was done."""
        return self._message.text()

    def set_study(self, store: Store) -> None:
        """Show another study from now on."""
        self._store, self._seen = store, None
        self._asking.set_study(store)
        self._question.hide()  # asked about the study before is asked for never about this one
        self.table.cases.show_cases(())
        self._role.clear()
        for role in reading_roles(store.protocol):
            self._role.addItem(role_words(role), role)

    def refresh(self) -> None:
        """Look at the study again, aside."""
        if self._store is not None:
            store = self._store
            self._question.hide()
            self._message.setText(self.tr("Looking at the study..."))
            self._tasks.run(lambda: overview(store), self._show, self._message.setText)

    def close_tasks(self) -> None:
        """Forget whatever is going on."""
        self._tasks.close()
        self._asking.close_tasks()

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        self.table.cases.show_cases(seen.cases)
        self._show_figures(seen)
        self._show_readers(seen)
        words = self.tr("Locked on {day}; nothing can be read any more.")
        self._message.setText(words.format(day=f"{seen.locked_at:%Y-%m-%d}") if seen.locked_at else "")
        self._allow()

    def _show_figures(self, seen: Overview) -> None:
        flow = seen.flow
        counts = {
            "enrolled": flow.enrolled,
            "excluded": sum(flow.excluded.values()),
            "read": flow.read,
            "discordant": flow.discordant,
            "adjudicated": flow.adjudicated,
            "final": flow.final,
            "reclassified": seen.reclassified,
        }
        for name, count in counts.items():
            self._figures[name].setText("-" if count is None else f"{count}")
        reasons = sorted(flow.excluded.items(), key=lambda each: (-each[1], each[0]))
        self._figures["excluded"].setToolTip(
            plain_tip("\n".join(f"{count} {reason}" for reason, count in reasons))
        )

    def _show_readers(self, seen: Overview) -> None:
        _fill(self._readers, [self._reader_row(each) for each in seen.readers])
        rows = [(role_words(role), str(count)) for role, count in sorted(seen.waiting_for.items())]
        _fill(self._waiting, rows or [(self.tr("Nobody"), "0")])
        chosen = self._assignee.currentText()
        self._assignee.clear()
        for each in seen.readers:
            self._assignee.addItem(each.reader.reader_id, each.reader)
        self._assignee.setCurrentText(chosen)

    def _reader_row(self, each: Progress) -> tuple[str, ...]:
        return (each.reader.reader_id, role_words(each.reader.role), str(each.locked), str(each.waiting))

    # what the coordinator does

    def exclude_chosen(self) -> None:
        """Exclude the selected cases for the reason that was typed."""
        self._do(
            lambda store: exclude(store, self.table.chosen, self._reason.text(), _now()), self._reason.clear
        )

    def include_chosen(self) -> None:
        """Include the selected cases again, for the reason that was typed."""
        self._do(
            lambda store: include(store, self.table.chosen, self._reason.text(), _now()), self._reason.clear
        )

    def assign_chosen(self) -> None:
        """Give the selected cases to the reader that was chosen."""
        reader = self._assignee.currentData()
        if isinstance(reader, Reader):
            self._do(lambda store: assign(store, reader, self.table.chosen, _now()))

    def add_reader(self) -> None:
        """Let a reader join, with the role that was chosen; his cases come when he first sits down."""
        reader = Reader(self._name.text().strip(), Role(self._role.currentData()))
        if reader.reader_id:
            self._do(lambda store: store.add_reader(reader), self._name.clear)

    def export(self, path: Path) -> None:
        """Write the reads of all readers into a file."""
        if self._store is not None:
            store, done = self._store, self.tr("{count} reads are in {name}.")
            self._tasks.run(
                lambda: export_reads(store, path, _now()),
                lambda count: self._message.setText(done.format(count=count, name=path.name)),
                self._message.setText,
            )

    def ask_lock(self) -> None:
        """Ask whether to lock the study, and say what is lost by it."""
        if self._seen is not None:
            words = self.tr(
                "A locked study takes no read and no correction, for good. Cases that still wait for a read: "
                "{cases}. Reads that are still open on worklists: {reads}."
            )
            reads = sum(each.waiting for each in self._seen.readers)
            self._question.ask(words.format(cases=self._seen.flow.waiting, reads=reads))

    def lock_study(self) -> None:
        """Lock the study for good."""
        self._do(lambda store: lock_study(store, _now()))

    def _do(self, act: Callable[[Store], object], done: Callable[[], None] | None = None) -> None:
        if self._store is None:
            return
        try:
            act(self._store)
        except SacroReadError as error:
            self._message.setText(str(error))
            return
        if done is not None:
            done()
        self.changed.emit()
        self.refresh()

    def _ask_export(self) -> None:
        name, kinds = self.tr("reads.csv"), self.tr("Tables (*.csv)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the reads"), name, kinds)
        if chosen:
            self.export(Path(chosen))

    def _allow(self) -> None:
        """Enable what can be done now, and say on the others what is missing."""
        is_open = self._seen is not None and self._seen.locked_at is None
        is_chosen, has_reason = self.table.selectionModel().hasSelection(), bool(self._reason.text().strip())
        for made in (self._exclude, self._include):
            made.setEnabled(is_open and is_chosen and has_reason)
            made.setToolTip(
                "" if is_chosen and has_reason else self.tr("Select cases and type a reason first")
            )
        self._assign.setEnabled(is_open and is_chosen and self._assignee.count() > 0)
        self._assign.setToolTip("" if is_chosen else self.tr("Select cases first"))
        self._add.setEnabled(is_open and bool(self._name.text().strip()))
        self._lock.setEnabled(is_open)
        self._export.setEnabled(self._seen is not None)

    # layout

    def _make_fields(self) -> None:
        self._search = _line(self.tr("Search cases, patients, reasons"), self.table.cases.search)
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Which cases are shown"))
        for words, show in self._kinds():
            self._kind.addItem(words, show)
        self._kind.currentIndexChanged.connect(lambda _: self.table.cases.show_only(self._kind.currentData()))
        self._reason = _line(self.tr("Reason, as the flow chart will tell it"), lambda _: self._allow())
        self._exclude = button(
            self.tr("Exclude"), self.tr("Exclude the selected cases"), "", self.exclude_chosen
        )
        self._include = button(
            self.tr("Include again"), self.tr("Include the selected cases again"), "", self.include_chosen
        )
        self._assignee, self._role = QComboBox(), QComboBox()
        for field in (self._kind, self._assignee, self._role):
            field.setMinimumHeight(grown(FIELD_HEIGHT))
        self._assignee.setAccessibleName(self.tr("Reader who gets the selected cases"))
        self._role.setAccessibleName(self.tr("Role of the new reader"))
        self._assign = button(self.tr("Assign"), self.tr("Assign the selected cases"), "", self.assign_chosen)
        self._name = _line(self.tr("Name in the study, e.g. reader-3"), lambda _: self._allow())
        self._add = button(self.tr("Add reader"), self.tr("Add the reader"), "", self.add_reader)
        self._name.returnPressed.connect(self._add.click)
        self._export = button(self.tr("Export reads..."), self.tr("Export all reads"), "", self._ask_export)
        self._lock = button(self.tr("Lock the study"), self.tr("Lock the study"), "", self.ask_lock)
        self._question = LastQuestion(self._lock, self.tr("Lock for good"))
        self._question.agreed.connect(self.lock_study)
        self._readers = _table(
            self.tr("Readers and how far they are"),
            (self.tr("Reader"), self.tr("Role"), self.tr("Locked"), self.tr("Waiting")),
        )
        self._waiting = _table(
            self.tr("What is waiting for whom"), (self.tr("Next read by"), self.tr("Cases"))
        )

    def _kinds(self) -> tuple[tuple[str, Show], ...]:
        return (
            (self.tr("All cases"), Show.ALL),
            (self.tr("Waiting"), Show.WAITING),
            (self.tr("Discordant"), Show.DISCORDANT),
            (self.tr("With a reference standard"), Show.FINAL),
            (self.tr("Excluded"), Show.EXCLUDED),
        )

    def _lay_out(self) -> None:
        head, body = Row(), Row(least=SIDE_WIDTH)
        head.addWidget(label(self.tr("Study"), "title"))
        head.addWidget(self._message, 1)
        head.addWidget(self._asking)
        head.addWidget(self._export)
        head.addWidget(self._lock)
        body.setSpacing(16)
        body.addLayout(self._lay_out_cases(), 1)
        body.addWidget(self._lay_out_side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 16)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(self._question)
        layout.addWidget(self._lay_out_figures())
        layout.addLayout(body, 1)

    def _lay_out_figures(self) -> QWidget:
        names = {
            "enrolled": self.tr("Enrolled"),
            "excluded": self.tr("Excluded"),
            "read": self.tr("Read"),
            "discordant": self.tr("Discordant"),
            "adjudicated": self.tr("Adjudicated"),
            "final": self.tr("Reference standard"),
            "reclassified": self.tr("Reclassified"),
        }
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for column, (name, words) in enumerate(names.items()):
            self._figures[name] = label("-", "figure")
            self._figures[name].setAccessibleName(words)
            grid.addWidget(self._figures[name], 0, column)
            told = label(words, "quiet")
            told.setWordWrap(False)
            grid.addWidget(told, 1, column)
            grid.setColumnStretch(column, 1)
        return card(inner)

    def _lay_out_cases(self) -> QVBoxLayout:
        seek, act, column = QHBoxLayout(), Row(), QVBoxLayout()
        seek.addWidget(self._search, 1)
        seek.addWidget(self._kind)
        act.addWidget(self._reason, 1)
        for widget in (self._exclude, self._include, self._assignee, self._assign):
            act.addWidget(widget)
        column.setSpacing(10)
        column.addLayout(seek)
        self.table.setMinimumHeight(grown(TABLE_HEIGHT))
        column.addWidget(self.table, 1)
        column.addLayout(act)
        return column

    def _lay_out_side(self) -> QWidget:
        side, join = QWidget(), QHBoxLayout()
        side.setMinimumWidth(column_width(SIDE_WIDTH))
        join.addWidget(self._role, 1)
        join.addWidget(self._add)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Readers"), "heading"))
        column.addWidget(self._readers, 3)
        column.addWidget(self._name)
        column.addLayout(join)
        column.addWidget(label(self.tr("What is waiting for whom"), "heading"))
        column.addWidget(self._waiting, 2)
        return side


def _now() -> datetime:
    return datetime.now(UTC)


def _line(words: str, changed: Callable[[str], object]) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setClearButtonEnabled(True)
    made.textChanged.connect(changed)
    return made


def _table(name: str, headings: tuple[str, ...]) -> QTableWidget:
    made = QTableWidget(0, len(headings))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(headings)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.verticalHeader().hide()
    header = made.horizontalHeader()
    header.setDefaultAlignment(LEFT)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)  # names, whose length nobody limits
    made.setWordWrap(False)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # they differ at their ends
    return made


def _fill(table: QTableWidget, rows: Rows) -> None:
    table.setRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            if words.isdecimal():
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
