"""Keys: profiles, what a user changes, and the page where he does it."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from sacroread.study.model import Lesion, Side
from sacroread.ui.bindings import Bindings
from sacroread.ui.keymap import KEYS
from sacroread.ui.pages.keys import KeysPage
from sacroread.ui.profiles import PROFILES
from sacroread.ui.settings import keep_bindings, kept_bindings

NO_MODIFIER = Qt.KeyboardModifier.NoModifier

# Hot keys in DefaultsOsiriX.m (horosproject/horos), registrations in ShortcutManager.java (nroduit/Weasis),
# hotkeyBindings.js (OHIF/Viewers); each for what both viewers can do.
AS_SHIPPED = {
    "Horos": {"flip": "H", "flip_vertically": "V", "auto_window": "~", "rotate_right": "I"},
    "Weasis": {
        "zoom_in": "Ctrl++", "zoom_out": "Ctrl+-", "fit": "Ctrl+Return", "reset": "Esc",
        "rotate_left": "Alt+L", "rotate_right": "Alt+R", "flip": "Alt+F", "following": "Down",
        "preceding": "Up",
    },
    "OHIF": {
        "rotate_right": "R", "rotate_left": "L", "flip": "H", "flip_vertically": "V", "invert": "I",
        "zoom_in": "+", "zoom_out": "-", "fit": "=", "following": "Down", "preceding": "Up",
        "undo": "Ctrl+Z", "redo": "Ctrl+Y", "next": "PgDown", "previous": "PgUp",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("viewer", "action"), [(viewer, action) for viewer, keys in AS_SHIPPED.items() for action in keys]
)
def test_a_profile_has_the_keys_its_viewer_ships_with(viewer, action):
    assert AS_SHIPPED[viewer][action] in Bindings(viewer).shortcuts(action)


@pytest.mark.parametrize("profile", PROFILES)
def test_in_no_profile_does_a_key_belong_to_two_actions(profile):
    assert dict(Bindings(profile).conflicts) == {}


@pytest.mark.parametrize("profile", PROFILES)
def test_grading_keys_are_the_same_in_every_profile(profile):
    grading = [*(f"grade_{n}" for n in range(5)), *Lesion, "ungradable", "lock"]
    assert all(Bindings(profile).shortcuts(name) == Bindings().shortcuts(name) for name in grading)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_shortcut_is_written_as_qt_writes_it(profile):
    written = [shortcut for key in KEYS for shortcut in Bindings(profile).shortcuts(key.name)]
    read = [QKeySequence(each).toString(QKeySequence.SequenceFormat.PortableText) for each in written]
    assert written == read


def test_a_key_that_is_taken_over_is_taken_away_from_the_other_action():
    bindings = Bindings().taken_over("invert", "E")
    assert bindings.shortcuts("invert") == ("I", "E")
    assert bindings.shortcuts("erosion") == ()
    assert bindings.owners("E") == ("invert",)


def test_what_is_bound_as_in_the_profile_is_no_change():
    assert Bindings().bound("invert", ("X",)).bound("invert", ("I",)) == Bindings()


def test_a_conflict_is_named_with_its_actions():
    assert dict(Bindings().bound("invert", ("E",)).conflicts) == {"E": ("erosion", "invert")}


def test_keys_are_remembered_for_the_next_start():
    wanted = Bindings("Weasis").bound("invert", ("X", "Ctrl+B"))
    keep_bindings(wanted)
    assert kept_bindings() == wanted
    keep_bindings(Bindings())
    assert kept_bindings() == Bindings()


def test_a_profile_that_is_no_longer_there_counts_as_our_own():
    assert Bindings("Osiris").shortcuts("invert") == Bindings().shortcuts("invert")


@pytest.fixture
def page(qtbot):
    page = KeysPage(Bindings())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


def choose(page, name):
    page.table.selectRow([key.name for key in KEYS].index(name))


def test_the_search_finds_an_action_by_its_words_and_by_its_key(qtbot, page):
    def seen():
        rows = range(page.table.rowCount())
        return [page.table.item(row, 1).text() for row in rows if not page.table.isRowHidden(row)]

    qtbot.keyClicks(page._search, "rotate right")
    assert seen() == ["Rotate to the right"]
    page._search.clear()
    qtbot.keyClicks(page._search, "ctrl+z")
    assert "Undo" in seen()
    assert "Erosion" not in seen()


def test_a_key_that_belongs_to_another_action_is_told_before_it_is_taken(qtbot, page):
    choose(page, "invert")
    qtbot.keyClick(page._pressed, Qt.Key.Key_E)
    assert page._warning.isVisible()
    assert "Erosion" in page._warning.text()
    assert page.bindings == Bindings()
    qtbot.mouseClick(page._add, Qt.MouseButton.LeftButton)
    assert page.bindings.owners("E") == ("invert",)
    assert not page._warning.isVisible()


def test_a_changed_action_goes_back_to_the_profile(qtbot, page):
    choose(page, "invert")
    qtbot.mouseClick(page._remove, Qt.MouseButton.LeftButton)
    assert page.bindings.shortcuts("invert") == ()
    qtbot.mouseClick(page._as_profile, Qt.MouseButton.LeftButton)
    assert page.bindings == Bindings()


def test_the_sheet_of_all_keys_is_one_page(page, tmp_path):
    page.save_sheet(tmp_path / "keys.pdf")
    content = (tmp_path / "keys.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1


def test_every_action_of_the_key_map_is_done_by_one_page(window, room):
    made = [*window._actions, *room.actions_by_name]
    assert sorted(made) == sorted(key.name for key in KEYS)


def test_a_key_given_on_the_page_works_in_the_reading_room_at_once(qtbot, window, room):
    qtbot.keyClick(room, Qt.Key.Key_F1)
    assert window._stack.currentWidget() is window.keys
    choose(window.keys, "erosion")
    qtbot.keyClick(window.keys._pressed, Qt.Key.Key_X)
    qtbot.mouseClick(window.keys._add, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window.keys.table, Qt.Key.Key_F1)
    assert window._stack.currentWidget() is room
    qtbot.keyClicks(room, "x")
    assert window.reading.desk.draft.lesions == {Side.RIGHT: frozenset({Lesion.EROSION})}
    window.keys._take(Bindings())


def test_nothing_is_graded_from_the_page_of_keys(qtbot, window, room):
    qtbot.keyClick(room, Qt.Key.Key_F1)
    qtbot.keyClicks(window.keys._search, "22")
    assert window.reading.desk.draft.grades == {}


def test_the_rail_has_keys_of_its_own(qtbot, window, room):
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_1, held)
    assert window._stack.currentWidget() is window.start
    qtbot.keyClick(window, Qt.Key.Key_5, held)
    assert window._stack.currentWidget() is window.start, "results are shut while a reader reads"
    qtbot.keyClick(window, Qt.Key.Key_2, held)
    assert window._stack.currentWidget() is room
