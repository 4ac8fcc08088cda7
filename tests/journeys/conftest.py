"""Whole programs in processes of their own."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def sacroread(tmp_path):
    """Run `sacroread WORDS` in a process; answer what it said and its status."""

    def run(*words, seconds=180):
        environment = {**os.environ, "SACROREAD_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "sacroread", *map(str, words)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )

    return run


@pytest.fixture
def python(tmp_path):
    """Run a piece of Python in a process with a home of its own."""

    def run(code, *words, seconds=120):
        environment = {**os.environ, "SACROREAD_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )

    return run
