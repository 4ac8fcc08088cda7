"""A piece of training in a child process that outlives the window: started, followed, cancelled."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

LOG, PID = "log.txt", "pid.txt"
LOOK_MS = 200
# A short-lived Python between window and child, so that the child belongs to nobody who could end it.
LAUNCH = """
import os, subprocess, sys
with open(sys.argv[1], "wb") as log:
    child = subprocess.Popen(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
print(child.pid, flush=True)
os._exit(0)
"""


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
        self._read, self._last, self._pid = 0, "", 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_at_work(self) -> bool:
        """Whether a child is being followed."""
        return self._timer.isActive()

    def start(self, words: Sequence[str], folder: Path) -> bool:
        """Start a child whose log and process number are kept in a folder; return whether it began."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOG).unlink(missing_ok=True)
        launch = [self._command[0], "-c", LAUNCH, str(folder / LOG), *self._command, *words]
        try:
            done = subprocess.run(launch, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return False
        (folder / PID).write_text(done.stdout.strip(), encoding="ascii")
        self.follow(folder)
        return True

    def follow(self, folder: Path) -> None:
        """Follow the child of a folder, from the first line of its log on."""
        self._folder, self._read, self._last = folder, 0, ""
        self._pid = int((folder / PID).read_text(encoding="ascii"))
        self._timer.start()

    def cancel(self) -> None:
        """End the child now; what it finished before is kept in its own files."""
        if self.is_at_work and is_alive(self._pid):
            os.kill(self._pid, signal.SIGTERM)  # on Windows: TerminateProcess

    def leave(self) -> None:
        """Follow no longer; the child goes on."""
        self._timer.stop()

    def _look(self) -> None:
        is_gone = not is_alive(self._pid)  # before the log is read, so that no last line is missed
        self._tell_new_lines()
        if is_gone:
            self._timer.stop()
            self.ended.emit(self._last)

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
    path = folder / PID
    return path.is_file() and is_alive(int(path.read_text(encoding="ascii") or 0))


def is_alive(pid: int) -> bool:
    """Whether a process is there."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Whether a process has ended and only waits for init to take notice (Linux tells in /proc)."""
    path = Path(f"/proc/{pid}/stat")
    try:
        return path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _is_alive_on_windows(pid: int) -> bool:
    import ctypes  # here: os.kill would end the process

    query, still_active = 0x1000, 259  # PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # other systems have no such name
    handle, status = kernel.OpenProcess(query, False, pid), ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(status))
    kernel.CloseHandle(handle)
    return bool(handle) and status.value == still_active
