"""What a DICOM header says about a radiograph, each fact judged once by a rule of the standard."""

from __future__ import annotations

from typing import Any, Literal

from numpy.typing import NDArray
from pydicom.dataset import Dataset

from sacroread.errors import SacroReadError
from sacroread.imaging import codecs, elements, grey_facts
from sacroread.imaging.radiograph import Photometric, Radiograph
from sacroread.imaging.stored import stored_pixels
from sacroread.study.model import Crop

GREY = ("MONOCHROME1", "MONOCHROME2")
COLLIMATOR_EDGES = ("LeftVertical", "RightVertical", "UpperHorizontal", "LowerHorizontal")
COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")


def check_is_radiograph(dataset: Dataset, name: str, modalities: frozenset[str]) -> None:
    """Refuse what is no plain radiograph, before a pixel is decoded.

    Raises:
        SacroReadError: wrong modality, no pixels, several frames, or a size that no radiograph has.
    """
    modality = elements.text(dataset, "Modality")
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
    frames = elements.whole(dataset, "NumberOfFrames", name, 1)
    if frames != 1:
        raise SacroReadError(
            f"{name} holds {frames} frames; a radiograph has one. Export the single radiograph."
        )
    _check_geometry(dataset, name)


def _check_geometry(dataset: Dataset, name: str) -> None:
    rows, cols = (elements.whole(dataset, word, name) for word in ("Rows", "Columns"))
    if rows < 1 or cols < 1 or rows * cols > codecs.MAX_PIXELS:
        raise SacroReadError(
            f"{name} declares {rows} x {cols} pixels; no radiograph is that size. Export it again."
        )
    allocated, stored, high = (
        elements.whole(dataset, word, name) for word in ("BitsAllocated", "BitsStored", "HighBit")
    )
    if allocated not in (8, 16) or not 2 <= stored <= allocated or not stored - 1 <= high < allocated:
        raise SacroReadError(
            f"{name} stores {stored} bits up to bit {high} in {allocated}. "
            "SacroRead reads 8 and 16 bits. Export it again."
        )
    if elements.whole(dataset, "PixelRepresentation", name) not in (0, 1):
        raise SacroReadError(f"{name} does not say whether its pixels have a sign. Export it again.")
    _check_colour(dataset, name)


def _check_colour(dataset: Dataset, name: str) -> None:
    photometric, samples = (
        elements.text(dataset, "PhotometricInterpretation"),
        elements.whole(dataset, "SamplesPerPixel", name),
    )
    is_grey, is_colour = photometric in GREY and samples == 1, photometric in COLOUR and samples == 3
    if not (is_grey or (is_colour and elements.whole(dataset, "BitsAllocated", name) == 8)):
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
    windows, explanations = grey_facts.windows(dataset)
    return Radiograph(
        stored=stored_pixels(dataset, pixels),
        photometric=_photometric(dataset),
        bits_stored=int(dataset.BitsStored),
        rescale=grey_facts.rescale(dataset, name),
        modality_lut=grey_facts.modality_lut(dataset, name),
        windows=windows,
        window_explanations=explanations,
        voi_function=grey_facts.voi_function(dataset, name),
        voi_luts=grey_facts.voi_luts(dataset, name),
        padding=grey_facts.padding(dataset),
        presentation_shape=grey_facts.presentation_shape(dataset, name),
        pixel_spacing_mm=spacing,
        spacing_plane=plane,
        pixel_aspect=_aspect(dataset, spacing),
        modality=elements.text(dataset, "Modality"),
        sop_instance_uid=elements.text(dataset, "SOPInstanceUID") or None,
        laterality=elements.text(dataset, "ImageLaterality") or elements.text(dataset, "Laterality"),
        view=elements.text(dataset, "ViewPosition"),
        body_part=elements.text(dataset, "BodyPartExamined").upper(),
        patient_orientation=_orientation(dataset),
        burned_in_annotation={"YES": True, "NO": False}.get(elements.text(dataset, "BurnedInAnnotation")),
        collimation=_collimation(dataset),
    )


def _photometric(dataset: Dataset) -> Photometric:
    return "MONOCHROME1" if dataset.PhotometricInterpretation == "MONOCHROME1" else "MONOCHROME2"


def _spacing(
    dataset: Dataset,
) -> tuple[tuple[float, float] | None, Literal["detector", "calibrated", "unknown"]]:
    """What a length means (PS3.3 10.7.1.3).

    Pixel Spacing that differs from Imager Pixel Spacing or names its calibration is calibrated; equal to it,
    or Imager Pixel Spacing alone, it holds at the detector; alone, it may be either.
    """
    pixel, imager = elements.pair(dataset, "PixelSpacing"), elements.pair(dataset, "ImagerPixelSpacing")
    if pixel is None:
        return imager, "unknown" if imager is None else "detector"
    if imager is not None and pixel == imager:
        return pixel, "detector"
    is_calibrated = imager is not None or bool(elements.text(dataset, "PixelSpacingCalibrationType"))
    return pixel, "calibrated" if is_calibrated else "unknown"


def _aspect(dataset: Dataset, spacing: tuple[float, float] | None) -> float:
    """Height of a pixel over its width: spacing, else Pixel Aspect Ratio, else 1 (PS3.3 C.7.6.3.1.7)."""
    pair = spacing or elements.pair(dataset, "PixelAspectRatio")
    return pair[0] / pair[1] if pair else 1.0


def _collimation(dataset: Dataset) -> Crop | None:
    """The open part of a rectangular collimator (PS3.3 C.8.7.3), within the picture; None for other shapes.

    Edges are the columns and rows, counted from 1, at which the blades begin; they may lie outside.
    """
    edges = [elements.number(dataset, f"Collimator{edge}Edge") for edge in COLLIMATOR_EDGES]
    if elements.text(dataset, "CollimatorShape") != "RECTANGULAR" or None in edges:
        return None
    left, right, top, bottom = (int(edge) for edge in edges if edge is not None)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(right - 1, int(dataset.Columns)), min(bottom - 1, int(dataset.Rows))
    return Crop(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def _orientation(dataset: Dataset) -> tuple[str, str] | None:
    """Patient direction of the rows and of the columns (PS3.3 C.7.6.1.1.1); None unless both are given."""
    values = [str(value) for value in elements.values(dataset, "PatientOrientation")]
    return (values[0], values[1]) if len(values) == 2 and all(values) else None
