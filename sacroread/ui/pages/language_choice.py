"""The field in which the language of the interface is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from sacroread.ui.language import LANGUAGES
from sacroread.ui.pages.parts import label


class LanguageChoice(QWidget):
    """Asks for a language by the name that its speakers give it."""

    chosen = Signal(str)  # a code such as "de"

    def __init__(self, code: str) -> None:
        """`code` is the language in force."""
        super().__init__()
        self._field = QComboBox()
        for each, name in LANGUAGES.items():
            self._field.addItem(name, each)
        self._field.setCurrentIndex(list(LANGUAGES).index(code))
        self._field.setAccessibleName(self.tr("Language"))
        self._field.view().setAccessibleName(self.tr("Languages"))
        self._later = label(self.tr("From the next start of SacroRead on."), "quiet")
        self._later.hide()
        self._field.activated.connect(lambda _: self._tell())
        self._lay_out()

    def _tell(self) -> None:
        """Say when it takes effect; where that is at once, these words go with the window that says them."""
        self._later.show()
        self.chosen.emit(str(self._field.currentData()))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("Language")))
        row.addWidget(self._field)
        row.addWidget(self._later, 1)
        row.addStretch(1)
