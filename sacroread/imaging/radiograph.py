"""A radiograph: stored pixels and the few header facts that we trust, each judged once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.study.model import Crop, Window

Photometric = Literal["MONOCHROME1", "MONOCHROME2"]
VoiFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]
StoredPixels = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.int16]

RADIOGRAPH_MODALITIES = frozenset(
    {"CR", "DX", "RG"}
)  # PS3.3 C.7.3.1.1.1: computed, digital and film radiography


@dataclass(frozen=True)
class Rescale:
    """Rescaled units = slope * stored + intercept (PS3.3 C.11.1.1.2)."""

    slope: float
    intercept: float


@dataclass(frozen=True, eq=False)
class LookUpTable:
    """A modality or VOI LUT of the file (PS3.3 C.11.1, C.11.2).

    `values` is (entries,) uint16; its first entry belongs to the input `first_input`, inputs outside take the
    end values; `bits` says that the outputs lie in [0, 2**bits - 1].
    """

    first_input: int
    bits: int
    values: NDArray[np.uint16]
    explanation: str = ""


@dataclass(frozen=True, eq=False)
class Radiograph:
    """Stored pixels and the facts we trust; whatever else the header says is not kept.

    `stored` is (rows, cols) uint8, uint16 or int16 as decoded, row 0 on top, in the orientation of the file.
    `padding` is the inclusive range of stored values that are no picture. `pixel_spacing_mm` is
    (row distance, column distance) at the plane that `spacing_plane` names. `collimation` is the rectangle
    that the file says its collimator left open; blades are looked for in the pixels all the same.
    """

    stored: StoredPixels
    photometric: Photometric
    bits_stored: int
    rescale: Rescale | None = None
    modality_lut: LookUpTable | None = None
    windows: tuple[Window, ...] = ()
    window_explanations: tuple[str, ...] = ()
    voi_function: VoiFunction = "LINEAR"
    voi_luts: tuple[LookUpTable, ...] = ()
    padding: tuple[int, int] | None = None
    presentation_shape: Literal["IDENTITY", "INVERSE"] | None = None
    pixel_spacing_mm: tuple[float, float] | None = None
    spacing_plane: Literal["detector", "calibrated", "unknown"] = "unknown"
    pixel_aspect: float = 1.0
    modality: str = ""
    sop_instance_uid: str | None = None
    laterality: str = ""
    view: str = ""
    body_part: str = ""
    patient_orientation: tuple[str, str] | None = None
    burned_in_annotation: bool | None = None
    collimation: Crop | None = None

    @property
    def rows(self) -> int:
        """Height in stored pixels."""
        return int(self.stored.shape[0])

    @property
    def cols(self) -> int:
        """Width in stored pixels."""
        return int(self.stored.shape[1])

    @cached_property
    def pixel_hash(self) -> str:
        """SHA-256 (hexadecimal) of the stored pixels with their shape and dtype."""
        return pixel_hash(self.stored)


def pixel_hash(pixels: NDArray[Any]) -> str:
    """Return the SHA-256 (hexadecimal) of shape, dtype and pixels, the same whatever the byte order."""
    little_endian = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("<"))
    digest = hashlib.sha256(f"{pixels.shape} {pixels.dtype.name}".encode())
    digest.update(little_endian.data)
    return digest.hexdigest()


def load(path: Path, modalities: frozenset[str] = RADIOGRAPH_MODALITIES) -> Radiograph:
    """Read a radiograph from DICOM, TIFF, PNG or JPEG.

    `modalities` are the DICOM modalities that count as radiographs in this study.

    Raises:
        SacroReadError: the file is refused; the message says why and what to do.
    """
    opening = opening_of(path)
    if not is_picture(opening):
        from sacroread.imaging import dicom_file  # here: pydicom costs 0.7 s, which the window does not spend

        return dicom_file.load(path, modalities)
    from sacroread.imaging import picture_file

    return picture_file.load(path)


DICOM_PREFIX = b"DICM"  # after a preamble of 128 bytes (PS3.10 7.1)
OPENING_BYTES = 132
HEADERLESS_OPENINGS = (b"\x08\0", b"\x02\0", b"\0\x08", b"\0\x02")  # groups 8 and 2, in either byte order
PICTURE_OPENINGS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_picture(opening: bytes) -> bool:
    """Whether a file begins as TIFF, PNG or JPEG and is not DICOM as well (a preamble may be TIFF)."""
    return opening.startswith(PICTURE_OPENINGS) and not opening.endswith(DICOM_PREFIX)


def is_dicom(opening: bytes) -> bool:
    """Whether a file begins as DICOM, with a preamble or without."""
    return opening.endswith(DICOM_PREFIX) or opening.startswith(HEADERLESS_OPENINGS)


def opening_of(path: Path) -> bytes:
    """Return the first 132 bytes, fewer where the file is shorter.

    Raises:
        SacroReadError: the file cannot be opened.
    """
    if path.exists() and not path.is_file():
        raise SacroReadError(f"{path.name} cannot be opened: it is not a file. Choose the radiograph itself.")
    try:
        with path.open("rb") as file:
            return file.read(OPENING_BYTES)
    except OSError as error:
        raise SacroReadError(
            f"{path.name} cannot be opened ({error.strerror}). Check that it is there and readable."
        ) from error
