"""A piece of training in a child process that outlives the window: started, followed, cancelled."""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sacroread.errors import SacroReadError
from sacroread.ui.pages.training_life import LAUNCH, LIFE, born_by, pid_of_living

LOG = "log.txt"
LOOK_MS = 200


class TrainingChild(QObject):
    """One child at a time. `said` tells each line of its log, `ended` its last line when it is gone.

    The child is detached: closing the window leaves it at work, and `follow` finds it again by its folder.
    """

    said = Signal(str)
    ended = Signal(str)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._folder: Path | None = None
        self._read, self._last = 0, ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_at_work(self) -> bool:
        """Whether a child is being followed."""
        return self._timer.isActive()

    def start(self, words: Sequence[str], folder: Path) -> None:
        """Start a child whose log and sign of life are kept in a folder, made where it is missing.

        Raises:
            SacroReadError: The folder cannot be written, or the child cannot be started.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / LOG).unlink(missing_ok=True)
            paths = [str(folder / LIFE), str(folder / LOG)]
            launch = [self._command[0], "-c", LAUNCH, *paths, *self._command, *words]
            done = subprocess.run(launch, capture_output=True, text=True, check=True)
            born_by(done.stdout, folder / LIFE)
        except OSError as error:
            words = self.tr("{name} cannot be written ({why}). Make room, or move what is in the way.")
            raise SacroReadError(words.format(name=folder.name, why=error.strerror)) from error
        except subprocess.CalledProcessError as error:
            words = self.tr("The training could not be started. Install the extra again.")
            raise SacroReadError(words) from error
        self.follow(folder)

    def follow(self, folder: Path) -> None:
        """Follow the child of a folder, from the first line of its log on."""
        self._folder, self._read, self._last = folder, 0, ""
        self._timer.start()

    def cancel(self) -> None:
        """End the child now; what it finished before is kept in its own files."""
        pid = self._pid() if self.is_at_work else 0
        if pid:
            os.kill(pid, signal.SIGTERM)  # on Windows: TerminateProcess

    def leave(self) -> None:
        """Follow no longer; the child goes on."""
        self._timer.stop()

    def _look(self) -> None:
        is_gone = not self._pid()  # before the log is read, so that no last line is missed
        self._tell_new_lines()
        if is_gone:
            self._timer.stop()
            self.ended.emit(self._last)

    def _pid(self) -> int:
        return 0 if self._folder is None else pid_of_living(self._folder / LIFE)

    def _tell_new_lines(self) -> None:
        if self._folder is None or not (self._folder / LOG).is_file():
            return
        with (self._folder / LOG).open("rb") as file:
            file.seek(self._read)
            whole, newline, _ = file.read().rpartition(b"\n")
        self._read += len(whole) + len(newline)
        for line in whole.decode("utf-8", "replace").splitlines():
            self._last = line or self._last
            self.said.emit(line)


def is_left_at_work(folder: Path) -> bool:
    """Whether a child that was started in a folder is still at work."""
    return pid_of_living(folder / LIFE) > 0
