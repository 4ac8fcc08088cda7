"""What can be kept of a second opinion: one page as PDF or on paper, the heatmap, all predictions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable
from sacroread.second_reader.bundle import stated
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.picture import heatmap_picture
from sacroread.study.exchange import predictions_to_csv
from sacroread.ui.pages import opinion_sheet
from sacroread.ui.pages.opinion_sheet import Sheet
from sacroread.ui.tasks import Tasks
from sacroread.ui.viewer.shown import Shown

OPACITY = 0.5


@dataclass(frozen=True, eq=False)
class Subject:
    """A radiograph from a file, and the opinion on it by a bundle."""

    file: Path
    shown: Shown
    opinion: Opinion
    bundle: Path


class OpinionSaving(QObject):
    """Asks where to, without blocking the window, and writes aside."""

    written = Signal(str)  # that it is written
    refused = Signal(str)  # why not

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._tasks = Tasks(self)

    def close(self) -> None:
        """Forget what is being written."""
        self._tasks.close()

    def ask_sheet(self, subject: Subject) -> None:
        """Ask where the page goes, and write it."""
        name = f"{subject.file.stem}-second-opinion.pdf"
        self._ask(self.tr("Save one page as PDF"), name, lambda path: self.save_sheet(subject, path))

    def save_sheet(self, subject: Subject, path: Path) -> None:
        """Write the page as PDF."""
        self._write(path, lambda: path.write_bytes(opinion_sheet.pdf_of(_sheet(subject))))

    def print_sheet(self, subject: Subject) -> None:
        """Make the page aside, then ask for a printer."""
        self._tasks.run(lambda: _sheet(subject), self._ask_printer, self.refused.emit)

    def ask_picture(self, subject: Subject) -> None:
        """Ask where the heatmap goes as PNG, and write it."""
        name = f"{subject.file.stem}-heatmap.png"
        self._ask(self.tr("Save the heatmap as PNG"), name, lambda path: self.save_picture(subject, path))

    def save_picture(self, subject: Subject, path: Path) -> None:
        """Write the radiograph with its heatmap as PNG."""
        from sacroread.imaging.picture_file import write_png

        self._write(path, lambda: write_png(path, _drawn(subject)))

    def ask_capture(self, subject: Subject) -> None:
        """Ask where the heatmap goes as DICOM, and write it."""
        name = f"{subject.file.stem}-heatmap.dcm"
        self._ask(self.tr("Save the heatmap as DICOM"), name, lambda path: self.save_capture(subject, path))

    def save_capture(self, subject: Subject, path: Path) -> None:
        """Write the radiograph with its heatmap as DICOM secondary capture."""
        from sacroread.second_reader.secondary_capture import write_capture  # here: pydicom costs 0.7 s

        radiograph, prediction = subject.shown.radiograph, subject.opinion.prediction
        self._write(path, lambda: write_capture(path, _drawn(subject), radiograph, prediction))

    def ask_table(self, given: Mapping[str, Opinion | SacroReadError], files: Mapping[str, Path]) -> None:
        """Ask where the predictions go, and write them."""
        words = self.tr("Save all predictions")
        self._ask(words, "predictions.csv", lambda path: self.save_table(given, files, path))

    def save_table(
        self, given: Mapping[str, Opinion | SacroReadError], files: Mapping[str, Path], path: Path
    ) -> None:
        """Write predictions.csv, and refused.csv beside it where something was refused."""
        predictions = [each.prediction for each in given.values() if isinstance(each, Opinion)]
        refused = {files[name]: str(each) for name, each in given.items() if isinstance(each, SacroReadError)}
        self._write(path, lambda: _write_table(path, predictions_to_csv(predictions), refused))

    def _ask(self, words: str, name: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._page, words, name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def _ask_printer(self, sheet: Sheet) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def finish(result: int) -> None:
            if result == QDialog.DialogCode.Accepted and not opinion_sheet.print_sheet(sheet, printer):
                self.refused.emit(self.tr("The printer did not take the page. Choose another printer."))

        dialog.finished.connect(finish)
        dialog.show()

    def _write(self, path: Path, write: Callable[[], object]) -> None:
        words = self.tr("Saved {name}.").format(name=path.name)
        self._tasks.run(lambda: _written(path, write), lambda _: self.written.emit(words), self.refused.emit)


def _written(path: Path, write: Callable[[], object]) -> None:
    require_replaceable(path)
    try:
        write()
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be written ({error.strerror}). Choose another folder."
        ) from error


def _write_table(path: Path, predictions: str, refused: Mapping[Path, str]) -> None:
    from sacroread.intake import Refused, refused_csv

    path.write_text(predictions, encoding="utf-8")
    if refused:
        listed = [Refused(file, reason) for file, reason in refused.items()]
        path.with_name("refused.csv").write_text(refused_csv(listed), encoding="utf-8")


def _sheet(subject: Subject) -> Sheet:
    manifest, _ = stated(subject.bundle)
    window = subject.opinion.fed.window or subject.shown.first_window
    named = (subject.file.name, datetime.now(UTC))
    return opinion_sheet.sheet_of(subject.shown.radiograph, subject.opinion, manifest, window, named)


def _drawn(subject: Subject) -> NDArray[np.uint8]:
    opinion = subject.opinion
    return heatmap_picture(subject.shown.radiograph, opinion.heatmap, OPACITY, opinion.fed)
