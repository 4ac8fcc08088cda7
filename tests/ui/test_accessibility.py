"""Every page for those who use no mouse, and for those who hear it: names, order, contrast, no leak."""

from dataclasses import fields
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

from sacroread.ui.main_window import MainWindow
from sacroread.ui.theme import DARK, Colours

PATIENCE_MS = 60_000
OF_THE_COORDINATOR = ("Opinion", "Study", "Results", "Training", "About")  # a reader may not open all of them
PAGES = ("Welcome", "Start", "Read", "Summary", "Keys", "Display", "Guide", *OF_THE_COORDINATOR)
TOLERANCE = 12  # pixels within which two things stand in one row


@pytest.fixture
def everywhere(qtbot, window, room):
    """The window with every page filled."""
    return window


def page_of(qtbot, window, name):
    """The page in front; those of the coordinator as he sees them."""
    if name in OF_THE_COORDINATOR:
        window._leave_desk()
        window.show_results()
        qtbot.waitUntil(lambda: window.results.is_ready, timeout=PATIENCE_MS)
        window.results.show_explorer()
    window.show_page(name)
    if name == "Study":
        qtbot.waitUntil(lambda: window.side.study.is_ready, timeout=PATIENCE_MS)
    QApplication.processEvents()
    assert window._stack.in_front == name
    return window._stack.currentWidget()


@pytest.mark.parametrize("name", PAGES[1:])
def test_the_window_is_called_after_the_page_in_front(qtbot, everywhere, name):
    page_of(qtbot, everywhere, name)
    said = everywhere._stack.rail.buttons[name].text()
    assert everywhere.windowTitle() == f"{said} - SacroRead - For research; not for diagnosis."


def told(widget):
    """What a screen reader can say about a widget."""
    return widget.accessibleName() or widget.property("text") or widget.property("title")


def is_of_qt(widget):
    """Parts that Qt makes inside its own widgets, such as the viewport of a table or the list of a choice."""
    is_list = isinstance(widget, QListView) and widget.window().windowType() is Qt.WindowType.Popup
    return is_list or widget.objectName().startswith("qt_") or not type(widget).__module__


@pytest.mark.parametrize("name", PAGES)
def test_every_control_that_takes_the_focus_has_a_name(qtbot, everywhere, name):
    page = page_of(qtbot, everywhere, name)
    focusable = [w for w in page.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    nameless = [w for w in focusable if not told(w) and not is_of_qt(w)]
    assert (
        " ".join(f"{type(w).__name__}({w.objectName()})-{type(w.parent()).__name__}" for w in nameless) == ""
    )


def stops(page):
    """The visible controls in the order of the Tab key."""
    found, widget = [], page.nextInFocusChain()
    while widget is not page:
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if by_tab and page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def begins_at(widget, page):
    return widget.mapTo(page, QPoint(0, 0))


@pytest.mark.parametrize("name", PAGES)
def test_the_tab_key_follows_the_eye(qtbot, everywhere, name):
    page = page_of(qtbot, everywhere, name)
    order = stops(page)
    assert order, "a page without a stop cannot be used by the keyboard"
    back = [
        f"{told(first)} -> {told(second)}"
        for first, second in pairwise(order)
        if begins_at(second, page).y() < begins_at(first, page).y() - TOLERANCE
        and begins_at(second, page).x() <= begins_at(first, page).x()
    ]
    assert back == []


def walked(qtbot, key):
    """What a key that is pressed again and again gives the focus to, until it begins anew.

    A text with links keeps the focus for each of them, and a table that takes the key for itself for good.
    """
    found, enough = [QApplication.focusWidget()], 200
    while len(found) < enough:
        qtbot.keyClick(found[-1], key)
        if (now := QApplication.focusWidget()) is found[0]:
            break
        found.append(now)
    assert len(found) < enough, f"{told(found[-1])} lets nobody go on"
    return found


@pytest.mark.parametrize("name", [each for each in PAGES if each != "Read"])  # there Tab changes the side
def test_the_tab_key_goes_all_the_way_round_the_window(qtbot, everywhere, name):
    page = page_of(qtbot, everywhere, name)
    rail = [made for made in everywhere._stack.rail.buttons.values() if made.isEnabled()]
    wanted = [each for each in (*rail, *stops(page)) if not is_of_qt(each)]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        qtbot.keyClick(QApplication.focusWidget(), key)  # the page itself is where it begins, and no stop
        ways = walked(qtbot, key)
        assert [told(each) for each in wanted if each not in ways] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_words_are_cut_off_in_a_small_window(qtbot, everywhere, name):
    everywhere.resize(1280, 720)
    page = page_of(qtbot, everywhere, name)
    cut = [
        made.text()[:40]
        for made in page.findChildren(QLabel)
        if made.isVisible() and made.text() and made.height() + 2 < made.heightForWidth(made.width())
    ]
    assert cut == []


def test_the_reading_room_is_dark_in_every_scheme(room):
    assert DARK.page in room.styleSheet()


def test_each_colour_of_a_scheme_is_either_ink_or_ground():
    """So that the contrast test beside this one leaves none out; `line` only parts areas."""
    inks, grounds = {"text", "quiet", "accent", "warning", "on_accent"}, {"page", "surface", "raised"}
    assert {each.name for each in fields(Colours)} == inks | grounds | {"line"}


def test_a_closed_window_leaves_nothing_on_the_screen(qtbot, window, room):
    window.close()
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert left == []


def test_every_page_has_its_own_name_in_the_rail(everywhere):
    rail = everywhere._stack.rail
    assert len({made.accessibleName() for made in rail.buttons.values()}) == len(rail.buttons)
    assert isinstance(everywhere, MainWindow)
