"""Parts that stand side by side where there is room, else one below the other."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from sacroread.ui.text_size import grown

SIDE_BY_SIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
GAP = 8


class Row(QBoxLayout):
    """A row that turns into a column where its parts would be squeezed, as by large words."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 0) -> None:
        """`least` is how wide, at 100 %, each part has to be to stand beside the others."""
        super().__init__(SIDE_BY_SIDE, parent)
        self._least = least
        self.setSpacing(GAP)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least size; as narrow as the widest part alone."""
        margins = self.contentsMargins()
        widest = max((item.minimumSize().width() for item in self._items()), default=0)
        return QSize(widest + margins.left() + margins.right(), super().minimumSize().height())

    def setGeometry(self, rectangle: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay the parts out, in the direction for which there is room."""
        wanted = SIDE_BY_SIDE if self._width_needed() <= rectangle.width() else BELOW
        if wanted is not self.direction():
            self.setDirection(wanted)
        super().setGeometry(rectangle)

    def _width_needed(self) -> int:
        items, least, margins = self._items(), grown(self._least), self.contentsMargins()
        widths = [max(item.minimumSize().width(), least) for item in items]
        around = margins.left() + margins.right() + self.spacing() * max(0, len(items) - 1)
        return sum(widths) + around

    def _items(self) -> list[QLayoutItem]:
        found = [self.itemAt(place) for place in range(self.count())]
        return [item for item in found if item is not None and not item.isEmpty()]
