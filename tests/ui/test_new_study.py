"""A new study from the start page."""

import shutil

import pytest
from PySide6.QtWidgets import QLabel

from sacroread.errors import SacroReadError
from sacroread.paths import resource
from sacroread.study.model import Reader, Role
from sacroread.study.protocol import Design
from sacroread.ui.new_study import Intake, NewStudy, make_study

PATIENCE_MS = 60_000


def test_a_study_is_made_of_a_design_and_a_folder_and_asks_who_reads(qtbot, window, tmp_path):
    folder = tmp_path / "radiographs"
    folder.mkdir()
    for name in ("SYN00001.dcm", "SYN00002.dcm"):
        shutil.copy(resource("demo/radiographs") / name, folder)
    (folder / "bent.dcm").write_bytes((folder / "SYN00001.dcm").read_bytes()[:3000])
    window.start._design.setCurrentIndex(window.start._design.findData(Design.PAIRED))
    window.start.make_new(tmp_path / "mine.sacro", folder)
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    assert window._store.protocol.design is Design.PAIRED
    assert len(window._store.cases()) == 2
    assert "bent.dcm" in (tmp_path / "refused.csv").read_text(encoding="utf-8")


def test_a_study_made_in_the_window_has_a_seed_that_nobody_finds_by_trying_all(children, tmp_path):
    wanted = [NewStudy(tmp_path / f"{name}.sacro", Design.PANEL, None) for name in "ab"]
    seeds = []
    for each in wanted:
        with make_study(each, children.decode) as store:
            seeds.append(store.protocol.seed)
    assert len(set(seeds)) == 2
    assert max(seeds) > 1 << 100  # both below it once in 2 ** 56 times


def test_a_folder_that_cannot_be_read_leaves_no_study_behind(children, tmp_path):
    wanted = NewStudy(tmp_path / "mine.sacro", Design.PANEL, tmp_path / "gone")
    with pytest.raises(SacroReadError, match="gone"):
        make_study(wanted, children.decode)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_by_a_new_study(qtbot, window, tmp_path):
    (tmp_path / "mine.sacro").write_bytes(b"something else")
    window.start.make_new(tmp_path / "mine.sacro", None)
    qtbot.waitUntil(lambda: "is there already" in window.start._message.text(), timeout=PATIENCE_MS)
    assert (tmp_path / "mine.sacro").read_bytes() == b"something else"


def words_on(page):
    return "\n".join(each.text() for each in page._who.findChildren(QLabel))


def test_what_came_in_is_counted_and_what_was_refused_is_told_where_the_reader_is_asked(
    qtbot, window, tmp_path
):
    folder = tmp_path / "radiographs"
    folder.mkdir()
    shutil.copy(resource("demo/radiographs") / "SYN00001.dcm", folder)
    (folder / "letter.dcm").write_text("Dear colleague")
    window.start.make_new(tmp_path / "mine.sacro", folder)
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    assert "1 cases. What was refused is listed in refused.csv beside the study" in words_on(window.start)
    assert "letter.dcm" in (tmp_path / "refused.csv").read_text(encoding="utf-8")


def test_a_study_without_radiographs_says_so_and_takes_them_in_where_it_stands(qtbot, window, tmp_path):
    window.start.make_new(tmp_path / "mine.sacro", None)
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    assert "There is no radiograph in this study yet." in words_on(window.start)
    folder = tmp_path / "radiographs"
    folder.mkdir()
    shutil.copy(resource("demo/radiographs") / "SYN00001.dcm", folder)
    window.start.more_wanted.emit(Intake(tmp_path / "mine.sacro", folder))
    qtbot.waitUntil(lambda: "1 cases." in words_on(window.start), timeout=PATIENCE_MS)
    window.begin_reading(Reader("reader-1", Role.PANEL))
    qtbot.waitUntil(lambda: window.room is not None and window.room.is_showing, timeout=PATIENCE_MS)
