"""The folder that the demo study is made of."""

import csv

import numpy as np
import pydicom
import pytest

from sacroread.demo.demo_set import COUNT, OPTIONS, SEED
from sacroread.demo.phantom import phantom
from sacroread.demo.study_files import planned
from sacroread.imaging.radiograph import load
from sacroread.paths import resource
from sacroread.study.model import Side

FOLDER = resource("demo")
MAX_BYTES = 30_000_000


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_demo_set_is_what_its_call_plans():
    cases = planned(COUNT, SEED, OPTIONS)
    assert [row["case_id"] for row in rows("cases.csv")] == [case.case_id for case in cases]
    for row, case in zip(rows("facts.csv"), cases, strict=True):
        assert {side: int(row[f"grade_{side}"]) for side in Side} == case.grades


def test_the_demo_set_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < MAX_BYTES


def test_every_radiograph_of_the_demo_set_can_be_read_and_says_that_it_is_synthetic():
    for row in rows("cases.csv"):
        radiograph = load(FOLDER / row["file"])
        assert radiograph.stored.shape == OPTIONS.size
        header = pydicom.dcmread(FOLDER / row["file"], stop_before_pixels=True)
        assert header.PatientName == "SYNTHETIC^PHANTOM"
        assert header.PatientID == row["patient_id"]


def test_the_earlier_readers_disagree_on_a_few_cases_and_call_one_film_ungradable():
    reads = {
        role: {r["case_id"]: r for r in rows("reads.csv") if r["role"] == role}
        for role in ("local", "central_1")
    }
    pairs = [
        (reads["local"][case]["definite"], reads["central_1"][case]["definite"]) for case in reads["local"]
    ]
    assert pairs.count(("", "")) == 1
    assert 2 <= sum(one != other for one, other in pairs) <= COUNT // 3


def test_the_demo_set_still_comes_out_of_this_code():
    case = planned(COUNT, SEED, OPTIONS)[0]
    made = phantom(case.seed, case.grades, case.size)
    kept = pydicom.dcmread(FOLDER / case.file).pixel_array
    difference = np.abs(made.stored.astype(int) - kept.astype(int))
    assert (
        difference.mean() < 1e-3 * 2**made.bits_stored
    )  # another processor may round the last bit otherwise
    assert made.bits_stored == pydicom.dcmread(FOLDER / case.file).BitsStored


@pytest.mark.parametrize("name", ["cases.csv", "reference.csv", "reads.csv", "joints.csv", "facts.csv"])
def test_no_table_holds_a_path_of_the_machine_it_was_made_on(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert "/home" not in text
    assert "\\" not in text
    assert ":" not in text
