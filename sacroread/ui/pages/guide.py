"""The guide through the reading room: six steps that point at things. It takes no key and no click away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sacroread.ui.pages.parts import button, label
from sacroread.ui.text_size import grown

BUBBLE_WIDTH = 360  # at 100 %
BORDER = 1  # of a card, in the style sheet
GAP = 14  # between what is pointed at and the words about it


@dataclass(frozen=True)
class Step:
    """What is pointed at, and the words about it."""

    target: QWidget
    words: str


class Guide(QObject):
    """A frame around one thing after the other, with a bubble of words beside it."""

    ended = Signal()

    def __init__(self, page: QWidget, steps: Callable[[], Sequence[Step]]) -> None:
        super().__init__(page)
        self._page, self._steps = page, steps
        self._number = 0
        self._frame = QFrame(page)
        self._frame.setObjectName("pointer")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bubble = QFrame(page)
        self._bubble.setObjectName("card")
        self._bubble.setFixedWidth(grown(BUBBLE_WIDTH))
        self._bubble.setAccessibleName(self.tr("Guide through the reading room"))
        self._count, self._words = label("", "quiet"), label()
        self._lay_out()
        self.end()

    @property
    def is_on(self) -> bool:
        """Whether a step is shown."""
        return self._bubble.isVisible()

    @property
    def number(self) -> int:
        """The step that is shown, from 1."""
        return self._number

    def go_on(self) -> None:
        """Show the next step, or the first one; after the last one the guide ends."""
        self._show(self._number + 1)

    def go_back(self) -> None:
        """Show the step before."""
        if self.is_on:
            self._show(max(1, self._number - 1))

    def end(self) -> None:
        """Leave the guide, at any step."""
        was_on = self._number > 0
        self._number = 0
        self._frame.hide()
        self._bubble.hide()
        if was_on:
            self.ended.emit()

    @property
    def _seen(self) -> list[Step]:
        """The steps whose target is on the screen: a locked case shows less."""
        return [step for step in self._steps() if step.target.isVisible()]

    def place(self) -> None:
        """Point at the step's target where it is now."""
        steps = self._seen
        if self._number == 0 or self._number > len(steps):
            return
        target = steps[self._number - 1].target
        around = QRect(target.mapTo(self._page, QPoint(0, 0)), target.size())
        self._frame.setGeometry(around.adjusted(-3, -3, 3, 3).intersected(self._page.rect()))
        for widget in (self._frame, self._bubble):
            widget.show()
            widget.raise_()
        self._bubble.setFixedHeight(self._layout.heightForWidth(self._bubble.width()) + 2 * BORDER)
        self._bubble.move(_beside(around, self._bubble.size(), self._page))
        self._layout.activate()

    def _show(self, number: int) -> None:
        steps = self._seen
        if number > len(steps):
            self.end()
            return
        self._number = number
        self._count.setText(self.tr("Step {number} of {count}").format(number=number, count=len(steps)))
        self._words.setText(steps[number - 1].words)
        self._bubble.setAccessibleDescription(steps[number - 1].words)
        self.place()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        skip, back, on = self.tr("Skip   Esc"), self.tr("Back"), self.tr("Next   F3")
        row.addWidget(button(skip, skip, "", self.end))
        row.addStretch(1)
        row.addWidget(button(back, back, "", self.go_back))
        row.addWidget(button(on, on, "primary", self.go_on))
        layout = self._layout = QVBoxLayout(self._bubble)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._count)
        layout.addWidget(self._words)
        layout.addLayout(row)


def _beside(target: QRect, size: QSize, page: QWidget) -> QPoint:
    """Left of the target, or, where there is no room, in its upper left corner; always on the page."""
    left = target.left() - GAP - size.width()
    at = QPoint(left, target.top()) if left >= 0 else target.topLeft() + QPoint(GAP, GAP)
    room = page.size() - size
    return QPoint(max(0, min(at.x(), room.width())), max(0, min(at.y(), room.height())))
