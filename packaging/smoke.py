"""Start a frozen SacroRead without a screen, let it go through its tour, and look for errors.

    python packaging/smoke.py build/frozen/sacroread

Prints what the folder weighs, what in it is large, and how long the program takes to its first page; answers
1 when a step failed or the log holds a mistake.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

PATIENCE_SECONDS = 600
MEGABYTE = 1_000_000
LISTED = 12


def main(folder: Path) -> int:
    """Weigh, time and tour the program in a folder."""
    program = folder / ("sacroread.exe" if os.name == "nt" else "sacroread")
    tell_sizes(folder)
    with tempfile.TemporaryDirectory(prefix="sacroread-smoke-") as home:
        is_sound = go_on_tour(program, Path(home))
    print("the frozen program went through its tour" if is_sound else "the frozen program failed")
    return 0 if is_sound else 1


def go_on_tour(program: Path, home: Path) -> bool:
    """Run the program's own tour from `/`; say how soon its first page stood, and whether all went well."""
    environment = {**os.environ, "SACROREAD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    said = home / "said.txt"
    started = time.monotonic()
    with said.open("w", encoding="utf-8") as stream:
        command = [str(program), "demo", "--tour", str(home / "tour")]
        running = subprocess.Popen(command, env=environment, cwd="/", stdout=stream, stderr=stream)
        while running.poll() is None and not list((home / "tour").glob("01-*.png")):
            time.sleep(0.02)
        print(f"{time.monotonic() - started:.1f} s from the call to the picture of the first page")
        status = running.wait(PATIENCE_SECONDS)
    words = said.read_text("utf-8")
    print(words.strip())
    mistakes = [each for each in logged(home / "log.jsonl") if each["level"] == "error"]
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    return status == 0 and "Traceback" not in words and not mistakes


def logged(log: Path) -> list[dict[str, str]]:
    """Return the entries of the program's log, which holds at least that it began."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def tell_sizes(folder: Path) -> None:
    """Print the size of the folder and of its largest parts."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            within = path.relative_to(folder).parts
            parts["/".join(within[: min(2, len(within) - 1)]) or within[0]] += path.stat().st_size
    print(f"{sum(parts.values()) / MEGABYTE:.0f} MB in all")
    for name, size in parts.most_common(LISTED):
        print(f"  {size / MEGABYTE:7.1f} MB  {name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve()))
