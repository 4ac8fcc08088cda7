"""Curating a set under real key and mouse events, with real children and a real folder."""

import json
import shutil

import numpy as np
import pydicom
import pytest
from PySide6.QtCore import QPoint, Qt

from sacroread.imaging.autowindow import automatic_window, proposed_crop
from sacroread.imaging.curated_folder import make
from sacroread.imaging.curation import EXCLUSIONS, Kind
from sacroread.imaging.decisions import DECISIONS, read_decisions
from sacroread.imaging.presentation import squared
from sacroread.imaging.radiograph import load
from sacroread.imaging.source import Source
from sacroread.paths import resource
from sacroread.ui.curation import Curation
from sacroread.ui.exporting import Exporting
from sacroread.ui.pages.curating import CuratingPage
from sacroread.ui.radiographs import Radiographs
from sacroread.workers.child import Child

PATIENCE_MS = 60_000
NAMES = ("SYN00001.dcm", "SYN00002.dcm", "SYN00003.dcm")
Key = Qt.Key


@pytest.fixture(scope="session")
def maker():
    child = Child(make, 60.0)
    yield child
    child.close()


@pytest.fixture
def sources(tmp_path):
    """Three radiographs, the second of them bent."""
    for name in NAMES:
        shutil.copy(resource("demo/radiographs") / name, tmp_path)
    (tmp_path / NAMES[1]).write_bytes((tmp_path / NAMES[1]).read_bytes()[:3000])
    return {name: Source(tmp_path / name) for name in NAMES}


@pytest.fixture
def opened(qtbot, children, maker, sources, tmp_path):
    """Open the page on the three radiographs, again and again on the same set."""

    def open_page(files=NAMES):
        found = {name: sources[name] for name in files}
        curation = Curation(tuple(found), tmp_path / "set")
        page = CuratingPage(curation, Radiographs(children.decode, found), Exporting(maker, found))
        qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.waitUntil(lambda: page.shown is not None, timeout=PATIENCE_MS)
        return page

    return open_page


def decisions(tmp_path):
    return read_decisions(tmp_path / "set")


def wait_for(qtbot, page, name):
    qtbot.waitUntil(lambda: page._file == name and page.shown is not None, timeout=PATIENCE_MS)


def drag(qtbot, page, start, end):
    viewer = page.viewer
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    qtbot.mouseMove(viewer, QPoint(*end))
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=QPoint(*end))
    qtbot.wait(20)


def export(qtbot, page):
    with qtbot.waitSignal(
        page._exporting.told, timeout=PATIENCE_MS, check_params_cb=lambda _, is_going_on: not is_going_on
    ):
        page.panel.export._go.click()


def test_one_key_accepts_the_proposal_and_brings_the_next_radiograph(qtbot, opened, tmp_path):
    page = opened()
    radiograph = load(tmp_path / NAMES[0])
    qtbot.keyClick(page, Key.Key_Return)
    kept = decisions(tmp_path)[NAMES[0]]
    assert (kept.kind, kept.pixel_hash) == (Kind.ACCEPTED, radiograph.pixel_hash)
    assert kept.presentation.window == automatic_window(radiograph)
    assert kept.presentation.crop == proposed_crop(radiograph)
    wait_for(qtbot, page, NAMES[2])


