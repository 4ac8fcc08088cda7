"""Each decision of a curation is on the disk before the next radiograph, and the pictures follow from it."""

import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st

from sacroread.errors import SacroReadError
from sacroread.imaging.curated_folder import (
    Form,
    clear,
    make,
    pictures,
    radiographs_of,
    twins,
    write_lists,
)
from sacroread.imaging.curation import Decision, Kind, Walk, begun
from sacroread.imaging.decisions import DECISIONS, add_decision, read_decisions
from sacroread.imaging.radiograph import load
from sacroread.imaging.source import Source
from sacroread.study.model import Crop, Presentation, Window

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
SHOWN = Presentation(Window(0.1 + 0.2, 3000.0), True, Crop(1, 2, 20, 10), 90.0, True)
AS_STORED = Presentation()
FILES = ("a.tif", "b.tif", "c.tif")


def accepted(file, pixel_hash="f" * 64, presentation=SHOWN):
    return Decision(file, Kind.ACCEPTED, AT, pixel_hash=pixel_hash, presentation=presentation)


def excluded(file, reason="not a pelvis", pixel_hash="e" * 64):
    return Decision(file, Kind.EXCLUDED, AT, reason, pixel_hash)


@pytest.fixture
def folder_of_radiographs(tmp_path):
    """Three radiographs of different pixels and where each lies."""
    random = np.random.default_rng(8)
    for file in FILES:
        stored = random.integers(0, 4096, (40, 50)).astype(np.uint16)
        tifffile.imwrite(tmp_path / file, stored, photometric="minisblack")
    return {file: Source(tmp_path / file) for file in FILES}


def accept_all(sources, presentation=AS_STORED):
    hashes = {file: load(source.file).pixel_hash for file, source in sources.items()}
    return Walk(FILES, {file: accepted(file, hashes[file], presentation) for file in FILES})


# the walk


def test_a_walk_goes_on_at_the_first_undecided_file():
    assert begun(FILES, {}).file == "a.tif"
    assert begun(FILES, {"a.tif": accepted("a.tif")}).file == "b.tif"
    assert begun(FILES, {file: accepted(file) for file in FILES}).file == "c.tif"


def test_after_the_last_file_the_walk_goes_to_what_was_passed_over():
    walk = Walk(FILES, {}, 2).decided(excluded("c.tif")).gone_on()
    assert (walk.file, walk.undecided) == ("a.tif", 2)


def test_a_decision_counts_in_place_of_the_earlier_one_about_the_same_file():
    walk = Walk(FILES).decided(accepted("a.tif")).decided(excluded("a.tif"))
    assert (walk.count(Kind.ACCEPTED), walk.count(Kind.EXCLUDED), walk.undecided) == (0, 1, 2)


def test_stepping_stops_at_both_ends():
    assert Walk(FILES).stepped(-1).file == "a.tif"
    assert Walk(FILES).stepped(9).file == "c.tif"


def test_what_comes_next_leaves_out_what_is_decided():
    assert Walk(FILES, {"b.tif": accepted("b.tif")}).ahead(2) == ("a.tif", "c.tif")


def test_the_same_pixels_under_another_name_are_found():
    walk = Walk(FILES, {"a.tif": accepted("a.tif", "1" * 64)}, 1)
    assert (walk.same_pixels("1" * 64), walk.same_pixels("2" * 64)) == ("a.tif", None)


# on the disk


@given(
    reason=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip),
    file=st.sampled_from(["=1+1.dcm", "-a.dcm", "@b.dcm", "plain.dcm", "below/ü.dcm", "'quoted.dcm", 'a",b']),
)
@settings(max_examples=60, deadline=None)
def test_a_decision_is_read_back_as_it_was_made(tmp_path_factory, reason, file):
    folder = tmp_path_factory.mktemp("set")
    add_decision(folder, accepted(file))
    add_decision(folder, excluded(f"x{file}", f"because {reason}".strip()))
    read = read_decisions(folder)
    assert read[file] == accepted(file)
    assert read[f"x{file}"] == excluded(f"x{file}", f"because {reason}".strip())


def test_the_last_decision_about_a_file_counts_and_the_earlier_one_stays_on_the_disk(tmp_path):
    for decision in (accepted("a.tif"), excluded("a.tif")):
        add_decision(tmp_path, decision)
    assert read_decisions(tmp_path) == {"a.tif": excluded("a.tif")}
    assert len((tmp_path / DECISIONS).read_text().splitlines()) == 3


