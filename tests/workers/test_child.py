import os
import signal
import sys
from pathlib import Path

import pytest

from sacroread.errors import SacroReadError
from sacroread.workers.child import Child

sys.path.insert(0, str(Path(__file__).parent))
import work


@pytest.fixture
def child():
    child = Child(work.misbehave, seconds=3, memory_bytes=4 << 30)
    yield child
    child.close()


def test_work_is_done_in_another_process():
    child = Child(work.double, seconds=10)
    assert child.submit(21, "a number").result(20) == 42
    child.close()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("refuse", "pelvis.dcm holds no pixel data"),
        ("die", "worked on pelvis.dcm ended unexpectedly"),
        ("hang", "pelvis.dcm took too long"),
        ("fill memory", "pelvis.dcm needs more memory"),
    ],
)
def test_a_child_that_fails_costs_one_piece_of_work_and_the_next_one_is_done(child, how, words):
    with pytest.raises(SacroReadError, match=words):
        child.submit(how, "pelvis.dcm").result(20)
    assert child.submit("well", "hip.dcm").result(20) == "well"


def test_a_child_killed_while_idle_costs_nothing(child):
    assert child.submit("well", "pelvis.dcm").result(20) == "well"
    (idle,) = child._pool._pool_manager.worker_manager.workers
    os.kill(idle, signal.SIGKILL)
    answers = [child.submit(str(number), "pelvis.dcm") for number in range(3)]
    assert [answer.result(20) for answer in answers] == ["0", "1", "2"]
