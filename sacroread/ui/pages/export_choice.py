"""How the pictures of a curated set are to be written, the button that does it, and how far it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from sacroread.imaging.curated_folder import SUFFIXES, Form
from sacroread.ui.pages.parts import button, label


class ExportChoice(QWidget):
    """Bits and file type, and the export."""

    wanted = Signal(object)  # Form
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._depths, self._suffixes = QButtonGroup(self), QButtonGroup(self)
        self._progress = label("", "quiet")
        self._go = button("", self.tr("Export"), "", self._ask)
        self._count, self._is_going_on = 0, False
        self._lay_out()
        self._render()

    @property
    def form(self) -> Form:
        """What is chosen."""
        return Form(16 if self._depths.checkedId() == 1 else 8, SUFFIXES[self._suffixes.checkedId()])

    def set_count(self, accepted: int) -> None:
        """Say how many radiographs are accepted; without one there is nothing to export."""
        self._count = accepted
        self._render()

    def show_progress(self, text: str, is_going_on: bool) -> None:
        """Say how far the export is, or how it ended."""
        self._is_going_on = is_going_on
        self._progress.setText(text)
        self._render()

    def _ask(self) -> None:
        if self._is_going_on:
            self.stop_wanted.emit()
        else:
            self.wanted.emit(self.form)

    def _render(self) -> None:
        export = self.tr("Export {count} accepted").format(count=self._count)
        words = self.tr("Stop the export") if self._is_going_on else export
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self._go.setEnabled(self._count > 0 or self._is_going_on)
        self._progress.setVisible(bool(self._progress.text()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        depths = (self.tr("8 bit"), self.tr("16 bit"))
        for group, words in ((self._depths, depths), (self._suffixes, (self.tr("TIFF"), self.tr("PNG")))):
            for place, text in enumerate(words):
                made = button(text, self.tr("Export as {form}").format(form=text), "lesion", lambda: None)
                made.setCheckable(True)
                made.setChecked(place == 0)
                group.addButton(made, place)
                row.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._progress)
        layout.addLayout(row)
        layout.addWidget(self._go)
