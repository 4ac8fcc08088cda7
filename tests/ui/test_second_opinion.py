"""The second opinion page with real files, events and child processes, and without any study."""

import csv
import shutil
from datetime import UTC, datetime

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import proposed_crop
from sacroread.imaging.picture_file import write_png
from sacroread.imaging.radiograph import load
from sacroread.paths import resource
from sacroread.second_reader.bundle import load_bundle, stated
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.predictor import Predictor
from sacroread.study.model import Crop, Presentation
from sacroread.ui import theme
from sacroread.ui.pages.opinion_sheet import document_of, sheet_of
from sacroread.ui.pages.second_opinion import SecondOpinionPage

RADIOGRAPHS = resource("demo/radiographs")
FIRST, SECOND = RADIOGRAPHS / "SYN00001.dcm", RADIOGRAPHS / "SYN00002.dcm"
PATIENCE_MS = 60_000


@pytest.fixture
def page(qtbot, qapp, children):
    theme.dress(qapp)
    fresh = SecondOpinionPage(children.decode, children.predict, children.bundle)
    qtbot.addWidget(fresh)
    fresh.resize(1280, 720)
    fresh.show()
    fresh.activateWindow()
    qtbot.waitUntil(fresh.isActiveWindow)
    yield fresh
    fresh.close_tasks()


@pytest.fixture
def drop(page):
    def dropped(*paths):
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, action = QPointF(400, 300), Qt.DropAction.CopyAction
        hand = (carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for event in (QDragEnterEvent(at.toPoint(), action, *hand), QDropEvent(at, action, *hand)):
            QApplication.sendEvent(page, event)
            assert event.isAccepted()

    return dropped


def answered(qtbot, page):
    qtbot.waitUntil(lambda: page.is_showing and page.answer is not None, timeout=PATIENCE_MS)
    return page.answer


def test_a_dropped_radiograph_gets_the_opinion_that_the_second_reader_gives(qtbot, page, drop):
    drop(FIRST)
    said = answered(qtbot, page)
    alone = Predictor(load_bundle(page.bundle), "cpu").predict(load(FIRST), Presentation())

    assert said.prediction.probability == pytest.approx(alone.probability, abs=1e-6)
    assert said.prediction.case_id == "SYN00001"
    assert said.is_synthetic
    assert "cpu" in said.device or "cuda" in said.device or "mps" in said.device


def test_another_crop_makes_the_opinion_stale_until_it_is_asked_for_again(qtbot, page, drop):
    drop(SECOND)
    before = answered(qtbot, page)
    crop = Crop(330, 230, 300, 220)

    page.viewer.crop_wanted.emit(crop)
    assert page.is_stale
    assert page.answer is before

    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert page.answer is None
    after = answered(qtbot, page)
    assert not page.is_stale
    assert after.fed.crop == crop
    assert after.prediction.probability != before.prediction.probability


def test_looking_at_the_proposed_crop_changes_no_opinion(qtbot, page, drop):
    drop(FIRST)
    answered(qtbot, page)

    assert not page.is_stale


@pytest.fixture
def full(page, drop, tmp_path, qtbot):
    """A picture without any edge that could be left out: nothing but grey, so all of it is proposed."""
    grey = np.random.default_rng(7).integers(90, 160, (480, 600), dtype=np.uint8)
    write_png(tmp_path / "full.png", grey)
    assert proposed_crop(load(tmp_path / "full.png")) == Crop(0, 0, 600, 480)
    drop(tmp_path / "full.png")
    return answered(qtbot, page)


def test_the_whole_of_a_picture_that_is_proposed_whole_changes_no_opinion(qtbot, page, full):
    qtbot.keyClicks(page, "w")
    assert not page.is_stale
    assert not page.dock._stale.isVisible()
    assert page.answer is full


def test_on_a_picture_that_is_proposed_whole_a_crop_is_drawn(qtbot, page, full):
    viewer = page.viewer
    qtbot.keyClicks(page, "c")
    start = QPoint(viewer.width() // 2 - 60, viewer.height() // 2 - 40)
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewer, start + QPoint(150, 100))
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=start + QPoint(150, 100))
    scale = viewer.current().scale
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert viewer.area.width == pytest.approx(150 / scale, abs=2)
    assert page.is_stale


