"""Radiographs found in folders, archives and DICOMDIRs, and nothing from outside them."""

import os
import shutil
import stat
import zipfile

import numpy as np
import pytest
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load
from sacroread.imaging.sources import radiograph_files

PIXELS = np.arange(12, dtype=np.uint16).reshape(3, 4)
ESCAPES = [
    "../outside.dcm",
    "a/../../outside.dcm",
    "/etc/passwd",
    "//server/share/x.dcm",
    "C:/outside.dcm",
    "C:outside.dcm",
    "..\\outside.dcm",
    "a\\..\\..\\outside.dcm",
    "a/./b.dcm",
    "a//b.dcm",
]


def write_dicomdir(folder, file_ids):
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    with config.disable_value_validation():
        dataset.DirectoryRecordSequence = [record_of(file_id) for file_id in file_ids]
        dataset.save_as(folder / "DICOMDIR", enforce_file_format=True)
    return folder / "DICOMDIR"


def record_of(file_id):
    record = Dataset()
    record.DirectoryRecordType = "IMAGE"
    record.ReferencedFileID = file_id
    return record


def write_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_a_folder_is_searched_with_all_folders_below_it(tmp_path, dicom_file):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    made = [dicom_file(PIXELS, name) for name in ("z.dcm", "b/one", "b/deep/two.dcm")]
    (tmp_path / "b" / "letter.txt").write_text("no radiograph")
    assert radiograph_files([tmp_path]) == tuple(made)


def test_a_file_found_twice_counts_once_and_a_named_file_always(tmp_path, dicom_file):
    letter = tmp_path / "letter.txt"
    letter.write_text("its refusal comes with a reason when it is opened")
    made = dicom_file(PIXELS)
    assert radiograph_files([letter, made, tmp_path]) == (letter, made)


def test_the_public_collection_gives_its_radiographs(dicom_folder):
    found = {path.name for path in radiograph_files([dicom_folder])}
    assert {"cr_leg_RG3_UNC.dcm", "cr_chest_mono1_10bit_headerless", "pelvis_infant_DDH_1.jpg"} <= found
    assert not {"index.tsv", "DICOMDIR"} & found


def test_a_dicomdir_stands_for_the_images_it_names(dicom_folder):
    dicomdirs = [path for path in dicom_folder.rglob("DICOMDIR*") if path.name == "DICOMDIR"]
    assert dicomdirs
    for dicomdir in dicomdirs:
        for file in radiograph_files([dicomdir]):
            assert file.is_relative_to(dicomdir.parent)
    assert any(radiograph_files([dicomdir]) for dicomdir in dicomdirs)


def test_a_dicomdir_that_names_its_own_files_is_followed(tmp_path, dicom_file):
    (tmp_path / "PAT").mkdir()
    made = dicom_file(PIXELS, "PAT/IMG1")
    assert radiograph_files([write_dicomdir(tmp_path, [["PAT", "IMG1"]])]) == (made,)


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_dicomdir_that_points_outside_is_refused(tmp_path, escape):
    (tmp_path / "media").mkdir()
    (tmp_path / "outside.dcm").write_bytes(b"secret")
    file_id = escape.split("/") if "/" in escape else escape.split("\\")
    with pytest.raises(SacroReadError, match="outside its own folder"):
        radiograph_files([write_dicomdir(tmp_path / "media", [file_id])])


def test_a_dicomdir_that_points_outside_by_a_link_is_refused(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "LINK").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "outside.dcm").write_bytes(b"secret")
    with pytest.raises(SacroReadError, match="outside its own folder"):
        radiograph_files([write_dicomdir(tmp_path / "media", [["LINK", "outside.dcm"]])])


def test_the_radiographs_of_an_archive_are_unpacked_below_one_folder(tmp_path, dicom_file):
    made = dicom_file(PIXELS)
    archive = write_zip(
        tmp_path / "all.zip", [("a/one.dcm", made.read_bytes()), ("a/letter.txt", "no radiograph")]
    )
    (file,) = radiograph_files([archive], unpack_into=tmp_path / "unpacked")
    assert file == tmp_path / "unpacked" / "all" / "a" / "one.dcm"
    assert np.array_equal(load(file).stored, PIXELS)
    assert not (file.parent / "letter.txt").exists()


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_archive_that_points_outside_is_refused_before_anything_is_written(tmp_path, dicom_file, escape):
    content = dicom_file(PIXELS).read_bytes()
    archive = write_zip(tmp_path / "all.zip", [("good.dcm", content), (escape, content)])
    with pytest.raises(SacroReadError, match="outside its own folder"):
        radiograph_files([archive], unpack_into=tmp_path / "unpacked")
    assert not (tmp_path / "unpacked").exists()
    assert not (tmp_path.parent / "outside.dcm").exists()


def test_an_archive_with_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("link.dcm")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(SacroReadError, match="link"):
        radiograph_files(
            [write_zip(tmp_path / "all.zip", [(link, "/etc/passwd")])], unpack_into=tmp_path / "un"
        )


def test_an_archive_that_grows_beyond_measure_is_refused(tmp_path):
    archive = write_zip(tmp_path / "all.zip", [("bomb.dcm", bytes(50 * 2**20))])
    with pytest.raises(SacroReadError, match="grows beyond measure"):
        radiograph_files([archive], unpack_into=tmp_path / "unpacked")


def test_a_cut_archive_is_refused(tmp_path, dicom_file):
    archive = write_zip(tmp_path / "all.zip", [("one.dcm", dicom_file(PIXELS).read_bytes())])
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(SacroReadError, match="cannot be unpacked"):
        radiograph_files([archive], unpack_into=tmp_path / "unpacked")


def test_an_archive_without_a_place_to_unpack_it_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match="Unpack it"):
        radiograph_files([write_zip(tmp_path / "all.zip", [("one.dcm", "x")])])


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match="cannot be opened"):
        radiograph_files([tmp_path / "absent"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SacroReadError, match="not a file"):
        load(tmp_path / "pipe")


def test_links_to_folders_are_not_followed(tmp_path, dicom_file):
    (tmp_path / "chosen").mkdir()
    made = dicom_file(PIXELS, "chosen/one.dcm")
    shutil.copy(made, tmp_path / "elsewhere.dcm")
    (tmp_path / "chosen" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert radiograph_files([tmp_path / "chosen"]) == (made,)


def test_what_calls_itself_dicom_is_taken_along_so_that_its_refusal_is_told(tmp_path):
    for name in ("letter.dcm", "letter.DICOM", "letter.txt", "letter"):
        (tmp_path / name).write_text("Dear colleague")
    assert [file.name for file in radiograph_files([tmp_path])] == ["letter.DICOM", "letter.dcm"]
