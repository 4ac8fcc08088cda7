"""Build the wheel, install it into an empty environment, and use it from `/`, where no checkout helps it.

    python packaging/wheel.py [DIR] [EXTRA...]      e.g. build/wheel training

DIR keeps the wheel and the environment (several GB with torch; minutes). Ends with 1 where a step fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
BIN = "Scripts" if os.name == "nt" else "bin"


def main(folder: Path, extras: list[str]) -> int:
    """Build, install, use."""
    venv.create(folder / "environment", with_pip=True, clear=True)
    programs = folder / "environment" / BIN
    wheel = build(programs, folder / "wheels")
    wanted = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
    call(programs / "python", "-m", "pip", "install", "-q", "-c", CONSTRAINTS, wanted)
    with TemporaryDirectory(prefix="sacroread-home-") as home:
        for program, *words in uses(Path(home)):
            call(programs / program, *words, SACROREAD_HOME=home, QT_QPA_PLATFORM="offscreen")
    print("the wheel does its work from an empty environment")
    return 0


def build(programs: Path, folder: Path) -> Path:
    """Return a new wheel."""
    folder.mkdir(parents=True, exist_ok=True)
    for older in folder.glob("*.whl"):
        older.unlink()
    call(programs / "python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def uses(home: Path) -> tuple[tuple[str, ...], ...]:
    """What an installation must do: say what it is, answer rightly, bring guide, demo and window along."""
    return (
        ("sacroread", "--version"),
        ("sacroread-train", "--help"),
        ("sacroread", "self-test"),
        ("sacroread", "guide", "-o", str(home / "guide")),
        ("sacroread", "demo", "--tour", str(home / "tour")),
    )


def call(program: Path, *words: str | Path, **environment: str) -> None:
    """Run a program from the root of the disk."""
    print(f"== {program.name} {' '.join(map(str, words))}", flush=True)
    subprocess.run([program, *words], cwd=Path("/"), env={**os.environ, **environment}, check=True)


if __name__ == "__main__":
    place = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "wheel").resolve()
    sys.exit(main(place, sys.argv[2:]))
