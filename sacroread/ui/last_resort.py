"""What happens when the program itself is at fault: the details are kept, and the user hears what is safe."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from sacroread import __version__
from sacroread.paths import user_folder

LOG = "sacroread.log"
MAX_BYTES, OLDER_LOGS = 1 << 20, 5  # what happened long ago goes; what has just happened never does
_FORM = logging.Formatter("%(asctime)s %(levelname)s SacroRead " + __version__ + ": %(message)s")


class LastResort(QObject):
    """Takes what nobody caught. The program goes on; one notice tells, and takes no key away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notice: QMessageBox | None = None

    def install(self) -> None:
        """From now on take every exception that nobody catches."""
        sys.excepthook = self.take

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep the details of an exception and tell the user."""
        details = _details(kind, error, trace)
        sys.stderr.write(details)
        where = write_log(logging.ERROR, details)
        if QApplication.instance() is not None:
            self._tell(where)

    def _tell(self, where: str) -> None:
        """Show the notice, or leave the one that is open."""
        if self.notice is None:
            box = QMessageBox(QMessageBox.Icon.Warning, "SacroRead", self.tr("SacroRead made a mistake."))
            box.setWindowModality(Qt.WindowModality.NonModal)
            box.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
            box.finished.connect(self._forget)
            self.notice = box
        self.notice.setInformativeText(self._words(where))
        self.notice.show()

    def _forget(self) -> None:
        if self.notice is not None:
            self.notice.hide()  # what is to be deleted later stays on the screen until then
            self.notice.deleteLater()
            self.notice = None

    def _words(self, where: str) -> str:
        return self.tr(
            "Safe: every locked read, and every grade, lesion and window that you entered; they are on the "
            "disk.\nNot safe: a picture or a report that was just being saved; look at it and save it "
            "again.\nGo on reading. If something looks wrong, close SacroRead and open it again: you come "
            "back to this case.\nThe details are in {where}. Please send that file with a few words about "
            "what you did."
        ).format(where=where)


def write_log(level: int, words: str) -> str:
    """Add an entry to the log and return the log's path, or in words why that was not possible."""
    path = user_folder() / LOG
    record = logging.LogRecord("sacroread", level, "", 0, words, None, None)
    try:
        handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=OLDER_LOGS, encoding="utf-8")
    except OSError as error:
        return f"{path} ({error.strerror})"
    handler.setFormatter(_FORM)
    handler.handle(record)
    handler.close()
    return str(path)


def _details(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The traceback; of a file only its name, because a folder may be named after a patient."""
    told = error
    if isinstance(error, OSError) and error.filename is not None:
        told = OSError(error.errno, error.strerror, Path(str(error.filename)).name)
    return "".join(traceback.format_exception(kind, told, trace))
