"""The cases of a study in a table of many thousand rows that is filtered and sorted at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from sacroread.coordination import CaseState
from sacroread.study.adjudication import Basis, Standing
from sacroread.study.model import Role
from sacroread.ui.text_size import grown

CASE, PATIENT, READS, STANDING, DEFINITE, EXCLUDED = range(6)
_WIDTHS = {CASE: 108, PATIENT: 130, READS: 74, DEFINITE: 106, EXCLUDED: 92}  # standing has the rest
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


@dataclass(frozen=True)
class _Row:
    state: CaseState
    cells: tuple[str, ...]
    told: str  # what a search looks at


class CaseModel(QAbstractTableModel):
    """One row a case. It sorts itself, because a proxy would ask for two cells at every comparison."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._sorted = (CASE, Qt.SortOrder.AscendingOrder)

    def show_cases(self, states: Sequence[CaseState]) -> None:
        """Show these cases instead of those before, in the order chosen before."""
        self.beginResetModel()
        self._rows = [_row(state) for state in states]
        self._order()
        self.endResetModel()

    def state(self, row: int) -> CaseState:
        """Return the case of a row."""
        return self._rows[row].state

    def told(self, row: int) -> str:
        """Return everything that a row says, in small letters."""
        return self._rows[row].told

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Bring the rows into the order of a column; rows that are alike stay as they stand."""
        self.beginResetModel()
        self._sorted = (column, order)
        self._order()
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        """Return how many cases there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NONE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_headings())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._rows[index.row()].cells[index.column()]
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
        self._rows.sort(key=_key(column), reverse=order is Qt.SortOrder.DescendingOrder)


class CaseFilter(QSortFilterProxyModel):
    """The rows that hold every word of a text and are of the kind wanted; the order is the model's."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self._cases, self._show = model, Show.ALL
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Show the rows that hold every word of a text."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def show_only(self, show: Show) -> None:
        """Show the rows of one kind."""
        self._show = show
        self.invalidate()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the model sort."""
        if column >= 0:
            self._cases.sort(column, order)

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Say whether a row is shown."""
        told = self._cases.told(source_row)
        return _is_of_kind(self._cases.state(source_row), self._show) and all(w in told for w in self._words)


class CaseTable(QTableView):
    """The table; `chosen` are the selected cases."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = CaseModel()
        self.filter = CaseFilter(self.cases)
        self.setModel(self.filter)
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
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, grown(width))
        self.setSortingEnabled(True)
        self.sortByColumn(CASE, Qt.SortOrder.AscendingOrder)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the selected cases."""
        rows = (self.filter.mapToSource(index).row() for index in self.selectionModel().selectedRows())
        return tuple(self.cases.state(row).case.case_id for row in rows)


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


def _row(state: CaseState) -> _Row:
    cells = (
        state.case.case_id,
        state.case.patient_id,
        str(state.read_count),
        _standing_words(state.standing),
        _answer(state.standing.definite),
        state.excluded_because,
    )
    return _Row(state, cells, " ".join(cells).casefold())


def _key(column: int) -> Callable[[_Row], tuple[int, str]]:
    return lambda row: (row.state.read_count if column == READS else 0, row.cells[column])


def _is_of_kind(state: CaseState, show: Show) -> bool:
    if show is Show.EXCLUDED or state.excluded_because:
        return show is Show.ALL or (show is Show.EXCLUDED and bool(state.excluded_because))
    return {
        Show.ALL: True,
        Show.WAITING: not state.standing.is_final,
        Show.DISCORDANT: state.standing.is_discordant,
        Show.FINAL: state.standing.definite is not None,
    }[show]


def _standing_words(standing: Standing) -> str:
    said = QCoreApplication.translate
    if standing.waits_for:
        names = said("CaseTable", " and ").join(map(role_words, standing.waits_for))
        if standing.is_discordant:
            return said("CaseTable", "Discordant, waits for: {names}").format(names=names)
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
    return words[standing.basis]


def _answer(definite: bool | None) -> str:
    if definite is None:
        return ""
    said = QCoreApplication.translate
    return said("CaseTable", "definite") if definite else said("CaseTable", "not definite")
