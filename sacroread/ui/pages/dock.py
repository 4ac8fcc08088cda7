"""The grading dock: both sides in the order of the joints on the picture, what follows, and the lock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sacroread.study import desk as steps
from sacroread.study.criteria import Reason, verdict
from sacroread.study.desk import Desk
from sacroread.study.model import Condition, Side
from sacroread.study.protocol import SecondReaderAccess
from sacroread.ui.pages.decision_panel import DecisionPanel
from sacroread.ui.pages.guide import Step
from sacroread.ui.pages.locked_words import besides
from sacroread.ui.pages.parts import button, label, restyle, scrolling
from sacroread.ui.pages.quality_panel import ConfidencePanel, QualityPanel
from sacroread.ui.pages.second_reader_panel import SecondReaderPanel
from sacroread.ui.pages.side_panel import SidePanel
from sacroread.ui.reading import Reading
from sacroread.ui.sentences import in_own_words
from sacroread.ui.text_size import COLUMN_MARGIN, SCROLL_BAR, are_words_large, grown

BETWEEN_SIDES = 12


class Dock(QFrame):
    """Everything a reader enters. Draws the desk and asks for steps."""

    lock_wanted = Signal()

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._reading = reading
        self._progress = label("", "quiet")
        self._time = label("", "quiet")
        self._time.setAccessibleName(self.tr("Time looked at this case"))
        self._sides = {side: SidePanel(reading, side) for side in Side}
        self._side_area = QWidget()
        self._side_row = QHBoxLayout(self._side_area)
        inner = 2 * max(side.width_needed for side in self._sides.values()) + BETWEEN_SIDES
        self.setFixedWidth(inner + 2 * COLUMN_MARGIN + (grown(SCROLL_BAR) if are_words_large() else 0))
        self.decision = DecisionPanel(reading)
        self.quality, self.confidence = QualityPanel(reading, inner), ConfidencePanel(reading)
        self._changes = label("", "warning")
        self._verdict, self._besides = label("", "verdict"), label("", "quiet")
        self._lock = button("", "", "primary", self.lock_wanted.emit)
        self.second_reader = SecondReaderPanel()
        self._lay_out()
        reading.changed.connect(self.render_desk)
        self.render_desk(reading.desk)

    def set_order(self, order: tuple[Side, Side]) -> None:
        """Put the sides in the order of the joints on the picture, from left to right."""
        for place, side in enumerate(order):
            self._side_row.removeWidget(self._sides[side])
            self._side_row.insertWidget(place, self._sides[side], 1)

    def render_desk(self, desk: Desk) -> None:
        """Show what is on the desk."""
        words = self.tr("Case {number} of {count}   {done} locked")
        self._progress.setText(
            words.format(number=desk.position + 1, count=len(desk.worklist), done=len(desk.locked))
        )
        self.render_time()
        for side in self._sides.values():
            side.render_desk(desk)
        self.decision.render_desk(desk)
        self.quality.render_desk(desk)
        self.confidence.render_desk(desk)
        gives_way = desk.is_locked and desk.may_see_prediction  # to what the second reader says
        for asked in (self.quality, self.confidence):
            asked.setVisible(not gives_way)
        self._besides.setText(besides(desk.draft) if gives_way else "")
        self._besides.setVisible(bool(self._besides.text()))
        self._render_verdict(desk)
        self.second_reader.setVisible(desk.may_see_prediction)
        self._render_lock(desk)

    def render_time(self) -> None:
        """Show how long the case has been looked at, and whether the time is counted now."""
        minutes, seconds = divmod(int(self._reading.active_seconds), 60)
        is_standing = not (self._reading.desk.is_locked or self._reading.is_time_running)
        words = self.tr("{time}, paused") if is_standing else "{time}"
        self._time.setText(words.format(time=f"{minutes}:{seconds:02d}"))

    def guide_steps(self) -> tuple[Step, ...]:
        """Return what the guide points at here, in the order of the work."""
        grades, lesions, ungradable, follows, lock = self._guide_words()
        first = next(iter(self._sides.values()))
        return (
            Step(self._side_area, grades),
            Step(first.lesion_area, lesions),
            Step(self.quality, ungradable),
            Step(self._verdict, follows),
            Step(self._lock, lock),
        )

    def _guide_words(self) -> tuple[str, ...]:
        return (
            self.tr(
                "Both joints, in the order in which they lie on the picture. 0 to 4 grades the active side, "
                "written in blue, and makes the other one active. Tab or the arrow keys change the side. F2 "
                "shows what the grades mean."
            ),
            self.tr("E, S, W, N and K mark lesions on the active side; the same key takes a mark back."),
            self.tr(
                "How well it can be read, and how sure you are. U says that it cannot be graded; pressed "
                "again, it goes to the next reason."
            ),
            self.tr("The criterion in words: what follows from your two grades, while you enter them."),
            self.tr(
                "Enter locks the case: your read is on the disk before the next case comes. A locked read is "
                "never changed, only corrected with a reason. F1 shows all keys."
            ),
        )

    def _render_verdict(self, desk: Desk) -> None:
        follows = verdict(desk.draft, desk.scale)
        self._verdict.setText(in_own_words(follows.sentence))
        restyle(self._verdict, "role", "quiet" if follows.reason is Reason.INCOMPLETE else "verdict")
        self._changes.setText(in_own_words(desk.changes.sentence) if desk.changes else "")
        self._changes.setVisible(desk.changes is not None)

    def _render_lock(self, desk: Desk) -> None:
        words = self._words_to_go_on(desk) if desk.is_locked else self._words_to_lock(desk)
        self._lock.setText(words)
        self._lock.setAccessibleName(words)
        self._lock.setEnabled(steps.may_lock(desk) or desk.is_locked)

    def _words_to_lock(self, desk: Desk) -> str:
        if desk.access is not SecondReaderAccess.SAME_SESSION:
            return self.tr("Lock   Enter")
        is_aided = desk.condition is Condition.AIDED
        return self.tr("Lock the aided read   Enter") if is_aided else self.tr("Lock unaided   Enter")

    def _words_to_go_on(self, desk: Desk) -> str:
        if not desk.is_at_end:
            return self.tr("Next case   Enter")
        return (
            self.tr("Look for more cases   Enter") if desk.may_grow else self.tr("What you have read   Enter")
        )

    def _lay_out(self) -> None:
        self._side_row.setContentsMargins(0, 0, 0, 0)
        self._side_row.setSpacing(BETWEEN_SIDES)
        self.set_order((Side.RIGHT, Side.LEFT))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(COLUMN_MARGIN, 12, COLUMN_MARGIN, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._progress, 1)
        head.addWidget(self._time)
        column.addLayout(head)
        column.addWidget(self.decision)
        column.addWidget(self._side_area)
        asked = (self.quality, self.confidence)
        for widget in (self._verdict, self._besides, self._changes, self.second_reader, *asked):
            column.addWidget(widget)
        column.addStretch(1)
        self._lay_out_frame(inner)

    def _lay_out_frame(self, inner: QWidget) -> None:
        """What is entered scrolls on a low screen; the lock always stands below it."""
        foot = QVBoxLayout()
        foot.setContentsMargins(COLUMN_MARGIN, 0, COLUMN_MARGIN, 12)
        foot.addWidget(self._lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(inner), 1)
        layout.addLayout(foot)
