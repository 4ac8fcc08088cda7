"""The grading controls of one side: five grades and the lesions."""

from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from sacroread.study import desk as steps
from sacroread.study.criteria import GRADES, grade_words
from sacroread.study.desk import Desk
from sacroread.study.model import Grade, Lesion, Side
from sacroread.study.protocol import Scale
from sacroread.ui.grade_words import (
    SOFT_HYPHEN,
    definition,
    grade_name,
    lesion_in_parts,
    lesion_name,
    side_name,
)
from sacroread.ui.pages.parts import button, in_rows, label, restyle, room_for
from sacroread.ui.reading import Reading
from sacroread.ui.text_size import grown

WIDTH = 156  # of a side, two of which stand in the dock, at 100 %


class SidePanel(QWidget):
    """Grades and lesions of one side of the patient."""

    def __init__(self, reading: Reading, side: Side) -> None:
        super().__init__()
        self._reading, self._side = reading, side
        self._title = label(f"{side.letter}  {side_name(side)}", "side")
        self._grades = {grade: self._grade_button(grade) for grade in Grade}
        self._lesions = {lesion: self._lesion_button(lesion) for lesion in Lesion}
        widest = max(map(room_for, self._grades.values()))
        self.width_needed = max(WIDTH, min(widest, grown(WIDTH)))
        self.lesion_area = QWidget()
        group = QButtonGroup(self)
        group.setExclusive(False)  # the desk decides what is checked, not the group
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        for made in self._grades.values():
            group.addButton(made)
            layout.addWidget(made)
        layout.addWidget(self.lesion_area)
        self._lay_out_lesions()

    def render_desk(self, desk: Desk) -> None:
        """Show what the desk says about this side."""
        grade, lesions = desk.draft.grades.get(self._side), desk.draft.lesions.get(self._side, frozenset())
        restyle(self._title, "active", desk.active_side is self._side and not desk.is_locked)
        before = desk.unaided.get(desk.case_id)
        for each, made in self._grades.items():
            made.setVisible(each in GRADES[desk.scale])
            made.setText(f"{grade_words(each, desk.scale)}  {self._name(each, desk.scale)}")
            restyle(made, "long", made.property("long") or made.sizeHint().width() > self.width_needed)
            made.setChecked(each is grade)
            made.setEnabled(not desk.is_locked)
            restyle(made, "before", before is not None and before.draft.grades.get(self._side) is each)
        for lesion, made in self._lesions.items():
            made.setChecked(lesion in lesions)
            made.setEnabled(not desk.is_locked)
        self.lesion_area.setVisible(not (desk.is_locked and desk.may_see_prediction))

    def _name(self, grade: Grade, scale: Scale) -> str:
        is_pooled = scale is Scale.POOLED_2_3 and grade is Grade.MINIMAL
        return self.tr("Obvious") if is_pooled else grade_name(grade)

    def _grade_button(self, grade: Grade) -> QPushButton:
        words = self.tr("{side}: grade {grade}, {name}")
        name = words.format(side=side_name(self._side), grade=int(grade), name=grade_name(grade))
        made = button(f"{grade:d}  {grade_name(grade)}", name, "grade", lambda: self._ask_grade(grade))
        made.setCheckable(True)
        made.setToolTip(f"{grade:d}: {definition(grade)}")
        return made

    def _lesion_button(self, lesion: Lesion) -> QPushButton:
        name = self.tr("{side}: {lesion}").format(side=side_name(self._side), lesion=lesion_name(lesion))
        made = button(lesion_name(lesion), name, "lesion", lambda: self._ask_lesion(lesion))
        made.setCheckable(True)
        return made

    def _broken_where_too_long(self, lesion: Lesion, made: QPushButton) -> None:
        """Write a word that is too long on two lines, where its language may be broken."""
        if room_for(made) > self.width_needed:
            made.setText(lesion_in_parts(lesion).replace(SOFT_HYPHEN, "-\n"))

    def _ask_grade(self, grade: Grade) -> None:
        self._reading.step(steps.grade, self._side, grade)
        self.render_desk(self._reading.desk)

    def _ask_lesion(self, lesion: Lesion) -> None:
        self._reading.step(steps.toggle_lesion, self._side, lesion)
        self.render_desk(self._reading.desk)

    def _lay_out_lesions(self) -> None:
        for lesion, made in self._lesions.items():
            self._broken_where_too_long(lesion, made)
        rows = in_rows(self._lesions.values(), self.width_needed)
        rows.setContentsMargins(0, 6, 0, 0)
        self.lesion_area.setLayout(rows)
