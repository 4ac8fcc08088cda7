"""The card that explains the grades."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sacroread.study.model import Grade, Side
from sacroread.ui.grade_words import definition


def test_f2_shows_the_words_of_the_criterion_and_takes_them_away(qtbot, room):
    qtbot.keyClick(room, Qt.Key.Key_F2)
    told = [each.text() for each in room.definitions.findChildren(QLabel)]
    assert room.definitions.isVisible()
    assert all(definition(grade) in told for grade in Grade)
    assert any("synthetic" in words for words in told)
    qtbot.keyClick(room, Qt.Key.Key_F2)
    assert not room.definitions.isVisible()


def test_every_grade_has_its_examples(qtbot, room):
    qtbot.keyClick(room, Qt.Key.Key_F2)
    pixmaps = [made.pixmap() for labels in room.definitions._pictures.values() for made in labels]
    assert len(pixmaps) == 2 * len(Grade)
    assert not any(pixmap.isNull() for pixmap in pixmaps)


def test_no_example_is_loaded_before_it_is_looked_at(room):
    assert all(made.pixmap().isNull() for labels in room.definitions._pictures.values() for made in labels)


def test_a_reader_goes_on_grading_while_the_card_is_open(qtbot, window, room):
    qtbot.keyClick(room, Qt.Key.Key_F2)
    qtbot.keyClicks(room, "3")
    assert window.reading.desk.draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL}


def test_escape_takes_the_card_away_and_leaves_the_picture_as_it_is(qtbot, window, room):
    qtbot.keyClicks(room, "i")
    before = window.reading.desk.draft
    qtbot.keyClick(room, Qt.Key.Key_F2)
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.definitions.isVisible()
    assert window.reading.desk.draft == before


def test_the_card_lies_over_the_picture_and_not_over_the_dock(qtbot, window, room):
    qtbot.keyClick(room, Qt.Key.Key_F2)
    for size in ((1280, 720), (1920, 1080), (3840, 2160)):
        window.resize(*size)
        assert room.viewer.geometry().contains(room.definitions.geometry())
