"""Everything a developer does with SacroRead, from a bare machine on: set up, then demo, test, bench or run.

    python packaging/dev.py demo                open the demo study (without a screen: the tour)
    python packaging/dev.py test [PYTEST...]    ruff, mypy and pytest
    python packaging/dev.py bench [NAME...]     measure; see tests/bench
    python packaging/dev.py run ARGS...         sacroread ARGS...

Standard library only; Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "sacroread-setup.sha256"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MIN_PYTHON = (3, 11)

QT_LIBRARIES = {  # shared library -> Debian/Ubuntu package
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
TEST_PROGRAMS = {
    "dcm2pnm": "dcmtk",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "pg_ctl": "postgresql",
}  # outside checks; their tests skip without


def main(words: Sequence[str]) -> int:
    """Set up, then do what the first word says; answer the exit status."""
    verbs: dict[str, Callable[[list[str]], int]] = {"demo": demo, "test": test, "bench": bench, "run": run}
    if not words or words[0] not in verbs:
        print(__doc__)
        return 0 if words and words[0] in {"-h", "--help"} else 2
    if sys.version_info < MIN_PYTHON:
        print(f"SacroRead needs Python 3.11 or newer, and this is {sys.version.split()[0]}. Use a newer one.")
        return 1
    try:
        set_up(for_tests=words[0] == "test")
        return verbs[words[0]](list(words[1:]))
    except subprocess.CalledProcessError as error:
        print(f"\nThis step failed (exit {error.returncode}): {' '.join(map(str, error.cmd))}")
        return 1
    except KeyboardInterrupt:
        return 130


def demo(args: list[str]) -> int:
    """Open the demo study; without a screen go through every page unattended."""
    if has_screen() or "--tour" in args:
        return sacroread(["demo", *args])
    print("There is no screen here, so the tour goes through every page instead. Screenshots: ./demo-tour")
    return sacroread(["demo", "--tour", str(ROOT / "demo-tour"), *args], QT_QPA_PLATFORM="offscreen")


def test(args: list[str]) -> int:
    """Run every check, all of them even after a failure; pytest last, so that its summary ends the output.

    A file's tests stay in one process, which makes what they share once.
    """
    checks = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", "--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile", *args],
    )
    failed = [check[0] for check in checks if module(check, QT_QPA_PLATFORM="offscreen") != 0]
    return 1 if failed else 0


def bench(args: list[str]) -> int:
    """Run the benchmarks named, or all of them."""
    return call([PYTHON, ROOT / "tests" / "bench", *args])


def run(args: list[str]) -> int:
    """Run the program itself."""
    return sacroread(args)


def sacroread(args: list[str], **environment: str) -> int:
    """Run one `sacroread` command in the project's environment."""
    return module(["sacroread", *args], **environment)


def module(words: list[str], **environment: str) -> int:
    """Run `python -m WORDS` and say so."""
    print(f"\n== {' '.join(words)}", flush=True)
    return call([PYTHON, "-m", *words], **environment)


def call(words: list[object], **environment: str) -> int:
    """Run a command from the project's root; the caller's environment wins over ours."""
    return subprocess.run(
        [str(word) for word in words], cwd=ROOT, env=environment | os.environ, check=False
    ).returncode


def has_screen() -> bool:
    """Say whether a window can be shown here."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def set_up(*, for_tests: bool) -> None:
    """Bring the machine to where everything below runs; does nothing when nothing changed."""
    if sys.platform == "linux":
        install_debian(missing_libraries(), needed=True)
        if for_tests:
            install_debian(missing_programs(), needed=False)
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    started = time.monotonic()
    step(1, f"making the environment {VENV.relative_to(ROOT)}")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    step(2, "installing SacroRead and what it needs (about 7 GB with torch; minutes on a fast line)")
    install_project()
    STAMP.write_text(wanted, encoding="ascii")
    step(3, f"set up in {time.monotonic() - started:.0f} s")


def install_project() -> None:
    """Install the project editable, at exactly the versions that were tested together."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    constraints = ["--constraint", str(ROOT / "packaging" / "constraints.txt")]
    subprocess.run([*command, *constraints, "--editable", f"{ROOT}[training,test,bench,package]"], check=True)


def fingerprint() -> str:
    """Name the state the environment must be in: Python, project and versions."""
    digest = hashlib.sha256(f"{sys.version}{ROOT}".encode())
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def step(number: int, words: str) -> None:
    """Tell how far the set-up is."""
    print(f"[{number}/3] {words}", flush=True)


def missing_libraries() -> list[str]:
    """Debian packages of the libraries Qt needs that the loader does not find."""
    loader = shutil.which("ldconfig") or "/sbin/ldconfig"
    if not Path(loader).exists():
        return []
    known = subprocess.run([loader, "-p"], capture_output=True, text=True, check=False).stdout
    return [package for library, package in QT_LIBRARIES.items() if f"\t{library} " not in known]


def missing_programs() -> list[str]:
    """Debian packages of the programs that tests compare with."""
    return [package for program, package in TEST_PROGRAMS.items() if not is_installed(program)]


def is_installed(program: str) -> bool:
    """Say whether a program is there; Debian keeps those of a PostgreSQL server out of the way."""
    return shutil.which(program) is not None or any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))


def install_debian(packages: list[str], *, needed: bool) -> None:
    """Install Debian packages where we may; otherwise print the line that does it."""
    if not packages:
        return
    prefix = privilege()
    if shutil.which("apt-get") is None or prefix is None:
        word = "Qt needs" if needed else "Some tests skip without"
        print(f"{word} these system packages: sudo apt-get install -y {' '.join(packages)}", flush=True)
        return
    print(f"installing system packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*prefix, "apt-get", *words], env=quiet, check=needed, stdout=subprocess.DEVNULL)


def privilege() -> list[str] | None:
    """How to become root without a question: nothing to add, sudo, or None."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if asked.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
