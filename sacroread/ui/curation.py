"""The curation that is going on: its walk, and one way to decide, which writes first and then goes on."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.curation import Decision, Kind, Walk, begun
from sacroread.imaging.decisions import add_decision, read_decisions
from sacroread.study.model import Presentation


class Curation(QObject):
    """Holds the walk; `folder` keeps the decisions."""

    changed = Signal(object)  # Walk
    failed = Signal(str)  # why nothing was decided

    def __init__(self, files: tuple[str, ...], folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.walk = begun(files, read_decisions(folder))

    def step(self, by: int) -> None:
        """Put the next or the one before in front, whether decided or not."""
        self._show(self.walk.stepped(by))

    def go_on(self) -> None:
        """Put the next undecided one in front."""
        self._show(self.walk.gone_on())

    def accept(self, pixel_hash: str, presentation: Presentation) -> None:
        """Take the radiograph in front into the set, at this presentation."""
        self._decide(Kind.ACCEPTED, "", pixel_hash, presentation)

    def exclude(self, pixel_hash: str, reason: str) -> None:
        """Leave the radiograph in front out of the set."""
        self._decide(Kind.EXCLUDED, reason, pixel_hash)

    def refuse(self, reason: str) -> None:
        """Note that the file in front could not be opened."""
        self._decide(Kind.REFUSED, reason)

    def _decide(
        self, kind: Kind, reason: str, pixel_hash: str = "", presentation: Presentation | None = None
    ) -> None:
        shown, now = presentation or Presentation(), datetime.now(UTC)
        decision = Decision(self.walk.file, kind, now, reason, pixel_hash, shown)
        try:
            add_decision(self.folder, decision)
        except SacroReadError as error:
            self.failed.emit(str(error))
            return
        self._show(self.walk.decided(decision).gone_on())

    def _show(self, walk: Walk) -> None:
        self.walk = walk
        self.changed.emit(walk)
