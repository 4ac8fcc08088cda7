"""Whether a detached child still lives: by a lock that it holds, so that no other process is taken for it.

The number of a process that has ended is given to another one sooner or later. The lock ends with the child,
however it ends, and with the machine. Windows passes no lock on to a child; there the child's time of birth,
beside its number, tells it from a later process.
"""

import os
import sys
from pathlib import Path

LIFE = "pid.txt"
# A short-lived Python between window and child, so that the child belongs to nobody who could end it. The
# lock belongs to the opened file that the child inherits.
LAUNCH = """
import os, subprocess, sys
life = open(sys.argv[1], "a+b")
more = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "start_new_session": True}
if os.name != "nt":
    import fcntl
    fcntl.flock(life, fcntl.LOCK_EX | fcntl.LOCK_NB)
    more["pass_fds"] = [life.fileno()]
with open(sys.argv[2], "wb") as log:
    child = subprocess.Popen(sys.argv[3:], stdout=log, **more)
life.truncate(0)
life.write(str(child.pid).encode())
life.flush()
print(child.pid, flush=True)
os._exit(0)
"""


def born_by(launched: str, path: Path) -> None:
    """Write down when a child was born, where that is what tells it apart; `launched` is what LAUNCH said."""
    if os.name == "nt":
        pid = int(launched)
        path.write_text(f"{pid} {_birth_on_windows(pid)}", encoding="ascii")


def pid_of_living(path: Path) -> int:
    """Return the number of the child whose sign of life a file is, or 0 where it has ended or never was."""
    try:
        stated = path.read_text(encoding="ascii").split()
        is_living = _lives_on_windows(stated) if os.name == "nt" else _is_locked(path)
    except OSError:
        return 0
    return int(stated[0]) if is_living and stated else 0


def _is_locked(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl  # here: Windows has none

    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lives_on_windows(stated: list[str]) -> bool:
    return len(stated) == 2 and _birth_on_windows(int(stated[0])) == int(stated[1]) > 0


def _birth_on_windows(pid: int) -> int:
    """Return when a living process was created, in units of 100 ns; 0 where it has ended."""
    import ctypes

    query, still_active = 0x1000, 259  # PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # other systems have no such name
    kernel.OpenProcess.restype = ctypes.c_void_p
    opened, status = ctypes.c_void_p(kernel.OpenProcess(query, False, pid)), ctypes.c_ulong()
    times = [ctypes.c_ulonglong() for _ in range(4)]  # created, exited, kernel, user
    kernel.GetExitCodeProcess(opened, ctypes.byref(status))
    kernel.GetProcessTimes(opened, *map(ctypes.byref, times))
    kernel.CloseHandle(opened)
    return times[0].value if status.value == still_active else 0
