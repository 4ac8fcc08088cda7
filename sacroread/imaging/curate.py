"""Curated pictures: a radiograph at a recorded presentation, with the provenance to make it again."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sacroread import __version__
from sacroread.errors import SacroReadError
from sacroread.files import write_whole
from sacroread.imaging.area import area_averaged
from sacroread.imaging.autowindow import automatic_window
from sacroread.imaging.display import greys, indices, quantised
from sacroread.imaging.presentation import cropped, turned
from sacroread.imaging.radiograph import Radiograph, pixel_hash
from sacroread.study.model import Presentation

PNG_HEADER_BYTES = 33  # signature and IHDR
PNG_KEYWORD = b"Description"

CuratedPixels = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True)
class Provenance:
    """What a curated picture was made of; the same source and presentation give the same `output_pixel_hash`.

    `voi` says in words which grey transform applied, also where the presentation left it to the file.
    `longest_side` is None at full resolution, and then left out of the JSON text.
    """

    sop_instance_uid: str | None
    source_pixel_hash: str
    presentation: Presentation
    voi: str
    depth: int
    longest_side: int | None
    software: str
    output_pixel_hash: str

    @property
    def as_json(self) -> str:
        """The provenance as JSON text."""
        told = asdict(self)
        if self.longest_side is None:
            del told["longest_side"]
        return json.dumps(told, indent=1, sort_keys=True)


def curated(radiograph: Radiograph, presentation: Presentation, depth: Literal[8, 16]) -> CuratedPixels:
    """Return the picture (rows, cols) uint8 or uint16, 0 black, at full resolution, as the presentation says.

    Raises:
        SacroReadError: a crop that does not lie on the radiograph, or a window without width.
    """
    shown = cropped(indices(radiograph), presentation)
    grey = greys(radiograph, presentation)
    if depth == 8:
        return turned(np.take(quantised(grey, np.uint8), shown), presentation)
    return turned(np.take(quantised(grey, np.uint16), shown), presentation)


def write_curated(
    path: Path,
    radiograph: Radiograph,
    presentation: Presentation,
    depth: Literal[8, 16],
    longest_side: int | None = None,
) -> Provenance:
    """Write the curated picture as TIFF or PNG, by suffix, its provenance inside it and in PATH.json.

    With `longest_side` the picture is averaged by area until its longer side has so many pixels.

    Raises:
        SacroReadError: another suffix, a folder that cannot be written, or what `curated` refuses.
    """
    picture = curated(radiograph, presentation, depth)
    if longest_side is not None:
        picture = area_averaged(picture, longest_side)
    provenance = replace(_provenance(radiograph, presentation, picture), longest_side=longest_side)
    suffix = path.suffix.lower()
    if suffix not in (".tif", ".tiff", ".png"):
        raise SacroReadError(
            f"{path.name}: curated pictures are written as .tif or .png. Choose one of them."
        )
    write_whole(path, _png(picture, provenance) if suffix == ".png" else _tiff(picture, provenance))
    write_whole(path.with_name(path.name + ".json"), provenance.as_json.encode())
    return provenance


def read_curated(path: Path) -> CuratedPixels:
    """Return the pixels (rows, cols) uint8 or uint16 of a curated TIFF or PNG.

    Raises:
        SacroReadError: the file cannot be read as such a picture.
    """
    from sacroread.imaging import picture_file

    return picture_file.grey_pixels(path)


def _provenance(radiograph: Radiograph, presentation: Presentation, picture: CuratedPixels) -> Provenance:
    return Provenance(
        sop_instance_uid=radiograph.sop_instance_uid,
        source_pixel_hash=radiograph.pixel_hash,
        presentation=presentation,
        voi=voi_in_words(radiograph, presentation),
        depth=8 * picture.itemsize,
        longest_side=None,
        software=f"SacroRead {__version__}",
        output_pixel_hash=pixel_hash(picture),
    )


def voi_in_words(radiograph: Radiograph, presentation: Presentation) -> str:
    """Say which grey transform a presentation applies, as `display` chooses it."""
    if presentation.window is not None:
        return f"reader's window {presentation.window.center:g},{presentation.window.width:g} LINEAR"
    if radiograph.windows:
        window = radiograph.windows[0]
        return f"first window of the file {window.center:g},{window.width:g} {radiograph.voi_function}"
    if radiograph.voi_luts:
        return f"first VOI LUT of the file {radiograph.voi_luts[0].explanation}".rstrip()
    window = automatic_window(radiograph)
    return f"automatic window {window.center:g},{window.width:g} LINEAR"


def _tiff(picture: CuratedPixels, provenance: Provenance) -> bytes:
    from io import BytesIO

    from tifffile import imwrite

    file = BytesIO()
    imwrite(
        file,
        picture,
        photometric="minisblack",
        description=provenance.as_json,
        metadata=None,
        software=provenance.software,
    )
    return file.getvalue()


def _png(picture: CuratedPixels, provenance: Provenance) -> bytes:
    """Encode as PNG with the provenance as a text chunk after the header (ISO/IEC 15948 11.3.4.3)."""
    import imagecodecs

    encoded = bytes(imagecodecs.png_encode(picture))
    content = b"tEXt" + PNG_KEYWORD + b"\0" + provenance.as_json.encode("ascii")
    chunk = (len(content) - 4).to_bytes(4, "big") + content + zlib.crc32(content).to_bytes(4, "big")
    return encoded[:PNG_HEADER_BYTES] + chunk + encoded[PNG_HEADER_BYTES:]
