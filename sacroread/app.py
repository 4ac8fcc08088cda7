"""The only place where things are wired: children, second reader, demo study, window, and the last resort."""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from sacroread.demo.demo_study import open_demo_study
from sacroread.imaging.radiograph import load
from sacroread.paths import resource, user_folder
from sacroread.second_reader.opinion import Question, opinion, warm_up
from sacroread.study.model import Presentation
from sacroread.ui import theme
from sacroread.ui.main_window import MainWindow, Services
from sacroread.workers.child import Child

DECODE_SECONDS, DECODE_BYTES = 20.0, 4 << 30
PREDICT_SECONDS = 120.0
LOG = "sacroread.log"


def services() -> Services:
    """Start the children and say where the second reader and the demo study are."""
    bundle = resource("bundles/demo")
    decode = Child(load, DECODE_SECONDS, DECODE_BYTES)
    predict = Child(opinion, PREDICT_SECONDS)
    return Services(decode, predict, bundle, lambda: open_demo_study(user_folder() / "demo"))


def run(begin: Callable[[MainWindow], None]) -> int:
    """Show the window, let `begin` go on from there, and return the exit status when it is closed."""
    application = QApplication(sys.argv[:1])
    theme.dress(application)
    sys.excepthook = _last_resort
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    wired = services()
    window = MainWindow(wired)
    window.show()
    QTimer.singleShot(0, wired.decode.start)
    QTimer.singleShot(0, lambda: begin(window))
    try:
        return application.exec()
    finally:
        wired.decode.close()
        wired.predict.close()
