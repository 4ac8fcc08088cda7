"""The sheet of all keys on paper: one page to put beside the keyboard."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from sacroread.ui.bindings import Bindings
from sacroread.ui.keymap import KEYS, MOUSE, Group, group_words, mouse_words, words_of
from sacroread.ui.pages.key_table import in_words

MARGIN_MM = 12.0
SCREEN_DPI = 96
FONT_PT = 7  # all actions stand on one page of A4


def sheet(bindings: Bindings) -> QTextDocument:
    """Return the sheet: each group with its actions and keys, then the mouse."""
    title = QCoreApplication.translate("KeySheet", "SacroRead: keys ({profile})")
    mouse = [(mouse_words(gesture), mouse_words(action)) for gesture, action in MOUSE]
    groups = {group_words(group): _lines(group, bindings) for group in Group}
    groups[QCoreApplication.translate("KeySheet", "Mouse")] = mouse
    columns = "".join(f"<td width='50%'>{''.join(column)}</td>" for column in _columns(groups))
    document = QTextDocument()
    document.setPageSize(QSizeF(_layout().paintRectPixels(SCREEN_DPI).size()))  # all of the paper, no number
    document.setDefaultFont(QFont(QApplication.font().family(), FONT_PT))
    document.setHtml(
        f"<p style='font-size:12pt'><b>{escape(title.format(profile=bindings.profile))}</b></p>"
        f"<table width='100%' cellspacing='12'><tr>{columns}</tr></table>"
    )
    return document


def write_sheet(path: Path, bindings: Bindings) -> None:
    """Write the sheet as a PDF file, A4."""
    writer = QPdfWriter(str(path))
    writer.setPageLayout(_layout())
    sheet(bindings).print_(writer)


def print_sheet(parent: QWidget, bindings: Bindings) -> None:
    """Ask for a printer and print the sheet."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    printer.setPageLayout(_layout())
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: sheet(bindings).print_(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def _lines(group: Group, bindings: Bindings) -> list[tuple[str, str]]:
    return [(in_words(bindings.shortcuts(k.name)), words_of(k)) for k in KEYS if k.group is group]


def _columns(groups: Mapping[str, list[tuple[str, str]]]) -> tuple[list[str], list[str]]:
    """Groups as two columns of about the same length, in their order."""
    half, done = sum(map(len, groups.values())) / 2, 0
    columns: tuple[list[str], list[str]] = [], []
    for heading, lines in groups.items():
        columns[done + len(lines) / 2 > half].append(_group(heading, lines))
        done += len(lines)
    return columns


def _group(heading: str, lines: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><td width='30%'>{escape(keys)}</td><td>{escape(words)}</td></tr>" for keys, words in lines
    )
    return f"<p><b>{escape(heading)}</b></p><table width='100%' cellpadding='0'>{rows}</table>"


def _layout() -> QPageLayout:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
