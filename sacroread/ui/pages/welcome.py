"""The first page of the first start: the language, and what the program may be used for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from sacroread.ui.pages.parts import button, card, label, page_of

MAX_WIDTH = 720


class WelcomePage(QWidget):
    """Asks once. Nothing else can be opened before the intended use is accepted."""

    accepted = Signal()
    language_chosen = Signal(str)  # a code such as "en"

    def __init__(self, languages: dict[str, str], language: str) -> None:
        """`languages` are the names of the languages by their codes; `language` is the one in force."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language = QComboBox()
        for code, name in languages.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(list(languages).index(language))
        self._language.setAccessibleName(self.tr("Language"))
        self._language.view().setAccessibleName(self.tr("Languages"))
        self._language.activated.connect(
            lambda _: self.language_chosen.emit(str(self._language.currentData()))
        )
        words = self.tr("I accept this use")
        self._accept = button(words, words, "primary", self.accepted.emit)
        self._lay_out()
        self.setFocusProxy(self._accept)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Language")))
        row.addWidget(self._language)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(label("SacroRead", "title"))
        column.addLayout(row)
        paragraphs = [label(words) for words in self._intended_use()]
        heading = label(self.tr("For research; not for diagnosis."), "heading")
        column.addWidget(card(heading, *paragraphs, self._accept))
        column.addWidget(label(self._where(), "quiet"))
        page_of(self, column, MAX_WIDTH)

    def _intended_use(self) -> tuple[str, ...]:
        return (
            self.tr(
                "SacroRead is for reader studies of sacroiliac-joint radiographs: blinded reading, agreement "
                "between readers, and the comparison of readers with a second reader."
            ),
            self.tr(
                "It is no medical device. No grade, no probability and no heatmap in it may decide about a "
                "patient. The second reader that comes with it was trained on synthetic radiographs and says "
                "nothing about patients."
            ),
            self.tr(
                "Use de-identified radiographs, as your ethics committee and your data protection rules ask."
            ),
        )

    def _where(self) -> str:
        return self.tr(
            "There is no account and no network. That you accepted, and when, is kept on this computer."
        )
