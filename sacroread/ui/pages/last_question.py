"""The question before what cannot be taken back: what it means, Cancel, and the button that does it."""

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from sacroread.ui.pages.parts import button, card, in_rows, label

ROW_WIDTH = 430  # of the two buttons


class LastQuestion(QWidget):
    """Stands in another place than the button that asks it, and is gone once it is out of sight.

    A double click on that button answers nothing, wherever the answers then stand.
    """

    agreed = Signal()

    def __init__(self, asker: QPushButton, agree: str) -> None:
        """`asker` asks it and gets the focus back; `agree` is what the button says that does it."""
        super().__init__()
        self._asker, self._asked = asker, QElapsedTimer()
        self._words = label("", "warning")
        self.cancel = button(self.tr("Cancel"), self.tr("Cancel"), "", self._cancel)
        self.agree = button(agree, agree, "", self._agree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(self._words, _side_by_side(self.cancel, self.agree)))
        self.hide()

    @property
    def words(self) -> str:
        """What is asked; empty while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, words: str) -> None:
        """Ask; the next key that is pressed cancels."""
        self._words.setText(words)
        for each in (self.cancel, self.agree):
            each.setAccessibleDescription(words)
        self._asked.start()
        self.show()
        self.cancel.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the question also where its page is left."""
        self.hide()
        super().hideEvent(event)

    def _cancel(self) -> None:
        self.hide()
        self._asker.setFocus()

    def _agree(self) -> None:
        if self._asked.elapsed() > QApplication.doubleClickInterval():
            self.hide()
            self.agreed.emit()


def _side_by_side(*buttons: QPushButton) -> QWidget:
    made, rows = QWidget(), in_rows(buttons, ROW_WIDTH)
    rows.setContentsMargins(0, 0, 0, 0)
    made.setLayout(rows)
    made.setMaximumWidth(ROW_WIDTH)
    return made
