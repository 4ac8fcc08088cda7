"""Whether a study is as it was written: the file's own pages, and the chains against the anchor."""

import sqlite3
from contextlib import closing

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path
from sacroread.store.integrity import check
from sacroread.store.store import open_study


@pytest.fixture
def read_twice(two_readers, read_of):
    two_readers.append([read_of("c0"), read_of("c1")])
    return two_readers


def test_a_sound_study_has_no_findings_and_tells_how_much_was_looked_at(read_twice):
    seen = check(read_twice)
    assert (seen.findings, seen.reads, seen.events, seen.has_anchor, seen.newer) == ((), 2, 0, True, 0)


def test_what_an_older_anchor_does_not_know_is_counted_and_is_no_finding(read_twice, read_of, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes(anchor_path(read_twice.path).read_bytes())
    read_twice.append([read_of("c2")])
    seen = check(read_twice, kept)
    assert (seen.findings, seen.newer, seen.anchor) == ((), 1, "kept.json")


def test_without_an_anchor_it_says_so(read_twice):
    anchor_path(read_twice.path).unlink()
    assert not check(read_twice).has_anchor


def test_an_anchor_that_is_not_there_is_told(read_twice, tmp_path):
    with pytest.raises(SacroReadError, match="There is no anchor"):
        check(read_twice, tmp_path / "gone.json")


def test_a_row_that_refers_to_nothing_is_found_though_every_chain_is_whole(read_twice):
    with closing(sqlite3.connect(read_twice.path)) as behind:
        behind.execute("PRAGMA foreign_keys=OFF")
        behind.execute("INSERT INTO worklists VALUES ('nobody', 0, 0, 'c0')")
        behind.commit()
    assert check(read_twice).findings == ("The file is damaged: a row of worklists refers to nothing.",)


def test_an_index_that_lacks_a_row_is_found_by_the_files_own_check(read_twice):
    path = read_twice.path
    read_twice.close()
    with closing(sqlite3.connect(path)) as behind:
        index, page = behind.execute(
            "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'reads' LIMIT 1"
        ).fetchone()
        size = behind.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size + 3 : (page - 1) * size + 5] = b"\0\0"  # the page's count of cells
    path.write_bytes(content)
    with open_study(path) as store:
        assert any(index in each for each in check(store).findings)
