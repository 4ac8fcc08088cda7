"""The card that explains the grades, F2: the criterion's words with synthetic examples."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sacroread.paths import resource
from sacroread.study.model import Grade
from sacroread.ui.grade_words import definition, grade_name, rule
from sacroread.ui.pages.parts import button, label, scrolling
from sacroread.ui.pages.row import Row
from sacroread.ui.text_size import grown

PICTURES = "criterion"
PICTURE_HEIGHT, LOW_PICTURE_HEIGHT = 168, 128
LOW = 680  # a card that is lower, at 100 %, has smaller pictures, so that the words are seen too
MAX_SIZE = (940, 690)  # at 100 %


class DefinitionCard(QFrame):
    """Five columns, one a grade. It lies over the picture, takes no key away, and asks nothing."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("What the grades mean"))
        self._pictures: dict[Grade, list[QLabel]] = {grade: [] for grade in Grade}
        self._lay_out()
        self.hide()

    def place(self, room: QWidget) -> None:
        """Lie in the middle of a widget's area, as large as there is room."""
        most = QSize(*map(grown, MAX_SIZE))
        size = most.boundedTo(room.size() - QSize(24, 24))
        left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
        self.setGeometry(QRect(QPoint(room.x() + left, room.y() + top), size))

    def showEvent(self, event: QShowEvent) -> None:
        """Load the pictures when they are first looked at."""
        super().showEvent(event)
        height = PICTURE_HEIGHT if self.height() >= grown(LOW) else LOW_PICTURE_HEIGHT
        for grade, labels in self._pictures.items():
            for number, made in enumerate(labels, start=1):
                if made.pixmap().isNull():
                    path = resource(PICTURES) / f"grade-{grade:d}-{number}.png"
                    made.setPixmap(_picture(path, height, self.devicePixelRatioF()))
                    made.setFixedHeight(height)

    def _lay_out(self) -> None:
        inner = QWidget()
        columns = Row(inner)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        for grade in Grade:
            columns.addLayout(self._column(grade), 1)
        foot = QHBoxLayout()
        origin = self.tr(
            "The pictures are synthetic: they show what the words mean, and stand for no patient."
        )
        foot.addWidget(label(origin, "quiet"), 1)
        close = self.tr("Close   F2")
        foot.addWidget(button(close, close, "", self.left.emit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(label(rule(), "verdict"))
        layout.addWidget(scrolling(inner), 1)
        layout.addLayout(foot)

    def _column(self, grade: Grade) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label(f"{grade:d}  {grade_name(grade)}", "heading"))
        for number in (1, 2):
            made = QLabel()
            made.setAlignment(Qt.AlignmentFlag.AlignLeft)
            words = self.tr("Synthetic example {number} of grade {grade}")
            made.setAccessibleName(words.format(number=number, grade=int(grade)))
            self._pictures[grade].append(made)
            column.addWidget(made)
        column.addWidget(label(definition(grade)))
        column.addStretch(1)
        return column


def _picture(path: Path, height: int, ratio: float) -> QPixmap:
    """A picture so many logical pixels high, sharp also where a screen has several pixels to each."""
    scaled = Qt.TransformationMode.SmoothTransformation
    made = QPixmap(str(path)).scaledToHeight(round(height * ratio), scaled)
    made.setDevicePixelRatio(ratio)
    return made
