"""The panel beside the radiograph that is being curated: where the walk stands, and all ways to decide."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacroread.imaging.curation import EXCLUSIONS, Kind, Walk
from sacroread.study.model import Crop, Presentation, Window
from sacroread.ui.pages.export_choice import ExportChoice
from sacroread.ui.pages.parts import button, in_rows, label, room_for
from sacroread.ui.text_size import COLUMN_MARGIN, column_width, room_in_column

WIDTH = 356


class CuratingPanel(QFrame):
    """Draws the walk and the presentation in hand; asks for decisions through signals."""

    asked = Signal(str)  # the name of an action of `curating_keys`
    exclusion_wanted = Signal(str)  # the reason

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(column_width(WIDTH))
        self._place, self._counts = label("", "heading"), label("", "quiet")
        self._file, self._decision = label("", "quiet"), label("", "verdict")
        self._caution = label("", "warning")
        self._window, self._crop = label(), label()
        self._look = self._look_button()
        self._square = self._action(self.tr("Square   Q"), "square")
        self._square.setCheckable(True)
        self._accept = self._action(self.tr("Accept   Enter"), "accept", "primary")
        self._reasons = self._reason_buttons()
        self.reason = QLineEdit()
        self.export = ExportChoice()
        self._set_up_reason()
        self._lay_out()

    def show_walk(self, walk: Walk, caution: str) -> None:
        """Show where the walk stands and what was decided about the radiograph in front."""
        place = self.tr("Radiograph {number} of {count}")
        self._place.setText(place.format(number=walk.position + 1, count=len(walk.files)))
        self._counts.setText(self._counts_in_words(walk))
        self._file.setText(walk.file.replace("/", "/\u200b").replace("_", "_\u200b"))  # may break there
        self._decision.setText(self._decision_in_words(walk))
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        decision = walk.decision
        for reason, made in self._reasons.items():
            made.setChecked(decision is not None and decision.reason == reason)
        self.export.set_count(walk.count(Kind.ACCEPTED))

    def show_presentation(self, presentation: Presentation, whole: Crop | None, *, is_cropping: bool) -> None:
        """Show window and crop in numbers; without `whole` there is no radiograph to decide about."""
        for made in (self._look, self._accept, *self._reasons.values(), self.reason):
            made.setEnabled(whole is not None)
        self._window.setText(self._window_in_words(presentation.window))
        self._crop.setText(self._crop_in_words(presentation.crop, whole))
        words = self._look_words()[is_cropping]
        self._look.setText(words)
        self._look.setAccessibleName(words)

    def show_square(self, *, is_square: bool) -> None:
        """Show whether crops are made square."""
        self._square.setChecked(is_square)

    def _action(self, text: str, name: str, role: str = "") -> QPushButton:
        return button(text, text, role, lambda: self.asked.emit(name))

    def _look_words(self) -> tuple[str, str]:
        return self.tr("Draw the crop   C"), self.tr("See the result   C")

    def _look_button(self) -> QPushButton:
        """Its words change, so it keeps the room of the longer ones."""
        made = self._action("", "look")
        for words in self._look_words():
            made.setText(words)
            made.setMinimumWidth(max(made.minimumWidth(), room_for(made)))
        return made

    def _reason_buttons(self) -> dict[str, QPushButton]:
        words = self._reason_words()
        made = {}
        for place, reason in enumerate(EXCLUSIONS, start=1):
            text = self.tr("Exclude: {reason}").format(reason=words[reason])
            excluding = partial(self.exclusion_wanted.emit, reason)
            made[reason] = button(f"{place}   {words[reason]}", text, "lesion", excluding)
            made[reason].setCheckable(True)
        return made

    def _set_up_reason(self) -> None:
        self.reason.setPlaceholderText(self.tr("X   another reason, then Enter"))
        self.reason.setAccessibleName(self.tr("Another reason to exclude"))
        self.reason.setMaxLength(200)
        self.reason.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(COLUMN_MARGIN, 14, COLUMN_MARGIN, 8)
        column.setSpacing(8)
        for widget in (self._place, self._counts, self._file, self._decision, self._caution):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self._window)
        column.addWidget(self._crop)
        column.addLayout(self._crop_buttons())
        column.addSpacing(6)
        column.addWidget(label(self.tr("Exclude, because"), "quiet"))
        column.addLayout(in_rows(self._reasons.values(), room_in_column(self.width())))
        column.addWidget(self.reason)
        column.addStretch(1)
        column.addWidget(self.export)
        self._lay_out_frame(inner)

    def _crop_buttons(self) -> QVBoxLayout:
        propose = self._action(self.tr("Propose   Shift+C"), "propose")
        whole = self._action(self.tr("Whole picture   \u232b"), "whole")
        return in_rows((self._look, self._square, propose, whole), room_in_column(self.width()))

    def _lay_out_frame(self, inner: QWidget) -> None:
        """What may not fit scrolls on a low screen; the decision always stands below it."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        before = self._action(self.tr("\u2190 PgUp"), "preceding")
        after = self._action(self.tr("PgDn \u2192"), "following")
        foot = in_rows((before, self._accept, after), room_in_column(self.width()))
        foot.setContentsMargins(COLUMN_MARGIN, 6, COLUMN_MARGIN, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)

    def _reason_words(self) -> dict[str, str]:
        return {
            "not a pelvis": self.tr("Not a pelvis"),
            "joints not fully on the picture": self.tr("Joints cut off"),
            "metal over a joint": self.tr("Metal over a joint"),
            "atypical projection": self.tr("Atypical projection"),
            "low resolution": self.tr("Low resolution"),
            "poor exposure": self.tr("Poor exposure"),
            "text burned in": self.tr("Text burned in"),
            "shown twice": self.tr("Shown twice"),
        }

    def _counts_in_words(self, walk: Walk) -> str:
        text = self.tr("{accepted} accepted, {excluded} excluded, {refused} refused, {undecided} to go")
        return text.format(undecided=walk.undecided, **{kind.value: walk.count(kind) for kind in Kind})

    def _decision_in_words(self, walk: Walk) -> str:
        decision = walk.decision
        if decision is None:
            return self.tr("Not decided yet")
        if decision.kind is Kind.EXCLUDED:
            reason = self._reason_words().get(decision.reason, decision.reason)
            return self.tr("Excluded: {reason}").format(reason=reason)
        return self.tr("Accepted") if decision.kind is Kind.ACCEPTED else self.tr("Refused")

    def _window_in_words(self, window: Window | None) -> str:
        if window is None:
            return ""
        text = self.tr("Window: center {center:.0f}, width {width:.0f}")
        return text.format(center=window.center, width=window.width)

    def _crop_in_words(self, crop: Crop | None, whole: Crop | None) -> str:
        if whole is None:
            return ""
        if crop is None:
            text = self.tr("Crop: none, {width} x {height} pixels")
            return text.format(width=whole.width, height=whole.height)
        percent = 100 * crop.width * crop.height / (whole.width * whole.height)
        text = self.tr("Crop: {width} x {height} pixels, {percent:.0f} % of the picture")
        return text.format(width=crop.width, height=crop.height, percent=percent)
