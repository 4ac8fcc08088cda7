"""A de-identified radiograph keeps its pixels and how they are shown, and nothing of the person."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydicom import config, dcmread
from pydicom.datadict import DicomDictionary
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import write_curated
from sacroread.imaging.deidentify import pseudonymised, write_deidentified
from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import RADIOGRAPH_MODALITIES, load
from sacroread.study.model import Presentation

ROOT = Path(__file__).resolve().parents[2]
KEY = b"a secret of this study"
TEXT_REPRESENTATIONS = {"PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE", "UR"}
DATES = {"DA": "19480229", "DT": "19480229111111", "TM": "111111.948229", "AS": "077Y"}
KEPT = {"Modality", "SOPClassUID", "PhotometricInterpretation", "VOILUTFunction", "PresentationLUTShape"}
MIN_PLANTED = 500
MAX_KEPT_ELEMENTS = 40


class Planted:
    """Words that must not come out, each of its own, and where to plant them."""

    def __init__(self):
        self.words = []

    def word(self):
        self.words.append(f"Doe{len(self.words):05d}Q")
        return self.words[-1]

    def into(self, dataset, how_many):
        for tag, (vr, _, _, _, keyword) in list(DicomDictionary.items())[:how_many]:
            if vr in TEXT_REPRESENTATIONS and keyword not in KEPT and tag >> 16 not in (0, 2, 0x7FE0):
                dataset.add_new(tag, vr, self.word())
            elif vr in DATES and tag >> 16 > 2:
                dataset.add_new(tag, vr, DATES[vr])


@pytest.fixture
def planted_file(dicom_file, tmp_path):
    """A radiograph with planted words in every corner of the file, and the words."""
    planted = Planted()
    with config.disable_value_validation():
        path = dicom_file(
            np.arange(600, dtype=np.uint16).reshape(20, 30), WindowCenter="300", WindowWidth="600"
        )
        dataset = dcmread(path)
        planted.into(dataset, len(DicomDictionary))
        dataset.WindowCenterWidthExplanation = planted.word()
        dataset.ViewPosition, dataset.ImageLaterality = planted.word(), planted.word()
        dataset.PatientOrientation = [planted.word(), planted.word()]
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3.1948.229"
        dataset.ReferencedImageSequence = Sequence([nested(planted, depth=3)])
        table = Dataset()
        table.LUTDescriptor, table.LUTExplanation = [2, 0, 12], planted.word()
        table.add_new("LUTData", "OW", b"\0\0\xff\x0f")
        table["LUTDescriptor"].VR = "US"
        dataset.VOILUTSequence = [table]
        block = dataset.private_block(0x0099, planted.word(), create=True)
        block.add_new(1, "LO", planted.word())
        dataset.file_meta.SourceApplicationEntityTitle = planted.word()
        dataset.preamble = planted.word().encode().ljust(128)
        dataset.add_new(0x60003000, "OW", planted.word().encode() * 2)
        dataset.add_new(0xFFFCFFFC, "OB", planted.word().encode() + b"\0")
        dataset.save_as(path, enforce_file_format=True)
    return path, planted.words


def nested(planted, depth):
    item = Dataset()
    item.PatientName, item.PatientComments = planted.word(), planted.word()
    if depth:
        item.ReferencedImageSequence = Sequence([nested(planted, depth - 1)])
    return item


def found_in(content, words):
    return [
        word
        for word in (*words, "19480229", "1.2.3.1948.229")
        if any(word.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


def test_no_planted_word_comes_out_in_any_output(planted_file, tmp_path):
    path, words = planted_file
    assert len(words) >= MIN_PLANTED
    assert len(found_in(path.read_bytes(), words)) >= MIN_PLANTED
    radiograph = load(path)
    write_deidentified(tmp_path / "out.dcm", radiograph, "P-001", KEY, is_free_of_text=True)
    for name in ("out.tif", "out.png"):
        write_curated(tmp_path / name, pseudonymised(radiograph, KEY), Presentation(), 16)
    outputs = sorted(tmp_path.glob("out.*"))
    assert len(outputs) == 5
    for output in outputs:
        assert found_in(output.read_bytes(), words) == [], output.name


def test_only_listed_elements_are_in_the_new_file(planted_file, tmp_path):
    write_deidentified(tmp_path / "out.dcm", load(planted_file[0]), "P-001", KEY, is_free_of_text=True)
    dataset = dcmread(tmp_path / "out.dcm")
    assert len(dataset) <= MAX_KEPT_ELEMENTS
    assert (dataset.PatientName, dataset.PatientID, dataset.PatientIdentityRemoved) == (
        "P-001",
        "P-001",
        "YES",
    )


def test_every_radiograph_of_the_collection_keeps_pixels_and_greys(dicom_folder, tmp_path):
    for path in sorted(path for path in dicom_folder.iterdir() if path.is_file()):
        try:
            radiograph = load(path, RADIOGRAPH_MODALITIES | {"OT", "CT"})
        except SacroReadError:
            continue
        write_deidentified(tmp_path / "out.dcm", radiograph, "P-001", KEY, is_free_of_text=True)
        again = load(tmp_path / "out.dcm", RADIOGRAPH_MODALITIES | {"OT"})
        assert again.pixel_hash == radiograph.pixel_hash, path.name
        assert np.array_equal(to_screen(again, Presentation()), to_screen(radiograph, Presentation())), (
            path.name
        )
        if radiograph.laterality in {"R", "L"}:
            assert again.laterality == radiograph.laterality
        assert again.pixel_spacing_mm == pytest.approx(radiograph.pixel_spacing_mm)


def test_the_sides_of_the_patient_stay(dicom_file, tmp_path):
    pixels = np.zeros((4, 4), np.uint8)
    path = dicom_file(pixels, PatientOrientation=["L", "F"], ImageLaterality="L", ViewPosition="AP")
    write_deidentified(tmp_path / "out.dcm", load(path), "P-001", KEY, is_free_of_text=True)
    again = load(tmp_path / "out.dcm")
    assert (again.patient_orientation, again.laterality, again.view) == (("L", "F"), "L", "AP")


def test_without_a_persons_word_on_burned_in_text_nothing_is_written(dicom_file, tmp_path):
    radiograph = load(dicom_file(np.zeros((4, 4), np.uint8), BurnedInAnnotation="NO"))
    with pytest.raises(SacroReadError, match="burned into the picture"):
        write_deidentified(tmp_path / "out.dcm", radiograph, "P-001", KEY, is_free_of_text=False)
    assert not (tmp_path / "out.dcm").exists()


def test_the_pseudonym_of_a_uid_depends_on_the_key_and_on_nothing_else(dicom_file):
    radiograph = load(dicom_file(np.zeros((4, 4), np.uint8)))
    first, again, other = (pseudonymised(radiograph, key).sop_instance_uid for key in (KEY, KEY, KEY + b"2"))
    assert first == again != other
    assert re.fullmatch(r"2\.25\.\d{1,39}", first)


@pytest.mark.parametrize("pseudonym", ["", "Doe^Jane", "a" * 65, "é", "a\\b"])
def test_a_pseudonym_that_could_hide_more_is_refused(dicom_file, tmp_path, pseudonym):
    radiograph = load(dicom_file(np.zeros((4, 4), np.uint8)))
    with pytest.raises(SacroReadError, match="pseudonym"):
        write_deidentified(tmp_path / "out.dcm", radiograph, pseudonym, KEY, is_free_of_text=True)


def test_a_short_key_is_refused(dicom_file):
    with pytest.raises(SacroReadError, match="key"):
        pseudonymised(load(dicom_file(np.zeros((4, 4), np.uint8))), b"short")


# the command


@pytest.fixture
def deidentify(tmp_path):
    """Run `sacroread deidentify WORDS` in a process; `answers` are typed into a terminal of its own."""

    def run(*words, answers=None):
        environment = {**os.environ, "SACROREAD_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "sacroread", "deidentify", *map(str, words)]
        terminal, stdin = os.openpty() if answers is not None else (None, subprocess.DEVNULL)
        if terminal is not None:
            os.write(terminal, answers.encode())
        try:
            return subprocess.run(
                command, stdin=stdin, env=environment, capture_output=True, text=True, timeout=120,
                check=False, cwd=ROOT,
            )  # fmt: skip
        finally:
            for end in (terminal, stdin) if terminal is not None else ():
                os.close(end)

    return run


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def radiographs(dicom_file, tmp_path):
    """Files of two patients: the header says NO, YES, nothing; and one that is damaged."""
    folder = tmp_path / "from"
    folder.mkdir()
    for number, (burned_in, patient) in enumerate((("NO", "17"), ("YES", "17"), (None, "17"), (None, "18"))):
        pixels = np.full((8, 9), number, np.uint16)
        facts = {"PatientID": patient} | ({"BurnedInAnnotation": burned_in} if burned_in else {})
        shutil.move(dicom_file(pixels, **facts), folder / f"{number}.dcm")
    (folder / "bent.dcm").write_bytes((folder / "0.dcm").read_bytes()[:400])
    return folder


def test_no_planted_word_comes_out_of_the_command_not_even_from_file_names(
    deidentify, planted_file, tmp_path
):
    path, words = planted_file
    folder = tmp_path / "Doe00001Q"
    folder.mkdir()
    for name in ("Doe00002Q.dcm", "Doe00003Q.dcm"):
        shutil.copy(path, folder / name)
    (folder / "Doe00003Q.dcm").write_bytes(path.read_bytes()[:-100])
    out = tmp_path / "out"
    ended = deidentify(folder, "-o", out, "--burned-in", "no")
    assert ended.returncode == 3, ended.stderr
    outputs = sorted(out.rglob("*"))
    assert [output.suffix for output in outputs] == [".dcm", ".csv", ".csv"]
    for output in outputs:
        assert found_in(output.read_bytes(), words) == [], output.name
        assert found_in(str(output.relative_to(out)).encode(), words) == []
    assert found_in(ended.stdout.encode(), words) == []


def test_burned_in_text_is_refused_where_nobody_can_be_asked(deidentify, radiographs, tmp_path):
    ended = deidentify(radiographs, "-o", tmp_path / "out")
    assert ended.returncode == 3
    (made,) = table(tmp_path / "out" / "cases.csv")
    assert made["free_of_text_says"] == "the header"
    reasons = [row["reason"] for row in table(tmp_path / "out" / "refused.csv")]
    assert len(reasons) == 4
    assert sum("Nobody has said whether text is burned" in reason for reason in reasons) == 2
    assert sum("says that text is burned into" in reason for reason in reasons) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_each_doubtful_radiograph_is_asked_about_in_a_terminal(deidentify, radiographs, tmp_path):
    ended = deidentify(radiographs, "-o", tmp_path / "out", answers="y\nn\n")
    assert "2.dcm: look at" in ended.stderr
    says = [row["free_of_text_says"] for row in table(tmp_path / "out" / "cases.csv")]
    assert says == ["the header", "a person who looked"]
    reasons = [row["reason"] for row in table(tmp_path / "out" / "refused.csv")]
    assert sum("A person sees text" in reason for reason in reasons) == 1


def test_a_word_for_the_whole_set_never_overrules_a_header_that_says_yes(deidentify, radiographs, tmp_path):
    deidentify(radiographs, "-o", tmp_path / "out", "--burned-in", "no")
    assert len(table(tmp_path / "out" / "cases.csv")) == 3
    assert any("says that text" in row["reason"] for row in table(tmp_path / "out" / "refused.csv"))
    deidentify(radiographs, "-o", tmp_path / "other", "--burned-in", "yes-refuse")
    assert len(table(tmp_path / "other" / "cases.csv")) == 1


def test_a_patient_keeps_one_pseudonym_and_another_key_gives_another(deidentify, radiographs, tmp_path):
    deidentify(radiographs, "-o", tmp_path / "out", "--burned-in", "no")
    deidentify(radiographs, "-o", tmp_path / "other", "--burned-in", "no", "--key", tmp_path / "other.key")
    names = [[row["patient_id"] for row in table(tmp_path / name / "cases.csv")] for name in ("out", "other")]
    for first, second, third in names:
        assert first == second != third
    assert not set(names[0]) & set(names[1])
    assert (tmp_path / "home" / "pseudonyms.key").stat().st_size >= 16


def test_a_run_goes_on_where_it_stopped_and_lists_what_was_there(deidentify, radiographs, tmp_path):
    out = tmp_path / "out"
    deidentify(radiographs / "0.dcm", "-o", out)
    (first,) = out.glob("*.dcm")
    before = first.stat().st_mtime_ns
    deidentify(radiographs / "3.dcm", "-o", out, "--burned-in", "no")
    deidentify(radiographs, "-o", out, "--burned-in", "no")
    assert first.stat().st_mtime_ns == before
    assert {row["file"] for row in table(out / "cases.csv")} == {path.name for path in out.glob("*.dcm")}
    assert len(table(out / "cases.csv")) == 3


def test_the_copies_open_with_their_pixels_unchanged(deidentify, radiographs, tmp_path):
    deidentify(radiographs, "-o", tmp_path / "out", "--burned-in", "no")
    copies = {load(path).pixel_hash for path in (tmp_path / "out").glob("*.dcm")}
    assert copies == {load(radiographs / f"{number}.dcm").pixel_hash for number in (0, 2, 3)}