def test_a_cut_anywhere_in_the_last_line_costs_that_decision_only(tmp_path):
    for file in ("a.tif", "b-\u00fc.tif"):
        add_decision(tmp_path, accepted(file))
    whole = (tmp_path / DECISIONS).read_bytes()
    first_two_lines = len(b"".join(whole.splitlines(keepends=True)[:2]))
    for length in range(first_two_lines, len(whole)):
        (tmp_path / DECISIONS).write_bytes(whole[:length])
        assert set(read_decisions(tmp_path)) == {"a.tif"}
        add_decision(tmp_path, excluded("c.tif"))
        assert set(read_decisions(tmp_path)) == {"a.tif", "c.tif"}


def test_a_file_cut_within_its_first_line_begins_anew(tmp_path):
    (tmp_path / DECISIONS).write_bytes(b"decided_at,fi")
    add_decision(tmp_path, accepted("a.tif"))
    assert set(read_decisions(tmp_path)) == {"a.tif"}


def test_decisions_made_before_the_process_was_killed_are_all_there(tmp_path):
    endless = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from itertools import count;"
        "from sacroread.imaging.curation import Decision, Kind;"
        "from sacroread.imaging.decisions import add_decision\n"
        "for number in count():\n"
        "    add_decision(Path(sys.argv[1]), Decision(f'{number}.dcm', Kind.ACCEPTED, datetime.now(UTC)))\n"
        "    print(number, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", endless, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        told = [int(child.stdout.readline()) for _ in range(20)]
        child.kill()
        told += [int(line) for line in child.stdout.read().split("\n")[:-1]]
    kept = read_decisions(tmp_path)
    assert {f"{number}.dcm" for number in told} <= set(kept)
    assert len(kept) <= len(told) + 1


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2026-01-31T09:30:00+00:00,a,perhaps,,,{}", "kind"),
        ("yesterday,a,accepted,,,{}", "decided_at"),
        ('2026-01-31T09:30:00+00:00,a,accepted,,,"{""window"": 1}"', "presentation"),
        ("2026-01-31T09:30:00+00:00,,accepted,,,{}", "file"),
    ],
)
def test_a_line_that_is_no_decision_is_refused_by_line_and_column(tmp_path, line, column):
    (tmp_path / DECISIONS).write_text(f"decided_at,file,kind,reason,pixel_hash,presentation\n{line}\n")
    with pytest.raises(SacroReadError, match=f"line 2, column {column}"):
        read_decisions(tmp_path)


