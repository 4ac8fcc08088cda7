"""Which library decodes which transfer syntax, and the limits against bombs.

Every encoded frame says its own size; it is compared with the header before anything is allocated.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID

from sacroread.errors import SacroReadError
from sacroread.imaging import decoder_plugin
from sacroread.imaging.decoder_plugin import JPEG

MAX_PIXELS = 100_000_000  # film of 43 x 43 cm at 50 micrometres has 74 million
MAX_COMPRESSION = 250  # decoded to encoded bytes; radiographs, with their noise, stay below 100
END_MARKER = b"\xff\xd9"  # EOI and EOC (ITU-T T.81 B.1.1.3, T.800 A.4.4); never occurs inside coded data
MAX_TRAILING_BYTES = 1024  # padding that writers leave behind it

NATIVE = frozenset(
    {
        uid.ImplicitVRLittleEndian,
        uid.ExplicitVRLittleEndian,
        uid.ExplicitVRBigEndian,
        uid.DeflatedExplicitVRLittleEndian,
    }
)
JPEG_LS = frozenset({uid.JPEGLSLossless, uid.JPEGLSNearLossless})
JPEG_2000 = frozenset(
    {uid.JPEG2000Lossless, uid.JPEG2000, uid.HTJ2KLossless, uid.HTJ2KLosslessRPCL, uid.HTJ2K}
)
DECODERS: Final[dict[UID, str]] = {
    **dict.fromkeys(NATIVE, ""),
    **dict.fromkeys(decoder_plugin.DECODER_DEPENDENCIES, decoder_plugin.PLUGIN),
    **dict.fromkeys(JPEG_LS, "pyjpegls"),
    **dict.fromkeys(JPEG_2000, "pylibjpeg"),
}
# What the libraries raise on damaged input; none of it is a fault of this program.
DAMAGE = (
    ValueError, TypeError, LookupError, AttributeError, RuntimeError, EOFError, OSError, ArithmeticError,
    MemoryError, AssertionError, zlib.error, struct.error, InvalidDicomError, BytesLengthException,
)  # fmt: skip


@contextmanager
def refusing_damage(name: str) -> Iterator[None]:
    """Turn what the libraries raise on damaged input into the one error that the user can act on."""
    try:
        yield
    except RecursionError as error:
        raise SacroReadError(
            f"{name} nests its sequences too deeply to be a radiograph. Export it again."
        ) from error
    except DAMAGE as error:
        raise SacroReadError(
            f"{name} is not a readable radiograph: the file is damaged. Export it again."
        ) from error


decoder_plugin.register()


def decoded_pixels(dataset: Dataset, name: str) -> NDArray[Any]:
    """Return the pixels as the codec gives them: (rows, cols) or (rows, cols, 3), 8 or 16 bit.

    `dataset` has been judged by `dicom_file`: one frame, declared size within limits.

    Raises:
        SacroReadError: a transfer syntax we do not decode, too little data, a bomb, or damage.
    """
    syntax = dataset.file_meta.TransferSyntaxUID
    if syntax not in DECODERS:
        raise SacroReadError(
            f"{name} is stored as {UID(syntax).name}, which SacroRead does not decode. "
            "Export it uncompressed or as JPEG 2000."
        )
    _check_size(dataset, name)
    pixels, _ = get_decoder(syntax).as_array(
        dataset,
        index=0,
        decoding_plugin=DECODERS[syntax],
        view_only=True,  # type: ignore[arg-type]  # pydicom types them as one value
    )
    return np.asarray(pixels)


def _check_size(dataset: Dataset, name: str) -> None:
    declared = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * dataset.BitsAllocated // 8
    present = len(dataset.PixelData)
    if dataset.file_meta.TransferSyntaxUID in NATIVE:
        if present < declared:
            raise SacroReadError(
                f"{name} is cut short: {present} of {declared} bytes of pixels are there. Export it again."
            )
        return
    if present * MAX_COMPRESSION < declared:
        raise SacroReadError(
            f"{name} declares {declared} bytes of pixels but holds {present} encoded. Export it again."
        )
    frame = next(generate_frames(dataset.PixelData, number_of_frames=1), b"")
    _check_frame(frame, dataset, name)


def _check_frame(frame: bytes, dataset: Dataset, name: str) -> None:
    syntax = dataset.file_meta.TransferSyntaxUID
    if syntax in JPEG or syntax in JPEG_LS:
        size = jpeg_size(frame)
    elif syntax in JPEG_2000:
        size = jpeg_2000_size(frame)
    else:
        return  # RLE has no header of its own and grows at most 64 times (PS3.5 G.3.1)
    if not is_whole(frame):
        raise SacroReadError(f"{name} is cut short: its pixels have no end. Export it again.")
    expected = (dataset.Rows, dataset.Columns, dataset.SamplesPerPixel)
    if size != expected:
        raise SacroReadError(
            f"The pixels of {name} are {size} rows, columns and samples, its header says {expected}. "
            "Export it again."
        )


def is_whole(encoded: bytes) -> bool:
    """Whether a JPEG, JPEG-LS or JPEG 2000 stream has its end; decoders fill up with grey what is cut off."""
    return END_MARKER in encoded[-MAX_TRAILING_BYTES:]


def jpeg_size(encoded: bytes) -> tuple[int, int, int] | None:
    """Return (rows, cols, samples) that a JPEG or JPEG-LS stream declares (ITU-T T.81 B.2.2)."""
    at = 2
    while at + 10 <= len(encoded) and encoded[at] == 0xFF:
        marker = encoded[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _FRAME_MARKERS:
            rows, cols = (
                int.from_bytes(encoded[at + 5 : at + 7], "big"),
                int.from_bytes(encoded[at + 7 : at + 9], "big"),
            )
            return rows, cols, encoded[at + 9]
        at += 2 + int.from_bytes(encoded[at + 2 : at + 4], "big")
    return None


_FRAME_MARKERS = frozenset({*range(0xC0, 0xD0), 0xF7}) - {
    0xC4,
    0xC8,
    0xCC,
}  # SOF0-15 without DHT, JPG, DAC; JPEG-LS SOF55


def jpeg_2000_size(encoded: bytes) -> tuple[int, int, int] | None:
    """Return (rows, cols, samples) of a JPEG 2000 codestream (ITU-T T.800 A.5.1: SIZ follows SOC)."""
    if not encoded.startswith(b"\xff\x4f\xff\x51") or len(encoded) < 42:
        return None
    width, height, left, top = (int.from_bytes(encoded[at : at + 4], "big") for at in (8, 12, 16, 20))
    return height - top, width - left, int.from_bytes(encoded[40:42], "big")
