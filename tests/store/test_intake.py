"""How radiographs come into a study: each once, on from an interruption, never under two names."""

import csv
import io
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sacroread.coordination import export_reads, include
from sacroread.errors import SacroReadError
from sacroread.imaging.source import load_source
from sacroread.intake import (
    add_listed,
    add_radiographs,
    add_reads,
    changed_radiographs,
    exclude_listed,
    noted,
)
from sacroread.store.store import create_study
from sacroread.study.correction import Correction
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import READ_COLUMNS_NEEDED, to_csv
from sacroread.study.model import Case, Quality, QualityForm, Reader, Role, Ungradable
from sacroread.study.protocol import Design, default_protocol
from sacroread.worklists import excluded

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dicom"
COLUMNS = (*READ_COLUMNS_NEEDED, "locked_at", "session")
FILES = sorted((DEMO / "radiographs").glob("*.dcm"))[:4]


@pytest.fixture
def store(tmp_path):
    """An empty study."""
    with create_study(tmp_path / "study.sacro", default_protocol("Study", Design.PANEL, 7), NOW) as made:
        yield made


@pytest.fixture
def repeating(tmp_path):
    """A study with two cases, both of which are read twice."""
    rules = replace(default_protocol("Study", Design.PANEL, 7), repeat_share=1.0)
    with create_study(tmp_path / "repeating.sacro", rules, NOW) as made:
        made.add_cases([Case(f"SYN0000{number}", "p", f"{number}.dcm", str(number)) for number in (1, 2)])
        yield made


class InterruptedByHandError(Exception):
    """What ends an import from outside."""


def interrupted_after(count):
    """A loader that is interrupted after some files, and tells which it read."""
    read = []

    def load(source):
        if len(read) == count:
            raise InterruptedByHandError
        read.append(source.file)
        return load_source(source)

    return load, read


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared radiographs beside the checkout")
@pytest.mark.parametrize("is_listed", [True, False])
def test_one_radiograph_under_two_identities_comes_in_once_and_the_other_is_named(store, tmp_path, is_listed):
    """These two files of a published set name two patients and hold the same pixels."""
    twins = [SHARED / "dx_pelvis_infant_DDH_1.dcm", SHARED / "dx_pelvis_infant_DDH_12.dcm"]
    if is_listed:
        lines = "".join(f"c{number},p{number},{file}\n" for number, file in enumerate(twins))
        (tmp_path / "cases.csv").write_text(f"case_id,patient_id,file\n{lines}")
        refused = add_listed(store, tmp_path / "cases.csv")
    else:
        refused = add_radiographs(store, twins)
    (case,) = store.cases()
    assert [each.file for each in refused] == [twins[1]]
    assert case.case_id in refused[0].reason
    assert "same pixels" in refused[0].reason


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(store):
    load, _ = interrupted_after(2)
    with pytest.raises(InterruptedByHandError), noted(store, lambda: NOW):
        add_radiographs(store, FILES, load)
    assert len(store.cases()) == 2
    assert store.events() == (Event(EventKind.IMPORT, NOW, detail="2 cases, 0 reads"),)
    load, read = interrupted_after(9)
    assert add_radiographs(store, FILES, load) == ()
    assert read == FILES[2:]
    assert len(store.cases()) == 4


def test_a_list_goes_on_where_it_stopped_and_a_name_with_another_file_is_refused(store, tmp_path):
    lines = [f"c{number},p,{file}\n" for number, file in enumerate(FILES)]
    listed = tmp_path / "cases.csv"
    listed.write_text("case_id,patient_id,file\n" + "".join(lines[:2]))
    add_listed(store, listed)
    listed.write_text("case_id,patient_id,file\n" + "".join(lines))
    done = []
    assert add_listed(store, listed, on_file=done.append) == ()
    assert done == [1, 2]
    listed.write_text(f"case_id,patient_id,file\nc0,p,{FILES[3]}\n")
    with pytest.raises(
        SacroReadError, match=r"cases\.csv, line 2, column file: .* c0 is in the study already"
    ):
        add_listed(store, listed)
    listed.write_text(f"case_id,patient_id,file\nc0,q,{FILES[0]}\n")
    with pytest.raises(SacroReadError, match=r"line 2, column patient_id: found 'q', expected p: c0 is in"):
        add_listed(store, listed)


