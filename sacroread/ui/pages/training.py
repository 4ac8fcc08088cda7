"""The training page: a curated set, a recipe, a run in a child process, and whether the result is better."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sacroread.errors import SacroReadError
from sacroread.second_reader.shelf import Shelf
from sacroread.ui.pages.parts import button, card, label, scrolling
from sacroread.ui.pages.row import Row
from sacroread.ui.pages.training_child import TrainingChild, is_left_at_work
from sacroread.ui.pages.training_plot import RatesPlot, TrainingPlot
from sacroread.ui.pages.training_words import (
    SET,
    cost_in_words,
    duration,
    estimate_in_words,
    rates_in_words,
    set_in_words,
    told,
)
from sacroread.ui.services import Trainer
from sacroread.ui.text_size import are_words_large

RECORD, RECIPE = "run.json", "recipe.toml"
COST, RATES, EVALUATION, BUNDLE = "cost", "rates", "evaluation", "bundle"
LEFT_WIDTH, SCROLL_BAR = 430, 14


class TrainingPage(QWidget):
    """Left what is asked for, right what comes of it. `bundle_changed` tells that another bundle reads."""

    bundle_changed = Signal()

    def __init__(self, trainer: Trainer, shelf: Shelf, folder: Path) -> None:
        """Make the page; `folder` is where runs are kept, and need not exist."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._trainer, self._shelf, self._folder = trainer, shelf, folder
        self._child = TrainingChild(trainer.command, self)
        self._doing, self._is_cancelled = "", False
        self._epochs: list[dict[str, Any]] = []
        self._make_parts()
        self._lay_out()
        self._child.said.connect(self._take_line)
        self._child.ended.connect(self._end)
        self._refresh()

    @property
    def run_folder(self) -> Path:
        """The folder of the run that the page is about."""
        return self._folder / (self._name.text().strip() or "run")

    @property
    def message(self) -> str:
        """What the page says."""
        return self._message.text()

    def choose_set(self, folder: Path) -> None:
        """Take a curated set; say what is in it."""
        self._set.setText(str(folder))
        self._message.setText(set_in_words(folder))
        self._refresh()

    def estimate(self) -> None:
        """Measure what the recipe costs here."""
        self._start(COST, ["cost", self._set.text(), *self._asked()], self._folder / COST)

    def find_rates(self) -> None:
        """Draw how the loss falls as the learning rate grows."""
        place = self._folder / RATES
        words = ["rates", self._set.text(), *self._asked(), *self._begun_with(), "-o", str(place)]
        self._start(RATES, words, place)

    def start(self) -> None:
        """Train, from the beginning or, where a run of that name was interrupted, from its last epoch."""
        is_begun = (self.run_folder / RECIPE).is_file()
        words = ["fit", self._set.text(), *self._asked(), "-o", str(self.run_folder)]
        log = self._folder / f"{self.run_folder.name}.log"
        self._start("fit", [*words, *self._begun_with(), *(["--resume"] if is_begun else [])], log)

    def cancel(self) -> None:
        """End the child; its finished epochs are kept."""
        self._is_cancelled = True
        self._child.cancel()

    def compare(self) -> None:
        """Measure the run and the bundle that reads on the same tuning cases."""
        place = self.run_folder / EVALUATION
        words = ["evaluate", str(self.run_folder), "-o", str(place), "--against", str(self._shelf.active())]
        self._start(EVALUATION, words, place)

    def activate(self) -> None:
        """Make a bundle of the run and let it read from now on; the one before stays."""
        number = 1 + len(list(self.run_folder.glob(f"{BUNDLE}-*")))
        place = self.run_folder / f"{BUNDLE}-{number}"
        words = [
            "export",
            str(self.run_folder),
            "-o",
            str(place),
            "--bundle-version",
            str(number),
            "--activate",
        ]
        self._start(BUNDLE, words, self.run_folder / "export")

    def roll_back(self) -> None:
        """Let the bundle read again that read before."""
        try:
            place = self._shelf.roll_back()
        except SacroReadError as error:
            self._message.setText(str(error))
            return
        self._message.setText(self.tr("The bundle {name} reads again.").format(name=place.name))
        self.bundle_changed.emit()
        self._refresh()

    def close_tasks(self) -> None:
        """Leave the child at work: the run goes on without the window and is found again."""
        self._child.leave()

    def showEvent(self, event: QShowEvent) -> None:
        """Find a run again that was left at work."""
        super().showEvent(event)
        self._find_again()

    def _find_again(self) -> None:
        log = self._folder / f"{self.run_folder.name}.log"
        if not self._child.is_at_work and is_left_at_work(log):
            self._doing, self._epochs = "fit", []
            self._child.follow(log)
            self._refresh()

    def _start(self, doing: str, words: Sequence[str], folder: Path) -> None:
        self._doing, self._is_cancelled = doing, False
        if doing == "fit":
            self._epochs = []
        try:
            self._child.start(words, folder)
            self._message.setText(self.tr("Starting..."))
        except SacroReadError as error:
            self._message.setText(str(error))
        self._refresh()

    def _asked(self) -> list[str]:
        return ["--recipe", self._recipe.currentText(), "--device", str(self._device.currentData())]

    def _begun_with(self) -> list[str]:
        return ["--weights", str(self._weights.currentData())]

    def _take_line(self, line: str) -> None:
        stated = told(line)
        if "seconds_left" in stated:
            self._epochs.append(stated)
            self._plot.show_epochs(self._epochs)
            self._show_progress(stated)
        elif "per_picture" in stated:
            self._cost.setText(cost_in_words(stated))
        elif "steepest" in stated:
            self._rates_plot.show_rates(stated)
            self._message.setText(rates_in_words(stated))
        elif line:
            self._message.setText(line)

    def _show_progress(self, epoch: dict[str, Any]) -> None:
        done = sum(each["seconds"] for each in self._epochs)
        self._progress.setMaximum(max(1, round(done + epoch["seconds_left"])))
        self._progress.setValue(round(done))
        words = self.tr("Epoch {epoch}, {size} px: tuning AUROC {auroc:.3f}; at most {left} left")
        self._message.setText(words.format(
            epoch=epoch["epoch"], size=epoch["size"], auroc=epoch["tune_auroc"],
            left=duration(epoch["seconds_left"]),
        ))  # fmt: skip

    def _end(self, last: str) -> None:
        if self._doing == "fit" and (self.run_folder / RECORD).is_file():
            self._progress.setValue(self._progress.maximum())
            self._message.setText(self.tr("Finished: {line}").format(line=last))
        elif self._is_cancelled:
            self._message.setText(
                self.tr("Stopped. Every finished epoch is kept; Resume goes on after them.")
            )
        elif self._doing == EVALUATION:
            self._show_comparison()
        elif self._doing == BUNDLE:
            self.bundle_changed.emit()
        self._refresh()

    def _show_comparison(self) -> None:
        path = self.run_folder / EVALUATION / "comparison.json"
        if not path.is_file():
            return
        stated = json.loads(path.read_text(encoding="utf-8"))
        blocks = (
            (self.tr("This run"), stated["run"]),
            (self.tr("The bundle that reads, {name}").format(name=stated["bundle_id"]), stated["before"]),
            (self.tr("Difference, run minus bundle"), stated["differences"]),
        )
        lines = [stated["note"]]
        for name, estimates in blocks:
            lines += ["", name, *(estimate_in_words(each) for each in estimates)]
        self._comparison.setText("\n".join(lines))
        self._message.setText(self.tr("Compared on the tuning cases. The test cases were not touched."))

    def _refresh(self) -> None:
        is_there, at_work = bool(self._trainer.command), self._child.is_at_work
        has_set = (Path(self._set.text()) / SET).is_file()
        is_done, is_begun = (self.run_folder / RECORD).is_file(), (self.run_folder / RECIPE).is_file()
        may_start = is_there and has_set and not at_work
        for each in (self._estimate, self._rates):
            each.setEnabled(may_start)
        self._begin.setEnabled(may_start and not is_done)
        self._begin.setText(self.tr("Resume") if is_begun and not is_done else self.tr("Start training"))
        self._stop.setEnabled(at_work)
        for each in (self._compare, self._activate):
            each.setEnabled(is_there and is_done and not at_work)
        self._back.setEnabled(bool(self._shelf.history()) and not at_work)
        if not is_there:
            self._message.setText(
                self.tr("Training is not installed. Install it with: pip install sacroread[training]")
            )

    def _make_parts(self) -> None:
        self._set, self._name = QLineEdit(), QLineEdit("run")
        self._set.setPlaceholderText(self.tr("A folder that holds set.json"))
        self._recipe, self._device, self._weights = QComboBox(), QComboBox(), QComboBox()
        self._recipe.addItems(list(self._trainer.recipes))
        for text, word in ((self.tr("Fastest there is"), "auto"), (self.tr("Processor"), "cpu")):
            self._device.addItem(text, word)
        starts = (
            (self.tr("ImageNet"), "download"),
            (self.tr("Nothing: random numbers"), "none"),
            (self.tr("A file..."), ""),
        )
        for text, word in starts:
            self._weights.addItem(text, word)
        self._weights.activated.connect(self._ask_weights)
        self._cost, self._message = label("", "quiet"), label("", "quiet")
        self._comparison, self._plot, self._progress = label("", "quiet"), TrainingPlot(), QProgressBar()
        self._rates_plot = RatesPlot()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of the run"))
        self._set.editingFinished.connect(lambda: self.choose_set(Path(self._set.text())))
        self._name.textChanged.connect(lambda _: self._refresh())
        self._make_buttons()

    def _make_buttons(self) -> None:
        def made(text: str, role: str, clicked: Any) -> QPushButton:  # noqa: ANN401 - any slot
            return button(text, text, role, clicked)

        self._choose = made(self.tr("Choose..."), "", self._ask_set)
        self._estimate = made(self.tr("Estimate the cost"), "", self.estimate)
        self._rates = made(self.tr("Find the rate"), "", self.find_rates)
        self._begin = made(self.tr("Start training"), "primary", self.start)
        self._stop = made(self.tr("Cancel"), "", self.cancel)
        self._compare = made(self.tr("Compare with the bundle that reads"), "", self.compare)
        self._activate = made(self.tr("Activate"), "", self.activate)
        self._back = made(self.tr("Roll back"), "", self.roll_back)

    def _ask_set(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a curated set"))
        if folder:
            self.choose_set(Path(folder))

    def _ask_weights(self, place: int) -> None:
        """Ask for a weights file where one is wanted; without an answer ImageNet stays."""
        if self._weights.itemData(place):
            return
        kinds = self.tr("Weights (*.pth *.safetensors)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a weights file"), filter=kinds)
        if name:
            self._weights.insertItem(0, Path(name).name, name)
        self._weights.setCurrentIndex(0)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for each in (self._asked_card(), self._run_card(), self._result_card()):
            column.addWidget(each)
        column.addStretch()
        layout = Row(least=LEFT_WIDTH)
        self.setLayout(layout)
        layout.setContentsMargins(32, 28, 32, 28)
        layout.setSpacing(24)
        self._comparison.setText(
            self.tr("The curves appear after the first epoch, the comparison on demand.")
        )
        right = card(
            label(self.tr("Curves and comparison"), "heading"),
            self._plot,
            self._rates_plot,
            self._comparison,
            QWidget(),
        )
        if are_words_large():  # all of the page scrolls
            layout.addWidget(left)
            layout.addWidget(right, 1)
            return
        left.setFixedWidth(LEFT_WIDTH)
        asked = scrolling(left)
        asked.setFixedWidth(LEFT_WIDTH + SCROLL_BAR)
        layout.addWidget(asked)
        layout.addWidget(scrolling(right), 1)

    def _asked_card(self) -> QWidget:
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(8)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        chosen = _beside(self._set, self._choose)
        named = (
            (self.tr("Curated set"), chosen),
            (self.tr("Recipe"), self._recipe),
            (self.tr("Device"), self._device),
            (self.tr("Starts from"), self._weights),
            (self.tr("Name of the run"), self._name),
        )
        for name, field in named:
            (
                self._set if field not in {self._recipe, self._device, self._weights, self._name} else field
            ).setAccessibleName(name)
            rows.addRow(name, field)
        return card(
            label(self.tr("Train a second reader"), "title"),
            form,
            self._cost,
            _beside(self._estimate, self._rates),
        )

    def _run_card(self) -> QWidget:
        words = self.tr("A run goes on when the window is closed, and is found again here.")
        return card(
            label(self.tr("Run"), "heading"),
            self._progress,
            self._message,
            label(words, "quiet"),
            _beside(self._begin, self._stop),
        )

    def _result_card(self) -> QWidget:
        words = self.tr("Nothing reads before you activate it, and the bundle before stays.")
        return card(
            label(self.tr("Result"), "heading"),
            label(words, "quiet"),
            self._compare,
            _beside(self._activate, self._back),
        )


def _beside(first: QWidget, second: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(first, 1)
    layout.addWidget(second)
    return row
