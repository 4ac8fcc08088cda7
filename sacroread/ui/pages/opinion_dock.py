"""The right side of the second opinion page: what the second reader says, how to ask again, what to keep."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from sacroread.errors import SacroReadError
from sacroread.second_reader.opinion import Opinion
from sacroread.ui.pages.parts import button, in_rows, label, room_for, scrolling
from sacroread.ui.pages.second_reader_panel import SecondReaderPanel
from sacroread.ui.text_size import COLUMN_MARGIN, SCROLL_BAR, column_width, grown, room_in_column

WIDTH = 356


class OpinionDock(QFrame):
    """Draws an opinion and asks for what can be done about it."""

    again_wanted = Signal()
    crop_wanted = Signal()
    proposal_wanted = Signal()
    whole_wanted = Signal()
    window_reset_wanted = Signal()
    inversion_wanted = Signal()
    sheet_wanted = Signal()
    print_wanted = Signal()
    picture_wanted = Signal()
    capture_wanted = Signal()
    about_switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(column_width(WIDTH))
        self.panel = SecondReaderPanel()
        self._grades = label("", "verdict")
        self._details = label("", "quiet")
        self._stale = label("", "warning")
        self._again = button(
            self.tr("Ask again   Enter"),
            self.tr("Ask the second reader again"),
            "primary",
            self.again_wanted.emit,
        )
        self.about = QPushButton(self.tr("What it is, and what it is not"))
        self.about.setCheckable(True)
        self.about.clicked.connect(self.about_switched)
        self._adjusting = self._buttons(
            (self.tr("Crop   C"), self.tr("Draw a crop"), self.crop_wanted.emit),
            (self.tr("Proposed crop"), self.tr("Take the proposed crop again"), self.proposal_wanted.emit),
            (self.tr("Whole   W"), self.tr("Show the whole radiograph"), self.whole_wanted.emit),
            (self.tr("First window"), self.tr("Take the first window again"), self.window_reset_wanted.emit),
            (self.tr("Invert   I"), self.tr("Invert the grey scale"), self.inversion_wanted.emit),
        )
        self._keeping = self._buttons(
            (self.tr("Save as PDF..."), self.tr("Save one page as PDF"), self.sheet_wanted.emit),
            (self.tr("Print..."), self.tr("Print one page"), self.print_wanted.emit),
            (self.tr("Heatmap as PNG..."), self.tr("Save the heatmap as PNG"), self.picture_wanted.emit),
            (self.tr("... as DICOM..."), self.tr("Save the heatmap as DICOM"), self.capture_wanted.emit),
        )
        self._lay_out()
        self.show_answer(None)

    def show_answer(self, answer: Opinion | SacroReadError | None) -> None:
        """Show an opinion, why there is none, or that it is being formed."""
        self.panel.show_opinion(answer)
        is_there = isinstance(answer, Opinion)
        self._keeping.setEnabled(is_there)
        self._grades.setText(_grades_in_words(answer) if isinstance(answer, Opinion) else "")
        self._grades.setVisible(bool(self._grades.text()))
        self._details.setText(self._details_of(answer) if isinstance(answer, Opinion) else "")

    def show_empty(self) -> None:
        """Nothing was asked yet."""
        self.show_answer(SacroReadError(self.tr("No radiograph is in front.")))

    def show_stale(self, *, is_stale: bool, is_asked: bool) -> None:
        """Say whether the opinion is about another picture than is shown, and whether one is coming."""
        words = self.tr("Window or crop have changed since: this opinion is about another picture.")
        self._stale.setText(words)
        self._stale.setVisible(is_stale and not is_asked)
        self._again.setEnabled(is_stale and not is_asked)

    def set_adjustable(self, *, is_adjustable: bool) -> None:
        """Without a radiograph in front nothing can be adjusted."""
        self._adjusting.setEnabled(is_adjustable)

    @property
    def is_about_on(self) -> bool:
        """Whether the statement of the second reader stands in front."""
        return self.about.isChecked()

    def set_about(self, *, is_on: bool) -> None:
        """Show whether the statement of the second reader stands in front."""
        self.about.setChecked(is_on)

    def _details_of(self, opinion: Opinion) -> str:
        share, prediction = opinion.prediction.attention_in_joints, opinion.prediction
        attention = "" if share is None else self.tr("{share:.0%} of its attention lies in the joints. ")
        told = self.tr("Second reader {name}, {sha256}, on {device}.")
        return attention.format(share=share) + told.format(
            name=prediction.bundle_id, sha256=prediction.bundle_sha256[:12], device=opinion.device
        )

    def _buttons(self, *each: tuple[str, str, Callable[[], object]]) -> QWidget:
        made = QWidget()
        rows = in_rows(
            [button(words, name, "", emit) for words, name, emit in each],
            room_in_column(self.width()),
        )
        rows.setContentsMargins(0, 0, 0, 0)
        made.setLayout(rows)
        return made

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(COLUMN_MARGIN, 12, COLUMN_MARGIN, 12)
        column.setSpacing(10)
        for widget in (
            self.panel,
            self._grades,
            self._details,
            label(self.tr("Window and crop"), "heading"),
            self._adjusting,
            self._stale,
            self._again,
            label(self.tr("Keep"), "heading"),
            self._keeping,
            self.about,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(label(self.tr("For research; not for diagnosis."), "quiet"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(inner))
        needed = max(map(room_for, inner.findChildren(QPushButton))) + 2 * COLUMN_MARGIN + grown(SCROLL_BAR)
        self.setFixedWidth(max(self.width(), needed))


def _grades_in_words(opinion: Opinion) -> str:
    return ", ".join(
        f"{side.letter}: {max(range(len(shares)), key=shares.__getitem__)} ({max(shares):.0%})"
        for side, shares in opinion.grades.items()
    )
