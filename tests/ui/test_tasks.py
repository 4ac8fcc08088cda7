"""Work off the GUI thread."""

import threading

import pytest
from PySide6.QtCore import QObject, Signal
from shiboken6 import delete

from sacroread.errors import SacroReadError
from sacroread.ui.tasks import Tasks, deliver


@pytest.fixture
def tasks(qtbot):
    tasks = Tasks()
    yield tasks
    tasks.close()


def test_work_is_done_aside_and_its_answer_comes_back_to_the_gui_thread(qtbot, tasks):
    threads = {}
    tasks.run(
        lambda: threads.setdefault("work", threading.current_thread()),
        lambda _: threads.setdefault("answer", threading.current_thread()),
        pytest.fail,
    )
    qtbot.waitUntil(lambda: "answer" in threads)
    assert threads["answer"] is threading.main_thread()
    assert threads["work"] is not threading.main_thread()


def test_what_the_user_can_put_right_comes_back_as_words(qtbot, tasks):
    said = []

    def refuse():
        raise SacroReadError("The drive is full.")

    tasks.run(refuse, pytest.fail, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["The drive is full."]


def test_a_mistake_of_the_program_lets_the_page_go_on_and_is_raised_too(qtbot, tasks):
    said = []
    with qtbot.captureExceptions() as raised:
        tasks.run(lambda: {}["gone"], pytest.fail, said.append)
        qtbot.waitUntil(lambda: bool(said))
    assert "Nothing that was locked is lost" in said[0]
    assert [kind for kind, _, _ in raised] == [KeyError]


def test_only_the_newest_question_is_answered(qtbot, tasks):
    answers, may_go_on = [], threading.Event()
    tasks.run(lambda: may_go_on.wait(10) and "old", answers.append, pytest.fail)
    tasks.run(lambda: "new", answers.append, pytest.fail)
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["new"]


class Owner(QObject):
    answered = Signal(str)


def test_an_answer_for_a_closed_window_is_forgotten(qapp):
    owner = Owner()
    signal = owner.answered
    delete(owner)
    with pytest.raises(RuntimeError):
        signal.emit("late")
    deliver(signal, "late")
