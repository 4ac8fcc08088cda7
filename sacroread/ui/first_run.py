"""What is asked before reading: the intended use once, the display each month."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from sacroread import log
from sacroread.ui import settings
from sacroread.ui.display_check import DisplayCheck, in_words
from sacroread.ui.language import language
from sacroread.ui.pages.display import DisplayPage
from sacroread.ui.pages.start import StartPage
from sacroread.ui.pages.welcome import WelcomePage


@dataclass(frozen=True)
class Asked:
    """What has to be asked at all: nothing where nobody sits at the screen."""

    intended_use: bool = False
    display: bool = False
    guide: bool = False

    @classmethod
    def of_a_person(cls) -> "Asked":
        """Return what a person is asked who starts the program now."""
        return cls(intended_use=not settings.accepted_at(), display=True, guide=not settings.is_guide_seen())


NOTHING = Asked()


class FirstRun(QObject):
    """Holds the pages that ask, and keeps what was answered."""

    accepted = Signal()
    display_done = Signal()
    look_changed = Signal()  # another language or size of words was chosen

    def __init__(self, asked: Asked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asks_use, self._asks_display = asked.intended_use, asked.display
        self.is_guide_due = asked.guide
        self.welcome = WelcomePage(language(), settings.kept_text_size())
        self.display = DisplayPage()
        self.welcome.accepted.connect(self._accept)
        self.listen_to(self.welcome)
        self.display.answered.connect(self._keep_check)
        self.display.postponed.connect(self._postpone)

    @property
    def why_not(self) -> str:
        """Why no page can be opened yet; empty once the intended use is accepted."""
        return self.tr("Accept the intended use first: Start leads to it.") if self._asks_use else ""

    @property
    def is_display_due(self) -> bool:
        """Whether this screen is to be checked before reading: never asked twice in one sitting."""
        check = settings.kept_check(self.display.monitor.name)
        return self._asks_display and (check is None or check.is_due(datetime.now(UTC)))

    @property
    def display_in_words(self) -> str:
        """What is kept with a session about this screen."""
        monitor = self.display.monitor
        return in_words(monitor, settings.kept_check(monitor.name))

    def forget_guide(self) -> None:
        """Show the guide by itself no more."""
        self.is_guide_due = False
        settings.keep_guide_seen()

    def keep_language(self, code: str) -> None:
        """Remember another language, and tell that the window speaks the one before."""
        settings.keep_language(code)
        self.look_changed.emit()

    def keep_text_size(self, percent: int) -> None:
        """Remember another size of words, and tell that the window has the one before."""
        settings.keep_text_size(percent)
        self.look_changed.emit()

    def listen_to(self, page: WelcomePage | StartPage) -> None:
        """Keep what is chosen on a page about how the program speaks and looks."""
        page.language.chosen.connect(self.keep_language)
        page.text_size.chosen.connect(self.keep_text_size)

    def _accept(self) -> None:
        now = datetime.now(UTC)
        settings.keep_acceptance(now)
        log.write("intended use accepted")
        self._asks_use = False
        self.accepted.emit()

    def _keep_check(self, check: DisplayCheck) -> None:
        settings.keep_check(check)
        self._postpone()

    def _postpone(self) -> None:
        self._asks_display = False
        self.display_done.emit()
