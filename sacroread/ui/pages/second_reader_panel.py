"""What the second reader says, once it may."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from sacroread.errors import SacroReadError
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.position import probability_text
from sacroread.ui.pages.parts import label
from sacroread.ui.pages.probability_bar import ProbabilityBar
from sacroread.ui.sentences import in_own_words


class SecondReaderPanel(QWidget):
    """Probability, cut-offs, sentence, warnings, and the switch of the heatmap."""

    heatmap_switched = Signal(bool)
    opacity_changed = Signal(float)  # 0 to 1

    def __init__(self) -> None:
        super().__init__()
        self._heading = label(self.tr("Second reader"), "heading")
        self._figure = label("", "figure")
        self._bar = ProbabilityBar()
        self._sentence = label()
        self._warning = label("", "warning")
        self._switch = QPushButton(self.tr("Heatmap  T"))
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._set_up_switch()
        self._lay_out()

    def show_opinion(self, opinion: Opinion | SacroReadError | None) -> None:
        """Show an opinion, why there is none, or that it is being formed."""
        is_there = isinstance(opinion, Opinion)
        for widget in (self._figure, self._bar, self._switch, self._opacity):
            widget.setVisible(is_there)
        if isinstance(opinion, Opinion):
            self._show(opinion)
        else:
            self._sentence.setText(str(opinion) if opinion else self.tr("Looking at the radiograph..."))
            self._warning.hide()

    def set_heatmap(self, *, is_on: bool, opacity: float) -> None:
        """Show whether the heatmap is drawn, and how opaque (0 to 1)."""
        self._switch.setChecked(is_on)
        self._opacity.setValue(round(opacity * 100))

    def _show(self, opinion: Opinion) -> None:
        self._figure.setText(probability_text(opinion.prediction.probability))
        self._bar.show_probability(opinion.prediction.probability, opinion.cut_offs)
        self._sentence.setText(in_own_words(opinion.sentence))
        warnings = [
            self.tr("Trained on synthetic radiographs: says nothing about patients.") * opinion.is_synthetic,
            self.tr("Most of its attention lies outside the joints.") * opinion.attention_is_low,
            in_own_words(opinion.prediction.refer_reason),
        ]
        self._warning.setText("\n".join(filter(None, warnings)))
        self._warning.setVisible(any(warnings))

    def _set_up_switch(self) -> None:
        self._switch.setCheckable(True)
        self._switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._switch.setAccessibleName(self.tr("Heatmap on or off"))
        self._switch.clicked.connect(self.heatmap_switched)
        self._opacity.setRange(10, 100)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._opacity.setAccessibleName(self.tr("Opacity of the heatmap, percent"))
        self._opacity.valueChanged.connect(lambda value: self.opacity_changed.emit(value / 100))

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._figure)
        bottom.addWidget(self._switch)
        bottom.addWidget(self._opacity, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        for widget in (self._bar, self._sentence, self._warning):
            layout.addWidget(widget)
        layout.addLayout(bottom)
