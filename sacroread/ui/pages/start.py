"""The first page: what the program is for, and the ways into a study."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacroread.errors import SacroReadError
from sacroread.store.signing import (
    MIN_LENGTH,
    coordinators_with_password,
    has_password,
    must_choose_password,
    sign_in,
)
from sacroread.store.store import Store
from sacroread.study.events import EventKind
from sacroread.study.model import Reader, Role
from sacroread.study.protocol import Design
from sacroread.study.roles import free_role
from sacroread.ui.language import language
from sacroread.ui.new_study import REFUSED, Intake, NewStudy
from sacroread.ui.pages.beginning import Beginning
from sacroread.ui.pages.case_table import role_words
from sacroread.ui.pages.choice import language_choice, text_size_choice
from sacroread.ui.pages.parts import button, card, label, page_of
from sacroread.ui.pages.row import Row
from sacroread.ui.pages.server_card import ServerCard
from sacroread.ui.settings import kept_text_size

MAX_WIDTH, CARD_WIDTH = 860, 340


class StartPage(QWidget):
    """Ways into a study, and then: who reads."""

    demo_wanted = Signal()
    study_chosen = Signal(object)  # Path, or the address of a study on a server
    new_wanted = Signal(object)  # NewStudy
    more_wanted = Signal(object)  # Intake
    reader_chosen = Signal(object)  # Reader
    password_typed = Signal(object, str)  # Reader, what was typed
    results_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language, self.text_size = language_choice(language()), text_size_choice(kept_text_size())
        self._message = label("", "warning")
        self._message.hide()
        self._demo = button(
            self.tr("Open the demo study"), self.tr("Open the demo study"), "primary", self._ask_demo
        )
        self._open = button(self.tr("Open a study..."), self.tr("Open a study file"), "", self._ask_study)
        self._design = self._design_choice()
        words = self.tr("Make a new study...")
        self._new = button(words, words, "", self._ask_new)
        self._asked_about: Store | None = None
        self._beginning = Beginning(self)
        self._who = QWidget()
        self._who_layout = QVBoxLayout(self._who)
        self._who_layout.setContentsMargins(0, 0, 0, 0)
        self._who.hide()
        self.server = ServerCard()
        self.server.chosen.connect(self.study_chosen.emit)
        self.server.refused.connect(self.show_message)
        self._lay_out()

    def show_message(self, text: str) -> None:
        """Tell what went wrong, or nothing."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def set_busy(self, *, is_busy: bool) -> None:
        """While a study is being opened nothing else can be opened."""
        self._demo.setEnabled(not is_busy)
        self._open.setEnabled(not is_busy)
        self._new.setEnabled(not is_busy)
        self.server.setEnabled(not is_busy)
        self._demo.setText(self.tr("Opening...") if is_busy else self.tr("Open the demo study"))

    @property
    def is_asking(self) -> bool:
        """Whether a study is open and waits for a reader."""
        return self._who.isVisible()

    def ask_reader(self, store: Store) -> None:
        """Ask who reads in an open study."""
        self._asked_about = store
        name = QLineEdit()
        readers = (each for each in store.readers() if store.worklist(each))
        known = {each.reader_id: self._reader_button(each) for each in readers}
        first = known.get(_seated_last(store), name)
        self._show_who(self._reader_card(store, name, tuple(known.values())), first)

    def ask_password(self, reader: Reader, then: Callable[[str], None] | None = None) -> None:
        """Ask a reader who has one for his password, in the place of the readers' card.

        `then` gets it in the place of `password_typed`. It does not stay in the field.
        """
        take = then or partial(self.password_typed.emit, reader)
        password = QLineEdit()
        password.setEchoMode(QLineEdit.EchoMode.Password)
        password.setAccessibleName(self.tr("Password of {name}").format(name=reader.reader_id))
        words = self.tr("Sit down")
        begin = button(words, words, "primary", lambda: take(_taken(password)))
        password.returnPressed.connect(begin.click)
        heading = self.tr("{name}, your password in this study").format(name=reader.reader_id)
        back = button(self.tr("Back"), self.tr("Back to who reads"), "", self.ask_again)
        self._show_who(card(label(heading, "heading"), password, begin, back), password)

    def asks_password(self, reader: Reader) -> bool:
        """Ask for a reader's password, or for his first one, where he needs one; say whether it is asked."""
        store = self._asked_about
        try:
            if store is not None and has_password(store, reader):
                self.ask_password(reader)
            elif store is not None and must_choose_password(store, reader):
                self._ask_first_password(reader)
            else:
                return False
        except SacroReadError as error:
            self.show_message(str(error))
        return True

    def _ask_first_password(self, reader: Reader) -> None:
        first, second = QLineEdit(), QLineEdit()
        for field, words in ((first, self.tr("New password")), (second, self.tr("The same once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
        words = self.tr("Sit down")
        begin = button(words, words, "primary", lambda: self._choose(reader, _taken(first), _taken(second)))
        first.returnPressed.connect(second.setFocus)
        second.returnPressed.connect(begin.click)
        why = self.tr(
            "Several people read in this study: only who knows the password reads and signs under this name. "
            "It has at least {count} characters. The coordinator can give you another one."
        ).format(count=MIN_LENGTH)
        heading = self.tr("{name}, choose a password for this study").format(name=reader.reader_id)
        back = button(self.tr("Back"), self.tr("Back to who reads"), "", self.ask_again)
        self._show_who(
            card(label(heading, "heading"), label(why, "quiet"), first, second, begin, back), first
        )

    def _choose(self, reader: Reader, first: str, second: str) -> None:
        if len(first) < MIN_LENGTH:
            words = self.tr("A password has at least {count} characters. Choose a longer one.")
            self.show_message(words.format(count=MIN_LENGTH))
        elif first != second:
            self.show_message(self.tr("The two passwords are not the same. Type them again."))
        else:
            self.password_typed.emit(reader, first)

    def ask_again(self) -> None:
        """Ask once more who reads: another one than was asked for his password, or there are others now."""
        self.show_message("")
        if self._asked_about is not None:
            self.ask_reader(self._asked_about)

    def _show_who(self, shown: QWidget, first: QWidget) -> None:
        while (item := self._who_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._who_layout.addWidget(shown)
        for before, after in pairwise((*shown.findChildren(QPushButton)[-1:], *self.server.stops)):
            self.setTabOrder(before, after)  # the server's card stands below
        self._beginning.first = first  # whoever comes back to the page goes on here
        self._who.show()
        if self.isVisible():  # a page behind another one must not take its keys
            first.setFocus()

    def _reader_card(self, store: Store, name: QLineEdit, known: Sequence[QWidget]) -> QWidget:
        name.setPlaceholderText(self.tr("reader's name in the study, e.g. reader-3"))
        name.setAccessibleName(self.tr("Name of a new reader"))
        role = free_role(store.protocol, [reader.role for reader in store.readers()])
        begin = button(
            self.tr("Start reading"),
            self.tr("Start reading"),
            "primary",
            lambda: self._join(store, name, role),
        )
        name.returnPressed.connect(begin.click)
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(begin)
        new = QWidget()
        new.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        results = button(
            self.tr("See the results"),
            self.tr("See the results as coordinator"),
            "",
            lambda: self._ask_results(store),
        )
        return card(
            label(self.tr("{study}: who reads?").format(study=store.protocol.name), "heading"),
            label(
                self.tr("A reader goes on where he left off; a new name joins as {role}.").format(
                    role=role_words(role)
                )
            ),
            *self._told_of_cases(store),
            *known,
            new,
            label(self.tr("The coordinator reads nothing and sees all results."), "quiet"),
            results,
        )

    def _told_of_cases(self, store: Store) -> tuple[QWidget, ...]:
        """How many cases there are, and what was refused; where there are none, the way to some."""
        if count := len(store.cases()):
            is_refused = store.path.with_name(REFUSED).is_file()
            some = self.tr("{count} cases.").format(count=count)
            told = self.tr("What was refused is listed in refused.csv beside the study, with the reasons.")
            return (label(f"{some} {told}" if is_refused else some, "quiet"),)
        none = label(self.tr("There is no radiograph in this study yet."), "warning")
        words = self.tr("Take radiographs in...")
        take = button(words, words, "", lambda: self._ask_radiographs(store.path))
        return (none, take) if store.path.is_file() else (none,)

    def _ask_radiographs(self, study: Path) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("The folder with the radiographs"))
        if chosen:
            self.more_wanted.emit(Intake(study, Path(chosen)))

    def _reader_button(self, reader: Reader) -> QWidget:
        words = self.tr("Go on as {name}").format(name=reader.reader_id)
        made = button(words, words, "", lambda: self.reader_chosen.emit(reader))
        made.setAutoDefault(True)  # Enter presses it where the page begins with it
        return made

    def _join(self, store: Store, name: QLineEdit, role: Role) -> None:
        """Ask for the reader of that name; one whom the study knows keeps the role that he has in it."""
        if not (typed := name.text().strip()):
            self.show_message(self.tr("Type the name that you have in this study first."))
            name.setFocus()
            return
        try:
            known = {each.reader_id: each for each in store.readers()}
        except SacroReadError as error:
            self.show_message(str(error))
        else:
            self.reader_chosen.emit(known.get(typed, Reader(typed, role)))

    def _ask_demo(self) -> None:
        self.demo_wanted.emit()

    def _ask_results(self, store: Store) -> None:
        """Ask for the results; where a coordinator has a password, it is asked for first."""
        try:
            coordinators = coordinators_with_password(store)
        except SacroReadError as error:
            self.show_message(str(error))
            return
        if coordinators:
            self.ask_password(coordinators[0], partial(self._let_coordinate, store, coordinators))
        else:
            self.results_wanted.emit()

    def _let_coordinate(self, store: Store, coordinators: Sequence[Reader], password: str) -> None:
        """Ask for the results if that is the password of any coordinator."""
        refusal = ""
        for each in coordinators:
            try:
                sign_in(store, each, password)
            except SacroReadError as error:
                refusal = str(error)
            else:
                self.ask_reader(store)
                self.results_wanted.emit()
                return
        self.show_message(refusal)

    def _ask_study(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a study"), "", self.tr("Studies (*.sacro)")
        )
        if chosen:
            self.study_chosen.emit(Path(chosen))

    def _ask_new(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the new study lies"), "study.sacro", self.tr("Studies (*.sacro)")
        )
        if not chosen:
            return
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("The folder with its radiographs; cancel to take them in later")
        )
        self.make_new(Path(chosen).with_suffix(".sacro"), Path(folder) if folder else None)

    def make_new(self, path: Path, radiographs: Path | None) -> None:
        """Ask for a new study of the design that is chosen."""
        design = Design(self._design.currentData())  # Qt keeps the text of it
        self.new_wanted.emit(NewStudy(path, design, radiographs))

    def _design_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setMinimumContentsLength(8)  # its words may be longer than a narrow page is wide
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for design, words in (
            (Design.PANEL, self.tr("Panel: every reader reads every case")),
            (Design.ADJUDICATED, self.tr("Adjudicated: local, central, a third decides")),
            (Design.PAIRED, self.tr("Paired: two independent central readers")),
            (Design.SINGLE, self.tr("Single: one reader, with a second opinion")),
        ):
            choice.addItem(words, design.value)
        choice.setAccessibleName(self.tr("Design of a new study"))
        choice.view().setAccessibleName(self.tr("Designs"))
        return choice

    def _lay_out(self) -> None:
        ways = Row(least=CARD_WIDTH)
        ways.setSpacing(16)
        demo_words = self.tr(
            "24 synthetic pelvic radiographs that two simulated readers have graded. You are central "
            "reader 2: you read those on which they differ, mixed with some on which they agree, and two of "
            "three decide. Window, crop, grade, lock; then see what the second reader says."
        )
        study_words = self.tr(
            "A study file (.sacro), or a new one: choose its design, where it lies, and the folder with its "
            "radiographs. What was refused is listed in refused.csv beside it."
        )
        ways.addWidget(card(label(self.tr("Try it"), "heading"), label(demo_words), self._demo), 1)
        ways.addWidget(
            card(
                label(self.tr("Your study"), "heading"),
                label(study_words),
                self._design,
                self._new,
                self._open,
            ),
            1,
        )
        column = QVBoxLayout()
        column.setSpacing(16)
        head = Row()
        head.addWidget(label("SacroRead", "title"), 1)
        head.addWidget(self.language)
        head.addWidget(self.text_size)
        column.addLayout(head)
        for widget in (label(self._purpose()), self._message):
            column.addWidget(widget)
        column.addLayout(ways)
        column.addWidget(self._who)
        column.addWidget(self.server)
        page_of(self, column, MAX_WIDTH)

    def _purpose(self) -> str:
        return (
            self.tr(
                "Reader studies of sacroiliac-joint radiographs: blinded reading, the modified New York "
                "criterion, a second reader, agreement statistics. "
            )
            + intended_use()
        )


def _seated_last(store: Store) -> str:
    """Return who sat down last in a study, as far as it tells; nothing where nobody has."""
    return next((event.reader_id for event in reversed(store.events([EventKind.OPEN]))), "")


def _taken(password: QLineEdit) -> str:
    """Take what was typed out of the field."""
    typed = password.text()
    password.clear()
    return typed


def intended_use() -> str:
    """Return what the program is for, in one sentence."""
    return QCoreApplication.translate("StartPage", "For research; not for diagnosis.")
