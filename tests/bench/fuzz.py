"""Damaged files: how many end the process, take too long, or are neither opened nor refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from frame import Measurement, at_most

ROOT = Path(__file__).resolve().parents[2]
SHARED, OWN = ROOT.parent / "shared" / "data" / "dicom", ROOT / "resources" / "demo" / "radiographs"
SEED = 42
MAX_SECONDS = 10


def measure(count: int) -> list[Measurement]:
    """Open `count` seeded mutants of real files, of phantoms where there are none, in one process."""
    folder = SHARED if SHARED.is_dir() else OWN
    program = ROOT / "tests" / "imaging" / "mutants.py"
    command = [sys.executable, str(program), str(folder), str(count), str(SEED)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    told = [json.loads(line) for line in ended.stdout.splitlines() if line.endswith("}")]
    unclear = [each for each in told if each["outcome"].partition(":")[0] not in {"opened", "refused"}]
    slow = [each for each in told if each["seconds"] > MAX_SECONDS]
    opened = sum(each["outcome"].startswith("opened") for each in told)
    return [
        at_most(f"deaths of the process in {count} mutants", int(ended.returncode != 0), "deaths", 0),
        at_most("mutants without an outcome", count - len(told) + len(unclear), "mutants", 0),
        at_most(f"mutants over {MAX_SECONDS} s", len(slow), "mutants", 0),
        at_most("slowest mutant", max((each["seconds"] for each in told), default=0.0), "s", MAX_SECONDS),
        Measurement("opened, the rest refused with a reason", opened, "mutants", None, None, "none", True),
    ]
