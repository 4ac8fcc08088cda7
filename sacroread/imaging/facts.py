"""What a DICOM header says about a radiograph, each fact judged once by a rule of the standard."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from sacroread.errors import SacroReadError
from sacroread.imaging import codecs
from sacroread.imaging.radiograph import (
    LookUpTable,
    Photometric,
    Radiograph,
    Rescale,
    StoredPixels,
    VoiFunction,
)
from sacroread.study.model import Window

GREY = ("MONOCHROME1", "MONOCHROME2")
COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
LUMINANCE = (0.299, 0.587, 0.114)  # ITU-R BT.601, the Y of PS3.3 C.7.6.3.1.2
MAX_VALUE_BYTES = 65536  # of one trusted element; the standard's longest has 10 kB
MAX_TABLES_BYTES = 4 * 2**20  # of a LUT sequence; one table has at most 128 kB


def check_is_radiograph(dataset: Dataset, name: str, modalities: frozenset[str]) -> None:
    """Refuse what is no plain radiograph, before a pixel is decoded.

    Raises:
        SacroReadError: wrong modality, no pixels, several frames, or a size that no radiograph has.
    """
    modality = _text(dataset, "Modality")
    if modality and modality not in modalities:
        allowed = ", ".join(sorted(modalities))
        raise SacroReadError(
            f"{name} is not a radiograph: its modality is {modality}. Choose a radiograph ({allowed})."
        )
    if "PixelData" not in dataset:
        raise SacroReadError(f"{name} holds no pixel data. Export the radiograph again from the archive.")
    if not modality:
        raise SacroReadError(
            f"{name} does not name its modality, so it may not be a radiograph. Export it again."
        )
    frames = _whole(dataset, "NumberOfFrames", name, 1)
    if frames != 1:
        raise SacroReadError(
            f"{name} holds {frames} frames; a radiograph has one. Export the single radiograph."
        )
    _check_geometry(dataset, name)


def _check_geometry(dataset: Dataset, name: str) -> None:
    rows, cols = (_whole(dataset, word, name) for word in ("Rows", "Columns"))
    if rows < 1 or cols < 1 or rows * cols > codecs.MAX_PIXELS:
        raise SacroReadError(
            f"{name} declares {rows} x {cols} pixels; no radiograph is that size. Export it again."
        )
    allocated, stored, high = (
        _whole(dataset, word, name) for word in ("BitsAllocated", "BitsStored", "HighBit")
    )
    if allocated not in (8, 16) or not 2 <= stored <= allocated or not stored - 1 <= high < allocated:
        raise SacroReadError(
            f"{name} stores {stored} bits up to bit {high} in {allocated}. "
            "SacroRead reads 8 and 16 bits. Export it again."
        )
    if _whole(dataset, "PixelRepresentation", name) not in (0, 1):
        raise SacroReadError(f"{name} does not say whether its pixels have a sign. Export it again.")
    _check_colour(dataset, name)


def _check_colour(dataset: Dataset, name: str) -> None:
    photometric, samples = (
        _text(dataset, "PhotometricInterpretation"),
        _whole(dataset, "SamplesPerPixel", name),
    )
    is_grey, is_colour = photometric in GREY and samples == 1, photometric in COLOUR and samples == 3
    if not (is_grey or (is_colour and _whole(dataset, "BitsAllocated", name) == 8)):
        raise SacroReadError(
            f"{name} is stored as {photometric or 'no named colour space'} with {samples} samples a pixel, "
            "which SacroRead does not show. Export it as MONOCHROME2."
        )


def radiograph_of(dataset: Dataset, pixels: NDArray[Any], name: str) -> Radiograph:
    """Return the radiograph of a checked data set and its decoded pixels.

    Raises:
        SacroReadError: a fact is contradictory.
    """
    spacing, plane = _spacing(dataset)
    windows, explanations = _windows(dataset)
    return Radiograph(
        stored=_stored(dataset, pixels),
        photometric=_photometric(dataset),
        bits_stored=int(dataset.BitsStored),
        rescale=_rescale(dataset, name),
        modality_lut=_modality_lut(dataset, name),
        windows=windows,
        window_explanations=explanations,
        voi_function=_voi_function(dataset, name),
        voi_luts=_voi_luts(dataset, name),
        padding=_padding(dataset),
        presentation_shape=_shape(dataset, name),
        pixel_spacing_mm=spacing,
        spacing_plane=plane,
        pixel_aspect=_aspect(dataset, spacing),
        modality=_text(dataset, "Modality"),
        sop_instance_uid=_text(dataset, "SOPInstanceUID") or None,
        laterality=_text(dataset, "ImageLaterality") or _text(dataset, "Laterality"),
        view=_text(dataset, "ViewPosition"),
        patient_orientation=_orientation(dataset),
        burned_in_annotation={"YES": True, "NO": False}.get(_text(dataset, "BurnedInAnnotation")),
    )


def grey_of(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the luminance (rows, cols) uint8 of (rows, cols, 3) uint8 RGB; equal samples stay so."""
    red, green, blue = (colour[..., channel] for channel in range(3))
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return np.ascontiguousarray(red)
    weighted = sum(
        weight * colour[..., channel].astype(np.float32) for channel, weight in enumerate(LUMINANCE)
    )
    return np.asarray(np.rint(weighted), dtype=np.uint8)


