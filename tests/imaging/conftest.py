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


def ellipse(shape, middle, radii):
    """Path through an ellipsoid, (rows, cols) in [0, 1]; middle and radii as shares of the sides, (y, x)."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    reach = ((y / shape[0] - middle[0]) / radii[0]) ** 2 + ((x / shape[1] - middle[1]) / radii[1]) ** 2
    return np.sqrt(np.clip(1 - reach, 0, None))


BONES = {  # of a simple pelvis: middle and radii, (y, x)
    "sacrum": ((0.38, 0.5), (0.16, 0.11)),
    "spine": ((0.12, 0.5), (0.16, 0.08)),
    "right ilium": ((0.4, 0.28), (0.2, 0.13)),
    "left ilium": ((0.4, 0.72), (0.2, 0.13)),
    "right femur": ((0.8, 0.2), (0.22, 0.06)),
    "left femur": ((0.8, 0.8), (0.22, 0.06)),
    "pubis": ((0.72, 0.5), (0.06, 0.22)),
}


@pytest.fixture(scope="session")
def simple_pelvis():
    """Attenuation 0 to about 3000 of body and bones with air beside them and noise, and where bone is."""
    shape = (600, 720)
    noise = np.random.default_rng(20).normal(0, 12, shape)
    bones = sum(ellipse(shape, *bone) for bone in BONES.values())
    body = ellipse(shape, (0.5, 0.5), (0.8, 0.46))
    return np.clip(200 + 1200 * body + 1100 * bones + noise, 0, None), bones > 0
