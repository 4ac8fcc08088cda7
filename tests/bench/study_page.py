"""The coordinator's page over 10,000 cases read by 10 readers: opening, searching, sorting."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from frame import Measurement, at_most, median_ms

from sacroread.coordination import overview
from sacroread.store.store import Store, create_study
from sacroread.study.model import Case, Condition, Draft, Grade, Read, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol

SEED, CASES, READERS = 2020, 10_000, 10
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PATIENCE_SECONDS = 60.0


def measure() -> list[Measurement]:
    """Measure the page off the screen, as the window shows it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from sacroread.ui.pages.ask_all import AskAll
    from sacroread.ui.pages.study import StudyPage

    application = QApplication.instance() or QApplication([])
    with _study() as store:
        page = StudyPage(AskAll(_nobody, Path))
        page.resize(1148, 690)
        page.set_study(store)
        opened = _seconds(lambda: _open(page, application.processEvents))
        table = page.table
        descending, ascending = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        found = [
            at_most(
                "what the coordinator sees, computed", median_ms(lambda: overview(store), 3) / 1000, "s", 1
            ),
            at_most("Study page open and filled", opened, "s", 1),
            at_most("search among 10,000 cases", median_ms(lambda: table.cases.search("0042")), "ms", 100),
            at_most("search taken back", median_ms(lambda: table.cases.search("")), "ms", 100),
            at_most("sort both ways", median_ms(lambda: _sort(table, descending, ascending)), "ms", 200),
        ]
        table.selectAll()
        both = median_ms(lambda: _sort(table, descending, ascending))
        found.append(at_most("sort both ways, all cases selected", both, "ms", 200))
        page.close_tasks()
        page.deleteLater()
    return found


def _nobody(question, name):
    raise AssertionError(f"nobody asks for {name} here: {question}")


def _open(page, turn: Callable[[], None]) -> None:
    page.show()
    page.refresh()
    end = perf_counter() + PATIENCE_SECONDS
    while not page.is_ready and perf_counter() < end:
        turn()
        sleep(0.002)  # the work aside needs the interpreter too
    turn()


def _sort(table, *orders) -> None:
    for order in orders:
        table.sortByColumn(3, order)


@contextmanager
def _study() -> Iterator[Store]:
    rules, cases = (
        default_protocol("Bench", Design.PANEL, SEED),
        [f"case-{each:05d}" for each in range(CASES)],
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        create_study(Path(folder) / "bench.sacro", rules, NOW) as store,
    ):
        store.add_cases(Case(case_id, f"p-{case_id}", f"{case_id}.dcm", case_id) for case_id in cases)
        for number in range(READERS):
            reader = Reader(f"reader-{number}", Role.PANEL)
            store.add_reader(reader)
            store.extend_worklist(reader, 1, cases)
            store.append(_read(reader, case_id, place) for place, case_id in enumerate(cases))
        yield store


def _read(reader: Reader, case_id: str, place: int) -> Read:
    grades = {Side.RIGHT: Grade(place % 5), Side.LEFT: Grade(place // 5 % 5)}
    token = f"{reader.reader_id}/{case_id}"
    draft = Draft(grades)
    return Read(
        token, reader.reader_id, reader.role, case_id, Condition.UNAIDED, 0, draft, place % 3 == 0, NOW, 30.0
    )


def _seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started
