"""A radiograph as a DICOM file without the person: built anew from trusted facts, not by cleaning the header.

What is left of text are words of the standard's own lists, each checked against its list. The pixels stay
as they are, with the R or L marker in them; whether a name is burned into them only a person can say.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    SecondaryCaptureImageStorage,
)
from pydicom.valuerep import DSfloat

from sacroread.errors import SacroReadError
from sacroread.files import write_whole
from sacroread.imaging.radiograph import LookUpTable, Radiograph

SOP_CLASSES = {"CR": ComputedRadiographyImageStorage, "DX": DigitalXRayImageStorageForPresentation}
LATERALITIES = frozenset({"R", "L", "B", "U"})  # PS3.3 C.8.11.1, C.7.3.1
VIEWS = frozenset({"AP", "PA", "LL", "RL", "RLD", "LLD", "RLO", "LLO"})  # PS3.3 C.8.1.1
ORIENTATION = re.compile(r"[LRAPHF]{1,3}")  # PS3.3 C.7.6.1.1.1
PSEUDONYM = re.compile(r"[A-Za-z0-9_.-]{1,64}")
MIN_KEY_BYTES = 16


def write_deidentified(
    path: Path, radiograph: Radiograph, pseudonym: str, key: bytes, is_free_of_text: bool
) -> str:
    """Write the radiograph without the person, uncompressed; return its new SOP Instance UID.

    The pixel hash stays. UIDs are replaced by ones that depend on `key`: with the same key the same
    radiograph keeps its pseudonym, without it nobody finds the way back. A calibrated spacing is kept as
    one of unknown plane.

    Args:
        path: where to write.
        radiograph: what to write.
        pseudonym: patient's name and ID in the file; letters, digits, `_`, `.` and `-`.
        key: the study's secret, 16 bytes or more.
        is_free_of_text: whether a person has looked and found no name, number or date in the picture.

    Raises:
        SacroReadError: nobody has confirmed, a pseudonym or key that is none, a folder that cannot be
        written.
    """
    if not is_free_of_text:
        raise SacroReadError(
            "Nobody has confirmed that no name is burned into the picture. Look at it, then confirm."
        )
    if not PSEUDONYM.fullmatch(pseudonym):
        raise SacroReadError(
            "A pseudonym has 1 to 64 letters, digits, dots, dashes and underscores. Choose another."
        )
    nameless = pseudonymised(radiograph, key)
    dataset = _identity(nameless, pseudonym, key)
    dataset.update(_grey_scale(nameless))
    dataset.update(_geometry(nameless))
    dataset.update(_pixels(nameless))
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    write_whole(path, file.getvalue())
    return str(nameless.sop_instance_uid)


def pseudonymised(radiograph: Radiograph, key: bytes) -> Radiograph:
    """Return the radiograph under a UID that only the holder of `key` can trace; free texts are gone.

    Raises:
        SacroReadError: the key has fewer than 16 bytes.
    """
    return replace(
        radiograph,
        sop_instance_uid=_keyed_uid(key, radiograph.sop_instance_uid or radiograph.pixel_hash),
        window_explanations=tuple("" for _ in radiograph.windows),
        modality_lut=_without_text(radiograph.modality_lut) if radiograph.modality_lut else None,
        voi_luts=tuple(_without_text(table) for table in radiograph.voi_luts),
        laterality=radiograph.laterality if radiograph.laterality in LATERALITIES else "",
        view=radiograph.view if radiograph.view in VIEWS else "",
        patient_orientation=_checked_orientation(radiograph.patient_orientation),
        modality=radiograph.modality if radiograph.modality in {*SOP_CLASSES, "RG"} else "OT",
    )


def _keyed_uid(key: bytes, name: str) -> str:
    """A UID from a UUID (PS3.5 B.2) from the keyed hash of the old one."""
    if len(key) < MIN_KEY_BYTES:
        raise SacroReadError(f"The study's key has fewer than {MIN_KEY_BYTES} bytes. Make a new one.")
    digest = hmac.new(key, name.encode(), hashlib.sha256).digest()
    return f"2.25.{uuid.UUID(bytes=digest[:16], version=4).int}"


def _without_text(table: LookUpTable) -> LookUpTable:
    return replace(table, explanation="")


def _checked_orientation(orientation: tuple[str, str] | None) -> tuple[str, str] | None:
    return orientation if orientation and all(map(ORIENTATION.fullmatch, orientation)) else None


def _identity(radiograph: Radiograph, pseudonym: str, key: bytes) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = SOP_CLASSES.get(radiograph.modality, SecondaryCaptureImageStorage)
    dataset.SOPInstanceUID = radiograph.sop_instance_uid
    dataset.StudyInstanceUID = _keyed_uid(key, f"study of {radiograph.sop_instance_uid}")
    dataset.SeriesInstanceUID = _keyed_uid(key, f"series of {radiograph.sop_instance_uid}")
    dataset.Modality = radiograph.modality
    dataset.PatientName = dataset.PatientID = pseudonym
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = "SacroRead: new file from listed facts"
    dataset.BurnedInAnnotation = "NO"
    return dataset


def _geometry(radiograph: Radiograph) -> Dataset:
    dataset = Dataset()
    if radiograph.laterality:
        dataset.ImageLaterality = radiograph.laterality
    if radiograph.view:
        dataset.ViewPosition = radiograph.view
    if radiograph.patient_orientation:
        dataset.PatientOrientation = list(radiograph.patient_orientation)
    if radiograph.pixel_spacing_mm:
        word = "ImagerPixelSpacing" if radiograph.spacing_plane == "detector" else "PixelSpacing"
        setattr(dataset, word, _decimals(radiograph.pixel_spacing_mm))
    return dataset


def _grey_scale(radiograph: Radiograph) -> Dataset:
    dataset = Dataset()
    if radiograph.rescale:
        dataset.RescaleSlope, dataset.RescaleIntercept = _decimals(
            (radiograph.rescale.slope, radiograph.rescale.intercept)
        )
        dataset.RescaleType = "US"
    if radiograph.windows:
        dataset.WindowCenter = _decimals([window.center for window in radiograph.windows])
        dataset.WindowWidth = _decimals([window.width for window in radiograph.windows])
        dataset.VOILUTFunction = radiograph.voi_function
    if radiograph.presentation_shape:
        dataset.PresentationLUTShape = radiograph.presentation_shape
    if radiograph.modality_lut:
        dataset.ModalityLUTSequence = [_table(radiograph.modality_lut)]
    if radiograph.voi_luts:
        dataset.VOILUTSequence = [_table(table) for table in radiograph.voi_luts]
    return dataset


def _table(table: LookUpTable) -> Dataset:
    """A look-up table as PS3.3 C.11.1 has it: its first input is signed where it is negative."""
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if table.first_input < 0 else "US", _descriptor(table))
    item.add_new("LUTData", "OW", table.values.astype("<u2").tobytes())
    return item


def _descriptor(table: LookUpTable) -> list[int]:
    entries = len(table.values) % 65536  # 0 stands for 65536
    is_signed = table.first_input < 0
    return [entries - 65536 if is_signed and entries > 32767 else entries, table.first_input, table.bits]


def _pixels(radiograph: Radiograph) -> Dataset:
    stored = radiograph.stored
    is_signed = stored.dtype == np.int16
    dataset = Dataset()
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = radiograph.photometric
    dataset.Rows, dataset.Columns = stored.shape
    dataset.BitsAllocated = 8 * stored.itemsize
    dataset.BitsStored = 16 if is_signed else radiograph.bits_stored
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(is_signed)
    if radiograph.padding:
        vr = "SS" if is_signed else "US"
        dataset.add_new("PixelPaddingValue", vr, radiograph.padding[0])
        dataset.add_new("PixelPaddingRangeLimit", vr, radiograph.padding[1])
    content = stored.astype(stored.dtype.newbyteorder("<")).tobytes()
    dataset.add_new("PixelData", "OW", content + b"\0" * (len(content) % 2))
    return dataset


def _decimals(numbers: Sequence[float]) -> list[DSfloat]:
    return [DSfloat(number, auto_format=True) for number in numbers]
