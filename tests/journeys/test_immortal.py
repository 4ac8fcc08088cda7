"""The Qt binding's fault with None, and the guard against it."""

import sys

import pytest

CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from sacroread.ui.immortal import make_none_immortal

application = QApplication([])
if sys.argv[1] == "guarded":
    make_none_immortal()
widget = QWidget()
for _ in range(100_000):
    widget.update()
print("alive", flush=True)
"""


def test_a_hundred_thousand_calls_do_not_end_the_program(python):
    ended = python(CALLS, "guarded")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "alive\n"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_without_the_guard_they_may(python):
    """Documents the fault: when this fails, the guard can go."""
    assert "deallocating None" in python(CALLS, "bare").stderr
