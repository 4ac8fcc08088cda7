"""What happens when the program itself is at fault."""

import logging

import pytest

from sacroread.paths import user_folder
from sacroread.ui import last_resort
from sacroread.ui.last_resort import LOG, LastResort, write_log


@pytest.fixture
def resort(qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path))
    resort = LastResort()
    yield resort
    resort._forget()


def fail(resort, error):
    try:
        raise error
    except type(error) as raised:
        resort.take(type(raised), raised, raised.__traceback__)


def log():
    return (user_folder() / LOG).read_text(encoding="utf-8")


def test_the_second_mistake_does_not_wipe_out_the_first(resort):
    fail(resort, ValueError("the first"))
    fail(resort, KeyError("the second"))
    assert "ValueError: the first" in log()
    assert "KeyError: 'the second'" in log()


def test_the_notice_says_what_is_safe_and_lets_the_reader_go_on(resort):
    fail(resort, ValueError("a mistake"))
    assert resort.notice.isVisible()
    assert not resort.notice.isModal()
    assert "every locked read" in resort.notice.informativeText()
    assert LOG in resort.notice.informativeText()


def test_many_mistakes_show_one_notice(resort):
    for number in range(3):
        fail(resort, ValueError(str(number)))
    first = resort.notice
    fail(resort, ValueError("one more"))
    assert resort.notice is first


def test_a_folder_that_may_name_a_patient_does_not_reach_the_log(resort):
    fail(resort, FileNotFoundError(2, "No such file", "/archive/Doe_Jane/pelvis.dcm"))
    assert "pelvis.dcm" in log()
    assert "Doe_Jane" not in log()


def test_the_log_does_not_grow_without_end(resort, monkeypatch):
    monkeypatch.setattr(last_resort, "MAX_BYTES", 2000)
    for number in range(100):
        write_log(logging.ERROR, f"entry {number} " + "x" * 200)
    kept = sorted(user_folder().glob(f"{LOG}*"))
    assert len(kept) == 1 + last_resort.OLDER_LOGS
    assert all(path.stat().st_size < 3000 for path in kept)
    assert "entry 99 " in log()


def test_a_log_that_cannot_be_written_is_told_and_costs_nothing_else(resort):
    (user_folder() / LOG).mkdir()
    fail(resort, ValueError("a mistake"))
    assert "Is a directory" in resort.notice.informativeText()