def test_cases_that_the_list_excludes_come_in_and_are_excluded_with_its_reason(store, tmp_path):
    listed = tmp_path / "cases.csv"
    lines = [f"c0,p,{FILES[0]},too dark\n", f"c1,p,{FILES[1]},\n", "c2,p,missing.dcm,no file\n"]
    listed.write_text("case_id,patient_id,file,excluded_reason\n" + "".join(lines))
    assert len(add_listed(store, listed)) == 1
    assert exclude_listed(store, listed, NOW) == (1, 0)
    assert excluded(store) == {"c0": "too dark"}
    assert exclude_listed(store, listed, NOW) == (0, 0)


def test_a_case_that_was_included_again_stays_when_its_list_comes_again(store, tmp_path):
    listed = tmp_path / "cases.csv"
    lines = [f"c{number},p,{file},too dark\n" for number, file in enumerate(FILES[:2])]
    listed.write_text("case_id,patient_id,file,excluded_reason\n" + "".join(lines))
    add_listed(store, listed)
    exclude_listed(store, listed, NOW)
    include(store, ["c0"], "a better window shows it", NOW)
    assert exclude_listed(store, listed, NOW) == (0, 1)
    assert excluded(store) == {"c1": "too dark"}


@pytest.mark.parametrize("is_listed", [True, False])
def test_radiographs_that_were_moved_are_found_again_by_their_pixels(tmp_path, is_listed):
    films, study = tmp_path / "films", tmp_path / "study"
    for folder in (films, study):
        folder.mkdir()
    for number, file in enumerate(FILES):
        shutil.copy(file, films / f"{number}.dcm")
    lines = "".join(f"c{number},p{number},{number}.dcm\n" for number in range(len(FILES)))
    (films / "cases.csv").write_text(f"case_id,patient_id,file\n{lines}")
    with create_study(study / "s.sacro", default_protocol("Study", Design.PANEL, 7), NOW) as store:
        assert add_listed(store, films / "cases.csv") == ()
        before = store.cases()
        assert len(changed_radiographs(store)) == 0
        elsewhere = films.rename(tmp_path / "elsewhere")
        shutil.copy(elsewhere / "0.dcm", elsewhere / "1.dcm")  # and one is now another's
        assert len(changed_radiographs(store)) == len(FILES)
        if is_listed:
            refused = add_listed(store, elsewhere / "cases.csv")
        else:
            refused = add_radiographs(store, sorted(elsewhere.glob("*.dcm")))
        assert [each.file.name for each in refused] == ["1.dcm"]
        assert [each.file.name for each in changed_radiographs(store)] == ["1.dcm"]
        assert [replace(case, file="") for case in store.cases()] == [
            replace(case, file="") for case in before
        ]


def test_a_file_that_is_no_radiograph_costs_itself_only(store, tmp_path):
    (tmp_path / "broken.dcm").write_bytes(b"no radiograph")
    refused = add_radiographs(store, [tmp_path / "broken.dcm", FILES[0]])
    assert [each.file.name for each in refused] == ["broken.dcm"]
    assert len(store.cases()) == 1


def test_a_reads_file_names_file_line_column_and_value_and_nothing_of_it_is_taken(store, tmp_path):
    add_listed(store, DEMO / "cases.csv")
    text = (DEMO / "reads.csv").read_text().splitlines()
    bad = text[2].split(",")
    bad[text[0].split(",").index("role")] = "chief"
    (tmp_path / "reads.csv").write_text("\n".join([*text[:2], ",".join(bad)]) + "\n")
    with pytest.raises(
        SacroReadError, match=r"reads\.csv, line 3, column role: found 'chief', expected one of"
    ):
        add_reads(store, tmp_path / "reads.csv", NOW)
    assert store.reads() == ()


