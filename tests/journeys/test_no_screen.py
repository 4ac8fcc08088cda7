"""A computer without a screen: said in a sentence, where Qt would end the process."""

import os
import subprocess
import sys

import pytest

SCREEN = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")


@pytest.fixture
def blind(tmp_path):
    """Run a command where there is no screen."""

    def run(*words, seconds=60):
        without = {name: value for name, value in os.environ.items() if name not in SCREEN}
        environment = {**without, "SACROREAD_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "sacroread", *map(str, words)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )

    return run


@pytest.mark.parametrize("words", [(), ("study.sacro",), ("demo",), ("curate", "FOLDER", "-o", "SET")])
def test_a_window_that_cannot_open_is_told_with_what_works_without_one(blind, words, tmp_path):
    if words[:1] == ("curate",):
        from sacroread.paths import resource

        words = ("curate", resource("demo/radiographs"), "-o", tmp_path / "SET")
    ended = blind(*words)
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no screen here")
    assert len(ended.stderr.splitlines()) == 1


def test_what_needs_no_window_needs_no_screen(blind, tmp_path):
    assert blind("guide", "-o", tmp_path / "guide").returncode == 0
