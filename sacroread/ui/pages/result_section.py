"""A section of the dossier on the screen: cautions, paragraphs, figures and tables."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sacroread.report.content import Curve, FlowChart, Kind, Section, Table
from sacroread.report.rounding import text
from sacroread.ui.pages.curve_plot import curve_plot
from sacroread.ui.pages.parts import label, make_rows_fit

TABLE_WIDTH = 780  # a wider table scrolls
SCROLL_BAR = 12
PICTURE_WIDTH = 640
AT_ONCE = 8  # tables; of ten readers there are a hundred, which follow while the first are looked at


def section_page(section: Section, word: str, pictures: Mapping[str, bytes]) -> QWidget:
    """Return the section; its first tables are there at once, the others follow one by one."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 0, 16, 16)
    column.setSpacing(12)
    for widget in _head(section, word, pictures):
        column.addWidget(widget)
    column.addStretch(1)
    for table in section.tables[:AT_ONCE]:
        _add_table(column, table)
    _add_later(page, column, iter(section.tables[AT_ONCE:]))
    return page


def _head(section: Section, word: str, pictures: Mapping[str, bytes]) -> Iterator[QWidget]:
    yield label(f"{section.title}  {word}", "heading")
    for caution in section.cautions:
        yield label(f"{caution.title}: {caution.sentence}", "warning")
    for paragraph in section.paragraphs:
        yield label(paragraph)
    for drawing in section.drawings:
        yield label(drawing.title, "heading")
        if isinstance(drawing, Curve):
            yield curve_plot(drawing)
        else:
            yield _picture(pictures[drawing.name], drawing.alternative)
        yield label("" if isinstance(drawing, FlowChart) else drawing.note, "quiet")


def _add_table(column: QVBoxLayout, table: Table) -> None:
    """Add a table at the end, before the stretch."""
    notes = "\n".join(filter(None, (table.note, *table.reasons)))
    for widget in (label(table.title, "heading"), _table(table), label(notes, "quiet")):
        column.insertWidget(column.count() - 1, widget)


def _add_later(page: QWidget, column: QVBoxLayout, tables: Iterator[Table]) -> None:
    """Add a table whenever nothing else is to be done; with the page the rest is forgotten."""
    timer = QTimer(page)
    timer.setInterval(0)

    def add() -> None:
        table = next(tables, None)
        if table is None:
            timer.stop()
        else:
            _add_table(column, table)

    timer.timeout.connect(add)
    timer.start()


def _table(table: Table) -> QTableWidget:
    made = QTableWidget(len(table.rows), len(table.columns))
    made.setAccessibleName(table.title)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    make_rows_fit(made)
    made.setHorizontalHeaderLabels([column.heading for column in table.columns])
    for row, cells in enumerate(table.rows):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            made.setItem(row, place, _item(text(cell, column.kind), is_number=column.kind is not Kind.TEXT))
    made.resizeColumnsToContents()
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    height = made.horizontalHeader().sizeHint().height() + sum(map(made.rowHeight, range(len(table.rows))))
    width = made.horizontalHeader().length() + 4
    made.setFixedHeight(height + 4 + (SCROLL_BAR if width > TABLE_WIDTH else 0))
    made.setMinimumWidth(min(width, TABLE_WIDTH))
    made.setMaximumWidth(width)
    return made


def _item(words: str, *, is_number: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    if is_number:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _picture(png: bytes, alternative: str) -> QLabel:
    pixels = QPixmap()
    pixels.loadFromData(png)
    shown = QLabel()
    shown.setPixmap(pixels.scaledToWidth(PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation))
    shown.setAccessibleName(alternative)
    return shown
