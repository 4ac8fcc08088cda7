"""The way into a study on a server: its address, and who signs in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from sacroread.errors import SacroReadError
from sacroread.store.address import signed_in, without_password
from sacroread.ui.pages.parts import button, card, label
from sacroread.ui.settings import keep_address, kept_address


class ServerCard(QWidget):
    """Three fields and a button. The address is remembered for the next start, name and password never.

    `stops` are where the Tab key stops, in order.
    """

    chosen = Signal(str)  # an address that opens the study; it holds the password
    refused = Signal(str)  # why there is none, in words

    def __init__(self) -> None:
        super().__init__()
        self.address = QLineEdit(kept_address())
        self.address.setPlaceholderText(self.tr("server/study, as the coordinator gave it"))
        self.address.setAccessibleName(self.tr("Address of the study"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("your name in the study"))
        self.name.setAccessibleName(self.tr("Your name in the study"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("password"))
        self.password.setAccessibleName(self.tr("Your password on the server"))
        self.sign_in = button(self.tr("Sign in"), self.tr("Sign in on the server"), "", self._sign_in)
        self.stops: tuple[QWidget, ...] = (self.address, self.name, self.password, self.sign_in)
        for field in (self.address, self.name, self.password):
            field.returnPressed.connect(self.sign_in.click)
        self._lay_out()

    def _lay_out(self) -> None:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for column, widget in enumerate(self.stops):
            grid.addWidget(widget, 0, column)
        for column, share in enumerate((4, 3, 2)):
            grid.setColumnStretch(column, share)
        words = self.tr("Many sites read one study. Your work is kept here while the server is away.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(label(self.tr("A study on a server"), "heading"), label(words), fields))

    def _sign_in(self) -> None:
        """Ask for the study; what was typed as password does not stay in the field."""
        typed = self.password.text()
        self.password.clear()
        address = self.address.text().strip()
        try:
            place = signed_in(address, self.name.text(), typed)
        except SacroReadError as error:
            self.refused.emit(str(error))
            (self.address if not address else self.name).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        keep_address(without_password(address))
        self.chosen.emit(place)
