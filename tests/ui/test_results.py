"""The results page: it follows a hand, names cases, opens them for the coordinator, and can be cancelled."""

import json
import math
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from sacroread.demo.demo_study import open_demo_study
from sacroread.paths import resource
from sacroread.report.content import Column, Kind, Section, Table
from sacroread.report.explore import Choice, Subset, seen
from sacroread.report.material import Material, case_table
from sacroread.store.store import create_study, open_study
from sacroread.study.events import EventKind
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Case, Condition, CutOff, Draft, Prediction, Read, Reader, Role
from sacroread.study.protocol import SEED_BITS, Design, default_protocol
from sacroread.ui import language, theme
from sacroread.ui.pages.result_section import AT_ONCE, section_page
from sacroread.ui.pages.results import ResultsPage
from sacroread.ui.progress import Progress

PATIENCE_MS = 60_000
PROBABILITIES = (0.95, 0.9, 0.85, 0.8, 0.4, 0.5, 0.3, 0.2, 0.1, 0.05)
BUNDLE = resource("bundles/demo")
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


@pytest.fixture
def cases():
    """Ten cases, the first five definite by the reference standard; one reader calls four of them so."""
    names = [f"case {number}" for number in range(10)]
    reads = tuple(
        Read(name, "c1", Role.CENTRAL_1, name, Condition.UNAIDED, 0, Draft(), number < 4, None)
        for number, name in enumerate(names)
    )
    predictions = tuple(
        Prediction(name, p, "b", "0" * 64, None) for name, p in zip(names, PROBABILITIES, strict=True)
    )
    reference = tuple(ReferenceRow(name, number < 5, "external") for number, name in enumerate(names))
    return case_table(Material("Ten", "x", reads, predictions, reference))


@pytest.fixture
def explorer(qtbot, qapp, cases):
    from sacroread.ui.pages.explorer import Explorer

    theme.dress(qapp)
    made = Explorer()
    qtbot.addWidget(made)
    made.set_cases(cases, (CutOff("balanced", 0.45, 0.9, 0.9),), may_open=True)
    made.show()
    qtbot.waitExposed(made)
    return made


def counts(explorer):
    return [[int(explorer._counts.item(row, column).text()) for column in range(2)] for row in range(2)]


def test_it_starts_with_the_second_reader_at_the_cut_off_that_was_fixed_before(explorer):
    assert (explorer.choice.test, explorer.choice.against, explorer.choice.cut_off) == (
        *("second_reader", "reference", 0.45),
    )
    assert counts(explorer) == [[4, 1], [1, 4]]
    assert "fixed before these reads" in explorer._note.text()


def test_table_kappa_and_curve_follow_a_moved_cut_off(explorer):
    explorer._cut_off.setFocus()
    explorer.move_cut_off(0.35)
    assert counts(explorer) == [[4, 0], [1, 5]]
    assert explorer._numbers.item(0, 0).text().startswith("0.800")  # (0.9 - 0.5) / (1 - 0.5)
    assert explorer._numbers.item(0, 1).text() == "large-sample interval; the dossier bootstraps"
    assert explorer._numbers.item(2, 0).text() == "1.000 (0.566 to 1.000)"  # 5 of 5: from 5 / (5 + 1.96^2)
    assert explorer._numbers.item(2, 1).text() == "Wilson's interval"
    assert explorer._slider.value() == 350
    x, y = explorer._plot._here.getData()
    assert (x.tolist(), y.tolist()) == ([pytest.approx(0.2)], [1.0])
    assert "Exploratory" in explorer._note.text()


def test_the_slider_moves_by_keys(explorer):
    explorer._slider.setFocus()
    QTest.keyClick(explorer._slider, Qt.Key.Key_Home)
    assert counts(explorer) == [[0, 0], [5, 5]]


def test_a_subset_holds_only_its_cases(explorer, cases):
    explorer.pick("second_reader", "central_1", Subset.DEFINITE)
    assert counts(explorer) == [[1, 0], [0, 4]]
    choice = Choice("second_reader", "central_1", Subset.DEFINITE, 0.45)
    assert seen(cases, choice).estimates["agreement"].n == 5


