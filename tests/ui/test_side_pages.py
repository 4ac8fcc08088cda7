"""The pages beside the reading room, in the window."""

from sacroread import guide

PATIENCE_MS = 60_000


def opened(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)


def test_none_of_them_is_made_before_it_is_opened(window):
    assert not {"second_opinion", "study", "training"} & set(vars(window.side))


def test_the_coordinator_sees_the_study_and_its_discordant_cases(qtbot, window):
    opened(qtbot, window)
    window.show_page("Study")
    assert window._stack.in_front == "Start", "nobody said that he is the coordinator"
    window.show_results()
    window.show_page("Study")
    qtbot.waitUntil(lambda: window.side.study.is_ready, timeout=PATIENCE_MS)
    assert window._stack.in_front == "Study"
    assert window.side.study.table.cases.rowCount() == 24


def test_a_reader_who_is_blinded_can_open_neither_the_study_nor_a_second_opinion(room, window):
    for name in ("Study", "Opinion", "Results"):
        window.show_page(name)
        assert window._stack.in_front == "Read"
        assert not window._stack.rail.buttons[name].isEnabled()
        assert window._stack.rail.buttons[name].toolTip()


def test_without_a_study_a_second_opinion_and_a_training_can_be_had(window):
    for name in ("Opinion", "Training"):
        window.show_page(name)
        assert window._stack.in_front == name


def test_no_title_on_the_rail_is_cut(window):
    for button in window._stack.rail.buttons.values():
        assert button.sizeHint().width() <= button.width()


def test_the_coordinator_looks_at_a_case_of_the_results_in_the_viewer(qtbot, window):
    opened(qtbot, window)
    window.show_results()
    window.results.case_wanted.emit("SYN00008")
    assert window._stack.in_front == "Opinion"
    page = window.side.second_opinion
    qtbot.waitUntil(lambda: page.is_showing, timeout=PATIENCE_MS)
    assert [file.name for file in page.files.values()] == ["SYN00008.dcm"]


def test_the_guide_tells_of_every_page(window):
    told = "\n".join(guide.text(chapter) for chapter in guide.CHAPTERS)
    for button in window._stack.rail.buttons.values():
        assert f"**{button.text()}**" in told or not button.text()
