"""What happens when the program itself is at fault: the details are kept, and the user hears what is safe."""

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from sacroread import log


class LastResort(QObject):
    """Takes what nobody caught. The program goes on; one notice tells, and takes no key away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notice: QMessageBox | None = None

    def install(self) -> None:
        """From now on take every exception that nobody catches."""
        sys.excepthook = self.take

    def take(self, _: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        """Keep the details of an exception and tell the user."""
        _tell_terminal(error)
        where = log.write("mistake", log.ERROR, details=log.told(error))
        if QApplication.instance() is not None:
            self._tell(where)

    def _tell(self, where: str) -> None:
        """Show the notice, or leave the one that is open."""
        if self.notice is None:
            box = QMessageBox(QMessageBox.Icon.Warning, "SacroRead", self.tr("SacroRead made a mistake."))
            box.setTextFormat(Qt.TextFormat.PlainText)
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


def _tell_terminal(error: BaseException) -> None:
    """Tell all where somebody watches; what goes elsewhere may be kept, so it is told as to the log."""
    if sys.stderr is not None and sys.stderr.isatty():
        traceback.print_exception(error)
    elif sys.stderr is not None:  # a window without a console has none
        sys.stderr.write(f"Traceback\n{log.told(error)}\n")
