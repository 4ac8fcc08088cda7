"""A heatmap as a DICOM Secondary Capture that says of itself that it is derived, and for research only.

Nothing that names a patient is written: the file is made anew from what is known, never from the header of
the radiograph (PS3.3 A.8.1, C.7.6.1, C.8.6; PS3.15 E.1 for what may stand there).
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

from sacroread import __version__
from sacroread.imaging.radiograph import Radiograph
from sacroread.study.model import Prediction

RESEARCH = "For research; not for diagnosis."
LONGEST_TEXT = 1024  # of VR ST (PS3.5 6.2)


def write_capture(
    path: Path, picture: NDArray[np.uint8], radiograph: Radiograph, prediction: Prediction
) -> None:
    """Write a picture of a heatmap as DICOM.

    Args:
        path: The file, written anew.
        picture: (rows, cols, 3) uint8 RGB, from `heatmap_picture`.
        radiograph: What it was made of; its pixel hash is stated, and its UID where the file has one.
        prediction: What the second reader said of it.
    """
    dataset = _described(radiograph, prediction)
    _put_pixels(dataset, picture)
    dataset.file_meta = _meta(str(dataset.SOPInstanceUID))
    dataset.save_as(path, enforce_file_format=True)


def _described(radiograph: Radiograph, prediction: Prediction) -> Dataset:
    now, dataset = datetime.now(UTC), Dataset()
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    for name in ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        setattr(dataset, name, generate_uid(prefix=None))
    dataset.PatientName = dataset.PatientID = dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = "Made anew; nothing was taken from the radiograph's header"
    dataset.StudyDate, dataset.StudyTime = f"{now:%Y%m%d}", f"{now:%H%M%S}"
    dataset.ReferringPhysicianName = dataset.StudyID = dataset.AccessionNumber = ""
    dataset.SeriesNumber = dataset.InstanceNumber = "1"
    dataset.Modality = "OT"
    dataset.ConversionType = "WSD"  # workstation (PS3.3 C.8.6.1)
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.BurnedInAnnotation = "NO"
    dataset.SeriesDescription = "Heatmap; for research, not diagnosis"
    dataset.Manufacturer = "SacroRead"
    dataset.SoftwareVersions = __version__
    dataset.DerivationDescription = _derivation(radiograph, prediction)[:LONGEST_TEXT]
    dataset.ImageComments = RESEARCH
    return dataset


def _derivation(radiograph: Radiograph, prediction: Prediction) -> str:
    reasons = f" {prediction.refer_reason}" if prediction.refer_reason else ""
    return (
        f"{RESEARCH} Class activation for definite sacroiliitis over the part that the second reader saw, in "
        f"cividis. Probability {prediction.probability:.4f}.{reasons} Second reader {prediction.bundle_id}, "
        f"SHA-256 {prediction.bundle_sha256}. Source: {radiograph.sop_instance_uid or 'no UID'}, SHA-256 of "
        f"the stored pixels {radiograph.pixel_hash}."
    )


def _put_pixels(dataset: Dataset, picture: NDArray[np.uint8]) -> None:
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = picture.shape
    dataset.PhotometricInterpretation = "RGB"
    dataset.PlanarConfiguration = dataset.PixelRepresentation = 0
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    content = picture.tobytes()
    dataset.PixelData = content + b"\0" * (len(content) % 2)  # an even length (PS3.5 8.2)


def _meta(instance: str) -> FileMetaDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = UID(instance)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return meta
