"""About the program and the open study: versions, licences, checks, evidence pack, log, settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacroread import __version__, log
from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable
from sacroread.installation import notices, versions
from sacroread.second_reader.bundle import stated
from sacroread.self_test import self_test
from sacroread.store.integrity import Check, check
from sacroread.store.store import Store
from sacroread.ui import settings
from sacroread.ui.pages.about_words import answers_words, check_words, made_of_words
from sacroread.ui.pages.last_question import LastQuestion
from sacroread.ui.pages.parts import button, card, in_rows, label, page_of
from sacroread.ui.tasks import Tasks
from sacroread.workers.child import Child

if TYPE_CHECKING:
    from sacroread.self_test import Answer

MAX_WIDTH, NOTICES_HEIGHT = 980, 260
ROW_WIDTH = 430  # of buttons in a card
SELF_TEST_SECONDS = 180.0  # a slow disk takes its time over torch


class AboutPage(QWidget):
    """What whoever answers for the program asks of it. Nothing on it changes a read.

    `bundle` names the second reader that reads now; `why_blinded` says why only the coordinator may know how
    much others have read, and is empty for him.
    """

    def __init__(self, bundle: Callable[[], Path], why_blinded: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bundle, self._why_blinded = bundle, why_blinded
        self._store: Store | None = None
        self._tasks = Tasks(self)
        self._examine = Child(self_test, SELF_TEST_SECONDS)
        self._study_told, self._program_told = label(), label()
        self._reader = label()
        self._make_buttons()
        self._notices = QPlainTextEdit(readOnly=True)
        self._notices.setAccessibleName(self.tr("Licences of all parts"))
        self._notices.setMinimumHeight(NOTICES_HEIGHT)
        self._notices.hide()
        self._lay_out()

    @property
    def study_message(self) -> str:
        """What the page says of the study."""
        return self._study_told.text()

    @property
    def has_checked(self) -> bool:
        """Whether what was asked about the study is answered."""
        return self._check.isEnabled() and bool(self.study_message)

    @property
    def program_message(self) -> str:
        """What the page says of the program."""
        return self._program_told.text()

    def set_study(self, store: Store) -> None:
        """Another study is open."""
        self._store = store
        self._study_told.clear()
        self.refresh()

    def refresh(self) -> None:
        """Say anew which second reader reads and what may be asked now."""
        self._question.hide()
        try:
            manifest, sha256 = stated(self._bundle())
        except SacroReadError as error:
            self._reader.setText(str(error))
        else:
            words = self.tr("Second reader: {bundle} {version}, SHA-256 {hash}.")
            told = words.format(bundle=manifest.bundle_id, version=manifest.version, hash=sha256[:16])
            self._reader.setText(told)
        self._allow(is_busy=False)

    def close_tasks(self) -> None:
        """Forget whatever is going on."""
        self._tasks.close()
        self._examine.close()

    # what is asked for

    def check_study(self) -> None:
        """Look at the file and at every link of every chain, aside."""
        if self._store is not None:
            store = self._store
            self._begin(self._study_told, self.tr("Checking the study..."))
            self._tasks.run(lambda: check(store), self._show_check, self._tell_study)

    def export(self, path: Path) -> None:
        """Make the evidence pack, aside: the self-test in a child, then what the study says."""
        if self._store is not None:
            store = self._store
            self._begin(self._study_told, self.tr("Packing, with the self-test of this installation..."))
            done = self.tr("The evidence pack is in {name}.").format(name=path.name)
            self._tasks.run(
                lambda: self._pack(store, path), lambda _: self._tell_study(done), self._tell_study
            )

    def _pack(self, store: Store, path: Path) -> None:
        from sacroread.evidence import evidence, write_pack

        require_replaceable(path)
        now = datetime.now(UTC)
        write_pack(path, evidence(store, self._bundle(), self._answers(), now), now)
        log.write("evidence packed")

    def test_installation(self) -> None:
        """Ask the installation what is known, in a child."""
        self._begin(self._program_told, self.tr("The self-test takes some seconds..."))
        self._tasks.run(self._answers, self._show_answers, self._tell_program)

    def _answers(self) -> "tuple[Answer, ...]":
        return self._examine.submit(self._bundle(), "the self-test").result()

    def open_logs(self) -> None:
        """Open the folder of the log in the system's own program; say where it is in any case."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.log_file().parent)))
        self._program_told.setText(self.tr("The log is {path}.").format(path=log.log_file()))

    def ask_reset(self) -> None:
        """Ask whether to forget the settings, and say which."""
        self._question.ask(
            self.tr(
                "Language, keys, checks of the display and the accepted intended use will be forgotten; "
                "studies, reads, bundles and the log stay."
            )
        )

    def reset_settings(self) -> None:
        """Forget the settings."""
        settings.forget_all()
        log.write("settings reset")
        self._program_told.setText(self.tr("The settings are reset. Close SacroRead and start it again."))

    def show_notices(self) -> None:
        """Show the licences of all parts, or hide them."""
        if not self._notices.toPlainText():
            self._notices.setPlainText(notices())
        self._notices.setVisible(self._notices.isHidden())

    # what is shown

    def _begin(self, told: QLabel, words: str) -> None:
        told.setText(words)
        self._allow(is_busy=True)

    def _show_check(self, seen: Check) -> None:
        log.write("study checked", findings=len(seen.findings))
        self._tell_study(check_words(seen, sees_all=not self._why_blinded()))

    def _show_answers(self, answers: "tuple[Answer, ...]") -> None:
        log.write("self-test", wrong=sum(not each.is_correct for each in answers))
        self._tell_program(answers_words(answers))

    def _tell_study(self, words: str) -> None:
        self._study_told.setText(words)
        self._allow(is_busy=False)

    def _tell_program(self, words: str) -> None:
        self._program_told.setText(words)
        self._allow(is_busy=False)

    def _allow(self, *, is_busy: bool) -> None:
        nothing = "" if self._store is not None else self.tr("Open a study first")
        self._check.setEnabled(not is_busy and not nothing)
        self._check.setToolTip(nothing)
        why_not = nothing or self._why_blinded()
        self._export.setEnabled(not is_busy and not why_not)
        self._export.setToolTip(why_not)
        self._test.setEnabled(not is_busy)

    def _ask_export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the evidence pack"), "evidence.zip", self.tr("ZIP files (*.zip)")
        )
        if chosen:
            self.export(Path(chosen))

    # layout

    def _make_buttons(self) -> None:
        self._check = self._button(self.tr("Check database"), self.check_study)
        self._export = self._button(self.tr("Export evidence pack..."), self._ask_export)
        self._test = self._button(self.tr("Test this installation"), self.test_installation)
        self._logs = self._button(self.tr("Open logs"), self.open_logs)
        self._reset = self._button(self.tr("Reset settings"), self.ask_reset)
        self._question = LastQuestion(self._reset, self.tr("Reset for good"))
        self._question.agreed.connect(self.reset_settings)
        self._licences = self._button(self.tr("Licences"), self.show_notices)

    def _button(self, words: str, clicked: Callable[[], object]) -> QPushButton:
        return button(words, words, "", clicked)

    def _lay_out(self) -> None:
        cards = QGridLayout()
        cards.setSpacing(16)
        for place in range(2):
            cards.setColumnStretch(place, 1)
        cards.addWidget(self._study_card(), 0, 0)
        cards.addWidget(self._care_card(), 0, 1)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(label(f"SacroRead {__version__}", "title"))
        column.addWidget(self._program_card())
        column.addLayout(cards)
        page_of(self, column, MAX_WIDTH)

    def _program_card(self) -> QWidget:
        self._made_of = label(made_of_words(versions()), "quiet")
        for each in (self._reader, self._made_of):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licence = self.tr(
            "Licence: Apache-2.0. Qt is used under the LGPL and can be replaced; the font Inter is under the "
            "SIL Open Font License."
        )
        return card(
            self._reader, self._made_of, label(licence, "quiet"), self._notices, _together(self._licences)
        )

    def _study_card(self) -> QWidget:
        words = self.tr(
            "Check database looks at the file and at every link of the chains of reads. The evidence "
            "pack holds protocol, versions, hashes, the audit anchor and these checks; no read or patient."
        )
        heading = label(self.tr("The open study"), "heading")
        return card(heading, label(words), self._study_told, _together(self._check, self._export))

    def _care_card(self) -> QWidget:
        words = self.tr(
            "The self-test asks questions whose answers are known. The log says what happened to the "
            "program, and nothing about patients: send it when something went wrong."
        )
        heading = label(self.tr("This installation"), "heading")
        bottom = QWidget()
        column = QVBoxLayout(bottom)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_together(self._test, self._logs, self._reset))
        column.addWidget(self._question)
        return card(heading, label(words), self._program_told, bottom)


def _together(*buttons: QPushButton) -> QWidget:
    """Buttons in as few rows as their words allow."""
    made = QWidget()
    rows = in_rows(buttons, ROW_WIDTH)
    rows.setContentsMargins(0, 4, 0, 0)
    made.setLayout(rows)
    return made
