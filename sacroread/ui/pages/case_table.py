"""The cases of a study in a table of many thousand rows that is filtered and sorted at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import chain, groupby

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from sacroread.coordination import CaseState
from sacroread.study.adjudication import Basis
from sacroread.study.model import Role
from sacroread.ui.pages.parts import plain_tip
from sacroread.ui.text_size import grown

CASE, PATIENT, READS, STANDING, DEFINITE, EXCLUDED = range(6)
_LEAST = {CASE: 92, PATIENT: 100, READS: 74, DEFINITE: 92, EXCLUDED: 84}
_FIRST = (CASE, DEFINITE, STANDING, PATIENT, EXCLUDED)  # who gets what room there is, to show all its words
_MOST = 320  # a sentence as a reason is told in full by its tool tip
_PADDING = 24
_WIDE_DIGITS = str.maketrans("123456789", "000000000")  # names of one length are alike but for these
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Show(Enum):
    """Which cases the table shows."""

    ALL = auto()
    WAITING = auto()
    DISCORDANT = auto()
    FINAL = auto()
    EXCLUDED = auto()


_KINDS: Mapping[Show, Callable[[CaseState], bool]] = {
    Show.ALL: lambda _: True,
    Show.WAITING: lambda each: not (each.excluded_because or each.standing.is_final),
    Show.DISCORDANT: lambda each: not each.excluded_because and each.standing.is_discordant,
    Show.FINAL: lambda each: not each.excluded_because and each.standing.definite is not None,
    Show.EXCLUDED: lambda each: bool(each.excluded_because),
}


@dataclass(frozen=True)
class _Row:
    state: CaseState
    cells: tuple[str, ...]
    told: str  # what a search looks at


class CaseModel(QAbstractTableModel):
    """One row a case. It sorts and filters itself, because a proxy would ask for every row."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[_Row] = []
        self.longest: tuple[str, ...] = ()  # the longest words of each column
        self._rows: list[_Row] = []  # those that are shown
        self._sorted = (CASE, Qt.SortOrder.AscendingOrder)
        self._words: tuple[str, ...] = ()
        self._show = Show.ALL

    def show_cases(self, states: Iterable[CaseState]) -> None:
        """Show these cases instead of those before, in the order and with the filter chosen before."""
        words = cache(_standing_words)
        self._all = [_row(state, words) for state in states]
        self.longest = tuple(
            max(column, key=len) for column in zip(*(row.cells for row in self._all), strict=True)
        )
        self._order()

    def search(self, text: str) -> None:
        """Show the rows that hold every word of a text."""
        self._words = tuple(text.casefold().split())
        self._filter()

    def show_only(self, show: Show) -> None:
        """Show the rows of one kind."""
        self._show = show
        self._filter()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Bring the rows into the order of a column; rows that are alike stay as they stand."""
        if column >= 0:
            self._sorted = (column, order)
            self._order()

    def state(self, row: int) -> CaseState:
        """Return the case of a row."""
        return self._rows[row].state

    def rowCount(self, parent: Index = NONE) -> int:
        """Return how many cases are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NONE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_headings())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            words = self._rows[index.row()].cells[index.column()]
            return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == READS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        is_heading = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _headings()[section] if is_heading else None

    def _order(self) -> None:
        column, order = self._sorted
        self._all.sort(key=_key(column), reverse=order is Qt.SortOrder.DescendingOrder)
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        is_of_kind = _KINDS[self._show]
        self._rows = [
            row
            for row in self._all
            if is_of_kind(row.state) and all(each in row.told for each in self._words)
        ]
        self.endResetModel()


