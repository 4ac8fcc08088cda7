"""What the program needs from the Qt binding."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_use_up_no_reference_to_none(qtbot):
    """PySide6 6.12.0 lost one with each call, until the interpreter ended with "deallocating None"."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
