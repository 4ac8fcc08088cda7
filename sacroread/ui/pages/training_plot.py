"""The live curves of a run: losses, and beside them the tuning AUROC; and the loss over growing rates."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sacroread.ui.theme import system_colours

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
        epoch = self.tr("epoch")
        self._plots = _plot(self.tr("loss"), epoch), _plot(self.tr("tuning AUROC"), epoch)
        for plot in self._plots:
            self._layout.addWidget(plot)
        return self._plots


class RatesPlot(QWidget):
    """The loss over growing learning rates, with the rate where it falls most steeply and the recipe's."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._plot: Any = None
        self.hide()

    def show_rates(self, found: Mapping[str, Any]) -> None:
        """Draw what `sacroread-train rates` told."""
        if self._plot is None:
            self._plot = _plot(self.tr("loss"), self.tr("learning rate"))
            self._plot.setLogMode(x=True)
            self._plot.getPlotItem().legend.setOffset((10, 10))  # the loss explodes on the right
            self._layout.addWidget(self._plot)
        self._plot.clear()
        colours = {"rates": TRAIN, "steepest": TUNE, "of_recipe": system_colours().quiet}
        ends = [min(found["losses"]), max(found["losses"])]
        lines = (
            (self.tr("loss"), "rates", found["rates"], found["losses"]),
            (self.tr("falls most steeply"), "steepest", [found["steepest"]] * 2, ends),
            (self.tr("the recipe's rate"), "of_recipe", [found["of_recipe"]] * 2, ends),
        )
        for name, what, rates, losses in lines:
            self._plot.plot(rates, losses, pen={"color": colours[what], "width": 2}, name=name)
        self.show()


def _plot(left: str, bottom: str) -> Any:  # noqa: ANN401 - pyqtgraph has no types
    import pyqtgraph  # here: it costs a second, and only a run needs it

    colours = system_colours()
    plot = pyqtgraph.PlotWidget(background=colours.surface)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setAccessibleName(left)
    plot.addLegend(offset=(-10, 10), labelTextColor=colours.text)
    for side, name in (("left", left), ("bottom", bottom)):
        plot.setLabel(side, name, color=colours.text)
        plot.getAxis(side).setPen(colours.quiet)
        plot.getAxis(side).setTextPen(colours.text)
        plot.getAxis(side).enableAutoSIPrefix(enable=False)
    return plot


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
