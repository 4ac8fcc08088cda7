"""The page at the end of a session: what was read, corrections, and the signature."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sacroread.errors import SacroReadError
from sacroread.study.correction import Correction
from sacroread.study.criteria import grade_words
from sacroread.study.model import Draft, Grade, Read, Side
from sacroread.ui.grade_words import condition_name, confidence_name, ungradable_name
from sacroread.ui.own_reads import OwnReads
from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.correction_form import CorrectionForm
from sacroread.ui.pages.parts import button, label, make_rows_fit, page_of
from sacroread.ui.pages.row import Row
from sacroread.ui.reading import Reading
from sacroread.ui.summary import summary
from sacroread.ui.text_size import are_words_large, grown

MAX_WIDTH = 980
TABLE_HEIGHT = 260
CASE, CONDITION, RIGHT, LEFT, FOLLOWS, SURE, SECONDS = range(7)


class SummaryPage(QWidget):
    """One reader's own reads. Asks the reading for corrections and for the signature."""

    look_wanted = Signal()  # back to the radiographs

    def __init__(self, own: OwnReads, reading: Reading) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._own = own
        self._reads: tuple[Read, ...] = ()
        self._counts = label()
        self._grades = label("", "quiet")
        self.table = QTableWidget(0, 7)
        self.form = CorrectionForm(reading.desk.scale)
        self.name, self.password = QLineEdit(), QLineEdit()
        words = self.tr("Sign what I have read")
        self.sign = button(words, words, "primary", self._sign)
        self._told = label("", "verdict")
        self._set_up()
        self._lay_out()
        reading.changed.connect(lambda _: self.refresh() if self.isVisible() else None)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the reads as they count now whenever the page comes to the front."""
        self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Show the reads as they count now; where the study cannot be read, say why."""
        try:
            self._fill()
        except SacroReadError as error:
            self._told.setText(str(error))

    def _fill(self) -> None:
        self._reads = self._own.reads
        self._show_counts()
        self.table.setRowCount(len(self._reads))
        for row, read in enumerate(self._reads):
            for column, words in enumerate(self._cells(read)):
                self.table.setItem(row, column, QTableWidgetItem(words))
        self._show_form()
        self._show_signature()

    def _show_counts(self) -> None:
        if self._own.is_closed:
            words = self.tr("Signed. What you have read stays closed until its cases have come again.")
            self._counts.setText(words)
            self._grades.clear()
            return
        found = summary(self._reads)
        counts = self.tr(
            "{count} reads: {definite} definite, {not_definite} not definite, {ungradable} ungradable; "
            "{corrected} corrected. Median time: {seconds}."
        )
        seconds = self.tr("not kept") if found.median_seconds is None else f"{found.median_seconds:.0f} s"
        self._counts.setText(counts.format(**{**vars(found), "seconds": seconds}))
        lines = (
            self.tr("{side}: {grades}").format(side=side.letter, grades=_counted(found.grades[side]))
            for side in Side
        )
        self._grades.setText("     ".join(lines))

    def _cells(self, read: Read) -> tuple[str, ...]:
        answers = {True: self.tr("definite"), False: self.tr("not definite"), None: self.tr("ungradable")}
        draft, reason = read.draft, read.draft.ungradable
        follows = ungradable_name(reason) if reason else answers[read.definite]
        corrected = self.tr("{answer}, corrected") if isinstance(read, Correction) else "{answer}"
        return (
            read.case_id,
            condition_name(read.condition),
            *(self._grade(draft, side) for side in Side),
            corrected.format(answer=follows),
            confidence_name(draft.confidence) if draft.confidence else "",
            "" if read.active_seconds is None else f"{read.active_seconds:.0f}",
        )

    def _grade(self, draft: Draft, side: Side) -> str:
        grade = draft.grades.get(side)
        return "" if grade is None else grade_words(grade, self._own.desk.scale)

    def _show_form(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        read = self._reads[rows[0].row()] if rows and rows[0].row() < len(self._reads) else None
        has_seen = read is not None and self._own.has_seen_prediction(read.case_id)
        has_seen_results = read is not None and self._own.has_seen_results
        self.form.show_read(read, has_seen_prediction=has_seen, has_seen_results=has_seen_results)

    def _correct(self, read: Read, draft: Draft, reason: str) -> None:
        self._told.setText(self._own.correct(read, draft, reason))
        self.refresh()
        self.table.setFocus()  # the form begins anew: its button, and with it the focus, would fall away

    def _sign(self) -> None:
        self._told.setText(self._own.sign(self.name.text(), self.password.text()))
        self.password.clear()
        self.refresh()

    def _show_signature(self) -> None:
        """Say where the signature stands; what went wrong stays to be read."""
        is_signed = self._own.is_signed
        for widget in (self.name, self.password, self.sign):
            widget.setEnabled(self._own.desk.is_at_end and not is_signed)
        if is_signed or not self._told.text():
            self._told.setText(self._standing())

    def _standing(self) -> str:
        signed = self._own.signature
        if not self._own.desk.is_at_end:
            return self.tr("You can sign when every case is locked.")
        if signed is None:
            return ""
        if not self._own.is_signed:
            return self.tr("You have corrected a read since you signed: sign again.")
        words = self.tr("Signed by {name} on {at}. From here on a read is only corrected, with a reason.")
        return words.format(name=signed.name, at=f"{signed.signed_at:%Y-%m-%d %H:%M} UTC")

    def _set_up(self) -> None:
        heads = (
            self.tr("Case"), self.tr("Condition"), self.tr("Right"), self.tr("Left"), self.tr("What follows"),
            self.tr("Confidence"), self.tr("Seconds"),
        )  # fmt: skip
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setAccessibleName(self.tr("Your reads"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(0)  # what is seen; looking at 2,000 reads would take long
        if are_words_large():
            header.setStretchLastSection(True)
        else:
            header.setSectionResizeMode(FOLLOWS, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        make_rows_fit(self.table)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.setMinimumHeight(grown(TABLE_HEIGHT))
        self.table.itemSelectionChanged.connect(self._show_form)
        self.form.wanted.connect(self._correct)
        self.name.setPlaceholderText(self.tr("your name"))
        self.name.setAccessibleName(self.tr("Your name, for the signature"))
        self.password.setPlaceholderText(self.tr("your password in this study"))
        self.password.setAccessibleName(self.tr("Your password in this study"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        Beginning(self, self.table)

    def _lay_out(self) -> None:
        back = self.tr("Back to the radiographs")
        row = Row()
        for widget in (self.name, self.password):
            row.addWidget(widget, 1)
        row.addWidget(self.sign)
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (label(self.tr("What you have read"), "title"), self._counts, self._grades, self.table):
            column.addWidget(part)
        column.addWidget(
            label(self.tr("Choose a read to correct it. The read before stays on record."), "quiet")
        )
        column.addWidget(self.form)
        column.addWidget(label(self._meaning(), "quiet"))
        column.addLayout(row)
        column.addWidget(self._told)
        column.addWidget(button(back, back, "", self.look_wanted.emit), 0, Qt.AlignmentFlag.AlignLeft)
        page_of(self, column, MAX_WIDTH)

    def _meaning(self) -> str:
        return self.tr(
            'Your signature says: "I read these radiographs myself, and these are my grades". Without a '
            "password in this study, the one that you type here becomes yours."
        )


def _counted(grades: Mapping[Grade, int]) -> str:
    return ", ".join(f"{count} \u00d7 {grade:d}" for grade, count in grades.items())
