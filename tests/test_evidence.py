"""The evidence pack: what is in it proves the study, and nothing in it names a patient."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from datetime import UTC, datetime

import pytest

from sacroread.demo.demo_study import open_demo_study
from sacroread.errors import SacroReadError
from sacroread.evidence import evidence, write_pack
from sacroread.paths import resource
from sacroread.self_test import Answer
from sacroread.store.anchor_file import read_anchor
from sacroread.store.integrity import check
from sacroread.store.signing import set_password, sign_off
from sacroread.study.model import Reader, Role

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
BUNDLE = resource("bundles/demo")
ANSWERS = (Answer("one and one", "2", "by hand", "2"), Answer("two and two", "4", "by hand", "5"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "demo"
    open_demo_study(folder).close()
    return folder


@pytest.fixture
def store(made, tmp_path):
    with open_demo_study(shutil.copytree(made, tmp_path / "demo")) as opened:
        yield opened


@pytest.fixture
def pack(store, tmp_path):
    write_pack(tmp_path / "evidence.zip", evidence(store, BUNDLE, ANSWERS, NOW), NOW)
    with zipfile.ZipFile(tmp_path / "evidence.zip") as opened:
        yield opened


def rows(pack, name):
    return list(csv.DictReader(io.StringIO(pack.read(name).decode())))


def test_every_file_is_as_its_sum_says(pack):
    sums = dict(reversed(line.split("  ")) for line in pack.read("SHA256SUMS").decode().splitlines())
    assert set(sums) | {"SHA256SUMS"} == set(pack.namelist())
    assert all(hashlib.sha256(pack.read(name)).hexdigest() == told for name, told in sums.items())


def test_the_protocol_is_the_one_that_every_read_names(pack, store):
    assert hashlib.sha256(pack.read("protocol.json")).hexdigest() == store.protocol.hash
    assert json.loads(pack.read("protocol.json"))["design"] == store.protocol.design


def test_its_anchor_finds_what_is_changed_later(pack, store, tmp_path):
    kept = tmp_path / "anchor.json"
    kept.write_bytes(pack.read("anchor.json"))
    assert check(store, kept).findings == ()
    with store.writing() as behind:
        behind.exec_driver_sql("DROP TRIGGER reads_forbid_delete")
        behind.exec_driver_sql("DELETE FROM reads WHERE number = 48")
    assert len(check(store, kept).findings) == 1


def test_the_study_itself_says_that_a_pack_was_made_and_the_pack_knows_it(pack, store, tmp_path):
    assert [event.detail for event in store.events()][-1] == "evidence pack"
    kept = tmp_path / "anchor.json"
    kept.write_bytes(pack.read("anchor.json"))
    assert read_anchor(kept) == store.anchor()


def test_it_holds_the_checks_the_versions_and_the_self_test(pack):
    assert json.loads(pack.read("check.json"))["findings"] == []
    versions = json.loads(pack.read("versions.json"))
    manifest = (BUNDLE / "manifest.json").read_bytes()
    assert versions["bundle"]["sha256"] == hashlib.sha256(manifest).hexdigest()
    assert [row["is_correct"] for row in rows(pack, "self-test.csv")] == ["yes", "no"]


def test_a_signature_stands_in_it(store):
    reader = Reader("local-1", Role.LOCAL)
    set_password(store, "local-1", "a long password")
    sign_off(store, reader, ("Dr. A. Reader", 1), "a long password", NOW)
    (row,) = csv.DictReader(io.StringIO(evidence(store, BUNDLE, (), NOW)["signatures.csv"].decode()))
    assert (row["reader_id"], row["count"]) == ("local-1", "24")
    assert row["chain_hash"] == store.anchor().readers["local-1"].chain_hash


def test_each_radiograph_stands_in_it_by_its_pixels_and_neither_patients_nor_files_do(pack, store):
    told = {row["case_id"]: row["pixel_hash"] for row in rows(pack, "radiographs.csv")}
    assert told == {case.case_id: case.pixel_hash for case in store.cases()}
    everything = b"\n".join(pack.read(name) for name in pack.namelist()).decode()
    for case in store.cases():
        assert case.patient_id not in everything
        assert case.file not in everything


def test_a_pack_that_cannot_be_written_is_told_and_leaves_nothing(store, tmp_path):
    files = evidence(store, BUNDLE, (), NOW)
    with pytest.raises(SacroReadError, match=r"evidence\.zip cannot be written"):
        write_pack(tmp_path / "gone" / "evidence.zip", files, NOW)
    (tmp_path / "taken.zip").mkdir()
    with pytest.raises(SacroReadError, match="Choose another folder"):
        write_pack(tmp_path / "taken.zip", files, NOW)
    assert not list(tmp_path.glob("*.unfinished"))
