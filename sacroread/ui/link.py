"""The link to a study on a server: what the status bar says of it; what waits is sent from here, aside."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from sacroread.store.outbox import Link
from sacroread.store.store import Store
from sacroread.ui.pages.parts import plain_tip, restyle
from sacroread.ui.tasks import Tasks

EVERY_MS = 3000


class LinkLabel(QLabel):
    """Whether the server is there and what waits on this computer; empty for a study file."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Link to the server"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tasks = Tasks(self)
        self._store: Store | None = None
        self._again = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._again.timeout.connect(self._send)

    def set_study(self, store: Store) -> None:
        """Look after the link of another study from now on."""
        self._store = store if store.is_remote else None
        self._again.stop()
        self.clear()
        self.setToolTip("")
        self._send()

    def close_tasks(self) -> None:
        """Send nothing more."""
        self._store = None
        self._again.stop()
        self._tasks.close()

    def _send(self) -> None:
        if self._store is not None:
            self._tasks.run(self._store.send_waiting, self._show, self._wait)

    def _wait(self, words: str) -> None:
        if self._store is not None:
            self._say(words, is_warning=True)
            self._again.start()

    def _show(self, link: Link) -> None:
        if self._store is None:
            return  # sent for the study before, and a study file was opened meanwhile
        if link.refused:
            words = self.tr("the server refused something: point here to read why")
        elif link.is_connected:
            words = self.tr("server connected")
        else:
            words = self.tr("server away: {count} kept on this computer").format(count=link.waiting)
        self.setToolTip(plain_tip(link.refused))
        self._say(words, is_warning=bool(link.refused) or not link.is_connected)
        self._again.start()

    def _say(self, words: str, *, is_warning: bool) -> None:
        self.setText(words)
        restyle(self, "role", "warning" if is_warning else "quiet")
