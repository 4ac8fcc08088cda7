"""The coordinator's page over a real study: what it shows, what it does, and what it cannot do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from sacroread.coordination import overview
from sacroread.store.store import create_study
from sacroread.study.model import Case, Condition, Draft, Read, Reader, Role
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.pages.ask_all import AskAll
from sacroread.ui.pages.case_table import DEFINITE, READS, CaseTable, Show
from sacroread.ui.pages.study import StudyPage

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LONG = "a.reader.with-a-long-name@hospital.example.org"
LOCAL, CENTRAL_1 = Reader("site-a", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
CASES = [f"c{number:02d}" for number in range(12)]


def read(reader, case_id, *, definite):
    name = f"{reader.reader_id}/{case_id}"
    return Read(name, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, Draft(), definite, NOW)


@pytest.fixture
def store(tmp_path):
    """Twelve cases; eight are read by both first readers, who differ on c00 and c04."""
    rules = replace(default_protocol("Study", Design.ADJUDICATED, 7), decoy_share=0.0)
    with create_study(tmp_path / "study.sacro", rules, NOW) as made:
        made.add_cases([Case(case_id, f"p-{case_id}", f"{case_id}.dcm", case_id) for case_id in CASES])
        for reader in (LOCAL, CENTRAL_1):
            made.add_reader(reader)
            made.extend_worklist(reader, 1, CASES)
        made.append([read(LOCAL, case_id, definite=True) for case_id in CASES[:8]])
        made.append(
            [read(CENTRAL_1, case_id, definite=case_id not in {"c00", "c04"}) for case_id in CASES[:8]]
        )
        yield made


@pytest.fixture
def page(qtbot, store, children):
    """The page with the study on it."""
    made = StudyPage(AskAll(children.predict.submit, lambda: children.bundle))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.set_study(store)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.is_ready)
    yield made
    made.close_tasks()


def shown(table):
    return [table.cases.index(row, 0).data() for row in range(table.cases.rowCount())]


def choose(page, *case_ids):
    page.table.clearSelection()
    for row, case_id in enumerate(shown(page.table)):
        if case_id in case_ids:
            index = page.table.cases.index(row, 0)
            page.table.selectionModel().select(index, SELECT_ROW)


def figure(page, name):
    found = [each for each in page.findChildren(QLabel) if each.accessibleName() == name]
    return found[0].text()


def press(qtbot, page, made):
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Looking" not in page.message)


def test_the_page_counts_cases_reads_and_what_waits(page):
    counts = {name: figure(page, name) for name in ("Enrolled", "Read", "Discordant", "Adjudicated")}
    assert counts == {"Enrolled": "12", "Read": "8", "Discordant": "2", "Adjudicated": "0"}
    assert figure(page, "Reference standard") == "6"
    rows = [page._waiting.item(row, 0).text() for row in range(page._waiting.rowCount())]
    assert rows == ["Central reader 1", "Central reader 2", "Local reader"]


def test_the_table_finds_a_case_while_it_is_typed(qtbot, page):
    qtbot.keyClicks(page._search, "c04 waits")
    assert shown(page.table) == ["c04"]


def test_the_table_shows_one_kind_of_cases(qtbot, page):
    page._kind.setCurrentIndex(page._kind.findData(Show.DISCORDANT))
    assert shown(page.table) == ["c00", "c04"]
    page._kind.setCurrentIndex(page._kind.findData(Show.FINAL))
    assert len(shown(page.table)) == 6


def test_reads_are_sorted_as_numbers_and_both_ways(store, qtbot):
    table = CaseTable()
    qtbot.addWidget(table)
    states = [
        replace(each, read_count=count) for each, count in zip(overview(store).cases, range(12), strict=True)
    ]
    table.cases.show_cases(states)
    table.sortByColumn(READS, Qt.SortOrder.DescendingOrder)
    assert shown(table) == list(reversed(CASES))
    table.sortByColumn(DEFINITE, Qt.SortOrder.AscendingOrder)
    assert table.cases.index(0, DEFINITE).data() == ""


def test_cases_are_excluded_with_a_reason_only_and_come_back(qtbot, page, store):
    choose(page, "c10", "c11")
    assert not page._exclude.isEnabled()
    qtbot.keyClicks(page._reason, "no pelvis")
    with qtbot.waitSignal(page.changed):
        press(qtbot, page, page._exclude)
    qtbot.waitUntil(lambda: figure(page, "Excluded") == "2")
    page._kind.setCurrentIndex(page._kind.findData(Show.EXCLUDED))
    assert shown(page.table) == ["c10", "c11"]
    choose(page, "c10")
    qtbot.keyClicks(page._reason, "checked")
    press(qtbot, page, page._include)
    qtbot.waitUntil(lambda: figure(page, "Excluded") == "1")
    assert overview(store).flow.excluded == {"no pelvis": 1}


def test_a_reason_with_marks_in_it_stands_in_the_tool_tips_as_it_was_typed(qtbot, page):
    choose(page, "c10")
    qtbot.keyClicks(page._reason, "age <b>18</b> & no pelvis")
    press(qtbot, page, page._exclude)
    qtbot.waitUntil(lambda: figure(page, "Excluded") == "1")
    (told,) = [each for each in page.findChildren(QLabel) if each.accessibleName() == "Excluded"]
    cells = page.table.cases
    row = shown(page.table).index("c10")
    tips = (
        told.toolTip(),
        next(
            tip
            for column in range(cells.columnCount())
            if "age" in (tip := cells.index(row, column).data(Qt.ItemDataRole.ToolTipRole))
        ),
    )
    for tip in tips:
        shows = QTextDocument()
        shows.setHtml(tip)
        assert "age <b>18</b> & no pelvis" in shows.toPlainText()


def test_a_reader_is_added_and_gets_the_cases_that_were_chosen_for_him(qtbot, page, store):
    choose(page, "c09")
    page._role.setCurrentIndex(page._role.findData(Role.LOCAL))
    qtbot.keyClicks(page._name, "site-b")
    qtbot.keyClick(page._name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._assignee.findText("site-b") >= 0)
    choose(page, "c09")
    page._assignee.setCurrentText("site-b")
    press(qtbot, page, page._assign)
    assert "c09 is excluded, or another local reader has it" in page.message
    assert store.worklist(Reader("site-b", Role.LOCAL)) == ()


def wait_out_a_double_click(qtbot):
    qtbot.wait(QApplication.doubleClickInterval() + 50)


def test_the_study_is_locked_when_the_question_is_answered_and_no_read_changes(qtbot, page, store):
    before = store.all_reads()
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    assert page._question.words.startswith("A locked study takes no read and no correction, for good.")
    assert overview(store).locked_at is None
    wait_out_a_double_click(qtbot)
    press(qtbot, page, page._question.agree)
    qtbot.waitUntil(lambda: "Locked on" in page.message)
    assert overview(store).locked_at is not None
    assert page._question.isHidden()
    choose(page, "c01")
    qtbot.keyClicks(page._reason, "late")
    assert not any(made.isEnabled() for made in (page._exclude, page._assign, page._lock))
    assert page._export.isEnabled()
    assert store.all_reads() == before


def test_who_would_lock_the_study_is_told_how_much_is_still_open(qtbot, page):
    """Of twelve cases four are read by nobody, two wait for a third reader; two readers have four left."""
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    assert page._question.words.endswith(
        "Cases that still wait for a read: 6. Reads that are still open on worklists: 8."
    )


def test_a_double_click_locks_nothing_wherever_it_falls(qtbot, page, store):
    at = page._lock.mapTo(page, page._lock.rect().center())
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    agree = page._question.agree
    assert not agree.rect().contains(agree.mapFrom(page, at)), "the second step stands elsewhere"
    qtbot.mouseDClick(page.childAt(at), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(agree, Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    assert overview(store).locked_at is None
    assert page._question.words


def test_cancel_is_what_the_next_key_does_and_gives_the_focus_back(qtbot, page, store):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page._lock.setFocus()
    qtbot.keyClick(page._lock, Qt.Key.Key_Space)
    assert page._question.cancel.hasFocus()
    qtbot.keyClick(page._question.cancel, Qt.Key.Key_Space)
    assert page._question.words == ""
    assert page._lock.hasFocus()
    assert overview(store).locked_at is None


def test_a_lock_that_was_asked_for_is_forgotten_when_the_page_is_left(qtbot, page):
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    page.hide()
    page.show()
    assert page._question.words == ""
    assert not page._question.isVisible()


def test_all_reads_are_exported(qtbot, page, tmp_path):
    page.export(tmp_path / "reads.csv")
    qtbot.waitUntil(lambda: page.message == "16 reads are in reads.csv.")
    assert len((tmp_path / "reads.csv").read_text().splitlines()) == 17


def test_ten_thousand_cases_are_filtered_and_sorted(store, qtbot):
    table = CaseTable()
    qtbot.addWidget(table)
    state = overview(store).cases[0]
    many = [replace(state, case=replace(state.case, case_id=f"c{number:05d}")) for number in range(10_000)]
    table.cases.show_cases(many)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.cases.search("c0999")
    assert shown(table) == [f"c0999{number}" for number in range(9, -1, -1)]
    table.selectRow(0)
    assert table.chosen == ("c09999",)


def test_a_column_is_as_wide_as_its_words_where_there_is_room_and_as_a_hand_dragged_it(store, qtbot):
    table = CaseTable()
    qtbot.addWidget(table)
    table.resize(1000, 300)
    table.show()
    state = overview(store).cases[0]
    named = replace(state, case=replace(state.case, case_id="1.2.840.113619.2.55"))
    table.cases.show_cases([named, state])
    words = table.fontMetrics().horizontalAdvance("1.2.840.113619.2.55")
    assert words + 6 < table.columnWidth(0) < words + 80
    table.setColumnWidth(0, 90)
    table.cases.search("c")
    assert table.columnWidth(0) == 90
    assert sum(map(table.columnWidth, range(6))) == table.viewport().width()


def test_several_selected_cases_stay_so_and_the_first_of_them_in_sight(store, qtbot):
    table = CaseTable()
    qtbot.addWidget(table)
    state = overview(store).cases[0]
    table.cases.show_cases(replace(state, case=replace(state.case, case_id=f"c{n:03d}")) for n in range(300))
    table.resize(600, 300)
    table.show()
    for row in (2, 3, 9):
        index = table.cases.index(row, 0)
        table.selectionModel().select(index, SELECT_ROW)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert sorted(table.chosen) == ["c002", "c003", "c009"]
    assert table.rect().intersects(table.visualRect(table.currentIndex()))
    assert table.cases.state(table.currentIndex().row()).case.case_id in table.chosen


def test_what_was_selected_stays_so_in_another_order_and_while_it_is_shown(store, qtbot):
    table = CaseTable()
    qtbot.addWidget(table)
    table.cases.show_cases(overview(store).cases)
    table.selectRow(3)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.chosen == ("c03",)
    assert table.currentIndex().row() == len(CASES) - 4
    table.cases.search("c0")
    assert table.chosen == ("c03",)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen == ("c02",)
    table.cases.search("c04")
    assert table.chosen == ()


def test_a_lock_that_was_asked_for_is_not_carried_to_the_study_after(qtbot, page, store):
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    page.set_study(store)
    assert page._question.words == ""


@pytest.mark.parametrize("width", [1148, 1780])
def test_roles_are_read_in_full_beside_however_long_names(qtbot, page, store, width):
    store.add_reader(Reader(LONG, Role.CENTRAL_2))
    page.resize(width, 690)
    page.refresh()
    table = page._readers
    qtbot.waitUntil(lambda: page.is_ready and table.rowCount() == 3)
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
    assert not table.horizontalScrollBar().isVisible()
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("central-1  ")
    assert LONG in {table.item(row, 0).toolTip() for row in range(3)}
