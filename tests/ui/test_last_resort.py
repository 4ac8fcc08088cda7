"""What happens when the program itself is at fault."""

import json

import pytest

from sacroread.log import LOG, log_file
from sacroread.ui.last_resort import LastResort


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
    return [json.loads(line)["details"] for line in log_file().read_text(encoding="utf-8").splitlines()]


def test_the_second_mistake_does_not_wipe_out_the_first(resort):
    fail(resort, ValueError("the first"))
    fail(resort, KeyError("the second"))
    assert [each.splitlines()[-1] for each in log()] == ["ValueError", "KeyError"]


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


def test_neither_the_log_nor_what_is_piped_away_names_a_patient(resort, capsys):
    fail(resort, FileNotFoundError(2, "No such file", "/archive/Doe_Jane/pelvis.dcm"))
    (told,) = log()
    assert "FileNotFoundError: No such file" in told
    assert "Doe_Jane" not in told
    assert "Doe_Jane" not in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_told_and_costs_nothing_else(resort):
    log_file().mkdir()
    fail(resort, ValueError("a mistake"))
    assert "Is a directory" in resort.notice.informativeText()
