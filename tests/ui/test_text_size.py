"""Words of 100 to 200 %: who chooses them, what grows with them, and screens with a scale factor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from sacroread import app
from sacroread.study.model import CutOff
from sacroread.ui import settings, theme
from sacroread.ui.main_window import MainWindow
from sacroread.ui.pages.probability_bar import ProbabilityBar
from sacroread.ui.pages.start import StartPage
from sacroread.ui.text_size import SIZES, grown, grown_sheet, size_in_force

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture
def words(qapp):
    """Let words have a size; plain ones again after the test."""
    theme.dress(qapp)
    yield lambda percent: theme.resize(qapp, percent)
    theme.resize(qapp, SIZES[0])


@pytest.mark.parametrize(
    ("chosen", "height", "percent"),
    [(0, 720, 100), (0, 1080, 100), (0, 1440, 100), (0, 2160, 150), (0, 4320, 200), (0, 500, 100),
     (175, 1080, 175), (100, 2160, 100), (90, 1080, 100)],
)  # fmt: skip
def test_the_chosen_size_counts_else_what_suits_the_screen(chosen, height, percent):
    assert size_in_force(chosen, height) == percent


def test_lengths_grow_with_the_words_and_thin_lines_stay_thin(words):
    words(200)
    assert grown(21) == 42
    assert grown_sheet("width: 16px; border: 1px solid red;") == "width: 32px; border: 1px solid red;"
    words(100)
    assert grown_sheet("width: 16px; padding: 7px 12px;") == "width: 16px; padding: 7px 12px;"


def test_a_chosen_size_is_kept_and_told(qtbot, words):
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    field = page.text_size.findChild(QComboBox)
    with qtbot.waitSignal(page.text_size.chosen) as told:
        field.setCurrentText("150 %")
        field.activated.emit(field.currentIndex())
    assert told.args == [150]
    settings.keep_text_size(150)
    assert settings.kept_text_size() == 150
    assert StartPage().text_size.findChild(QComboBox).currentText() == "150 %"


def test_another_size_takes_effect_at_once_while_no_study_is_open(qtbot, qapp, words, children):
    begun = []
    app._show(qapp, lambda: MainWindow(children), begun.append)
    qtbot.waitUntil(lambda: len(begun) == 1)
    plain = max(label.height() for label in begun[0].start.findChildren(QLabel) if label.isVisible())
    begun[0].first_run.keep_text_size(200)
    qtbot.waitUntil(lambda: len(begun) == 2)
    now = begun[1]
    qtbot.addWidget(now)
    titles = [label for label in now.start.findChildren(QLabel) if label.property("role") == "title"]
    assert QApplication.font().pixelSize() == 28
    assert [title.font().pixelSize() for title in titles] == [52]
    assert max(label.height() for label in now.start.findChildren(QLabel) if label.isVisible()) > plain
    now.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_two_names_of_cut_offs_touch_each_other(qtbot, words, percent):
    words(percent)
    bar = ProbabilityBar()
    qtbot.addWidget(bar)
    bar.resize(324 * percent // 100 * 3 // 4, 200)
    names = ("sensitivity-favouring", "balanced", "specificity-favouring")
    bar.show_probability(
        0.5, [CutOff(name, 0.44 + place / 100, 0.9, 0.9) for place, name in enumerate(names)]
    )
    ends = {}
    for cut_off, start, row in bar._names():
        assert start >= ends.get(row, 0)
        ends[row] = start + bar.fontMetrics().horizontalAdvance(f"{cut_off.name} 0.44") * 11 / 14
    assert sorted(ends) == [0, 1, 2]
    assert bar.height() >= 31 + 3 * grown(14)


def test_a_page_larger_than_the_window_scrolls_and_the_window_stays_as_it_is(qtbot, words, children):
    words(200)
    window = MainWindow(children)
    qtbot.addWidget(window)
    window.show()
    window.resize(800, 500)
    window.show_page("Keys")
    QApplication.processEvents()
    assert (window.width(), window.height()) == (800, 500)
    scroll = window._stack._scroll_of[window.keys]
    assert scroll.horizontalScrollBar().maximum() + scroll.viewport().width() == window.keys.width()
    assert scroll.verticalScrollBar().maximum() + scroll.viewport().height() == window.keys.height()
    window.close()


def test_nothing_bright_stands_beside_a_radiograph_in_a_light_scheme(qtbot, room, window):
    assert theme.DARK.surface in window._stack.rail.styleSheet()
    assert theme.DARK.surface in window.statusBar().styleSheet()
    window.show_page("Keys")
    assert window._stack.rail.styleSheet() == window.statusBar().styleSheet() == ""


def test_a_page_is_no_higher_than_the_window_where_its_words_have_room(qtbot, words, children):
    window = MainWindow(children)
    qtbot.addWidget(window)
    window.show()
    window.resize(1280, 720)
    for name in ("Study", "Training", "Keys", "Opinion"):
        window._stack._adopt(window._stack._pages[name].widget())
        page = window._stack._pages[name].widget()
        window._stack.setCurrentWidget(window._stack._scroll_of[page])
        QApplication.processEvents()
        scroll = window._stack._scroll_of[page]
        assert (name, scroll.verticalScrollBar().maximum(), scroll.horizontalScrollBar().maximum()) == (
            name,
            0,
            0,
        )
    window.close()


@pytest.mark.parametrize("factor", [1.5, 2])
def test_no_words_are_cut_off_on_a_screen_with_a_scale_factor(factor):
    """The walk through all pages again, in a process that is told so before Qt starts."""
    walk = "test_no_words_are_cut_off_on_any_page_at_1280_by_720[de-100]"
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
        f"{HERE / 'test_language.py'}::{walk}",
    ]  # fmt: skip
    environment = {**os.environ, "QT_SCALE_FACTOR": str(factor), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert ended.returncode == 0, ended.stdout[-2000:]
    assert "1 passed" in ended.stdout
