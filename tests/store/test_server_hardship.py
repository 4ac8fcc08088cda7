"""A server that is stopped, broken off and killed under many clients: nothing is lost, nothing doubled."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("server")  # skips where none can be run
SEED = 20260131


def hardship(name, count, clients):
    program = Path(__file__).parent / "server_hardship.py"
    command = [sys.executable, str(program), *map(str, (name, count, clients, SEED))]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_server_that_goes_away_in_three_manners_loses_no_read_and_doubles_none():
    figures = hardship("restarts", 3, 3)
    assert figures["locked"] > figures["waited"] > 0
    assert (figures["lost"], figures["doubled"], figures["faults"]) == (0, 0, 0)


def test_clients_at_once_lose_nothing_and_break_no_chain():
    figures = hardship("clients", 10, 8)
    assert (figures["saves"], figures["lost"], figures["faults"]) == (80, 0, 0)