def _stored(dataset: Dataset, pixels: NDArray[Any]) -> StoredPixels:
    if pixels.ndim == 3:
        return grey_of(pixels)
    bits, unused_low = int(dataset.BitsStored), int(dataset.HighBit) + 1 - int(dataset.BitsStored)
    signed = int(dataset.PixelRepresentation) == 1
    native = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("="))
    words = _only_stored_bits(native.view(np.dtype(f"u{native.itemsize}")), bits, unused_low)
    return _with_sign(words, bits) if signed else words


def _only_stored_bits(words: NDArray[Any], bits: int, unused_low: int) -> NDArray[Any]:
    """Drop the bits outside [High Bit - Bits Stored + 1, High Bit], where overlays may lie (PS3.5 8.1.1)."""
    if unused_low:
        words = words >> unused_low
    if bits == 8 * words.itemsize:
        return words
    return np.asarray(words & words.dtype.type((1 << bits) - 1))


def _with_sign(words: NDArray[Any], bits: int) -> NDArray[np.int16]:
    """Read the lowest `bits` as two's complement (PS3.5 8.1.1)."""
    unused_high = 16 - bits
    return (words.astype(np.uint16) << unused_high).view(np.int16) >> unused_high


def _photometric(dataset: Dataset) -> Photometric:
    return "MONOCHROME1" if dataset.PhotometricInterpretation == "MONOCHROME1" else "MONOCHROME2"


def _rescale(dataset: Dataset, name: str) -> Rescale | None:
    """Slope and intercept, both or neither (PS3.3 C.11.1)."""
    slope, intercept = _number(dataset, "RescaleSlope"), _number(dataset, "RescaleIntercept")
    if (slope is None) != (intercept is None):
        raise SacroReadError(f"{name} has a rescale slope or intercept without the other. Export it again.")
    if slope is None or intercept is None:
        return None
    if slope == 0:
        raise SacroReadError(
            f"{name} has a rescale slope of 0, which makes all pixels equal. Export it again."
        )
    return Rescale(slope, intercept)


def _modality_lut(dataset: Dataset, name: str) -> LookUpTable | None:
    """The Modality LUT; beside it only a rescale that changes nothing is borne (PS3.3 C.11.1: never both)."""
    items = _items(dataset, "ModalityLUTSequence")
    if not items:
        return None
    rescale = _rescale(dataset, name)
    if rescale not in (None, Rescale(1.0, 0.0)):
        raise SacroReadError(
            f"{name} holds both a modality LUT and a rescale, which contradict each other. Export it again."
        )
    return _table(items[0], int(dataset.PixelRepresentation) == 1, name)


def _voi_luts(dataset: Dataset, name: str) -> tuple[LookUpTable, ...]:
    """All VOI LUTs; the first input is signed where the modality output is (PS3.3 C.11.2.1.1)."""
    rescale = _rescale(dataset, name)
    has_lut = "ModalityLUTSequence" in dataset
    is_signed = not has_lut and (
        int(dataset.PixelRepresentation) == 1 or (rescale is not None and rescale.intercept < 0)
    )
    return tuple(_table(item, is_signed, name) for item in _items(dataset, "VOILUTSequence"))


def _table(item: Dataset, is_signed: bool, name: str) -> LookUpTable:
    """Read LUT Descriptor (entries, first input, bits) and LUT Data (PS3.3 C.11.1.1)."""
    descriptor = [int(value) for value in item.LUTDescriptor]
    entries, first_input, bits = (
        descriptor[0] or 65536,
        descriptor[1],
        descriptor[2],
    )  # 0 entries stands for 65536
    first_input = (
        first_input - 65536
        if is_signed and first_input > 32767
        else first_input % 65536
        if not is_signed
        else first_input
    )
    values = _table_values(item.LUTData, entries)
    if len(values) != entries or not 8 <= bits <= 16:
        raise SacroReadError(f"{name} holds a look-up table of the wrong length. Export it again.")
    return LookUpTable(first_input, bits, values, _text(item, "LUTExplanation"))


def _table_values(data: bytes | list[int], entries: int) -> NDArray[np.uint16]:
    """LUT Data as (entries,) uint16; 8-bit entries may be packed two to a word (PS3.3 C.11.1.1.1)."""
    if not isinstance(data, bytes):
        return np.asarray([int(value) & 0xFFFF for value in data], dtype=np.uint16)
    packed = len(data) in (entries, entries + 1) and entries > 1
    return np.frombuffer(data, dtype=np.uint8 if packed else "<u2").astype(np.uint16)[:entries]


def _windows(dataset: Dataset) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """Every window that the standard allows; a center without a width, or a width too small, is none.

    PS3.3 C.11.2.1.2: LINEAR requires Window Width >= 1, the other functions > 0.
    """
    centers, widths = _numbers(dataset, "WindowCenter"), _numbers(dataset, "WindowWidth")
    least = 1.0 if _text(dataset, "VOILUTFunction") in ("", "LINEAR") else math.ulp(0.0)
    names = [str(value) for value in _values(dataset, "WindowCenterWidthExplanation")]
    names += [""] * (len(centers) - len(names))
    kept = [(Window(c, w), e) for c, w, e in zip(centers, widths, names, strict=False) if w >= least]
    return tuple(window for window, _ in kept), tuple(explanation for _, explanation in kept)


