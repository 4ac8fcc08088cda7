"""The first page of the first start: the language, and what the program may be used for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.choice import language_choice, text_size_choice
from sacroread.ui.pages.parts import button, card, label, page_of
from sacroread.ui.pages.row import Row
from sacroread.ui.text_size import BY_THE_SCREEN

MAX_WIDTH = 720


class WelcomePage(QWidget):
    """Asks once. Nothing else can be opened before the intended use is accepted."""

    accepted = Signal()

    def __init__(self, language: str, text_size: int = BY_THE_SCREEN) -> None:
        """`language` is the code of the one in force, `text_size` what was chosen, in percent."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language, self.text_size = language_choice(language), text_size_choice(text_size)
        words = self.tr("I accept this use")
        self._accept = button(words, words, "primary", self.accepted.emit)
        self._lay_out()
        Beginning(self, self._accept)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(label("SacroRead", "title"))
        look = Row()
        look.addWidget(self.language)
        look.addWidget(self.text_size)
        look.addStretch(1)
        column.addLayout(look)
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
