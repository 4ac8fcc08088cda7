"""The live curves of a run: losses, and beside them the tuning AUROC, over the epochs."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.ui.theme import colours_in_force

TRAIN, TUNE = "#4c9bd6", "#e0a030"  # apart in lightness, not only in hue
HEIGHT = 280
Epoch = Mapping[str, Any]


class TrainingPlot(QWidget):
    """Nothing but an empty area until the first epoch is there: pyqtgraph costs a second."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._plots: tuple[Any, Any] | None = None

    def show_epochs(self, epochs: Sequence[Epoch]) -> None:
        """Draw all epochs of a run anew."""
        losses, areas = self._plots or self._made()
        numbers = [epoch["epoch"] for epoch in epochs]
        for plot in (losses, areas):
            plot.clear()
        _draw(losses, numbers, [epoch["train_loss"] for epoch in epochs], (TRAIN, self._words()[0]))
        _draw(losses, numbers, [epoch["tune_loss"] for epoch in epochs], (TUNE, self._words()[1]))
        _draw(areas, numbers, [epoch["tune_auroc"] for epoch in epochs], (TUNE, self._words()[2]))

    def _words(self) -> tuple[str, str, str]:
        return self.tr("training loss"), self.tr("tuning loss"), self.tr("tuning AUROC")

    def _made(self) -> tuple[Any, Any]:
        import pyqtgraph  # here: it costs a second, and only a run needs it

        colours = colours_in_force()
        made = []
        for name in (self.tr("loss"), self.tr("tuning AUROC")):
            plot = pyqtgraph.PlotWidget(background=colours.surface)
            plot.setMouseEnabled(x=False, y=False)
            plot.hideButtons()
            plot.setMenuEnabled(False)
            plot.setAccessibleName(name)
            plot.addLegend(offset=(-10, 10), labelTextColor=colours.text)
            plot.setLabel("left", name, color=colours.text)
            plot.setLabel("bottom", self.tr("epoch"), color=colours.text)
            for side in ("bottom", "left"):
                plot.getAxis(side).setPen(colours.quiet)
                plot.getAxis(side).setTextPen(colours.text)
                plot.getAxis(side).enableAutoSIPrefix(enable=False)
            self._layout.addWidget(plot)
            made.append(plot)
        self._plots = made[0], made[1]
        return self._plots


def _draw(plot: Any, numbers: Sequence[int], values: Sequence[float], look: tuple[str, str]) -> None:  # noqa: ANN401 - pyqtgraph has no types
    colour, name = look
    pen = {"color": colour, "width": 2}
    plot.plot(
        list(numbers),
        list(values),
        pen=pen,
        symbol="o",
        symbolSize=6,
        symbolBrush=colour,
        symbolPen=None,
        name=name,
    )
