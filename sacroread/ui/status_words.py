"""What the status bar says: which study, who reads, which case."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from sacroread.study.desk import Desk
from sacroread.ui.grade_words import condition_name


def status_label() -> QLabel:
    """Return a line of the status bar; names of studies and readers are shown as they were typed."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def where_words(study: str, desk: Desk) -> str:
    """Return study, reader, place on the worklist and condition in one line."""
    say = QCoreApplication.translate
    condition = say("status", "locked") if desk.is_locked else condition_name(desk.condition)
    line = say("status", "{study}   reader {reader}   case {number} of {all}   {condition}")
    return line.format(
        study=study,
        reader=desk.reader.reader_id,
        number=desk.position + 1,
        all=len(desk.worklist),
        condition=condition,
    )
