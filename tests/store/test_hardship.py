"""Kills, two programs at once, a full disk, a read-only folder: nothing that was saved is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals are POSIX")
SEED = 20260131


@pytest.fixture
def hardship():
    """Run one hardship of `hardship.py`; answer its figures."""

    def run(name, count):
        program = Path(__file__).parent / "hardship.py"
        command = [sys.executable, str(program), name, str(count), str(SEED)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return run


def test_a_kill_at_a_random_moment_loses_no_saved_read_and_leaves_no_half_save(hardship):
    figures = hardship("kills", 30)
    assert figures["saved"] > 0
    assert (figures["lost"], figures["half-saved"]) == (0, 0)


def test_two_programs_on_one_study_lose_nothing_and_fail_never(hardship):
    assert hardship("together", 200) == {"commits": 200, "errors": 0, "lost": 0, "faults": 0}


def test_a_disk_that_is_full_at_any_write_loses_nothing_and_the_next_save_works(hardship):
    figures = hardship("full", 60)
    assert 0 < figures["refused"] < figures["saves"]  # the limit went from nothing to enough
    assert (figures["lost"], figures["failed after"], figures["faults"]) == (0, 0, 0)


def test_a_read_only_folder_can_be_read_and_says_what_to_do(hardship):
    said = hardship("read_only", 1)
    assert said["cases"] == 2
    assert "it is read-only, or lies in a read-only folder. Allow writing there" in said["saving"]
    assert "Choose another folder" in said["making"]
