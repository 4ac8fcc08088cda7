"""A set of phantoms as it lies on disk."""

import csv
from pathlib import Path

import pydicom
import pytest

from sacroread.demo.study_files import SetOptions, write_phantom_set
from sacroread.errors import SacroReadError

SMALL = SetOptions(size=(150, 180), poor=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("phantoms")
    write_phantom_set(made, 4, 3, SMALL)
    return made


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_case_has_a_readable_radiograph_marked_synthetic(folder):
    for row in rows(folder, "cases.csv"):
        ds = pydicom.dcmread(folder / row["file"])
        assert ds.PatientName == "SYNTHETIC^PHANTOM"
        assert "SYNTHETIC" in ds.StudyDescription
        assert "SYNTHETIC" in ds.ImageComments
        assert ds.pixel_array.shape == (150, 180)
        assert ds.pixel_array.max() < 2**ds.BitsStored


def test_the_reference_standard_follows_from_the_grades(folder):
    facts = {row["case_id"]: row for row in rows(folder, "facts.csv")}
    for row in rows(folder, "reference.csv"):
        right, left = (int(facts[row["case_id"]][f"grade_{side}"]) for side in ("right", "left"))
        assert row["definite"] == str(int(max(right, left) >= 3 or min(right, left) >= 2))
        assert row["origin"] == "external"


def test_both_earlier_readers_read_every_case_once(folder):
    cases = {row["case_id"] for row in rows(folder, "cases.csv")}
    for role in ("local", "central_1"):
        assert [row["case_id"] for row in rows(folder, "reads.csv") if row["role"] == role] == sorted(cases)


def test_a_poor_film_is_called_ungradable_and_has_no_grades(folder):
    poor = {row["case_id"] for row in rows(folder, "facts.csv") if row["is_poor"] == "1"}
    assert len(poor) == 1
    for row in rows(folder, "reads.csv"):
        is_blank = row["grade_right"] == row["grade_left"] == row["definite"] == ""
        assert is_blank == bool(row["ungradable_reason"]) == (row["case_id"] in poor)


def test_each_joint_lies_within_the_picture_on_its_own_half(folder):
    for row in rows(folder, "joints.csv"):
        x, y, width, height = (int(row[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + width <= 180
        assert 0 <= y < y + height <= 150
        assert (x + width / 2 < 90) == (row["side"] == "right")


def test_the_same_seed_writes_the_same_bytes_whether_one_or_two_processes_work(folder, tmp_path):
    write_phantom_set(tmp_path, 4, 3, SetOptions(size=(150, 180), poor=1, processes=2))
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert len(files) == 9
    for file in files:
        assert (folder / file).read_bytes() == (tmp_path / file).read_bytes()


def test_work_can_be_stopped_between_phantoms_and_leaves_no_tables(tmp_path):
    def stop(written: int) -> None:
        if written == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_phantom_set(tmp_path, 4, 3, SMALL, stop)
    assert len(list(tmp_path.rglob("*.dcm"))) == 2
    assert not list(tmp_path.glob("*.csv"))


@pytest.mark.parametrize(
    ("count", "options"), [(0, SMALL), (2, SetOptions(poor=3)), (2, SetOptions(processes=0))]
)
def test_a_set_that_cannot_be_made_is_refused_in_words(tmp_path, count, options):
    with pytest.raises(SacroReadError, match="at least one phantom"):
        write_phantom_set(tmp_path, count, 1, options)
