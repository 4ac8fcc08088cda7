"""Small parts that several pages are made of."""

from collections.abc import Callable, Iterable
from html import escape

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sacroread.ui.text_size import column_width, grown

ROW_HEIGHT = 30  # of a table, at 100 %
ITEM_PADDING, MARK = (10, 8), 4  # of an item of a list, and of the chosen one, in the style sheet
BETWEEN = 4  # pixels between buttons that belong together


def label(text: str = "", role: str = "") -> QLabel:
    """Return a label that wraps and takes its looks from the style sheet's role."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def plain_tip(words: str) -> str:
    """Return words that somebody typed for a tool tip, which would take a `<` in them for a mark-up."""
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>' if "<" in words else words


def button(text: str, name: str, role: str, clicked: Callable[[], object]) -> QPushButton:
    """Return a button; `name` is what a screen reader says."""
    made = QPushButton(text)
    made.setAccessibleName(name)
    made.setProperty("role", role)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not let Space press it again
    made.clicked.connect(lambda _=False: clicked())
    return made


def card(*widgets: QWidget, spacing: int = 10) -> QFrame:
    """Return a framed box with the widgets one below the other."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 18, 20, 18)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    layout.insertStretch(max(0, layout.count() - 1))  # the last one, often a button, stands at the bottom
    return frame


def room_for(made: QPushButton) -> int:
    """Return how wide a button has to be for its words, or was told to be at least."""
    made.ensurePolished()
    return max(made.minimumWidth(), made.sizeHint().width())


def in_rows(buttons: Iterable[QPushButton], width: int) -> QVBoxLayout:
    """Lay buttons out in as few rows as their words, in whatever language, allow in a width."""
    column = QVBoxLayout()
    column.setSpacing(BETWEEN)
    free = 0
    for made in buttons:
        needed = room_for(made)
        if needed > free:
            row, free = QHBoxLayout(), width
            row.setSpacing(BETWEEN)
            column.addLayout(row)
        row.addWidget(made, 1)
        free -= needed + BETWEEN
    return column


def make_rows_fit(table: QTableView) -> None:
    """Make the rows of a table as high as its words."""
    table.verticalHeader().setDefaultSectionSize(grown(ROW_HEIGHT))


def make_items_fit(items: QListWidget) -> None:
    """Give each item the lines that its words take; Qt forgets the style sheet's padding and elides them."""
    bar = items.verticalScrollBar().sizeHint().width()
    width = items.width() - 2 * column_width(ITEM_PADDING[0]) - bar - 2 * items.frameWidth() - MARK
    for row in range(items.count()):
        item = items.item(row)
        words = QRect(0, 0, width, 10_000)
        found = items.fontMetrics().boundingRect(words, Qt.TextFlag.TextWordWrap, item.text())
        item.setSizeHint(QSize(0, found.height() + 2 * column_width(ITEM_PADDING[1])))


def scrolling(inner: QWidget) -> QScrollArea:
    """Return an area in which a widget scrolls up and down where the screen is low or the text large."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


def page_of(page: QWidget, column: QLayout, max_width: int) -> None:
    """Lay a column out in the middle of a page, at most so wide at 100 %; it scrolls where it is too long."""
    inner = QWidget()
    inner.setMaximumWidth(grown(max_width))
    inner.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    around = QWidget()
    centred = QHBoxLayout(around)
    centred.setContentsMargins(40, 32, 40, 24)
    centred.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(around))


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
