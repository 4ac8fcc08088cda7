"""The log: one JSON object a line, kept small, and nothing about a patient in it."""

import json

import pytest

from sacroread import __version__, log

PLANTED = "Doe^Jane"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path / PLANTED.partition("^")[2]))


def entries():
    return [json.loads(line) for line in log.log_file().read_text("utf-8").splitlines()]


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_an_entry_says_when_what_and_which_version():
    log.write("study opened", place="file", cases=24)
    (entry,) = entries()
    assert entry["at"].endswith("+00:00")
    assert (entry["what"], entry["level"], entry["place"], entry["cases"]) == (
        "study opened",
        "info",
        "file",
        24,
    )
    assert entry["version"] == __version__


@pytest.mark.parametrize(
    "error",
    [
        KeyError(PLANTED),
        ValueError(f"{PLANTED} is no date"),
        FileNotFoundError(2, "No such file", f"/archive/{PLANTED}/pelvis.dcm"),
        RuntimeError(PLANTED),
        UnicodeEncodeError("ascii", PLANTED, 0, 1, "ordinal not in range"),
    ],
)
def test_a_mistake_is_told_without_what_its_message_quotes(error):
    outer = raised(TypeError("unsupported operand"), cause=raised(error))
    for told in (log.told(raised(error)), log.told(outer)):
        assert type(error).__name__ in told
        assert "Doe" not in told
        assert "Jane" not in told
        assert "in raised" in told, "the place in the code"


def test_what_python_itself_words_is_told_because_it_speaks_of_the_program_alone():
    with pytest.raises(AttributeError) as caught:
        None.sides  # noqa: B018
    assert log.told(caught.value).endswith("AttributeError: 'NoneType' object has no attribute 'sides'")


def test_what_led_to_a_mistake_is_told_and_a_circle_of_causes_ends():
    first, second = ValueError("a"), KeyError("b")
    first.__context__, second.__context__ = second, first
    assert log.told(first) == "ValueError\nKeyError"


def test_the_log_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(log, "MAX_BYTES", 2000)
    for number in range(100):
        log.write("entry", number=number, words="x" * 200)
    kept = sorted(log.log_file().parent.glob(f"{log.LOG}*"))
    assert len(kept) == 1 + log.OLDER_LOGS
    assert all(path.stat().st_size < 3000 for path in kept)
    assert entries()[-1]["number"] == 99


def test_a_log_that_cannot_be_written_is_told():
    log.log_file().mkdir()
    assert "Is a directory" in log.write("started")
