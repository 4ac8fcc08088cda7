"""What the tests of this room share: the public radiographs, and DICOM files made by hand."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

SHARED_DICOM = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dicom"
SHARED_KNEE = SHARED_DICOM.parent / "knee" / "images"


@pytest.fixture(scope="session")
def dicom_folder():
    if not SHARED_DICOM.is_dir():
        pytest.skip("the shared DICOM files are not beside this checkout")
    return SHARED_DICOM


@pytest.fixture(scope="session")
def knee_folder():
    if not SHARED_KNEE.is_dir():
        pytest.skip("the shared knee radiographs are not beside this checkout")
    return SHARED_KNEE


@pytest.fixture
def dicom_file(tmp_path):
    """Write a DX file of the given pixels; keywords replace or, as None, remove header elements."""

    def write(pixels, name="made.dcm", syntax=ExplicitVRLittleEndian, **facts):
        dataset = made_dataset(np.asarray(pixels), syntax, facts)
        path = tmp_path / name
        dataset.save_as(path, enforce_file_format=True)
        return path

    return write


def made_dataset(pixels, syntax, facts):
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    dataset.SOPInstanceUID = generate_uid(entropy_srcs=["made by hand"])
    dataset.Modality = "DX"
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.SamplesPerPixel = 1
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    dataset.BitsAllocated = dataset.BitsStored = 8 * pixels.itemsize
    dataset.HighBit = 8 * pixels.itemsize - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes() + b"\0" * (pixels.nbytes % 2)
    dataset["PixelData"].VR = "OW"
    for keyword, value in facts.items():
        if value is None:
            del dataset[keyword]
        else:
            setattr(dataset, keyword, value)
    return dataset
