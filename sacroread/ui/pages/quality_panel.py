"""The quality form and the confidence: how well a radiograph could be read, and how sure its reader is."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.model import Confidence, Quality, QualityForm, Ungradable
from sacroread.ui.grade_words import confidence_name, quality_name, ungradable_name
from sacroread.ui.pages.parts import button, in_rows, label
from sacroread.ui.reading import Reading

Each = TypeVar("Each", Quality, Ungradable)


class WordsEdit(QLineEdit):
    """A line of free words. Enter and Esc leave it, and do nothing else."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from being shortcuts while words are typed."""
        leaving = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
        if isinstance(event, QKeyEvent) and event.key() in leaving:
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            event.accept()
            return True
        return super().event(event)


class QualityPanel(QWidget):
    """Asks for steps on the form of the case in front; draws what is on the desk."""

    left = Signal()  # the words are written, the keys belong to the room again

    def __init__(self, reading: Reading, width: int) -> None:
        """`width` is the room for a row of choices."""
        super().__init__()
        self._reading, self._width = reading, width
        self.qualities = {each: self._chip(quality_name(each), self._ask_quality, each) for each in Quality}
        self.reasons = {
            each: self._chip(ungradable_name(each), self._ask_reason, each) for each in Ungradable
        }
        self.words = WordsEdit()
        self._missing = label(self.tr("Say why."), "warning")
        self._lay_out()

    def render_desk(self, desk: Desk) -> None:
        """Show the form of the case in front."""
        form = desk.draft.quality
        for quality, made in self.qualities.items():
            made.setChecked(form is not None and form.quality is quality)
            made.setEnabled(not desk.is_locked)
        for reason, made in self.reasons.items():
            made.setChecked(form is not None and form.reason is reason)
            made.setEnabled(not desk.is_locked)
        self._missing.setVisible(form is not None and not form.is_complete)
        self.words.setVisible(form is not None and form.quality is not Quality.READABLE)
        self.words.setReadOnly(desk.is_locked)
        if (words := form.words if form else "") != self.words.text():
            self.words.setText(words)

    def write_words(self) -> None:
        """Go to the line of free words, where it is shown."""
        if self.words.isVisible():
            self.words.setFocus()

    def _ask_quality(self, quality: Quality) -> None:
        before = self._reading.desk.draft.quality
        reason = before.reason if before and quality is not Quality.READABLE else None
        form = QualityForm(quality, reason, before.words if before else "")
        self._reading.step(steps.state_quality, form)
        self.render_desk(self._reading.desk)

    def _ask_reason(self, reason: Ungradable) -> None:
        step_reason(self._reading, reason)
        self.render_desk(self._reading.desk)

    def _ask_words(self, words: str) -> None:
        form = self._reading.desk.draft.quality
        if form is not None:
            changed = QualityForm(form.quality, form.reason, words)
            self._reading.step(steps.state_quality, changed, continues=True)

    def _chip(self, text: str, ask: Callable[[Each], None], each: Each) -> QPushButton:
        made = button(text, self.tr("Quality: {choice}").format(choice=text), "lesion", lambda: ask(each))
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        self.words.setPlaceholderText(self.tr("more, in your words   F6"))
        self.words.setAccessibleName(self.tr("Quality in your own words"))
        self.words.setMaxLength(500)
        self.words.textEdited.connect(self._ask_words)
        self.words.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Quality   Q, reason U"), "quiet"))
        for chips in (self.qualities.values(), self.reasons.values()):
            column.addLayout(in_rows(chips, self._width))
        column.addWidget(self._missing)
        column.addWidget(self.words)


class ConfidencePanel(QWidget):
    """Five steps from very unsure to very sure."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self.choices = {each: self._choice(each) for each in Confidence}
        self._told = label("", "quiet")
        row = QHBoxLayout()
        row.setSpacing(4)
        for made in self.choices.values():
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._told)
        column.addLayout(row)

    def render_desk(self, desk: Desk) -> None:
        """Show how sure the reader said he is."""
        said = desk.draft.confidence
        for each, made in self.choices.items():
            made.setChecked(each is said)
            made.setEnabled(not desk.is_locked and not desk.draft.is_called_not_gradable)
        words = confidence_name(said) if said else self.tr("not said")
        self._told.setText(self.tr("Confidence  ,  .   {said}").format(said=words))

    def _choice(self, confidence: Confidence) -> QPushButton:
        words = self.tr("Confidence: {choice}").format(choice=confidence_name(confidence))
        made = button(f"{confidence:d}", words, "lesion", lambda: self._ask(confidence))
        made.setCheckable(True)
        made.setToolTip(confidence_name(confidence))
        return made

    def _ask(self, confidence: Confidence) -> None:
        said = self._reading.desk.draft.confidence
        self._reading.step(steps.state_confidence, None if said is confidence else confidence)
        self.render_desk(self._reading.desk)


def step_quality(reading: Reading) -> None:
    """Say the next better or worse about the quality: readable, limited, not gradable, nothing."""
    form = reading.desk.draft.quality
    order = (None, *Quality)
    following = order[(order.index(form.quality if form else None) + 1) % len(order)]
    reason = form.reason if form and following is not Quality.READABLE else None
    words = form.words if form else ""
    reading.step(steps.state_quality, QualityForm(following, reason, words) if following else None)


def step_reason(reading: Reading, reason: Ungradable) -> None:
    """Give the reason for a limited radiograph; of any other one it says that it is not gradable."""
    form = reading.desk.draft.quality
    if form is not None and form.quality is Quality.LIMITED:
        reading.step(steps.state_quality, QualityForm(form.quality, reason, form.words))
    else:
        reading.step(steps.mark_ungradable, reason)


def step_confidence(reading: Reading, by: int) -> None:
    """Say that the reader is surer (1) or less sure (-1) than before; from nothing to the middle."""
    said = reading.desk.draft.confidence
    number = Confidence.FAIRLY_SURE if said is None else said + by
    if Confidence.VERY_UNSURE <= number <= Confidence.VERY_SURE:
        reading.step(steps.state_confidence, Confidence(number))
