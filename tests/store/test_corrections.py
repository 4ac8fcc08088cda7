"""A correction counts instead of the read that it points to, which stays on record."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.store import open_study
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import reads_from_csv, reads_to_csv
from sacroread.study.model import Condition, Draft, Grade, Reader, Role, Side

LATER = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
NORMAL = Draft(dict.fromkeys(Side, Grade.NORMAL))


def correction_of(read, **changes):
    said = {**vars(read), "token": "again", "draft": NORMAL, "definite": False, "locked_at": LATER}
    return Correction(
        **{**said, "supersedes": read.token, "correction_reason": "sides were mixed up", **changes}
    )


@pytest.fixture
def corrected(two_readers, read_of):
    """Two reads; the first was corrected."""
    two_readers.append([read_of("c1"), read_of("c2")])
    two_readers.append([correction_of(read_of("c1"))])
    return two_readers


def test_a_correction_counts_and_the_corrected_read_stays_on_record(corrected, read_of):
    first, second = read_of("c1"), read_of("c2")
    with open_study(corrected.path) as again:
        assert again.reads() == (correction_of(first), second)  # in the place of the read it corrects
        assert again.all_reads() == (first, second, correction_of(first))
        assert again.reads(Reader("reader-1", Role.PANEL)) == again.reads()


def test_a_correction_is_chained_and_noted(corrected):
    detail = "again corrects reader-1/c1"
    assert corrected.events() == (Event(EventKind.CORRECTION, LATER, "reader-1", detail),)
    assert corrected.audit(read_anchor(anchor_path(corrected.path))) == []
    with closing(sqlite3.connect(corrected.path)) as connection:
        connection.execute("DROP TRIGGER reads_forbid_update")
        connection.execute("UPDATE reads SET correction_reason = 'none' WHERE token = 'again'")
        connection.commit()
    assert corrected.audit(None)[0].startswith("Reader reader-1, read 3 (case c1")


def test_a_correction_may_be_corrected_and_the_newest_counts(corrected, read_of):
    newest = correction_of(correction_of(read_of("c1")), token="third")
    corrected.append([newest])
    assert newest in corrected.reads()
    assert len(corrected.reads()) == 2


def test_a_correction_saved_twice_counts_once(corrected, read_of):
    corrected.append([correction_of(read_of("c1"))])
    assert len(corrected.all_reads()) == 3
    assert len(corrected.events()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "was corrected before"),
        ({"supersedes": "reader-1/c2"}, "no read reader-1/c2 to correct"),
        ({"supersedes": "again", "reader_id": "reader-2"}, "no read again to correct"),
        ({"supersedes": "again", "condition": Condition.AIDED}, "no read again to correct"),
        ({"supersedes": "nothing"}, "no read nothing to correct"),
        ({"supersedes": "again", "correction_reason": " "}, "needs a reason"),
        ({"supersedes": "again", "locked_at": None}, "needs a reason and a time"),
    ],
)
def test_what_does_not_correct_the_read_that_counts_is_refused(corrected, read_of, changes, words):
    before = corrected.all_reads()
    with pytest.raises(SacroReadError, match=rf"Reader reader-[12], case c1: .*{words}.*Nothing was changed"):
        corrected.append([correction_of(read_of("c1"), token="wrong", **changes)])
    assert corrected.all_reads() == before


def test_a_second_read_without_a_reason_is_still_refused(corrected, read_of):
    with pytest.raises(SacroReadError):
        corrected.append([read_of("c1", token="another")])


def test_no_statement_corrects_one_read_twice(corrected):
    with closing(sqlite3.connect(corrected.path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(reads)")]
        taken = ", ".join({"number": "99", "token": "'forged'"}.get(name, name) for name in columns)
        with pytest.raises(sqlite3.IntegrityError, match="a locked read is never replaced"):
            connection.execute(f"INSERT INTO reads SELECT {taken} FROM reads WHERE token = 'again'")  # noqa: S608


def test_reads_csv_says_what_a_correction_supersedes_and_holds_what_counts_only(corrected):
    text = reads_to_csv(corrected.reads(), {"c1": "p1", "c2": "p2"}, "hash", "software")
    lines = {line["case_id"]: line for line in csv.DictReader(io.StringIO(text))}
    assert (lines["c1"]["supersedes"], lines["c2"]["supersedes"]) == ("reader-1/c1", "")
    assert (lines["c1"]["grade_right"], lines["c2"]["grade_right"]) == ("0", "2")
    assert len(reads_from_csv(text, "reads.csv")) == 2
