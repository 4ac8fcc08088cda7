"""The study file: what is written stays, and nothing is written twice or half."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.store import create_study, open_study
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import (
    Case,
    Condition,
    Crop,
    Draft,
    Grade,
    Lesion,
    Prediction,
    Presentation,
    Read,
    Reader,
    Role,
    Side,
    Window,
)
from sacroread.study.protocol import Design, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PROTOCOL = default_protocol("Study", Design.PANEL, 7)
READER = Reader("reader-1", Role.PANEL)
DRAFT = Draft(
    grades={Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.UNEQUIVOCAL},
    lesions={Side.LEFT: frozenset({Lesion.EROSION})},
    presentation=Presentation(Window(1.5, 2.5), is_inverted=True, crop=Crop(1, 2, 3, 4)),
)


def read_of(case_id, token=None, **changes):
    read = Read(
        token or case_id, "reader-1", Role.PANEL, case_id, Condition.UNAIDED, 0, DRAFT, True, NOW, 9.5
    )
    return replace(read, **changes)


@pytest.fixture
def store(tmp_path):
    with create_study(tmp_path / "study.sacro", PROTOCOL, NOW) as store:
        store.add_cases([Case(f"c{number}", f"p{number}", f"c{number}.dcm", "hash") for number in range(5)])
        store.add_reader(READER)
        yield store


def test_a_locked_read_comes_back_unchanged_after_reopening(store):
    store.append([read_of("c1")])
    with open_study(store.path) as again:
        assert again.reads() == (read_of("c1"),)
        assert again.protocol == PROTOCOL


def test_a_read_saved_twice_counts_once(store):
    store.append([read_of("c1")])
    store.append([read_of("c1"), read_of("c2")])
    assert [read.case_id for read in store.reads()] == ["c1", "c2"]


def test_a_read_that_was_saved_before_and_now_says_something_else_is_refused(store):
    store.append([read_of("c1")])
    with pytest.raises(
        SacroReadError, match="Reader reader-1, case c1: the read that is there says something"
    ):
        store.append([read_of("c2"), read_of("c1", definite=False)])
    assert store.reads() == (read_of("c1"),)


def test_a_second_read_of_the_same_case_is_refused_and_nothing_of_its_batch_is_kept(store):
    store.append([read_of("c1")])
    words = r"Reader reader-1 has read case c1 already \(unaided, repeat 0\).*Nothing was changed"
    with pytest.raises(SacroReadError, match=words):
        store.append([read_of("c2"), read_of("c1", token="another")])
    assert [read.case_id for read in store.reads()] == ["c1"]


def test_a_read_of_an_unknown_case_is_refused(store):
    with pytest.raises(SacroReadError, match="There is no case c99 in this study"):
        store.append([read_of("c99")])


def test_a_read_of_an_unknown_reader_is_refused(store):
    with pytest.raises(SacroReadError, match="There is no reader stranger in this study"):
        store.append([read_of("c1"), read_of("c2", reader_id="stranger")])
    assert store.reads() == ()


def test_a_reference_standard_names_each_case_once_and_known_cases_only(store):
    store.set_reference([ReferenceRow("c1", True, "external")])
    with pytest.raises(SacroReadError, match="Case c1 has a reference standard already"):
        store.set_reference([ReferenceRow("c2", True, "external"), ReferenceRow("c1", False, "external")])
    with pytest.raises(SacroReadError, match="There is no case c99 in this study"):
        store.set_reference([ReferenceRow("c2", True, "external"), ReferenceRow("c99", False, "external")])
    assert len(store.reference()) == 1


def test_a_draft_of_an_unknown_case_is_refused(store):
    with pytest.raises(SacroReadError, match="an unknown reader or case"):
        store.save_draft(READER, "c99", DRAFT)


def test_seconds_that_are_no_number_are_refused(store):
    with pytest.raises(SacroReadError, match="Reader reader-1, case c1: active_seconds is nan"):
        store.append([read_of("c1", active_seconds=float("nan"))])


@pytest.mark.parametrize("statement", ["UPDATE reads SET definite = 0", "DELETE FROM reads"])
def test_no_statement_changes_a_locked_read(store, statement):
    store.append([read_of("c1")])
    connection = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="a locked read is never changed"):
        connection.execute(statement)
    connection.close()
    assert store.reads() == (read_of("c1"),)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"token": "'other'", "number": "null", "supersedes": "null"},
        {"token": "'other'", "case_id": "'c3'"},
        {"number": "null", "case_id": "'c3'"},
    ],
    ids=["the same row", "its reader, case, condition and repeat", "its number", "its token"],
)
def test_no_row_takes_the_place_of_a_locked_read(two_readers, read_of, changes):
    two_readers.append([read_of("c1")])
    before = two_readers.all_reads()
    with closing(sqlite3.connect(two_readers.path)) as connection:
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(reads)")]
        said = ", ".join({**{name: name for name in names}, "definite": "0", **changes}.values())
        with pytest.raises(sqlite3.IntegrityError, match="a locked read is never replaced"):
            connection.execute(f"INSERT OR REPLACE INTO reads SELECT {said} FROM reads")  # noqa: S608
        connection.commit()
    assert two_readers.all_reads() == before


def test_no_row_takes_the_place_of_an_event(two_readers):
    two_readers.note(Event(EventKind.OPEN, NOW, "reader-1"))
    with closing(sqlite3.connect(two_readers.path)) as connection:
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(events)")]
        said = ", ".join("'nothing'" if name == "detail" else name for name in names)
        with pytest.raises(sqlite3.IntegrityError, match="an event is never replaced"):
            connection.execute(f"INSERT OR REPLACE INTO events SELECT {said} FROM events")  # noqa: S608


def test_a_draft_survives_and_the_newest_wins(store):
    store.save_draft(READER, "c1", Draft())
    store.save_draft(READER, "c1", DRAFT)
    assert store.drafts(READER) == {"c1": DRAFT}


def test_each_session_has_its_own_drafts_and_worklist_and_a_read_says_which_it_was_made_in(store):
    store.save_draft(READER, "c1", DRAFT)
    store.save_draft(READER, "c1", Draft(), session=2)
    store.extend_worklist(READER, 2, ("c2", "c1"))
    store.append([read_of("c1"), read_of("c1", token="again", repeat=1, session=2)])
    assert (store.drafts(READER), store.drafts(READER, session=2)) == ({"c1": DRAFT}, {"c1": Draft()})
    assert (store.worklist(READER), store.worklist(READER, session=2)) == ((), ("c2", "c1"))
    assert [read.session for read in store.reads()] == [1, 2]


def test_the_realised_order_is_kept(store):
    store.extend_worklist(READER, 1, ("c3", "c1", "c2"))
    store.extend_worklist(READER, 1, ("c1", "c4"))
    assert store.worklist(READER) == ("c3", "c1", "c2", "c4")


def test_a_reader_sees_his_own_reads_only_when_asked_for_his(store):
    store.add_reader(Reader("reader-2", Role.PANEL))
    store.append([read_of("c1"), read_of("c1", token="other", reader_id="reader-2")])
    assert [read.reader_id for read in store.reads(READER)] == ["reader-1"]
    assert len(store.reads()) == 2


def test_reference_and_predictions_come_back(store):
    store.set_reference([ReferenceRow("c1", True, "external")])
    prediction = Prediction("c1", 0.75, "demo", "abc", None, "Refer: low attention.")
    store.save_prediction(prediction)
    store.save_prediction(replace(prediction, probability=0.1))
    assert store.reference() == (ReferenceRow("c1", True, "external"),)
    assert store.predictions() == (prediction,)


def test_a_case_twice_is_refused(store):
    with pytest.raises(SacroReadError, match="There is a case c1 in this study already"):
        store.add_cases([Case("new", "p", "f", "h"), Case("c1", "p", "f", "h")])
    assert len(store.cases()) == 5


def test_a_reader_has_one_role(store):
    store.add_reader(READER)
    with pytest.raises(SacroReadError, match="is panel in this study, not local"):
        store.add_reader(Reader("reader-1", Role.LOCAL))


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 50])
def test_a_file_that_is_no_study_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "other.sacro"
    path.write_bytes(content)
    with pytest.raises(SacroReadError, match=r"other\.sacro is not a"):
        open_study(path)
    assert path.read_bytes() == content


def test_a_missing_study_is_named(tmp_path):
    with pytest.raises(SacroReadError, match=r"There is no study gone\.sacro"):
        open_study(tmp_path / "gone.sacro")


def test_a_study_is_never_overwritten(store):
    with pytest.raises(SacroReadError, match="nothing was overwritten"):
        create_study(store.path, PROTOCOL, NOW)


def test_a_newer_study_is_refused_untouched(store):
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = store.path.read_bytes()
    with pytest.raises(SacroReadError, match="newer SacroRead"):
        open_study(store.path)
    assert store.path.read_bytes() == before


def test_a_full_disk_is_told_and_loses_nothing(store):
    store.append([read_of("c1")])
    connection = sqlite3.connect(store.path)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    engine = store._engine
    with engine.connect() as held:
        held.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long_name = "x" * 100_000
    with pytest.raises(SacroReadError, match="the disk is full"):
        store.append([read_of("c2", token=long_name)])
    assert [read.case_id for read in store.reads()] == ["c1"]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {here!r})
from test_store import read_of
from sacroread.store.store import open_study
store = open_study(Path(sys.argv[1]))
store.append([read_of("c1")])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_a_read_is_on_the_disk_when_append_returns(store):
    here = str(Path(__file__).parent)
    killed = subprocess.run([sys.executable, "-c", KILLED.format(here=here), store.path], check=False)
    assert killed.returncode == -9
    assert store.reads() == (read_of("c1"),)
