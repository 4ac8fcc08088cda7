"""A TIFF, PNG or JPEG file to a radiograph; its size is read from its header before anything is decoded."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable
from sacroread.imaging import codecs
from sacroread.imaging.radiograph import Photometric, Radiograph
from sacroread.imaging.stored import grey_of
from sacroread.study.model import Window

if TYPE_CHECKING:
    from tifffile import TiffPage

Inflate = Callable[..., bytes | bytearray]

MAX_FILE_BYTES = 512 * 2**20
PNG_OPENING = b"\x89PNG\r\n\x1a\n"
TIFF_PHOTOMETRIC: dict[str, Photometric] = {
    "MINISBLACK": "MONOCHROME2",
    "MINISWHITE": "MONOCHROME1",
    "RGB": "MONOCHROME2",
}


logging.getLogger("tifffile").disabled = True  # damage is told by the refusal


@dataclass(frozen=True, eq=False)
class Picture:
    """Decoded pixels as the file holds them, and how the file says to show them."""

    pixels: NDArray[Any]
    photometric: Photometric = "MONOCHROME2"
    is_curated: bool = False


def load(path: Path) -> Radiograph:
    """Read a grey or RGB picture of 8 or 16 bits; see `radiograph.load`.

    A picture that SacroRead curated is windowed already: its window is its whole range. LINEAR with center
    2**(bits-1) and width 2**bits shows every value as it is (PS3.3 C.11.2.1.2.1).
    """
    picture = _picture(path)
    stored = _grey(picture.pixels, path.name)
    bits = 8 * stored.itemsize
    windows = (Window(2.0 ** (bits - 1), 2.0**bits),) if picture.is_curated else ()
    return Radiograph(stored, picture.photometric, bits, windows=windows)


def grey_pixels(path: Path) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """Return the pixels (rows, cols) uint8 or uint16 of a TIFF, PNG or JPEG as they are stored.

    Raises:
        SacroReadError: the picture is refused.
    """
    return _grey(_picture(path).pixels, path.name)


def write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    """Write a picture (rows, cols) grey or (rows, cols, 3) RGB uint8; the same pixels give the same bytes.

    Raises:
        SacroReadError: a study or a radiograph has that name.
    """
    import imagecodecs

    require_replaceable(path)
    path.write_bytes(imagecodecs.png_encode(np.ascontiguousarray(pixels)))


def _picture(path: Path) -> Picture:
    with codecs.refusing_damage(path.name):
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SacroReadError(
                f"{path.name} is larger than {MAX_FILE_BYTES >> 20} MB: no radiograph. Choose another file."
            )
        content = path.read_bytes()
        if content.startswith(PNG_OPENING):
            return Picture(_png(content, path.name), is_curated=_is_curated(_png_text(content)))
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


def _png_text(content: bytes) -> str:
    """The text chunk that a curated PNG has right after its header."""
    length = int.from_bytes(content[33:37], "big")
    chunk = content[41 : 41 + length] if content[37:41] == b"tEXt" else b""
    return chunk.partition(b"\0")[2].decode("latin-1")


def _jpeg(content: bytes, name: str) -> NDArray[Any]:
    import imagecodecs

    size = codecs.jpeg_size(content)
    if size is None or not codecs.is_whole(content):
        raise SacroReadError(f"{name} is a damaged or cut JPEG file. Save it again.")
    _check_size(size[0], size[1], name)
    return np.asarray(imagecodecs.jpeg8_decode(content))


def _tiff(content: bytes, name: str) -> Picture:
    from tifffile import PHOTOMETRIC, TiffFile, TiffPage

    with TiffFile(BytesIO(content)) as tiff:
        page = tiff.pages.first
        if not isinstance(page, TiffPage):
            raise SacroReadError(f"{name} is a damaged TIFF. Save it again.")
        _check_size(page.imagelength, page.imagewidth, name)
        photometric = TIFF_PHOTOMETRIC.get(PHOTOMETRIC(page.photometric).name)
        if photometric is None:
            raise SacroReadError(f"{name} is not a grey TIFF. Save it as grey.")
        _check_segments(page, content, name)
        return Picture(page.asarray(), photometric, _is_curated(page.description))


def _check_segments(page: TiffPage, content: bytes, name: str) -> None:
    """Refuse a strip or tile that grows beyond its share of the picture, and a lack of data."""
    present = sum(page.databytecounts)
    if page.nbytes > present * codecs.MAX_COMPRESSION or present > len(content):
        raise SacroReadError(f"{name} is cut short. Save it again.")
    inflate = _inflater(page, name)
    if inflate is None and page.nbytes > present:
        raise SacroReadError(f"{name} is cut short. Save it again.")
    share = math.prod(page.chunks) * page.dtype.itemsize if page.dtype else 0
    for start, count in zip(page.dataoffsets, page.databytecounts, strict=True):
        if inflate is not None and len(inflate(content[start : start + count], out=share + 1)) > share:
            raise SacroReadError(f"{name} inflates beyond its declared size. Save it again.")


def _inflater(page: TiffPage, name: str) -> Inflate | None:
    """The decoder of the page's compression, which never gives more than `out` bytes."""
    import imagecodecs
    from tifffile import COMPRESSION

    inflaters: dict[int, Inflate | None] = {
        COMPRESSION.NONE: None,
        COMPRESSION.LZW: imagecodecs.lzw_decode,
        COMPRESSION.ADOBE_DEFLATE: imagecodecs.zlib_decode,
        COMPRESSION.DEFLATE: imagecodecs.zlib_decode,
        COMPRESSION.PACKBITS: imagecodecs.packbits_decode,
    }
    if page.compression not in inflaters:
        raise SacroReadError(f"{name} is compressed in a way that SacroRead does not read. Save it plain.")
    return inflaters[page.compression]


def _is_curated(description: str) -> bool:
    """Whether SacroRead wrote this TIFF: its description holds the provenance."""
    try:
        return "source_pixel_hash" in json.loads(description)
    except (ValueError, TypeError):
        return False
