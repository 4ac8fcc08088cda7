"""The form in which a locked read is corrected: new grades, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sacroread.study.criteria import GRADES, grade_words
from sacroread.study.model import Draft, Grade, Read, Side, Ungradable
from sacroread.study.protocol import Scale
from sacroread.ui.grade_words import grade_name, ungradable_name
from sacroread.ui.pages.parts import button, label
from sacroread.ui.pages.row import Row


class CorrectionForm(QWidget):
    """Asks for a correction of one read. It asks for the reason before it can be kept."""

    wanted = Signal(object, object, str)  # Read, Draft, reason

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._read: Read | None = None
        is_graded = scale is not Scale.DEFINITE_ONLY
        self._grades = {side: self._grade_choice(side, scale) for side in Side if is_graded}
        self._decision = self._decision_choice()
        self._decision.setVisible(not is_graded)
        self._ungradable = QComboBox()
        self._reason = QLineEdit()
        self._caution = label("", "warning")
        words = self.tr("Correct this read")
        self._keep = button(words, words, "", self._ask)
        self._set_up()
        self._lay_out()
        self.show_read(None)

    def show_read(
        self, read: Read | None, *, has_seen_prediction: bool = False, has_seen_results: bool = False
    ) -> None:
        """Begin with what a read says, and with a caution where its reader knows more than he did then."""
        self._read = read
        self.setEnabled(read is not None)
        draft = read.draft if read else Draft()
        for side, choice in self._grades.items():
            choice.setCurrentIndex(choice.findData(draft.grades.get(side)))
        self._decision.setCurrentIndex(self._decision.findData(draft.definite))
        self._ungradable.setCurrentIndex(self._ungradable.findData(draft.ungradable))
        self._reason.clear()
        by_prediction = self.tr(
            "You have seen what the second reader says about this case. The correction says when it was "
            "made, so that this can be told."
        )
        by_results = self.tr(
            "You have seen the results of the study. The correction says when it was made, and the dossier "
            "says that it came after them."
        )
        self._caution.setText(by_results if has_seen_results else by_prediction)
        self._caution.setVisible(has_seen_prediction or has_seen_results)
        self._render()

    @property
    def draft(self) -> Draft | None:
        """What the form says; None while it is the same as before, or not complete."""
        if self._read is None:
            return None
        changed = self._changed(self._read.draft)
        return changed if changed != self._read.draft and changed.is_complete else None

    def _changed(self, before: Draft) -> Draft:
        if (said := self._ungradable.currentData()) is not None:
            reason = Ungradable(said)  # Qt keeps the text of it
            return before if before.ungradable is reason else before.as_ungradable(reason)
        changed = before.as_gradable()
        for side, choice in self._grades.items():
            if (grade := choice.currentData()) is not None:
                changed = changed.with_grade(side, Grade(grade))
        if (definite := self._decision.currentData()) is not None:
            changed = changed.with_decision(definite)
        return changed

    def _ask(self) -> None:
        if self._read is not None and (draft := self.draft) is not None:
            self.wanted.emit(self._read, draft, self._reason.text().strip())

    def _render(self) -> None:
        for choice in (*self._grades.values(), self._decision):
            choice.setEnabled(self._ungradable.currentData() is None)
        self._keep.setEnabled(self.draft is not None and bool(self._reason.text().strip()))

    def _grade_choice(self, side: Side, scale: Scale) -> QComboBox:
        choice = QComboBox()
        for grade in GRADES[scale]:
            choice.addItem(f"{grade_words(grade, scale)}  {grade_name(grade)}", grade)
        names = {Side.RIGHT: self.tr("Corrected grade, right"), Side.LEFT: self.tr("Corrected grade, left")}
        _name(choice, names[side])
        choice.currentIndexChanged.connect(lambda _: self._render())
        return choice

    def _decision_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.addItem(self.tr("Not definite"), False)
        choice.addItem(self.tr("Definite"), True)
        _name(choice, self.tr("Corrected decision"))
        choice.currentIndexChanged.connect(lambda _: self._render())
        return choice

    def _set_up(self) -> None:
        self._ungradable.addItem(self.tr("Gradable"), None)
        for reason in Ungradable:
            words = self.tr("Not gradable: {reason}").format(reason=ungradable_name(reason))
            self._ungradable.addItem(words, reason)
        _name(self._ungradable, self.tr("Whether it can be graded"))
        self._ungradable.currentIndexChanged.connect(lambda _: self._render())
        self._reason.setPlaceholderText(self.tr("Why the locked read was wrong"))
        self._reason.setAccessibleName(self.tr("Reason of the correction"))
        self._reason.textChanged.connect(lambda _: self._render())
        self._reason.returnPressed.connect(self._keep.click)

    def _lay_out(self) -> None:
        choices, row, column = QHBoxLayout(), Row(), QVBoxLayout(self)
        for side, choice in self._grades.items():
            choices.addWidget(QLabel(side.letter))
            choices.addWidget(choice)
        choices.addWidget(self._decision)
        row.addLayout(choices)
        row.addWidget(self._ungradable)
        row.addWidget(self._reason, 1)
        row.addWidget(self._keep)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._caution)


def _name(choice: QComboBox, words: str) -> None:
    choice.setAccessibleName(words)
    choice.view().setAccessibleName(words)
