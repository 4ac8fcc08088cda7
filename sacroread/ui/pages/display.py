"""The page on which a reader checks the display that he reads on."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from sacroread.ui.display_check import LETTERS, DisplayCheck, Monitor
from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.grey_pattern import GreyPattern
from sacroread.ui.pages.parts import button, label, page_of

MAX_WIDTH = 860


class DisplayPage(QWidget):
    """Shows the pattern and asks what can be seen. Nothing is decided from the answer; it is kept."""

    answered = Signal(object)  # DisplayCheck
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps = QCheckBox(self.tr("All eleven grey steps differ from their neighbours"))
        self._dark = QCheckBox(self.tr("There is a square in the black field"))
        self._light = QCheckBox(self.tr("There is a square in the white field"))
        self._letters = QSpinBox()
        self._advice = label("", "warning")
        words = self.tr("Keep this answer")
        self._keep = button(words, words, "primary", self._answer)
        self._lay_out()
        Beginning(self, self._steps)
        self._render()

    @property
    def monitor(self) -> Monitor:
        """The screen that the window is on."""
        screen = self.window().screen()
        ratio, size = screen.devicePixelRatio(), screen.size()
        name = " ".join(filter(None, (screen.manufacturer(), screen.model()))) or screen.name() or "unnamed"
        return Monitor(name, round(size.width() * ratio), round(size.height() * ratio), ratio)

    def _answer(self) -> None:
        check = DisplayCheck(
            datetime.now(UTC),
            self.monitor,
            self._dark.isChecked(),
            self._light.isChecked(),
            self._steps.isChecked(),
            self._letters.value(),
        )
        self.answered.emit(check)

    def _render(self) -> None:
        is_good = all(box.isChecked() for box in (self._steps, self._dark, self._light))
        self._advice.setText(
            ""
            if is_good
            else self.tr(
                "What you cannot see here you cannot see in a radiograph. Darken the room, turn the screen "
                "towards you, switch night light off, or use another screen."
            )
        )

    def _lay_out(self) -> None:
        self._letters.setRange(0, len(LETTERS))
        self._letters.setAccessibleName(self.tr("Letters that can be read, from the left"))
        for box in (self._steps, self._dark, self._light):
            box.toggled.connect(lambda _: self._render())
        later = self.tr("Later")
        foot, count = QHBoxLayout(), QHBoxLayout()
        count.addWidget(label(self.tr("So many of the letters can be read, from the left:")), 1)
        count.addWidget(self._letters)
        foot.addWidget(button(later, later, "", self.postponed.emit))
        foot.addStretch(1)
        foot.addWidget(self._keep)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(label(self.tr("Check the display"), "title"))
        column.addWidget(label(self._why()))
        column.addWidget(GreyPattern())
        for box in (self._steps, self._dark, self._light):
            column.addWidget(box)
        column.addLayout(count)
        column.addWidget(self._advice)
        column.addLayout(foot)
        page_of(self, column, MAX_WIDTH)

    def _why(self) -> str:
        return self.tr(
            "Once a month, say what you see on this screen in the light that you read in. The answer is kept "
            "with what you read, with the screen's name and its scale factor."
        )
