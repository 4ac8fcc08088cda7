import json
from dataclasses import replace

import pytest

from sacroread.errors import SacroReadError
from training.curated_set import MANIFEST, PICTURES, check_leaks, open_set
from training.prepare import Wanted, prepare
from training.split import Shares


@pytest.fixture
def wanted():
    return Wanted("made up", True, "whole", 8, Shares(0.25, 0.25), 1)


@pytest.fixture
def prepared(source, tmp_path, wanted):
    prepare(source, tmp_path / "set", wanted, lambda line: None)
    return tmp_path / "set"


def test_a_set_is_read_back_with_every_case_its_label_and_its_joints(prepared, cases):
    stated = open_set(prepared).stated

    assert {entry.case_id: entry.is_definite for entry in stated.entries} == cases[1]
    right, _ = stated.entries[0].joints
    assert (right.left, right.top) == (pytest.approx(30 / 144), pytest.approx(30 / 96))
    assert (right.right, right.bottom) == (pytest.approx(50 / 144), pytest.approx(66 / 96))


def test_both_cases_of_a_patient_stand_in_one_split(prepared):
    stated = open_set(prepared).stated
    splits = {entry.patient_id: entry.split for entry in stated.entries}

    assert all(splits[entry.patient_id] == entry.split for entry in stated.entries)
    assert {len(stated.of(split)) for split in ("tune", "test")} == {8}  # 25 % of 32


def test_a_patient_in_two_splits_is_refused_by_name(prepared):
    entries = open_set(prepared).stated.entries
    other = {"train": "tune", "tune": "test", "test": "train"}[entries[0].split]

    with pytest.raises(SacroReadError, match="Patient P00"):
        check_leaks((replace(entries[0], split=other), *entries[1:]))


def test_the_same_pixels_under_two_cases_are_refused_by_name(source, tmp_path, wanted):
    (source / "05.tiff").write_bytes((source / "20.tiff").read_bytes())

    with pytest.raises(SacroReadError, match="C05 and C20"):
        prepare(source, tmp_path / "set", wanted, lambda line: None)


def test_what_cannot_be_used_is_left_out_with_its_reason(source, tmp_path, wanted, cases, rewrite):
    rows = [{**row, "excluded_reason": "hip prosthesis" if n == 3 else ""} for n, row in enumerate(cases[0])]
    rewrite(source / "cases.csv", rows)
    (source / "07.tiff").write_bytes(b"II*\0damaged")

    made = prepare(source, tmp_path / "set", wanted, lambda line: None)

    assert made.exclusions[0] == "C03: hip prosthesis"
    assert made.exclusions[1].startswith("C07: 07.tiff")
    assert len(made.entries) == 30


def test_the_split_that_cases_csv_states_is_kept(source, tmp_path, wanted, cases, rewrite):
    names = ("train", "tune", "train", "test")
    rows = [{**row, "split": names[n // 4 % 4]} for n, row in enumerate(cases[0])]
    rewrite(source / "cases.csv", rows)

    made = prepare(source, tmp_path / "set", wanted, lambda line: None)

    assert [entry.split for entry in made.entries] == [row["split"] for row in rows]
    assert made.split_rule == "as cases.csv states"


def test_a_stated_split_that_leaks_is_refused(source, tmp_path, wanted, cases, rewrite):
    rewrite(
        source / "cases.csv", [{**row, "split": ("train", "tune")[n % 2]} for n, row in enumerate(cases[0])]
    )

    with pytest.raises(SacroReadError, match="Split by patient"):
        prepare(source, tmp_path / "set", wanted, lambda line: None)


def test_one_class_only_is_refused(source, tmp_path, wanted, cases, rewrite):
    rows = [{"case_id": case, "definite": 1, "origin": "majority"} for case in cases[1]]
    rewrite(source / "reference.csv", rows)

    with pytest.raises(SacroReadError, match="one class only"):
        prepare(source, tmp_path / "set", wanted, lambda line: None)


def test_a_reference_standard_without_a_radiograph_is_named(source, tmp_path, wanted, cases, rewrite):
    rewrite(source / "cases.csv", cases[0][1:])

    with pytest.raises(SacroReadError, match="C00"):
        prepare(source, tmp_path / "set", wanted, lambda line: None)


def test_a_picture_changed_since_is_refused(prepared):
    opened = open_set(prepared)
    entry = opened.stated.entries[0]
    path = prepared / PICTURES / entry.picture
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    with pytest.raises(SacroReadError, match=f"{entry.picture}.*changed"):
        opened.picture(entry)


def test_another_label_is_another_set(prepared):
    before = open_set(prepared).sha256
    stated = json.loads((prepared / MANIFEST).read_text("utf-8"))
    stated["entries"][0]["is_definite"] ^= True
    (prepared / MANIFEST).write_text(json.dumps(stated), "utf-8")

    assert open_set(prepared).sha256 != before


def test_a_set_is_never_overwritten(prepared, source, wanted):
    with pytest.raises(SacroReadError, match="exists already"):
        prepare(source, prepared, wanted, lambda line: None)