def test_readers_need_no_cut_off(explorer):
    explorer.pick("central_1", "reference")
    assert counts(explorer) == [[5, 1], [0, 4]]
    assert not explorer._slider.isEnabled()


def test_the_cases_behind_an_operating_point_are_named_where_the_mouse_is(explorer):
    place = explorer._plot.place_of(0.5)
    explorer._plot._plot.scene().sigMouseMoved.emit(place)
    assert explorer._hover.text() == "At 0.500: case 5"
    explorer._plot._plot.scene().sigMouseMoved.emit(place + type(place)(-60, -60))
    assert math.isnan(explorer._plot.nearest(place + type(place)(200, 90)))


def test_the_coordinator_opens_a_case_on_which_the_two_differ(qtbot, explorer):
    assert [explorer._case_ids.item(n).text() for n in range(2)] == ["case 5", "case 4"]
    with qtbot.waitSignal(explorer.case_wanted) as caught:
        explorer._case_ids.setCurrentRow(1)
        QTest.mouseClick(explorer._open, Qt.MouseButton.LeftButton)
    assert caught.args == ["case 4"]


def test_a_cell_of_the_table_lists_its_cases(explorer):
    explorer._counts.setCurrentCell(0, 0)
    listed = [explorer._case_ids.item(n).text() for n in range(explorer._case_ids.count())]
    assert listed == ["case 6", "case 7", "case 8", "case 9"]


def test_who_grades_opens_nothing_from_the_results(qtbot, explorer, cases):
    explorer.set_cases(cases, (), may_open=False)
    assert not explorer._open.isVisibleTo(explorer)
    with qtbot.assertNotEmitted(explorer.case_wanted):
        explorer._case_ids.itemActivated.emit(explorer._case_ids.item(0))


def test_a_study_without_anything_to_compare_says_so(explorer, cases):
    bare = replace(cases, readers=(), probabilities=np.full(10, np.nan), reference=np.full(10, -1))
    explorer.set_cases(bare, (), may_open=True)
    assert explorer.shown is None
    assert explorer._note.text() == "There are no two index tests to compare."


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "demo"
    open_demo_study(folder).close()
    return folder / "demo.sacro"


@pytest.fixture
def page(qtbot, qapp, study):
    theme.dress(qapp)
    with open_study(study) as store:
        made = ResultsPage(BUNDLE)
        qtbot.addWidget(made)
        made.set_study(store)
        made.resize(1100, 700)
        made.show()
        made.refresh()
        qtbot.waitUntil(lambda: made.is_ready, timeout=PATIENCE_MS)
        yield made
        made.close_tasks()


def test_every_section_can_be_shown_and_come_back_to_what_was_explored(page):
    page.show_explorer()
    page.explorer.pick("local_1", "central_1")
    chosen = page.explorer.choice
    for number in range(len(page.section_titles)):
        page.show_section(number)
        assert page._body.currentWidget() is page._scroll
    page.show_explorer()
    assert page._exploring.widget() is page.explorer
    assert page._body.currentWidget() is page._exploring
    assert page.explorer.choice == chosen


def test_the_saved_dossier_holds_what_is_shown(qtbot, page, tmp_path):
    page.save(tmp_path / "dossier")
    qtbot.waitUntil(lambda: "is in" in page._message.text(), timeout=PATIENCE_MS)
    written = json.loads((tmp_path / "dossier" / "estimates.json").read_text())
    assert [each["name"] for each in written] == [each.name for each in page._dossier.estimates]


