"""The decision on definite sacroiliitis, where the scale of a study is the decision alone."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.protocol import Scale
from sacroread.ui.pages.parts import button, restyle
from sacroread.ui.reading import Reading


class DecisionPanel(QWidget):
    """Two buttons, with the keys 0 and 1; pressed again, one takes its decision back."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        group = QButtonGroup(self)
        group.setExclusive(False)  # the desk decides what is checked, not the group
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        no, yes = self.tr("Not definite   0"), self.tr("Definite   1")
        self.buttons = {
            False: self._button(no, self.tr("Not definite sacroiliitis"), definite=False),
            True: self._button(yes, self.tr("Definite sacroiliitis"), definite=True),
        }
        for made in self.buttons.values():
            group.addButton(made)
            row.addWidget(made, 1)

    def render_desk(self, desk: Desk) -> None:
        """Show what was decided; nothing where there are grades."""
        self.setVisible(desk.scale is Scale.DEFINITE_ONLY)
        before = desk.unaided.get(desk.case_id)
        for definite, made in self.buttons.items():
            made.setChecked(desk.draft.definite is definite)
            made.setEnabled(not desk.is_locked)
            restyle(made, "before", before is not None and before.draft.definite is definite)

    def _button(self, words: str, name: str, *, definite: bool) -> QPushButton:
        made = button(words, name, "grade", lambda: self._ask(definite=definite))
        made.setCheckable(True)
        return made

    def _ask(self, *, definite: bool) -> None:
        is_taken_back = self._reading.desk.draft.definite is definite
        self._reading.step(steps.decide, None if is_taken_back else definite)
        self.render_desk(self._reading.desk)