class CaseTable(QTableView):
    """The table; `chosen` are the selected cases."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = CaseModel()
        self.setModel(self.cases)
        self._kept, self._current = frozenset[str](), ""
        self.cases.modelAboutToBeReset.connect(self._keep_chosen)
        self.cases.modelReset.connect(self._choose_kept)
        self.setAccessibleName(self.tr("Cases of the study"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # an id differs at its end
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grown(28))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(STANDING, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(LEFT)
        self._fitted: object = None
        self.cases.modelReset.connect(self._fit)
        self.setSortingEnabled(True)
        self.sortByColumn(CASE, Qt.SortOrder.AscendingOrder)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the selected cases."""
        found = self.selectionModel().selection()
        ranges = (found.at(place) for place in range(found.count()))
        rows = chain.from_iterable(range(each.top(), each.bottom() + 1) for each in ranges)
        return tuple(self.cases.state(row).case.case_id for row in rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give columns the width of their words, as far as there is room; what a hand has dragged stays."""
        now = (self.cases.longest, self.viewport().width(), self.fontMetrics().height())
        if now == self._fitted:
            return
        self._fitted = now
        widths = {column: grown(least) for column, least in _LEAST.items()}
        room = self.viewport().width() - sum(widths.values())
        for column in _FIRST:
            more = max(0, min(room, self._wanted(column) - widths.get(column, 0)))
            widths[column], room = widths.get(column, 0) + more, room - more
        for column in _LEAST:
            self.setColumnWidth(column, widths[column])

    def _wanted(self, column: int) -> int:
        words = self.cases.longest[column] if self.cases.longest else ""
        width = self.fontMetrics().horizontalAdvance(words.translate(_WIDE_DIGITS)) + grown(_PADDING)
        return min(grown(_MOST), max(width, self.horizontalHeader().sectionSizeHint(column)))

    def _keep_chosen(self) -> None:
        current = self.currentIndex()
        self._kept = frozenset(self.chosen)
        self._current = self.cases.state(current.row()).case.case_id if current.isValid() else ""

    def _choose_kept(self) -> None:
        """Select again, in the new order, what was selected and is still shown, and keep it in sight."""
        names = [self.cases.state(row).case.case_id for row in range(self.cases.rowCount())]
        kept = [row for row, name in enumerate(names) if name in self._kept]
        selected = self.selectionModel()
        selected.select(self._ranges(kept), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if kept:
            row = names.index(self._current) if self._current in self._kept & set(names) else kept[0]
            selected.setCurrentIndex(self.cases.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.cases.index(row, 0))

    def _ranges(self, rows: Iterable[int]) -> QItemSelection:
        """Rows as one range for all that stand together: Qt's work grows with the square of the ranges."""
        last, found = self.cases.columnCount() - 1, QItemSelection()
        for _, together in groupby(enumerate(rows), lambda each: each[1] - each[0]):
            run = [row for _, row in together]
            found.select(self.cases.index(run[0], 0), self.cases.index(run[-1], last))
        return found


def role_words(role: Role) -> str:
    """Return what a role is called."""
    said = QCoreApplication.translate
    words = {
        Role.LOCAL: said("CaseTable", "Local reader"),
        Role.CENTRAL_1: said("CaseTable", "Central reader 1"),
        Role.CENTRAL_2: said("CaseTable", "Central reader 2"),
        Role.CENTRAL_3: said("CaseTable", "Central reader 3"),
        Role.PANEL: said("CaseTable", "Panel reader"),
        Role.COORDINATOR: said("CaseTable", "Coordinator"),
    }
    return words[role]


def _headings() -> tuple[str, ...]:
    said = QCoreApplication.translate
    return (
        said("CaseTable", "Case"),
        said("CaseTable", "Patient"),
        said("CaseTable", "Reads"),
        said("CaseTable", "Where it stands"),
        said("CaseTable", "Definite"),
        said("CaseTable", "Excluded"),
    )


def _row(state: CaseState, words: Callable[[tuple[Role, ...], bool, Basis | None], str]) -> _Row:
    standing = state.standing
    cells = (
        state.case.case_id,
        state.case.patient_id,
        str(state.read_count),
        words(standing.waits_for, standing.is_discordant, standing.basis),
        _answer(standing.definite),
        state.excluded_because,
    )
    return _Row(state, cells, " ".join(cells).casefold())


def _key(column: int) -> Callable[[_Row], str | int]:
    return lambda row: row.state.read_count if column == READS else row.cells[column]


def _standing_words(waits_for: tuple[Role, ...], is_discordant: bool, basis: Basis | None) -> str:
    said = QCoreApplication.translate
    if waits_for and is_discordant:
        return said("CaseTable", "Discordant, waits")  # for whom is told beside the table, once for all
    if waits_for:
        names = said("CaseTable", " and ").join(map(role_words, waits_for))
        return said("CaseTable", "Waits for: {names}").format(names=names)
    words = {
        None: said("CaseTable", "Read"),
        Basis.AGREEMENT: said("CaseTable", "Agreement"),
        Basis.MAJORITY: said("CaseTable", "Discordant, majority"),
        Basis.COUNTED_NEGATIVE: said("CaseTable", "Discordant, negative"),
        Basis.LEFT_OUT: said("CaseTable", "Discordant, left out"),
        Basis.UNGRADABLE: said("CaseTable", "Ungradable"),
        Basis.NO_MAJORITY: said("CaseTable", "Discordant, no majority"),
    }
    return words[basis]


def _answer(definite: bool | None) -> str:
    if definite is None:
        return ""
    said = QCoreApplication.translate
    return said("CaseTable", "definite") if definite else said("CaseTable", "not definite")