def test_a_file_that_cannot_be_opened_is_noted_and_passed_over(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    refused = decisions(tmp_path)[NAMES[1]]
    assert (refused.kind, refused.pixel_hash) == (Kind.REFUSED, "")
    assert NAMES[1] in refused.reason
    qtbot.keyClick(page, Key.Key_PageUp)
    qtbot.waitUntil(lambda: "F5" in page.viewer._message, timeout=PATIENCE_MS)
    qtbot.keyClick(page, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[1]].kind is Kind.REFUSED, "nobody accepts what is not on the screen"


def test_a_refused_file_that_was_put_right_is_opened_by_f5_and_can_be_accepted(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    shutil.copy(resource("demo/radiographs") / NAMES[1], tmp_path)
    qtbot.keyClick(page, Key.Key_PageUp)
    qtbot.waitUntil(lambda: page.shown is not None or "F5" in page.viewer._message, timeout=PATIENCE_MS)
    qtbot.keyClick(page, Key.Key_F5)
    wait_for(qtbot, page, NAMES[1])
    qtbot.keyClick(page, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[1]].kind is Kind.ACCEPTED


@pytest.mark.parametrize("place", range(1, len(EXCLUSIONS) + 1))
def test_a_digit_excludes_with_its_reason(qtbot, opened, tmp_path, place):
    page = opened()
    qtbot.keyClicks(page, str(place))
    assert decisions(tmp_path)[NAMES[0]].reason == EXCLUSIONS[place - 1]
    assert decisions(tmp_path)[NAMES[0]].kind is Kind.EXCLUDED


def test_another_reason_is_typed_digits_included(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClicks(page, "x")
    qtbot.keyClicks(page.panel.reason, "made in 1987")
    qtbot.keyClick(page.panel.reason, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[0]].reason == "made in 1987"


def test_every_reason_has_a_button_with_words_of_its_own(opened):
    buttons = opened().panel._reasons
    assert tuple(buttons) == EXCLUSIONS
    assert len({made.text() for made in buttons.values()}) == len(EXCLUSIONS)


def test_an_edge_of_the_proposed_crop_is_dragged(qtbot, opened, tmp_path):
    page = opened()
    proposed = page.presentation.crop
    view = page.viewer.current()
    x, y = view.to_screen((proposed.x, proposed.y + proposed.height / 2), page.viewer.device_size())
    drag(qtbot, page, (round(x), round(y)), (round(x) + 100, round(y)))
    assert page.viewer.is_cropping, "the crop can be dragged on"
    crop = page.presentation.crop
    assert crop.x - proposed.x == pytest.approx(100 / view.scale, abs=2 / view.scale)
    assert (crop.y, crop.height, crop.x + crop.width) == (
        proposed.y, proposed.height, proposed.x + proposed.width,
    )  # fmt: skip
    qtbot.keyClick(page, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[0]].presentation.crop == crop


def test_looking_at_the_result_lets_the_window_be_dragged(qtbot, opened, tmp_path):
    page = opened()
    before = page.presentation
    qtbot.keyClicks(page, "c")
    assert not page.viewer.is_cropping
    drag(qtbot, page, (400, 300), (440, 300))
    assert page.presentation.window.width > before.window.width
    assert page.presentation.crop == before.crop
    qtbot.keyClick(page, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[0]].presentation.window.width > before.window.width


def test_a_drawn_crop_becomes_square_around_what_was_drawn_when_wanted(qtbot, opened):
    page = opened()
    qtbot.keyClicks(page, "q")
    qtbot.keyClick(page, Key.Key_Backspace)
    drag(qtbot, page, (300, 200), (500, 300))
    square, scale = page.presentation.crop, page.viewer.current().scale
    assert square.width == square.height == pytest.approx(200 / scale, abs=2)


def test_a_crop_that_cannot_be_square_on_the_picture_grows_as_far_as_it_can(qtbot, opened):
    page = opened()
    free = page.presentation.crop
    qtbot.keyClicks(page, "q")
    assert page.presentation.crop == squared(free, page.shown.rows, page.shown.cols)
    assert page.presentation.crop.height == page.shown.rows


def test_inside_a_crop_that_is_the_whole_picture_another_one_is_drawn(qtbot, opened):
    page = opened()
    viewer = page.viewer
    qtbot.keyClick(page, Key.Key_Backspace)
    drag(qtbot, page, (1, 0), (viewer.width(), viewer.height()))
    assert page.presentation.crop == viewer.shown.whole
    drag(qtbot, page, (300, 200), (500, 300))
    assert page.presentation.crop.width == pytest.approx(200 / viewer.current().scale, abs=2)


def test_escape_leaves_the_reason_unwritten_and_nothing_decided(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClicks(page, "x")
    qtbot.keyClicks(page.panel.reason, "oops")
    qtbot.keyClick(page.panel.reason, Key.Key_Escape)
    assert page.panel.reason.text() == ""
    assert not (tmp_path / "set" / DECISIONS).exists()


def test_picture_keys_change_what_is_accepted(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClicks(page, "ih")
    qtbot.keyClick(page, Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Key.Key_Backspace)
    qtbot.keyClick(page, Key.Key_Return)
    shown = decisions(tmp_path)[NAMES[0]].presentation
    assert (shown.is_inverted, shown.is_flipped, shown.rotation_degrees, shown.crop) == (True, True, 90, None)


def test_the_walk_goes_on_where_the_window_was_closed(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    page.close()
    again = opened()
    assert again._file == NAMES[2]
    assert again._curation.walk.undecided == 1


def test_an_accepted_radiograph_comes_back_as_accepted_and_can_be_decided_anew(qtbot, opened, tmp_path):
    page = opened((NAMES[0], NAMES[2]))
    qtbot.keyClicks(page, "i")
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    qtbot.keyClick(page, Key.Key_PageUp)
    wait_for(qtbot, page, NAMES[0])
    assert page.presentation.is_inverted
    qtbot.keyClicks(page, "1")
    assert decisions(tmp_path)[NAMES[0]].kind is Kind.EXCLUDED


def test_a_decision_that_cannot_be_written_keeps_the_radiograph_in_front(qtbot, opened, tmp_path):
    page = opened()
    (tmp_path / "set").write_text("a file where the folder should be")
    qtbot.keyClick(page, Key.Key_Return)
    assert page._file == NAMES[0]
    assert "nothing was decided" in page.panel._caution.text()
    (tmp_path / "set").unlink()
    qtbot.keyClick(page, Key.Key_Return)
    assert decisions(tmp_path)[NAMES[0]].kind is Kind.ACCEPTED


def test_the_same_pixels_under_another_name_are_told(qtbot, opened, sources, tmp_path):
    shutil.copy(tmp_path / NAMES[0], tmp_path / NAMES[2])
    page = opened((NAMES[0], NAMES[2]))
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    assert page.panel._caution.text() == f"The same pixels as {NAMES[0]}, which is accepted."


def test_the_export_holds_what_was_accepted_and_lists_the_rest(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClick(page, Key.Key_Return)
    wait_for(qtbot, page, NAMES[2])
    qtbot.keyClicks(page, "1")
    export(qtbot, page)
    told = {path.suffix: path for path in (tmp_path / "set" / "pictures").iterdir()}
    assert set(told) == {".tif", ".json"}
    provenance = json.loads(told[".json"].read_text())
    accepted = decisions(tmp_path)[NAMES[0]]
    assert provenance["source_pixel_hash"] == accepted.pixel_hash
    crop = accepted.presentation.crop
    assert load(told[".tif"]).stored.shape == (crop.height, crop.width)
    assert load(told[".tif"]).stored.dtype == np.uint8
    assert NAMES[1] in (tmp_path / "set" / "refused.csv").read_text()
    assert (tmp_path / "set" / "excluded.csv").read_text() == f"file,reason\n{NAMES[2]},not a pelvis\n"


def test_sixteen_bits_and_png_are_exported_when_chosen_and_replace_what_was_there(qtbot, opened, tmp_path):
    page = opened()
    qtbot.keyClick(page, Key.Key_Return)
    export(qtbot, page)
    page.panel.export._depths.button(1).click()
    page.panel.export._suffixes.button(1).click()
    export(qtbot, page)
    (picture,) = (tmp_path / "set" / "pictures").glob("*.png")
    assert load(picture).stored.dtype == np.uint16
    assert not list((tmp_path / "set" / "pictures").glob("*.tif*"))


def test_pixels_that_are_not_square_are_told(qtbot, opened, sources, tmp_path):
    dataset = pydicom.dcmread(tmp_path / NAMES[0])
    for word in ("PixelSpacing", "ImagerPixelSpacing"):
        dataset.pop(word, None)
    dataset.PixelSpacing = [0.3, 0.2]
    dataset.save_as(tmp_path / NAMES[0])
    assert "1.50 times as tall" in opened().panel._caution.text()
