"""The user guide inside the program: chapters, the text of one, and a field that searches all."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from sacroread import guide
from sacroread.paths import resource
from sacroread.ui import theme
from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.parts import label, make_items_fit
from sacroread.ui.text_size import column_width, grown, grown_sheet

LIST_WIDTH = 250
TEXT_WIDTH = 860
PICTURE_WIDTH = 680  # fits beside a list too
DOCUMENT_MARGIN = 20
_SHEET = """
h1 {{ font-size: 24px; margin: 6px 0 10px 0; }} h2 {{ font-size: 18px; margin: 22px 0 6px 0; }}
p {{ margin: 8px 0 8px 0; }} li {{ margin-bottom: 5px; }} a {{ color: {accent}; }}
td, th {{ padding: 5px 8px; }} th {{ text-align: left; }}
pre {{ background: {raised}; margin: 6px 0; white-space: pre-wrap; }}
"""


class GuidePage(QWidget):
    """The guide's chapters. Links lead from one to the other; nothing is opened outside the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the guide"))
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(self.tr("Chapters"))
        self.chapters.setWordWrap(True)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Text of the chapter"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(DOCUMENT_MARGIN)
        self.nothing = label(self.tr("No chapter holds these words."), "quiet")
        self._lay_out()
        self._connect()

    @property
    def chapter(self) -> str:
        """Name of the chapter that is shown."""
        item = self.chapters.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def refresh(self) -> None:
        """Fill the list when the page comes to the front for the first time."""
        if not self.chapters.count() and not self.search.text():
            self._filter("")

    def show_chapter(self, name: str) -> None:
        """Bring a chapter to the front."""
        for row in range(self.chapters.count()):
            if self.chapters.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.chapters.setCurrentRow(row)

    def _filter(self, words: str) -> None:
        """List the chapters that hold the words, and go to their first place in the one that is shown."""
        before = self.chapter
        found = [name for name in guide.CHAPTERS if words.lower() in guide.text(name).lower()]
        self.chapters.clear()
        for name in found:
            self.chapters.addItem(guide.title(name))
            self.chapters.item(self.chapters.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        make_items_fit(self.chapters)
        self.nothing.setVisible(not found)
        self.show_chapter(before if before in found else (found or [""])[0])
        if words:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pictures be as wide as there is room; what is read stays where it is."""
        super().resizeEvent(event)
        bar = self.text.verticalScrollBar()
        at = bar.value()
        self._show(self.chapters.currentRow())
        bar.setValue(at)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        document = self.text.document()
        document.setDefaultStyleSheet(grown_sheet(_SHEET.format(**vars(theme.colours_in_force()))))
        document.setBaseUrl(QUrl.fromLocalFile(f"{resource('guide')}/"))
        tables = '<table border="1" cellspacing="0" style="border-collapse: collapse;">'
        body = guide.body(self.chapter).replace("<table>", tables)
        width = min(grown(PICTURE_WIDTH), self.text.viewport().width() - 2 * DOCUMENT_MARGIN)
        self.text.setHtml(body.replace("<img ", f'<img width="{width}" '))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        name = Path(link.path()).stem
        if link.isRelative() and name in guide.CHAPTERS:
            self.search.clear()
            self.show_chapter(name)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.chapters.currentRowChanged.connect(self._show)
        self.text.anchorClicked.connect(self._follow)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(label(self.tr("User guide"), "title"))
        for widget in (self.search, self.nothing, self.chapters):
            widget.setFixedWidth(column_width(LIST_WIDTH))
            left.addWidget(widget)
        left.setStretchFactor(self.chapters, 1)
        self.text.setMaximumWidth(grown(TEXT_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 28, 32, 20)
        row.setSpacing(24)
        row.addLayout(left)
        row.addWidget(self.text, 1)
        row.addStretch(0)
        Beginning(self, self.search)
