"""The guide inside the program."""

import pytest
from PySide6.QtCore import Qt, QUrl

from sacroread.guide import CHAPTERS, title
from sacroread.ui.pages.user_guide import GuidePage


@pytest.fixture
def page(qtbot):
    made = GuidePage()
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    return made


def listed(page):
    return [page.chapters.item(row).text() for row in range(page.chapters.count())]


def test_it_opens_at_the_first_chapter_and_lists_all_in_order(page):
    assert listed(page) == [title(chapter) for chapter in CHAPTERS]
    assert page.chapter == "welcome"
    assert "reader studies" in page.text.toPlainText()


def test_every_chapter_is_shown_with_its_title(page):
    for chapter in CHAPTERS:
        page.show_chapter(chapter)
        assert page.text.toPlainText().startswith(title(chapter))


def test_typing_leaves_the_chapters_that_hold_the_words_and_marks_the_first_place(qtbot, page):
    qtbot.keyClicks(page.search, "wash-out of nothing")
    assert listed(page) == []
    assert page.nothing.isVisible()
    page.search.clear()
    qtbot.keyClicks(page.search, "de-identify")
    page.search.clear()
    qtbot.keyClicks(page.search, "PostgreSQL")
    assert title("administrator") in listed(page)
    assert page.text.textCursor().selectedText().lower() == "postgresql"


def test_a_link_leads_to_its_chapter_and_none_leaves_the_program(page):
    page.text.anchorClicked.emit(QUrl("statistics.md"))
    assert page.chapter == "statistics"
    page.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert page.chapter == "statistics"


def test_chapters_can_be_chosen_with_the_keyboard_alone(qtbot, page):
    page.chapters.setFocus()
    qtbot.keyClick(page.chapters, Qt.Key.Key_Down)
    assert page.chapter == CHAPTERS[1]