def test_a_file_with_one_read_that_the_protocol_rules_out_leaves_no_read_and_no_reader(store, tmp_path):
    add_listed(store, DEMO / "cases.csv")
    lines = (DEMO / "reads.csv").read_text().splitlines()
    lines[-1] = lines[-1].replace("unaided", "aided")
    (tmp_path / "reads.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(SacroReadError, match=r"line 49, column condition: found 'aided', expected unaided"):
        add_reads(store, tmp_path / "reads.csv", NOW)
    assert (store.reads(), store.readers()) == ((), ())


def test_reads_that_were_refused_leave_on_record_the_cases_that_came_in_before_them(store, tmp_path):
    (tmp_path / "reads.csv").write_text("nothing\n")

    def take_all():
        add_listed(store, DEMO / "cases.csv")
        add_reads(store, tmp_path / "reads.csv", NOW)

    for _ in range(2):
        with pytest.raises(SacroReadError), noted(store, lambda: NOW):
            take_all()
    with noted(store, lambda: NOW):
        add_reads(store, DEMO / "reads.csv", NOW)
    assert [each.detail for each in store.events()] == ["24 cases, 0 reads", "0 cases, 48 reads"]


def test_reads_that_come_again_are_counted_apart_from_new_ones(store, tmp_path):
    add_listed(store, DEMO / "cases.csv")
    lines = (DEMO / "reads.csv").read_text().splitlines()
    (tmp_path / "reads.csv").write_text("\n".join(lines[:41]) + "\n")
    assert add_reads(store, tmp_path / "reads.csv", NOW) == (40, 0)
    assert add_reads(store, DEMO / "reads.csv", NOW) == (8, 40)
    assert add_reads(store, DEMO / "reads.csv", NOW) == (0, 48)


def test_a_file_with_one_read_that_contradicts_a_locked_one_leaves_no_reader_of_it(store, tmp_path):
    add_listed(store, DEMO / "cases.csv")
    add_reads(store, DEMO / "reads.csv", NOW)
    before = (store.reads(), store.readers())
    header, first, *_ = (DEMO / "reads.csv").read_text().splitlines()
    cells = first.split(",")
    other = ",".join([*cells[:2], "local-9", *cells[3:]])
    graded = ",".join([*cells[:6], "4", "4", "1", *cells[9:]])
    (tmp_path / "reads.csv").write_text(f"{header}\n{other}\n{graded}\n")
    with pytest.raises(SacroReadError, match=rf"line 3, column case_id: found '{cells[0]}'.*never replaced"):
        add_reads(store, tmp_path / "reads.csv", NOW)
    assert (store.reads(), store.readers()) == before


def test_a_study_s_own_export_is_there_already_whatever_the_file_does_not_carry(
    two_readers, read_of, tmp_path
):
    """A radiograph that was inverted, a reader with the name of a formula, a read that was corrected."""
    two_readers.add_reader(Reader("-x", Role.PANEL))
    quality = QualityForm(Quality.LIMITED, Ungradable.OTHER, " dark,\r\n-and tilted ")
    draft = replace(read_of("c1").draft, quality=quality)
    first, other = read_of("c1", active_seconds=9.4321, draft=draft), read_of("c1", reader_id="-x")
    two_readers.append([first, other])
    export_reads(two_readers, tmp_path / "before.csv", NOW)
    said = {**vars(other), "token": "again", "draft": replace(draft, lesions={}), "session": 1}
    two_readers.append([Correction(**said, supersedes=other.token, correction_reason="sides mixed up")])
    export_reads(two_readers, tmp_path / "after.csv", NOW)
    for name in ("before.csv", "after.csv"):
        assert add_reads(two_readers, tmp_path / name, NOW) == (0, 2)
    assert (len(two_readers.all_reads()), len(two_readers.readers())) == (3, 3)


@pytest.mark.parametrize(("column", "cell"), [("lesions_left", "erosion+widening"), ("window_center", "9")])
def test_an_export_with_another_lesion_or_window_contradicts_what_was_locked(
    two_readers, read_of, tmp_path, column, cell
):
    two_readers.append([read_of("c1")])
    export_reads(two_readers, tmp_path / "reads.csv", NOW)
    (line,) = csv.DictReader(io.StringIO((tmp_path / "reads.csv").read_text()))
    (tmp_path / "reads.csv").write_text(to_csv(list(line), [{**line, column: cell}]))
    with pytest.raises(SacroReadError, match=r"line 2, column case_id: .*never replaced"):
        add_reads(two_readers, tmp_path / "reads.csv", NOW)


def test_a_column_that_a_file_does_not_have_contradicts_nothing(two_readers, read_of, tmp_path):
    two_readers.append([read_of("c1")])
    lines = f"{','.join(READ_COLUMNS_NEEDED)}\nc1,p1,reader-1,panel,unaided,0,2,3,1,\n"
    (tmp_path / "reads.csv").write_text(lines)
    assert add_reads(two_readers, tmp_path / "reads.csv", NOW) == (0, 1)


def test_another_study_takes_an_export_with_lesions_window_and_crop_and_knows_it_again(
    two_readers, read_of, repeating, tmp_path
):
    repeating.add_cases([Case("c1", "p1", "c1.dcm", "hash")])
    two_readers.append([read_of("c1")])
    export_reads(two_readers, tmp_path / "reads.csv", NOW)
    assert add_reads(repeating, tmp_path / "reads.csv", NOW) == (1, 0)
    assert add_reads(repeating, tmp_path / "reads.csv", NOW) == (0, 1)
    (back,), wanted = repeating.reads(), read_of("c1").draft
    assert back.draft == replace(wanted, presentation=replace(wanted.presentation, is_inverted=False))


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("locked_at", "9999-12-31T00:00:00+00:00", "from 1970 on"),
        ("locked_at", "0001-01-01T00:00:00+14:00", "from 1970 on"),
        ("locked_at", "1969-12-31T00:00:00+00:00", "from 1970 on"),
        ("locked_at", "2026-02-01T09:31:00+00:00", r"a time that is past; it is 2026-01-31T09:30\+00:00 now"),
        ("session", "99999999999999999999999", "1 or 2, which are the sessions of this protocol"),
        ("session", "3", "1 or 2, which are the sessions of this protocol"),
        ("repeat", "1", "0, or a first read of SYN00002 by r1 in a line or in the study"),
    ],
)
def test_what_cannot_have_happened_is_refused_and_nothing_is_taken(
    repeating, tmp_path, column, cell, expected
):
    cells = ("SYN00001", "", "r1", "panel", "unaided", "0", "1", "2", "", "", "", "")
    bad = {**dict(zip(COLUMNS, cells, strict=True)), "case_id": "SYN00002", column: cell}
    lines = [COLUMNS, cells, bad.values()]
    (tmp_path / "reads.csv").write_text("".join(f"{','.join(line)}\n" for line in lines))
    cell = cell.replace("+", r"\+")
    with pytest.raises(
        SacroReadError, match=rf"reads\.csv, line 3, column {column}: found '{cell}', .*{expected}"
    ):
        add_reads(repeating, tmp_path / "reads.csv", NOW)
    assert (repeating.reads(), repeating.readers()) == ((), ())


def test_a_repeat_comes_in_with_its_first_read_or_after_it_and_clocks_may_differ_by_a_day(
    repeating, tmp_path
):
    lines = [",".join(COLUMNS), "SYN00001,,r1,panel,unaided,1,1,2,,,2026-02-01T09:29:00+00:00,2"]
    lines += ["SYN00001,,r1,panel,unaided,0,1,2,,,1970-01-01T00:00:00+00:00,1"]
    lines += ["SYN00002,,r1,panel,unaided,0,1,2,,,,"]
    (tmp_path / "reads.csv").write_text("\n".join(lines) + "\n")
    assert add_reads(repeating, tmp_path / "reads.csv", NOW) == (3, 0)
    (tmp_path / "reads.csv").write_text(f"{lines[0]}\nSYN00002,,r1,panel,unaided,1,1,2,,,,2\n")
    assert add_reads(repeating, tmp_path / "reads.csv", NOW) == (1, 0)