def test_what_is_shown_does_not_give_the_seed_of_the_study_away(qtbot, qapp, tmp_path):
    protocol = default_protocol("Study", Design.PANEL, secrets.randbits(SEED_BITS))
    cases = [Case(f"c{number}", f"p{number}", f"c{number}.dcm", "hash") for number in range(4)]
    with create_study(tmp_path / "mine.sacro", protocol, NOW) as store:
        store.add_cases(cases)
        for name in ("a", "b"):
            store.add_reader(Reader(name, Role.PANEL))
            store.append(
                Read(
                    f"{name} {each.case_id}",
                    name,
                    Role.PANEL,
                    each.case_id,
                    Condition.UNAIDED,
                    0,
                    Draft(),
                    True,
                    NOW,
                )
                for each in cases
            )
        page = ResultsPage(BUNDLE)
        qtbot.addWidget(page)
        page.set_study(store)
        page.refresh()
        qtbot.waitUntil(lambda: page.is_ready, timeout=PATIENCE_MS)
        page.save(tmp_path / "dossier")
        qtbot.waitUntil(lambda: "is in" in page._message.text(), timeout=PATIENCE_MS)
        page.close_tasks()
    written = [each for each in (tmp_path / "dossier").rglob("*") if each.is_file()]
    assert len(written) > 5
    assert not [each.name for each in written if str(protocol.seed).encode() in each.read_bytes()]


def test_a_look_of_the_coordinator_is_on_record_once_for_each_opening(page):
    store = page._store
    before = len(store.events([EventKind.RESULTS]))  # the page has been opened already
    page.refresh()
    assert len(store.events([EventKind.RESULTS])) == before
    page.set_study(store)
    page.refresh("reader-3")  # his desk has noted it
    assert len(store.events([EventKind.RESULTS])) == before
    page.refresh()
    assert len(store.events([EventKind.RESULTS])) == before + 1
    assert {each.reader_id for each in store.events([EventKind.RESULTS])} == {""}


def test_cancel_ends_the_saving_within_a_second_and_leaves_nothing(qtbot, page, tmp_path):
    page.save(tmp_path / "dossier")
    qtbot.waitUntil(lambda: page._saving.share > 0, timeout=PATIENCE_MS)
    QTest.mouseClick(page._saving.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._message.text().startswith("Cancelled"), timeout=5000)
    assert list(tmp_path.iterdir()) == []
    assert page._save.isEnabled()
    assert not page._saving.isVisible()


def test_work_that_was_asked_anew_is_told_once(qtbot):
    progress, begun, told = Progress(), Event(), []
    qtbot.addWidget(progress)

    def first(step):
        begun.set()
        while True:
            step(0.5, "first")

    progress.run(first, told.append, told.append)
    assert begun.wait(5)
    progress.run(lambda step: step(1, "second") or "second", told.append, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["second"]


def test_in_german_everything_of_the_explorer_fits_a_small_window(qtbot, qapp, cases):
    from sacroread.ui.pages.explorer import Explorer

    theme.dress(qapp)
    language.speak(qapp, "de")
    try:
        made = Explorer()
        qtbot.addWidget(made)
        made.set_cases(cases, (), may_open=True)
        made.show()
        qtbot.waitExposed(made)
        assert made._test.itemText(0) == "Zweitbefunder"
        assert made._against.itemText(0) == "Referenzstandard"
        assert made.choice.test == "second_reader"
        assert (
            made.minimumSizeHint().width() < 1280 - 240 - 2 * 28 - 40
        )  # beside the sections, at 1280 pixels
    finally:
        language.speak(qapp, "en")


def test_of_a_hundred_tables_the_first_are_there_at_once_and_the_rest_follows(qtbot, qapp):
    rows = (("a", 1),)
    columns = (Column("Reader"), Column("Cases", Kind.COUNT))
    tables = tuple(Table(f"t{number}", f"Table of {number}", columns, rows) for number in range(100))
    page = section_page(Section("many", "Many", tables=tables), "", {})
    qtbot.addWidget(page)
    page.show()
    assert len(page.findChildren(QTableWidget)) == AT_ONCE
    qtbot.waitUntil(lambda: len(page.findChildren(QTableWidget)) == 100, timeout=PATIENCE_MS)
    layout = page.layout()
    shown = [layout.itemAt(place).widget() for place in range(layout.count())]
    assert [each.accessibleName() for each in shown if isinstance(each, QTableWidget)] == [
        f"Table of {number}" for number in range(100)
    ]
    assert shown[-1] is None  # the stretch stays last
