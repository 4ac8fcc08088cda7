"""What a DICOM header says about grey: rescale, look-up tables, windows, presentation LUT shape, padding."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from sacroread.errors import SacroReadError
from sacroread.imaging import elements
from sacroread.imaging.radiograph import LookUpTable, Rescale, VoiFunction
from sacroread.study.model import Window


def rescale(dataset: Dataset, name: str) -> Rescale | None:
    """Slope and intercept, both or neither (PS3.3 C.11.1)."""
    slope, intercept = elements.number(dataset, "RescaleSlope"), elements.number(dataset, "RescaleIntercept")
    if (slope is None) != (intercept is None):
        raise SacroReadError(f"{name} has a rescale slope or intercept without the other. Export it again.")
    if slope is None or intercept is None:
        return None
    if slope == 0:
        raise SacroReadError(
            f"{name} has a rescale slope of 0, which makes all pixels equal. Export it again."
        )
    return Rescale(slope, intercept)


def modality_lut(dataset: Dataset, name: str) -> LookUpTable | None:
    """The Modality LUT; beside it only a rescale that changes nothing is borne (PS3.3 C.11.1: never both)."""
    items = elements.items(dataset, "ModalityLUTSequence")
    if not items:
        return None
    if rescale(dataset, name) not in (None, Rescale(1.0, 0.0)):
        raise SacroReadError(
            f"{name} holds both a modality LUT and a rescale, which contradict each other. Export it again."
        )
    return _table(items[0], int(dataset.PixelRepresentation) == 1, name)


def voi_luts(dataset: Dataset, name: str) -> tuple[LookUpTable, ...]:
    """All VOI LUTs; the first input is signed where the modality output is (PS3.3 C.11.2.1.1)."""
    units = rescale(dataset, name)
    goes_below_0 = int(dataset.PixelRepresentation) == 1 or (units is not None and units.intercept < 0)
    is_signed = goes_below_0 and "ModalityLUTSequence" not in dataset
    return tuple(_table(item, is_signed, name) for item in elements.items(dataset, "VOILUTSequence"))


def _table(item: Dataset, is_signed: bool, name: str) -> LookUpTable:
    """Read LUT Descriptor (entries, first input, bits) and LUT Data (PS3.3 C.11.1.1)."""
    entries, first_input, bits = (int(value) for value in item.LUTDescriptor)
    entries = entries % 65536 or 65536  # 0 stands for 65536
    first_input %= 65536
    if is_signed and first_input > 32767:
        first_input -= 65536
    values = _table_values(item.LUTData, entries)
    if len(values) != entries or not 8 <= bits <= 16:
        raise SacroReadError(f"{name} holds a look-up table of the wrong length. Export it again.")
    return LookUpTable(first_input, bits, values, elements.text(item, "LUTExplanation"))


def _table_values(data: bytes | list[int], entries: int) -> NDArray[np.uint16]:
    """LUT Data as (entries,) uint16; 8-bit entries may be packed two to a word (PS3.3 C.11.1.1.1)."""
    if not isinstance(data, bytes):
        return np.asarray([int(value) & 0xFFFF for value in data], dtype=np.uint16)
    packed = len(data) in (entries, entries + 1) and entries > 1
    return np.frombuffer(data, dtype=np.uint8 if packed else "<u2").astype(np.uint16)[:entries]


def windows(dataset: Dataset) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """Every window that the standard allows; a center without a width, or a width too small, is none.

    PS3.3 C.11.2.1.2: LINEAR requires Window Width >= 1, the other functions > 0.
    """
    centers, widths = elements.numbers(dataset, "WindowCenter"), elements.numbers(dataset, "WindowWidth")
    least = 1.0 if elements.text(dataset, "VOILUTFunction") in ("", "LINEAR") else math.ulp(0.0)
    names = [str(value) for value in elements.values(dataset, "WindowCenterWidthExplanation")]
    names += [""] * (len(centers) - len(names))
    kept = [(Window(c, w), e) for c, w, e in zip(centers, widths, names, strict=False) if w >= least]
    return tuple(window for window, _ in kept), tuple(explanation for _, explanation in kept)


def voi_function(dataset: Dataset, name: str) -> VoiFunction:
    """LINEAR when absent (PS3.3 C.11.2.1.3)."""
    function = elements.text(dataset, "VOILUTFunction") or "LINEAR"
    if function == "LINEAR":
        return "LINEAR"
    if function == "LINEAR_EXACT":
        return "LINEAR_EXACT"
    if function == "SIGMOID":
        return "SIGMOID"
    raise SacroReadError(
        f"{name} asks for the VOI LUT function {function}, which DICOM does not define. Export it again."
    )


def presentation_shape(dataset: Dataset, name: str) -> Literal["IDENTITY", "INVERSE"] | None:
    """The Presentation LUT Shape; LIN OD is for print and says nothing here (PS3.3 C.11.6)."""
    shape = elements.text(dataset, "PresentationLUTShape")
    if shape in ("", "LIN OD"):
        return None
    if shape == "IDENTITY":
        return "IDENTITY"
    if shape == "INVERSE":
        return "INVERSE"
    raise SacroReadError(
        f"{name} asks for the presentation LUT shape {shape}, which DICOM does not define. Export it again."
    )


def padding(dataset: Dataset) -> tuple[int, int] | None:
    """Pixel Padding Value, or the range to Pixel Padding Range Limit, as stored (PS3.3 C.7.5.1.1.2)."""
    value, limit = (
        elements.number(dataset, "PixelPaddingValue"),
        elements.number(dataset, "PixelPaddingRangeLimit"),
    )
    if value is None:
        return None
    other = value if limit is None else limit
    return int(min(value, other)), int(max(value, other))