def _voi_function(dataset: Dataset, name: str) -> VoiFunction:
    """LINEAR when absent (PS3.3 C.11.2.1.3)."""
    function = _text(dataset, "VOILUTFunction") or "LINEAR"
    if function == "LINEAR":
        return "LINEAR"
    if function == "LINEAR_EXACT":
        return "LINEAR_EXACT"
    if function == "SIGMOID":
        return "SIGMOID"
    raise SacroReadError(
        f"{name} asks for the VOI LUT function {function}, which DICOM does not define. Export it again."
    )


def _shape(dataset: Dataset, name: str) -> Literal["IDENTITY", "INVERSE"] | None:
    shape = _text(dataset, "PresentationLUTShape")
    if shape in ("", "LIN OD"):
        return None  # LIN OD is for print (PS3.3 C.11.6)
    if shape == "IDENTITY":
        return "IDENTITY"
    if shape == "INVERSE":
        return "INVERSE"
    raise SacroReadError(
        f"{name} asks for the presentation LUT shape {shape}, which DICOM does not define. Export it again."
    )


def _padding(dataset: Dataset) -> tuple[int, int] | None:
    """Pixel Padding Value, or the range to Pixel Padding Range Limit, as stored (PS3.3 C.7.5.1.1.2)."""
    value, limit = _number(dataset, "PixelPaddingValue"), _number(dataset, "PixelPaddingRangeLimit")
    if value is None:
        return None
    other = value if limit is None else limit
    return int(min(value, other)), int(max(value, other))


def _spacing(
    dataset: Dataset,
) -> tuple[tuple[float, float] | None, Literal["detector", "calibrated", "unknown"]]:
    """What a length means (PS3.3 10.7.1.3).

    Pixel Spacing that differs from Imager Pixel Spacing or names its calibration is calibrated; equal to it,
    or Imager Pixel Spacing alone, it holds at the detector; alone, it may be either.
    """
    pixel, imager = _pair(dataset, "PixelSpacing"), _pair(dataset, "ImagerPixelSpacing")
    if pixel is None:
        return imager, "unknown" if imager is None else "detector"
    if imager is not None and pixel == imager:
        return pixel, "detector"
    is_calibrated = imager is not None or bool(_text(dataset, "PixelSpacingCalibrationType"))
    return pixel, "calibrated" if is_calibrated else "unknown"


def _aspect(dataset: Dataset, spacing: tuple[float, float] | None) -> float:
    """Height of a pixel over its width: spacing, else Pixel Aspect Ratio, else 1 (PS3.3 C.7.6.3.1.7)."""
    pair = spacing or _pair(dataset, "PixelAspectRatio")
    return pair[0] / pair[1] if pair else 1.0


def _orientation(dataset: Dataset) -> tuple[str, str] | None:
    """Patient direction of the rows and of the columns (PS3.3 C.7.6.1.1.1); None unless both are given."""
    values = [str(value) for value in _values(dataset, "PatientOrientation")]
    return (values[0], values[1]) if len(values) == 2 and all(values) else None


def _values(dataset: Dataset, word: str) -> list[Any]:
    _check_length(dataset, word, MAX_VALUE_BYTES)
    value = dataset.get(word)
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, MultiValue | list) else [value]


def _items(dataset: Dataset, word: str) -> list[Dataset]:
    _check_length(dataset, word, MAX_TABLES_BYTES)
    return list(dataset.get(word) or ())


def _check_length(dataset: Dataset, word: str, most: int) -> None:
    """Judge a length before the value is converted: a hundred megabytes of numbers would take minutes."""
    length = getattr(dataset.get_item(word), "length", 0)  # what is converted already has none
    if length > most:
        raise ValueError(f"{word} is too long")


def _text(dataset: Dataset, word: str) -> str:
    values = _values(dataset, word)
    return str(values[0]).strip() if values else ""


def _numbers(dataset: Dataset, word: str) -> list[float]:
    values = [float(value) for value in _values(dataset, word)]
    return values if all(math.isfinite(value) for value in values) else []


def _number(dataset: Dataset, word: str) -> float | None:
    values = _numbers(dataset, word)
    return values[0] if values else None


def _pair(dataset: Dataset, word: str) -> tuple[float, float] | None:
    """Two lengths greater than 0; a spacing of 0 is no spacing."""
    values = _numbers(dataset, word)
    return (values[0], values[1]) if len(values) == 2 and min(values) > 0 else None


def _whole(dataset: Dataset, word: str, name: str, absent: int | None = None) -> int:
    values = _values(dataset, word)
    if not values and absent is not None:
        return absent
    if len(values) != 1 or int(values[0]) != values[0]:
        raise SacroReadError(f"{name} does not say its {word} as one number. Export it again.")
    return int(values[0])
