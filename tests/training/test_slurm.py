"""The job script, with stand-ins for the cluster's commands: there is no cluster where tests run."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "training" / "slurm.sh"
COMMANDS = {
    "srun": 'exec "$@"',
    "scontrol": 'if [ "$1" = show ]; then echo first; echo second; else echo "$@" >> "$CALLS"; fi',
    "torchrun": 'echo "$@" >> "$CALLS"; exec sleep "${WORK_S:-0}"',
}
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="clusters with SLURM run Linux"
)


@pytest.fixture
def begin(tmp_path):
    """Start the job; what it called stands in the file that comes with it."""
    for name, text in COMMANDS.items():
        (tmp_path / name).write_text(f"#!/bin/bash\n{text}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "run").mkdir()
    calls = tmp_path / "calls"
    calls.touch()
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "SLURM_JOB_ID": "77",
        "SLURM_JOB_NUM_NODES": "2",
        "SLURM_GPUS_ON_NODE": "4",
    }

    def started(work_s=0):
        words = ["bash", str(SCRIPT), "set", str(tmp_path / "run"), "paper"]
        return subprocess.Popen(words, env=environment | {"WORK_S": str(work_s)}), calls

    return started


def _ended(job):
    return job.wait(timeout=20)


def test_a_first_job_begins_a_run_on_all_machines(begin):
    job, calls = begin()

    assert _ended(job) == 0
    (line,) = calls.read_text("utf-8").splitlines()
    assert "--nnodes 2 --nproc-per-node 4" in line
    assert "--rdzv-endpoint first:29500" in line
    assert line.endswith("-m training fit set --recipe paper --weights download -o " + line.split()[-1])


def test_a_job_whose_time_is_up_goes_back_into_the_queue_and_then_resumes(begin, tmp_path):
    job, calls = begin(work_s=60)
    while not calls.read_text("utf-8"):
        time.sleep(0.05)
    (tmp_path / "run" / "recipe.toml").touch()  # as `fit` does when it begins
    job.send_signal(signal.SIGUSR1)

    assert _ended(job) == 0
    assert calls.read_text("utf-8").splitlines()[1] == "requeue 77"
    again, _ = begin()
    assert _ended(again) == 0
    assert calls.read_text("utf-8").splitlines()[2].endswith("--resume")


def test_a_finished_run_is_left_as_it_is(begin, tmp_path):
    (tmp_path / "run" / "run.json").touch()
    job, calls = begin()

    assert _ended(job) == 0
    assert not calls.read_text("utf-8")
