"""A TIFF, PNG or JPEG file to a radiograph; its size is read from its header before anything is decoded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging import codecs
from sacroread.imaging.facts import grey_of
from sacroread.imaging.radiograph import Photometric, Radiograph
from sacroread.study.model import Window

MAX_FILE_BYTES = 512 * 2**20
PNG_OPENING = b"\x89PNG\r\n\x1a\n"
TIFF_COMPRESSIONS = ("NONE", "DEFLATE", "ADOBE_DEFLATE", "LZW", "PACKBITS")
TIFF_PHOTOMETRIC: dict[str, Photometric] = {
    "MINISBLACK": "MONOCHROME2",
    "MINISWHITE": "MONOCHROME1",
    "RGB": "MONOCHROME2",
}


@dataclass(frozen=True, eq=False)
class Picture:
    """Decoded pixels as the file holds them, and how the file says to show them."""

    pixels: NDArray[Any]
    photometric: Photometric = "MONOCHROME2"
    is_curated: bool = False


def load(path: Path) -> Radiograph:
    """Read a grey or RGB picture of 8 or 16 bits; see `radiograph.load`.

    A picture of 8 bits, or one that SacroRead curated, is windowed already: its window is its whole range.
    LINEAR with center 2**(bits-1) and width 2**bits shows every value as it is (PS3.3 C.11.2.1.2.1).
    """
    picture = _picture(path)
    stored = _grey(picture.pixels, path.name)
    bits = 8 * stored.itemsize
    windows = (Window(2.0 ** (bits - 1), 2.0**bits),) if bits == 8 or picture.is_curated else ()
    return Radiograph(stored, picture.photometric, bits, windows=windows)


def grey_pixels(path: Path) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """Return the pixels (rows, cols) uint8 or uint16 of a TIFF, PNG or JPEG as they are stored.

    Raises:
        SacroReadError: the picture is refused.
    """
    return _grey(_picture(path).pixels, path.name)


def _picture(path: Path) -> Picture:
    with codecs.refusing_damage(path.name):
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SacroReadError(
                f"{path.name} is larger than {MAX_FILE_BYTES >> 20} MB: no radiograph. Choose another file."
            )
        content = path.read_bytes()
        if content.startswith(PNG_OPENING):
            return Picture(_png(content, path.name))
        if content.startswith(b"\xff\xd8"):
            return Picture(_jpeg(content, path.name))
        return _tiff(content, path.name)


def _grey(pixels: NDArray[Any], name: str) -> NDArray[Any]:
    if pixels.dtype not in (np.uint8, np.uint16) or pixels.ndim not in (2, 3):
        raise SacroReadError(f"{name} is not a grey picture of 8 or 16 bits. Save it as such.")
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("="))
    if pixels.shape[2] in (1, 2):
        return np.ascontiguousarray(pixels[..., 0])
    if pixels.shape[2] in (3, 4) and pixels.dtype == np.uint8:
        return grey_of(pixels[..., :3])
    raise SacroReadError(f"{name} is a colour picture of 16 bits. Save it as grey.")


def _check_size(rows: int, cols: int, name: str) -> None:
    if rows < 1 or cols < 1 or rows * cols > codecs.MAX_PIXELS:
        raise SacroReadError(
            f"{name} declares {rows} x {cols} pixels; no radiograph is that size. Save it again."
        )


def _png(content: bytes, name: str) -> NDArray[Any]:
    import imagecodecs

    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))  # IHDR is always first
    _check_size(height, width, name)
    return np.asarray(imagecodecs.png_decode(content))


def _jpeg(content: bytes, name: str) -> NDArray[Any]:
    import imagecodecs

    size = codecs.jpeg_size(content)
    if size is None:
        raise SacroReadError(f"{name} is a damaged JPEG file. Save it again.")
    _check_size(size[0], size[1], name)
    return np.asarray(imagecodecs.jpeg8_decode(content))


def _tiff(content: bytes, name: str) -> Picture:
    from tifffile import COMPRESSION, PHOTOMETRIC, TiffFile

    with TiffFile(BytesIO(content)) as tiff:
        page = tiff.pages.first
        _check_size(page.imagelength, page.imagewidth, name)
        photometric = TIFF_PHOTOMETRIC.get(PHOTOMETRIC(page.photometric).name)
        if COMPRESSION(page.compression).name not in TIFF_COMPRESSIONS or photometric is None:
            raise SacroReadError(
                f"{name} is a TIFF of a kind that SacroRead does not read. Save it as uncompressed grey."
            )
        return Picture(page.asarray(), photometric, _is_curated(page.description))


def _is_curated(description: str) -> bool:
    """Whether SacroRead wrote this TIFF: its description holds the provenance."""
    try:
        return "source_pixel_hash" in json.loads(description)
    except (ValueError, TypeError):
        return False
