"""The results while a hand moves: one index test against another, on some of the cases, at any cut-off."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHeaderView,
    QListWidget,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Kind
from sacroread.report.explore import (
    Choice,
    Seen,
    Subset,
    cases_at,
    index_tests,
    operating_points,
    seen,
    standards,
    subsets,
)
from sacroread.report.index_tests import SECOND_READER
from sacroread.report.intervals import told_if_widthless
from sacroread.report.material import CaseTable
from sacroread.report.rounding import estimate_text, number
from sacroread.study.model import Condition, CutOff
from sacroread.ui.pages.operating_plot import OperatingPlot
from sacroread.ui.pages.parts import button, label, make_rows_fit
from sacroread.ui.pages.row import Row
from sacroread.ui.sentences import in_own_words
from sacroread.ui.text_size import grown

FINE = 1000  # places of the slider
MOST_LISTED = 200  # cases in the list; their number stands above it
MOST_NAMED = 8  # cases that are named while the mouse is near; the rest is counted
LEAST_LETTERS = 8  # that a box of choices has room for
FIGURES_WIDTH = 620  # pixels at 100 %: farther apart, names and numbers do not meet the eye together
KINDS = {
    "kappa": Kind.COEFFICIENT,
    "agreement": Kind.PERCENT,
    **dict.fromkeys(("sensitivity", "specificity", "ppv", "npv"), Kind.PROPORTION),
}


class Explorer(QWidget):
    """Pick what is compared; the 2x2 table, its numbers and the curve follow, and name their cases."""

    case_wanted = Signal(str)  # the case that the coordinator wants to see

    def __init__(self) -> None:
        super().__init__()
        self._cases: CaseTable | None = None
        self._seen: Seen | None = None
        self._cut_offs: tuple[CutOff, ...] = ()
        self._condition, self._test = QComboBox(), QComboBox()
        self._against, self._subset = QComboBox(), QComboBox()
        self._cut_off, self._slider = QDoubleSpinBox(), QSlider(Qt.Orientation.Horizontal)
        self._counts, self._numbers = QTableWidget(2, 2), QTableWidget(len(KINDS), 2)
        self._note, self._hover = label("", "quiet"), label("", "quiet")
        self._whose, self._key = label("", "quiet"), label("", "quiet")
        self._listed, self._case_ids = label(), QListWidget()
        self._plot = OperatingPlot()
        self._open = button(self.tr("Open the case"), self.tr("Open the case in the viewer"), "", self._want)
        self._lay_out()
        self._connect()

    @property
    def choice(self) -> Choice:
        """What is looked at now."""
        test, against = (str(box.currentData() or "") for box in (self._test, self._against))
        return Choice(test, against, Subset(self._subset.currentData() or Subset.ALL), self._cut_off.value())

    @property
    def shown(self) -> Seen | None:
        """What is shown of it; None without anything to compare."""
        return self._seen

    def set_cases(self, cases: CaseTable, cut_offs: tuple[CutOff, ...], *, may_open: bool) -> None:
        """Look at a study; `cut_offs` are those fixed before, `may_open` lets its cases be opened."""
        self._cases, self._cut_offs = cases, cut_offs
        self._open.setVisible(may_open)
        with QSignalBlocker(self._subset), QSignalBlocker(self._cut_off), QSignalBlocker(self._slider):
            _fill(self._subset, ((each, str(each)) for each in subsets(cases)))
            start = next((each.probability for each in cut_offs if each.name == "balanced"), 0.5)
            self._cut_off.setValue(start)
            self._slider.setValue(round(start * FINE))
        self._fill_tests()

    def pick(self, test: str, against: str, subset: Subset = Subset.ALL) -> None:
        """Choose what is compared, by the keys of the dossier."""
        for box, key in ((self._test, test), (self._against, against), (self._subset, subset)):
            box.setCurrentIndex(box.findData(str(key)))

    def move_cut_off(self, probability: float) -> None:
        """Move the cut-off; everything follows."""
        self._cut_off.setValue(probability)

    def _fill_tests(self) -> None:
        if self._cases is None:
            return
        chosen = self._condition.currentData()
        condition = Condition(chosen) if chosen else None
        with QSignalBlocker(self._test), QSignalBlocker(self._against):
            tests = index_tests(self._cases, condition)
            _fill(self._test, reversed(tests.items()))  # the second reader first, if there is one
            _fill(self._against, standards(self._cases, condition).items())
        self._choose()

    def _choose(self) -> None:
        """Another comparison: the curve is another one too."""
        choice = self.choice
        is_curve = self._cases is not None and choice.test == SECOND_READER != choice.against
        self._plot.set_curve(operating_points(self._cases, choice) if self._cases and is_curve else None)
        readers = self._reader_points() if is_curve else []
        self._plot.set_others(readers)
        words = self.tr("Circle: the chosen cut-off. Triangles: the readers, against the same.")
        self._key.setText(words if readers else "")
        has_cut_off = SECOND_READER in {choice.test, choice.against}
        self._cut_off.setEnabled(has_cut_off)
        self._slider.setEnabled(has_cut_off)
        self._follow()

    def _reader_points(self) -> list[tuple[float, float]]:
        """Return the readers' operating points on the chosen cases, against the same standard."""
        if self._cases is None:
            return []
        choice = self.choice
        readers = [key for key in index_tests(self._cases) if key not in {SECOND_READER, choice.against}]
        found = [seen(self._cases, Choice(key, choice.against, choice.subset)).estimates for key in readers]
        return [
            (1 - each["specificity"].value, each["sensitivity"].value)
            for each in found
            if each["specificity"].value is not None and each["sensitivity"].value is not None
        ]

    def _follow(self) -> None:
        """The cut-off moved, or another comparison was chosen: show it."""
        choice = self.choice
        if self._cases is None or not choice.test or not choice.against:
            self._seen = None
            self._note.setText(self.tr("There are no two index tests to compare."))
            return
        self._seen = found = seen(self._cases, choice)
        for row in range(2):
            for column in range(2):
                _write(self._counts, row, column, str(int(found.counts[row, column])))
        for row, (name, kind) in enumerate(KINDS.items()):
            estimate = told_if_widthless(found.estimates[name])
            _write(self._numbers, row, 0, estimate_text(estimate, kind))
            _write(self._numbers, row, 1, self._method(name, estimate, self._cases.patients is not None))
        x, y = found.estimates["specificity"].value, found.estimates["sensitivity"].value
        self._plot.set_here(None if x is None else 1 - x, y)
        self._note.setText(self._words(choice))
        whose = self.tr("Rows: {test}. Columns: {against}.")
        self._whose.setText(whose.format(test=self._test.currentText(), against=self._against.currentText()))
        self._list_cases(self.tr("Cases on which the two differ"), found.discordant)

    def _method(self, name: str, estimate: Estimate, draws_patients: bool) -> str:
        """Say how an interval was made, and where the dossier makes another one of the same number."""
        if estimate.low is None:
            return self.tr("no interval")
        if name == "kappa":
            return self.tr("large-sample interval; the dossier bootstraps")
        if draws_patients:
            return self.tr("Wilson's interval; the dossier draws patients")
        return self.tr("Wilson's interval")

    def _words(self, choice: Choice) -> str:
        if SECOND_READER not in {choice.test, choice.against}:
            return self.tr("Intervals of 95 %, as large samples have them.")
        fixed = next((e for e in self._cut_offs if abs(e.probability - choice.cut_off) < 0.5 / FINE), None)
        if fixed is not None:
            return self.tr("Cut-off {name}, fixed before these reads. Definite means >= cut-off.").format(
                name=fixed.name
            )
        return self.tr(
            "Exploratory: a cut-off chosen on these cases is too good for others. Definite means >= cut-off."
        )

    def _list_cases(self, title: str, case_ids: tuple[str, ...]) -> None:
        self._listed.setText(f"{title}: {len(case_ids)}")
        self._case_ids.clear()
        self._case_ids.addItems(list(case_ids[:MOST_LISTED]))
        self._open.setEnabled(bool(case_ids))

    def _list_cell(self, row: int, column: int) -> None:
        if self._seen is not None:
            answers = (self.tr("not definite"), self.tr("definite"))
            title = self.tr("{test} {row}, {against} {column}").format(
                test=self._test.currentText(),
                row=answers[row],
                against=self._against.currentText(),
                column=answers[column],
            )
            self._list_cases(title, self._seen.case_ids[row][column])

    def _name_cases(self, cut_off: float) -> None:
        """Name the cases behind the operating point under the mouse."""
        if self._cases is None or math.isnan(cut_off) or math.isinf(cut_off):
            self._hover.setText("")
            return
        found = cases_at(self._cases, self.choice, cut_off)
        shown, at = ", ".join(found[:MOST_NAMED]), number(cut_off, Kind.PROBABILITY)
        if len(found) > MOST_NAMED:
            words = self.tr("At {cut_off}: {cases} and {count} more")
        else:
            words = self.tr("At {cut_off}: {cases}")
        self._hover.setText(words.format(cut_off=at, cases=shown, count=len(found) - MOST_NAMED))

    def _want(self) -> None:
        item = self._case_ids.currentItem() or self._case_ids.item(0)
        if item is not None and self._open.isVisibleTo(self):
            self.case_wanted.emit(item.text())

    def _slide(self, place: int) -> None:
        if round(self._cut_off.value() * FINE) != place:
            self._cut_off.setValue(place / FINE)

    def _moved(self, probability: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(probability * FINE))
        self._follow()

    def _connect(self) -> None:
        self._condition.currentIndexChanged.connect(self._fill_tests)
        for box in (self._test, self._against, self._subset):
            box.currentIndexChanged.connect(self._choose)
        self._slider.valueChanged.connect(self._slide)
        self._cut_off.valueChanged.connect(self._moved)
        self._counts.cellClicked.connect(self._list_cell)
        self._counts.currentCellChanged.connect(lambda row, column, *_: self._list_cell(row, column))
        self._case_ids.itemActivated.connect(self._want)
        self._plot.hovered.connect(self._name_cases)

    def _lay_out(self) -> None:
        _fill(
            self._condition, [("", self.tr("unaided and aided")), *((each, str(each)) for each in Condition)]
        )
        self._cut_off.setRange(0, 1)
        self._cut_off.setDecimals(3)
        self._cut_off.setSingleStep(1 / FINE)
        self._slider.setRange(0, FINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Explore"), "heading"))
        column.addLayout(self._pickers())
        column.addWidget(self._note)
        row = Row()
        row.setSpacing(24)
        row.addWidget(self._figures(), 1)
        row.addLayout(self._curve(), 1)
        column.addLayout(row)
        column.addStretch(1)

    def _pickers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        named = (
            (self.tr("Index test"), self._test),
            (self.tr("Against"), self._against),
            (self.tr("Cases"), self._subset),
            (self.tr("Condition"), self._condition),
            (self.tr("Cut-off"), self._cut_off),
        )
        for place, (words, widget) in enumerate(named):
            widget.setAccessibleName(words)
            if isinstance(widget, QComboBox):
                widget.view().setAccessibleName(words)
                # else its longest choice, in whatever language, makes it too wide
                widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                widget.setMinimumContentsLength(LEAST_LETTERS)
            grid.addWidget(label(words, "quiet"), 0, place)
            grid.addWidget(widget, 1, place)
            grid.setColumnStretch(place, 0 if widget is self._cut_off else 1)
        self._slider.setAccessibleName(self.tr("Cut-off of the second reader"))
        grid.addWidget(self._slider, 2, 0, 1, len(named))
        return grid

    def _figures(self) -> QWidget:
        answers = [self.tr("Not definite"), self.tr("Definite")]
        _furnish(self._counts, self.tr("Counts: rows index test, columns against"), answers, answers)
        names = [
            *(self.tr("Kappa"), self.tr("Agreement"), self.tr("Sensitivity")),
            *(self.tr("Specificity"), self.tr("PPV"), self.tr("NPV")),
        ]
        _furnish(
            self._numbers, self.tr("Estimates"), names, [self.tr("Value and interval"), self.tr("Method")]
        )
        self._case_ids.setAccessibleName(self.tr("Case ids"))
        self._case_ids.setMaximumHeight(130)
        made = QWidget()
        made.setMaximumWidth(grown(FIGURES_WIDTH))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._whose, self._counts, self._numbers, self._listed, self._case_ids, self._open):
            column.addWidget(widget)
        column.addStretch(1)
        return made

    def _curve(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self._plot)
        column.addWidget(self._key)
        self._hover.setMinimumHeight(44)
        column.addWidget(self._hover)
        column.addStretch(1)
        return column


def _fill(box: QComboBox, choices: Iterable[tuple[str, str]]) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(in_own_words(words), str(key))


def _write(table: QTableWidget, row: int, column: int, words: str) -> None:
    item = table.item(row, column)
    if item is None:
        item = QTableWidgetItem()
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, column, item)
    item.setText(words)


def _furnish(table: QTableWidget, name: str, rows: list[str], columns: list[str]) -> None:
    table.setAccessibleName(name)
    table.setTabKeyNavigation(False)  # a key that goes in has to come out (WCAG 2.1.2)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setVerticalHeaderLabels(rows)
    table.setHorizontalHeaderLabels(columns)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    make_rows_fit(table)
    height = table.horizontalHeader().sizeHint().height() + sum(map(table.rowHeight, range(len(rows))))
    table.setFixedHeight(height + 4)