def test_a_folder_that_cannot_be_written_says_that_nothing_was_decided(tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(SacroReadError, match="nothing was decided"):
        add_decision(tmp_path / "taken", accepted("a.tif"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a process's files")
def test_a_drive_that_is_full_says_that_nothing_was_decided_and_keeps_what_was(tmp_path):
    add_decision(tmp_path, accepted("a.tif"))
    room = (tmp_path / DECISIONS).stat().st_size + 30
    fill = (
        "import resource, signal, sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from sacroread.imaging.curation import Decision, Kind;"
        "from sacroread.imaging.decisions import add_decision;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2);"
        "add_decision(Path(sys.argv[1]), Decision('b.tif', Kind.ACCEPTED, datetime.now(UTC)))"
    )
    command = [sys.executable, "-c", fill, str(tmp_path), str(room)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert "so nothing was decided" in ended.stderr
    assert read_decisions(tmp_path) == {"a.tif": accepted("a.tif")}


# what is walked through


def test_radiographs_are_called_by_their_paths_below_the_folder(folder_of_radiographs, tmp_path):
    below = tmp_path / "site 2"
    below.mkdir()
    (tmp_path / "c.tif").rename(below / "c.tif")
    (tmp_path / "letter.txt").write_text("Dear colleague")
    assert list(radiographs_of(tmp_path, tmp_path / "set")) == ["a.tif", "b.tif", "site 2/c.tif"]
    assert list(radiographs_of(tmp_path / "a.tif", tmp_path / "set")) == ["a.tif"]


def test_an_archive_is_unpacked_into_the_set_and_walked_through_again(folder_of_radiographs, tmp_path):
    archive = tmp_path / "sent.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in FILES:
            packed.write(tmp_path / file, f"week 1/{file}")
    for _ in range(2):
        walked = radiographs_of(archive, tmp_path / "set")
        assert list(walked) == [f"sent/week 1/{file}" for file in FILES]
        assert all(load(source.file).stored.shape == (40, 50) for source in walked.values())


def test_a_dicomdir_names_what_is_walked_through(dicom_folder, tmp_path):
    walked = radiographs_of(dicom_folder / "dicomdir_tree" / "DICOMDIR", tmp_path)
    assert "77654033/CR1/6154" in walked


def test_the_pictures_of_the_set_are_not_walked_through(folder_of_radiographs, tmp_path):
    for picture in pictures(accept_all(folder_of_radiographs), folder_of_radiographs, tmp_path, Form()):
        make(picture)
    assert list(radiographs_of(tmp_path, tmp_path)) == list(FILES)


def test_a_folder_without_radiographs_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match="nothing that may be a radiograph"):
        radiographs_of(tmp_path, tmp_path / "set")


# the pictures


def test_what_was_accepted_becomes_a_picture_of_that_presentation(folder_of_radiographs, tmp_path):
    walk = accept_all(folder_of_radiographs, SHOWN).decided(excluded("b.tif"))
    wanted = pictures(walk, folder_of_radiographs, tmp_path / "set", Form(16, ".png"))
    assert len(wanted) == 2
    for picture in wanted:
        make(picture)
        told = json.loads(picture.target.with_name(picture.target.name + ".json").read_text())
        assert told["source_pixel_hash"] == picture.source.pixel_hash
        assert told["presentation"]["crop"] == {"x": 1, "y": 2, "width": 20, "height": 10}
        assert load(picture.target).stored.shape == (20, 10)  # turned by a quarter
        assert picture.target.name == f"case-{picture.source.pixel_hash[:10]}.png"


def test_a_picture_is_there_again_only_when_something_about_it_changed(folder_of_radiographs, tmp_path):
    walk = accept_all(folder_of_radiographs)
    folder = tmp_path / "set"
    for picture in pictures(walk, folder_of_radiographs, folder, Form()):
        make(picture)
    assert all(picture.is_there for picture in pictures(walk, folder_of_radiographs, folder, Form()))
    other = Presentation(crop=Crop(0, 0, 9, 9))
    changed = walk.decided(accepted("a.tif", walk.decisions["a.tif"].pixel_hash, other))
    again = pictures(changed, folder_of_radiographs, folder, Form())
    assert [picture.is_there for picture in again] == [False, True, True]
    assert not any(picture.is_there for picture in pictures(walk, folder_of_radiographs, folder, Form(16)))


def test_pictures_of_what_is_excluded_now_are_taken_away_and_nothing_else(folder_of_radiographs, tmp_path):
    walk, folder = accept_all(folder_of_radiographs), tmp_path / "set"
    for picture in pictures(walk, folder_of_radiographs, folder, Form()):
        make(picture)
    mine = folder / "pictures" / "case-mine.tif"
    mine.write_text("not of this walk")
    walk = walk.decided(excluded("a.tif", pixel_hash=walk.decisions["a.tif"].pixel_hash))
    wanted = pictures(walk, folder_of_radiographs, folder, Form())
    clear(walk, wanted, folder)
    kept = {picture.target.name for picture in wanted}
    assert {path.name for path in mine.parent.iterdir()} == {
        mine.name, *kept, *(f"{name}.json" for name in kept),
    }  # fmt: skip


def test_a_radiograph_whose_pixels_changed_since_it_was_accepted_is_refused(folder_of_radiographs, tmp_path):
    walk = accept_all(folder_of_radiographs)
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((40, 50), np.uint16), photometric="minisblack")
    picture = pictures(walk, folder_of_radiographs, tmp_path / "set", Form())[0]
    with pytest.raises(SacroReadError, match="other pixels"):
        make(picture)


def test_the_same_pixels_twice_make_one_picture_and_the_other_file_is_named():
    walk = Walk(FILES, {file: accepted(file, "1" * 64) for file in FILES})
    sources = {file: Source(Path(file)) for file in FILES}
    assert [each.source.file.name for each in pictures(walk, sources, Path("set"), Form())] == ["a.tif"]
    assert [file for file, _ in twins(walk)] == ["b.tif", "c.tif"]
    assert all("same pixels as a.tif" in reason for _, reason in twins(walk))


def test_what_was_left_out_is_listed_with_its_reason(tmp_path):
    refused = Decision("b.tif", Kind.REFUSED, AT, "b.tif is damaged.")
    walk = Walk(FILES, {"a.tif": excluded("a.tif"), "b.tif": refused, "c.tif": accepted("c.tif")})
    write_lists(walk, [("c.tif", "it was moved")], tmp_path)
    assert (tmp_path / "excluded.csv").read_text() == "file,reason\na.tif,not a pelvis\n"
    assert (tmp_path / "refused.csv").read_text() == (
        "file,reason\nb.tif,b.tif is damaged.\nc.tif,it was moved\n"
    )
