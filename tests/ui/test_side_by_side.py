"""Another radiograph of the patient beside the one in front: where it is allowed, and what it never shows."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from sacroread.imaging.radiograph import Radiograph
from sacroread.store.store import create_study, open_study
from sacroread.study.model import Crop, Presentation, Reader, Role
from sacroread.study.protocol import Beside, Design, default_protocol
from sacroread.ui.viewer.geometry import View
from sacroread.ui.viewer.shown import Shown
from sacroread.ui.viewer.side_by_side import linked_view
from sacroread.ui.viewer.stage import Stage

PATIENCE_MS = 60_000
READER = Reader("reader-1", Role.PANEL)


def shown(rows, cols):
    pixels = np.random.default_rng(rows).integers(0, 4096, (rows, cols), dtype=np.uint16)
    return Shown.of(Radiograph(pixels, "MONOCHROME2", 12))


@pytest.fixture
def pair(qtbot):
    stage = Stage(lambda: 0)
    qtbot.addWidget(stage)
    stage.resize(1000, 400)
    stage.show()
    stage.viewer.show_radiograph(shown(400, 600))
    stage.show_beside(shown(800, 1200), "Another")
    QApplication.processEvents()
    return stage


def wheel(view, at):
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("led", ["viewer", "beside"])
def test_the_other_radiograph_is_looked_at_in_the_same_place_at_the_same_size(pair, led):
    wheel(getattr(pair, led), QPointF(100, 80))
    small, large = pair.viewer.current(), pair.beside.current()
    assert small.scale == pytest.approx(2 * large.scale)
    assert large.center == pytest.approx((2 * small.center[0], 2 * small.center[1]))


def test_a_window_belongs_to_one_radiograph_and_that_of_the_other_is_not_recorded(qtbot, pair):
    QTest.mousePress(pair.beside, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    with qtbot.assertNotEmitted(pair.viewer.window_wanted):
        QTest.mouseMove(pair.beside, QPoint(140, 80))
        QTest.mouseRelease(pair.beside, Qt.MouseButton.LeftButton, pos=QPoint(140, 80))
    assert pair.beside.presentation.window is not None
    assert pair.viewer.presentation == Presentation()


def test_fit_fits_both(pair):
    wheel(pair.viewer, QPointF(100, 80))
    pair.fit()
    assert [view.zoomed_view for view in (pair.viewer, pair.beside)] == [None, None]


def test_another_case_takes_the_other_radiograph_away(pair):
    pair.viewer.show_radiograph(shown(300, 300))
    assert not pair.beside.is_on
    assert pair.beside.shown is None


def test_the_mirrored_joint_and_another_radiograph_take_turns(pair):
    pair.switch_compare()
    assert (pair.is_comparing, pair.beside.is_on) == (True, False)
    pair.show_beside(shown(300, 300))
    assert (pair.is_comparing, pair.beside.is_on) == (False, True)
    assert pair.put_down()
    assert not pair.beside.is_on


def test_a_crop_counts_as_the_picture():
    view = linked_view(View(2.0, (50, 25)), Crop(0, 0, 100, 100), Crop(300, 200, 50, 80), Presentation())
    assert (view.scale, view.center) == (4.0, (325, 220))


# in the room


@pytest.fixture
def seated(qtbot, window, made_demo, tmp_path):
    """Sit down in a study of three radiographs, two of one patient, under a protocol."""

    def sit(beside):
        rules = replace(
            default_protocol("Study", Design.PANEL, 3), beside=beside, modalities=("DX",), is_synthetic=True
        )
        with open_study(made_demo / "demo.sacro") as demo:
            known = demo.cases()[:3]
        patients = ("P1", "P1", "P2")
        store = create_study(tmp_path / "study.sacro", rules, datetime(2026, 1, 1, tzinfo=UTC))
        store.add_cases(
            replace(
                case, case_id=f"case-{place}", patient_id=patient, file=str((made_demo / case.file).resolve())
            )
            for place, (patient, case) in enumerate(zip(patients, known, strict=True), start=1)
        )
        store.close()
        window.open_study(tmp_path / "study.sacro")
        qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
        window.begin_reading(READER)
        qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
        return window.room

    return sit


def go_to(qtbot, window, case_id):
    while window.reading.desk.case_id != case_id:
        QTest.keyClick(window.room, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)


def test_the_key_says_in_a_sentence_that_the_protocol_does_not_allow_it(seated):
    room = seated(Beside.NEVER)
    QTest.keyClick(room, Qt.Key.Key_B)
    assert room.viewer._hint == "The protocol of this study allows no look at other radiographs."
    assert not room.stage.beside.is_on


def test_the_key_shows_the_patients_other_radiograph_and_takes_it_away(qtbot, window, seated):
    room = seated(Beside.SAME_PATIENT)
    go_to(qtbot, window, "case-3")
    QTest.keyClick(room, Qt.Key.Key_B)
    assert room.viewer._hint == "The study has no other radiograph of this patient."
    go_to(qtbot, window, "case-1")
    QTest.keyClick(room, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: room.stage.beside.is_on, timeout=PATIENCE_MS)
    other = room._radiographs.get("case-2")
    assert room.stage.beside.shown is other
    QTest.keyClick(room, Qt.Key.Key_B)
    assert not room.stage.beside.is_on


def test_neither_an_own_grade_nor_a_name_of_the_other_case_is_shown(qtbot, window, seated):
    room = seated(Beside.SAME_PATIENT)
    go_to(qtbot, window, "case-2")
    QTest.keyClicks(room, "44")
    QTest.keyClick(room, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    go_to(qtbot, window, "case-1")
    before = [label.text() for label in room.findChildren(QLabel) if label.isVisible()]
    QTest.keyClick(room, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: room.stage.beside.is_on, timeout=PATIENCE_MS)
    assert [label.text() for label in room.findChildren(QLabel) if label.isVisible()] == before
    assert room.stage.beside.presentation == Presentation()
    assert "case-2" not in room.stage.beside._caption
    assert window.reading.desk.draft.grades == {}


def test_what_is_graded_beside_another_radiograph_is_the_one_in_front(qtbot, window, seated):
    room = seated(Beside.SAME_PATIENT)
    go_to(qtbot, window, "case-1")
    QTest.keyClick(room, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: room.stage.beside.is_on, timeout=PATIENCE_MS)
    QTest.keyClicks(room, "30")
    QTest.keyClick(room, Qt.Key.Key_Return)
    assert window.reading.desk.locked["case-1"].definite is True
    assert not room.stage.beside.is_on
