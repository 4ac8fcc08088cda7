"""Saving the picture as it is shown, with what makes it again, while reading goes on."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Presentation
from sacroread.ui.tasks import Tasks

DEPTH_BITS: Final = 16


class PictureExport(QObject):
    """Asks where to, and writes aside; the newest picture wins."""

    told = Signal(str)  # how it ended, in words

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = Tasks(self)

    def ask(self, radiograph: Radiograph, presentation: Presentation) -> None:
        """Ask for a file, and write there."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the picture as it is shown"),
            "",
            self.tr("Pictures (*.tif *.png)"),
        )
        if chosen:
            self.write(radiograph, presentation, Path(chosen))

    def write(self, radiograph: Radiograph, presentation: Presentation, path: Path) -> None:
        """Write the picture that is shown, with its provenance, aside."""
        from sacroread.imaging.curate import write_curated

        written = self.tr("saved {name}").format(name=path.name)
        self._tasks.run(
            lambda: write_curated(path, radiograph, presentation, DEPTH_BITS),
            lambda _: self.told.emit(written),
            self.told.emit,
        )

    def close(self) -> None:
        """Forget a picture that is still being written."""
        self._tasks.close()
