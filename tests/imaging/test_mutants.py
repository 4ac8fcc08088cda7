"""Damaged radiographs are opened or refused, never the end of a process and never a long wait."""

import json
import subprocess
import sys
from pathlib import Path

COUNT, SEED = 500, 20260101
MAX_SECONDS = 10
ROOT = Path(__file__).resolve().parents[2]


def test_damaged_files_are_opened_or_refused_in_time_and_no_process_dies(dicom_folder):
    command = [
        sys.executable,
        str(Path(__file__).with_name("mutants.py")),
        str(dicom_folder),
        str(COUNT),
        str(SEED),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    mutants = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(mutants) == COUNT
    assert [mutant for mutant in mutants if mutant["seconds"] > MAX_SECONDS] == []
    outcomes = {mutant["outcome"].partition(":")[0] for mutant in mutants}
    assert outcomes == {"opened", "refused"}
