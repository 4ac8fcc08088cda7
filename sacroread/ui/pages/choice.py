"""The fields in which a person chooses how the program speaks and looks: the language, the size of words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from sacroread.ui.language import LANGUAGES
from sacroread.ui.pages.parts import label
from sacroread.ui.text_size import BY_THE_SCREEN, SIZES

translate = QCoreApplication.translate


class Choice(QWidget):
    """Asks for one of a few, and says when it takes effect."""

    chosen = Signal(object)  # a key of the choices

    def __init__(self, words: str, choices: Mapping[str, object], current: object) -> None:
        """`choices` are what is chosen, by what people read; `current` is the one in force."""
        super().__init__()
        self._field = QComboBox()
        for name, each in choices.items():
            self._field.addItem(name, each)
        self._field.setCurrentIndex(list(choices.values()).index(current))
        self._field.setAccessibleName(words)
        self._field.view().setAccessibleName(words)
        self._later = label(self.tr("From the next start of SacroRead on."), "quiet")
        self._later.hide()
        self._field.activated.connect(lambda _: self._tell())
        self._lay_out(words)

    def _tell(self) -> None:
        """Say when it takes effect; where that is at once, these words go with the window that says them."""
        self._later.show()
        self.chosen.emit(self._field.currentData())

    def _lay_out(self, words: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(words))
        row.addWidget(self._field)
        row.addWidget(self._later, 1)
        row.addStretch(1)


def language_choice(code: str) -> Choice:
    """Return the field for the language, each by the name that its speakers give it; `code` is in force."""
    names = {name: code for code, name in LANGUAGES.items()}
    return Choice(translate("Choice", "Language"), names, code)


def text_size_choice(percent: int) -> Choice:
    """Return the field for the size of words; `percent` is what was chosen, 0 for what suits the screen."""
    names: dict[str, object] = {translate("Choice", "as suits the screen"): BY_THE_SCREEN}
    names |= {f"{size} %": size for size in SIZES}
    return Choice(translate("Choice", "Size of words"), names, percent)