def test_a_whole_radiograph_that_was_asked_about_stays_whole(qtbot, page, drop):
    drop(FIRST)
    answered(qtbot, page)
    qtbot.keyClicks(page, "w")
    assert page.is_stale
    qtbot.keyClick(page, Qt.Key.Key_Return)
    answered(qtbot, page)
    assert page.viewer.area == page.viewer.shown.whole


def test_what_is_no_radiograph_is_refused_in_words_and_the_next_one_is_read(qtbot, page, drop, tmp_path):
    text = tmp_path / "note.dcm"
    text.write_text("no radiograph")
    drop(text)
    qtbot.waitUntil(lambda: page.answer is not None, timeout=PATIENCE_MS)
    assert isinstance(page.answer, SacroReadError)
    assert "note.dcm" in str(page.answer)

    drop(FIRST)
    qtbot.waitUntil(lambda: isinstance(page.answer, Opinion), timeout=PATIENCE_MS)


def test_a_folder_without_radiographs_is_told(qtbot, page, drop, tmp_path):
    drop(tmp_path)

    qtbot.waitUntil(lambda: "Nothing there looks like a radiograph" in page.list.message)


def test_a_folder_is_read_in_turn_and_a_cancel_keeps_what_is_there(qtbot, page, drop, tmp_path):
    drop(RADIOGRAPHS)
    qtbot.waitUntil(lambda: len(page.given) >= 1, timeout=PATIENCE_MS)
    page.list.cancelled.emit()
    qtbot.waitUntil(lambda: page.outstanding == 0, timeout=PATIENCE_MS)
    kept = len(page.given)

    assert 1 <= kept < 12
    page.saving.save_table(page.given, page.files, tmp_path / "predictions.csv")
    qtbot.waitUntil(lambda: "Saved" in page.list.message)
    rows = list(csv.DictReader((tmp_path / "predictions.csv").read_text("utf-8").splitlines()))
    assert len(rows) == kept
    assert {row["bundle_sha256"] for row in rows} == {stated(page.bundle)[1]}


def test_files_of_one_name_in_two_folders_stay_two_cases(qtbot, page, drop, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(FIRST, tmp_path / name / "same.dcm")
    drop(tmp_path)
    qtbot.waitUntil(lambda: len(page.given) == 2, timeout=PATIENCE_MS)

    drop(tmp_path / "a" / "same.dcm")
    qtbot.wait(50)
    assert len(page.files) == 2
    assert len(set(page.files)) == 2


def test_a_picture_of_ten_by_ten_pixels_is_refused_with_what_to_do(
    qtbot, page, drop, tmp_path, small_picture
):
    write_png(tmp_path / "tiny.png", small_picture)
    drop(tmp_path / "tiny.png")
    qtbot.waitUntil(lambda: page.answer is not None, timeout=PATIENCE_MS)

    assert isinstance(page.answer, SacroReadError)


@pytest.fixture
def small_picture():
    return np.arange(100, dtype=np.uint8).reshape(10, 10)


def test_the_sheet_fits_one_page_and_carries_warning_hash_and_presentation(qtbot, page, drop, tmp_path):
    drop(FIRST)
    answered(qtbot, page)
    subject, (manifest, sha256) = page.subject, stated(page.bundle)
    named = ("SYN00001.dcm", datetime(2026, 1, 31, 9, 30, tzinfo=UTC))
    made = sheet_of(subject.shown.radiograph, subject.opinion, manifest, subject.shown.first_window, named)
    document = document_of(made)
    text = document.toPlainText()

    assert document.pageCount() == 1
    for words in (
        "For research; not for diagnosis.",
        "SYNTHETIC",
        sha256,
        "window",
        "crop",
        "2026-01-31 09:30",
    ):
        assert words in text
    page.saving.save_sheet(subject, tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: "Saved" in page.list.message)
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 1


def test_a_page_that_cannot_be_written_is_told(qtbot, page, drop, tmp_path):
    drop(FIRST)
    answered(qtbot, page)

    page.saving.save_sheet(page.subject, tmp_path / "gone" / "sheet.pdf")
    qtbot.waitUntil(lambda: "cannot be written" in page.list.message)


def test_the_model_card_stands_in_the_page(qtbot, page):
    qtbot.mouseClick(page.dock.about, Qt.MouseButton.LeftButton)

    assert "Training data" in page.card_text
    assert "Performance" in page.card_text
    assert "SYNTHETIC" in page.card_text
