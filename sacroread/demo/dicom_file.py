"""A phantom as a DICOM file: Digital X-Ray Image for presentation (PS3.3 A.26), marked synthetic."""

import hashlib
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, JPEGLSLossless

from sacroread.demo.phantom import Phantom
from sacroread.demo.variety import ISO_TO_SOURCE_MM, SOURCE_TO_DETECTOR_MM

DATE, TIME = "20000101", "120000"  # nobody was ever examined: one date for all
COMMENT = "SYNTHETIC: computed phantom, no patient; not for diagnosis"


def write_dicom(phantom: Phantom, path: Path, case_id: str, patient_id: str) -> None:
    """Write a phantom as a DX image, JPEG-LS lossless; the same phantom and names give the same bytes."""
    ds = Dataset()
    _fill_patient_and_study(ds, case_id, patient_id)
    _fill_equipment(ds, phantom)
    _fill_view(ds, phantom)
    _fill_pixels(ds, phantom)
    ds.SOPClassUID = DigitalXRayImageStorageForPresentation
    ds.SOPInstanceUID = _uid(case_id, patient_id, hashlib.sha256(phantom.stored.tobytes()).hexdigest())
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.compress(JPEGLSLossless, encoding_plugin="pyjpegls", generate_instance_uid=False)
    ds.save_as(path, enforce_file_format=True)


def _uid(*names: str) -> str:
    """A UID made of a number that follows from names (PS3.5 B.2 form, 2.25)."""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big') | 1 << 127}"


def _fill_patient_and_study(ds: Dataset, case_id: str, patient_id: str) -> None:
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.PatientName = "SYNTHETIC^PHANTOM"
    ds.PatientID = patient_id
    ds.PatientBirthDate = ""
    ds.PatientSex = ""
    ds.PatientComments = COMMENT
    ds.StudyInstanceUID = _uid("study", case_id, patient_id)
    ds.SeriesInstanceUID = _uid("series", case_id, patient_id)
    ds.StudyDate = ds.SeriesDate = ds.ContentDate = ds.AcquisitionDate = DATE
    ds.StudyTime = ds.SeriesTime = ds.ContentTime = ds.AcquisitionTime = TIME
    ds.AccessionNumber = ""
    ds.ReferringPhysicianName = ""
    ds.StudyID = case_id
    ds.StudyDescription = "SYNTHETIC pelvis AP"
    ds.SeriesDescription = "SYNTHETIC"
    ds.SeriesNumber = ds.InstanceNumber = 1
    ds.ImageComments = COMMENT


def _fill_equipment(ds: Dataset, phantom: Phantom) -> None:
    ds.Modality = "DX"
    ds.PresentationIntentType = "FOR PRESENTATION"
    ds.Manufacturer = f"{phantom.vendor} (invented)"
    ds.ManufacturerModelName = "SacroRead phantom"
    ds.SoftwareVersions = "SYNTHETIC"
    ds.ImageType = ["DERIVED", "PRIMARY"]
    ds.DetectorType = "DIRECT"
    ds.ImagerPixelSpacing = [f"{phantom.pixel_spacing:.6f}"] * 2
    ds.DistanceSourceToDetector = str(SOURCE_TO_DETECTOR_MM)
    ds.DistanceSourceToPatient = str(ISO_TO_SOURCE_MM)


def _fill_view(ds: Dataset, phantom: Phantom) -> None:
    ds.BodyPartExamined = "PELVIS"
    ds.ViewPosition = "AP"
    ds.PatientOrientation = ["L", "F"]
    ds.ImageLaterality = "U"
    ds.AnatomicRegionSequence = Sequence([_code("12921003", "SCT", "Pelvis")])
    ds.ViewCodeSequence = Sequence([_code("399348003", "SCT", "antero-posterior")])
    ds.PatientOrientationCodeSequence = Sequence([_code("102538003", "SCT", "recumbent")])
    ds.AcquisitionContextSequence = Sequence([])
    ds.QualityControlImage = "NO"
    if phantom.window is not None:
        ds.WindowCenter = f"{phantom.window.center:g}"
        ds.WindowWidth = f"{phantom.window.width:g}"


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def _fill_pixels(ds: Dataset, phantom: Phantom) -> None:
    ds.Rows, ds.Columns = phantom.stored.shape
    ds.SamplesPerPixel = 1
    ds.PhotometricInterpretation = phantom.photometric
    ds.BitsAllocated = 16
    ds.BitsStored = phantom.bits_stored
    ds.HighBit = phantom.bits_stored - 1
    ds.PixelRepresentation = 0
    is_inverse = phantom.photometric == "MONOCHROME1"  # PS3.3 C.8.11.3.1.2: the shape that belongs to it
    ds.PresentationLUTShape = "INVERSE" if is_inverse else "IDENTITY"
    ds.PixelIntensityRelationship = "LOG"
    ds.PixelIntensityRelationshipSign = 1 if is_inverse else -1
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "0", "1", "US"
    ds.LossyImageCompression = "00"
    ds.BurnedInAnnotation = "NO"  # PS3.3 C.7.6.1: nothing that tells who somebody is
    ds.PixelData = phantom.stored.astype("<u2").tobytes()
    ds["PixelData"].VR = "OW"
