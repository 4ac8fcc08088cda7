"""The export of a curated set: its pictures made in a child, one after the other, then its lists."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.curated_folder import Form, LeftOut, Picture, clear, pictures, twins, write_lists
from sacroread.imaging.curation import Walk
from sacroread.imaging.source import Source
from sacroread.ui.curation import Curation
from sacroread.ui.tasks import deliver
from sacroread.workers.child import Child


class Exporting(QObject):
    """Exports what was accepted when it was asked to; at most one export at a time."""

    told = Signal(str, bool)  # how far it is or how it ended, whether it is still going on
    _answered = Signal(object)  # crosses from the child's thread to the window's

    def __init__(
        self, make: Child[Picture, bool], sources: Mapping[str, Source], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make, self._sources = make, sources
        self._curation: Curation | None = None
        self._walk = Walk(())
        self._pictures: Sequence[Picture] = ()
        self._done = 0
        self._left_out: list[LeftOut] = []
        self._answered.connect(self._go_on)

    def begin(self, curation: Curation, form: Form) -> None:
        """Make the pictures of what is accepted now, and take away those of what is not."""
        self._curation, self._walk = curation, curation.walk
        self._pictures = pictures(self._walk, self._sources, curation.folder, form)
        self._done, self._left_out = 0, []
        try:
            clear(self._walk, self._pictures, curation.folder)
        except SacroReadError as error:
            self.told.emit(str(error), False)
            return
        self._ask()

    def stop(self) -> None:
        """Make no more pictures than the one in hand; those that were made stay, the next export goes on."""
        self._pictures = self._pictures[: self._done + 1]

    def _ask(self) -> None:
        if self._done == len(self._pictures):
            self._end()
            return
        text = self.tr("{done} of {count} pictures")
        self.told.emit(text.format(done=self._done, count=len(self._pictures)), True)
        picture = self._pictures[self._done]
        future = self._make.submit(picture, picture.source.file.name)
        future.add_done_callback(lambda done: deliver(self._answered, done))

    def _go_on(self, done: "Future[bool]") -> None:
        error = done.exception()
        if error is not None:
            self._left_out.append((self._pictures[self._done].file, str(error)))
        self._done += 1
        self._ask()
        if error is not None and not isinstance(error, SacroReadError):
            raise error

    def _end(self) -> None:
        if self._curation is None:
            return
        try:
            write_lists(self._walk, (*self._left_out, *twins(self._walk)), self._curation.folder)
        except SacroReadError as error:
            self.told.emit(str(error), False)
            return
        made = len(self._pictures) - len(self._left_out)
        text = self.tr("Pictures in {folder}: {made}. Could not be made: {count} (refused.csv).")
        folder = self._curation.folder.name
        self.told.emit(text.format(made=made, folder=folder, count=len(self._left_out)), False)
