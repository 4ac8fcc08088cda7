"""The page about the program and the open study: check, evidence pack, log, self-test, settings, licences."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from sacroread import __version__
from sacroread.demo.demo_study import open_demo_study
from sacroread.log import LOG, log_file
from sacroread.paths import resource
from sacroread.ui import settings
from sacroread.ui.bindings import Bindings
from sacroread.ui.pages.about import AboutPage

PATIENCE_MS = 180_000  # the self-test imports torch
BLINDED = "Open a study and go on as coordinator."


@pytest.fixture
def store(made_demo, tmp_path):
    with open_demo_study(shutil.copytree(made_demo, tmp_path / "demo")) as opened:
        yield opened


@pytest.fixture
def page_of(qtbot, store):
    """Make the page over the demo study, for the coordinator or for a blinded reader."""
    made = []

    def make(why_blinded=""):
        page = AboutPage(lambda: resource("bundles/demo"), lambda: why_blinded)
        qtbot.addWidget(page)
        page.set_study(store)
        page.show()
        made.append(page)
        return page

    yield make
    for page in made:
        page.close_tasks()


def checked(qtbot, page):
    qtbot.mouseClick(page._check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._check.isEnabled, timeout=PATIENCE_MS)
    return page.study_message


def spoil(store):
    with closing(sqlite3.connect(store.path)) as behind:
        behind.execute("DROP TRIGGER reads_forbid_update")
        behind.execute("UPDATE reads SET definite = 1 - definite WHERE number = 3")
        behind.commit()


def log_entries():
    return [json.loads(line) for line in log_file().read_text("utf-8").splitlines()]


def test_a_sound_study_is_told_in_one_sentence_with_how_much_was_looked_at(qtbot, page_of):
    assert checked(qtbot, page_of()) == (
        "The study is sound: the file is whole, and 48 reads and 0 events stand as they were written."
    )


def test_a_read_that_was_changed_is_named_to_the_coordinator_with_what_to_do(qtbot, page_of, store):
    spoil(store)
    said = checked(qtbot, page_of())
    assert said.startswith("Findings: 1. Keep the study as it is, as evidence")
    assert "read 3" in said


def test_a_blinded_reader_hears_whether_but_neither_how_much_nor_whose(qtbot, page_of, store):
    page = page_of(BLINDED)
    assert checked(qtbot, page) == (
        "The study is sound: the file is whole, and all stands as it was written."
    )
    assert not page._export.isEnabled()
    assert page._export.toolTip() == BLINDED
    spoil(store)
    said = checked(qtbot, page)
    assert said == "Something in the study is not as it was written. Stop reading, and tell the coordinator."


def test_without_an_anchor_it_says_what_would_not_show(qtbot, page_of, store):
    store.path.with_name(f"{store.path.name}.anchor.json").unlink()
    assert checked(qtbot, page_of()).endswith(
        "There is no demo.sacro.anchor.json beside it, so a cut tail or an older copy would not show."
    )


def test_without_a_study_nothing_about_one_can_be_asked(qtbot):
    page = AboutPage(lambda: resource("bundles/demo"), str)
    qtbot.addWidget(page)
    page.refresh()
    assert not page._check.isEnabled()
    assert page._export.toolTip() == "Open a study first"
    page.close_tasks()


def test_the_self_test_is_told_and_logged_and_stands_in_the_evidence_pack(qtbot, page_of, tmp_path):
    page = page_of()
    page.export(tmp_path / "evidence.zip")
    assert not page._check.isEnabled(), "one thing at a time"
    qtbot.waitUntil(page._export.isEnabled, timeout=PATIENCE_MS)
    assert page.study_message == "The evidence pack is in evidence.zip."
    with zipfile.ZipFile(tmp_path / "evidence.zip") as pack:
        assert "Wilson" in pack.read("self-test.csv").decode()
        assert ",no\n" not in pack.read("self-test.csv").decode()
    qtbot.mouseClick(page._test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page._test.isEnabled, timeout=PATIENCE_MS)
    assert page.program_message.startswith("All ")
    assert [each["wrong"] for each in log_entries() if each["what"] == "self-test"] == [0]


class Opened(QObject):
    """What Qt would have handed to the system."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url)


def test_the_folder_of_the_log_is_opened_and_its_place_is_told(qtbot, page_of):
    page, opened = page_of(), Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    qtbot.mouseClick(page._logs, Qt.MouseButton.LeftButton)
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.urls] == [str(log_file().parent)]
    assert LOG in page.program_message


def test_settings_are_forgotten_only_when_the_question_is_answered(qtbot, page_of):
    settings.keep_language("de")
    settings.keep_bindings(Bindings("Horos"))
    page = page_of()
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    assert "the accepted intended use will be forgotten" in page._question.words
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    assert settings.kept_language() == "de"
    qtbot.mouseClick(page._question.agree, Qt.MouseButton.LeftButton)
    assert (settings.kept_language(), settings.kept_bindings()) == ("", Bindings())
    assert page.program_message.startswith("The settings are reset.")


def test_a_double_click_forgets_no_setting_wherever_it_falls(qtbot, page_of):
    settings.keep_language("de")
    page = page_of()
    page.resize(1116, 690)
    at = page._reset.mapTo(page, page._reset.rect().center())
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    agree = page._question.agree
    assert not agree.rect().contains(agree.mapFrom(page, at)), "the second step stands elsewhere"
    qtbot.mouseDClick(page.childAt(at), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(agree, Qt.MouseButton.LeftButton)
    assert settings.kept_language() == "de"


def test_a_reset_that_was_asked_for_is_forgotten_at_the_next_visit(qtbot, page_of):
    page = page_of()
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    page.refresh()
    assert page._question.words == ""


def test_it_tells_program_bundle_and_the_licences_of_all_parts(qtbot, page_of):
    page = page_of()
    assert "Second reader: demo 1, SHA-256 " in page._reader.text()
    assert "PySide6" in page._made_of.text()
    qtbot.mouseClick(page._licences, Qt.MouseButton.LeftButton)
    assert page._notices.isVisible()
    assert "pydicom" in page._notices.toPlainText()
    qtbot.mouseClick(page._licences, Qt.MouseButton.LeftButton)
    assert not page._notices.isVisible()


def test_a_reader_in_the_middle_of_a_study_opens_it_by_its_key_and_stays_blinded(qtbot, room, window):
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window._stack.in_front == "About"
    assert not window.side.about._export.isEnabled()
    assert window.side.about._check.isEnabled()
    assert [each["what"] for each in log_entries()][-1] == "study opened"
    assert __version__ in log_entries()[-1]["version"]
