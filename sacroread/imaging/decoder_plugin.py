"""Frames decoded by imagecodecs for pydicom: JPEG in all its depths, and RLE.

Its `jpeg8_decode` is the one JPEG decoder that is exact from baseline to 16 bits lossless and survives
damage; its neighbours crash. pylibjpeg's RLE decoder panics on damage, past every `except Exception`.
"""

from __future__ import annotations

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.pixels.decoders.base import DecodeRunner, get_decoder

PLUGIN = "imagecodecs"
JPEG = frozenset({uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1})
MARKERS_BYTES = 200  # of a JPEG stream, within which JFIF and Adobe stand
RLE_HEADER_BYTES = 64  # PS3.5 G.5: the number of segments and 15 offsets
RLE_SLACK_BYTES = 1024  # that writers leave behind a segment

# The two names that pydicom asks a decoder plugin for.
DECODER_DEPENDENCIES = dict.fromkeys((*JPEG, uid.RLELossless), ("imagecodecs",))


def is_available(syntax: str) -> bool:
    """Whether the plugin decodes this transfer syntax (asked by pydicom)."""
    return syntax in DECODER_DEPENDENCIES


def register() -> None:
    """Make the plugin known to pydicom; a second time changes nothing."""
    for syntax in DECODER_DEPENDENCIES:
        decoder, name = get_decoder(syntax), "decode_jpeg_frame" if syntax in JPEG else "decode_rle_frame"
        if PLUGIN not in decoder.available_plugins:
            decoder.add_plugin(PLUGIN, (__name__, name))


def decode_jpeg_frame(encoded: bytes, runner: DecodeRunner) -> bytearray:
    """Decode one JPEG frame: baseline, extended to 12 bits, lossless to 16 bits (called by pydicom)."""
    is_colour = runner.samples_per_pixel == 3
    decoded = imagecodecs.jpeg8_decode(
        encoded,
        colorspace=_colour_space(encoded, runner) if is_colour else None,
        outcolorspace="RGB" if is_colour else None,
    )
    if is_colour:
        runner.set_option("photometric_interpretation", "RGB")
    runner.set_option("bits_allocated", 8 * decoded.itemsize)
    return bytearray(np.ascontiguousarray(decoded, dtype=decoded.dtype.newbyteorder("<")).tobytes())


def _colour_space(encoded: bytes, runner: DecodeRunner) -> str | None:
    """What the header says, unless the stream says so itself by a JFIF or Adobe marker (PS3.5 8.2.1)."""
    if any(marker in encoded[:MARKERS_BYTES] for marker in (b"JFIF", b"Adobe")):
        return None
    return "RGB" if runner.photometric_interpretation == "RGB" else "YCBCR"


def decode_rle_frame(encoded: bytes, runner: DecodeRunner) -> bytearray:
    """Decode one RLE frame, sample after sample (called by pydicom).

    PS3.5 G: a segment holds one byte of every pixel in PackBits; the highest byte of a sample comes first.

    Raises:
        ValueError: the segments do not fit the header.
    """
    bytes_a_sample = runner.bits_allocated // 8
    segments = rle_segments(encoded)
    if len(segments) != runner.samples_per_pixel * bytes_a_sample:
        raise ValueError("wrong number of RLE segments")
    planes = np.stack([_plane(segment, runner.rows * runner.columns) for segment in segments])
    runner.set_option("planar_configuration", 1)
    samples = planes.reshape(runner.samples_per_pixel, bytes_a_sample, -1)[:, ::-1]  # to little endian
    return bytearray(samples.transpose(0, 2, 1).tobytes())


def rle_segments(encoded: bytes) -> list[bytes]:
    """Return the segments that the header of an RLE frame points to (PS3.5 G.5).

    Raises:
        ValueError: offsets that do not rise, or lie outside.
    """
    header = np.frombuffer(encoded[:RLE_HEADER_BYTES], dtype="<u4")
    starts = [int(offset) for offset in header[1 : 1 + min(int(header[0]), 15)]]
    ends = [*starts[1:], len(encoded)]
    if any(not RLE_HEADER_BYTES <= start < end for start, end in zip(starts, ends, strict=True)):
        raise ValueError("wrong offsets of RLE segments")
    return [encoded[start:end] for start, end in zip(starts, ends, strict=True)]


def _plane(segment: bytes, size: int) -> NDArray[np.uint8]:
    decoded = imagecodecs.packbits_decode(segment, out=size + RLE_SLACK_BYTES)
    if len(decoded) < size:
        raise ValueError("an RLE segment is cut short")
    return np.frombuffer(decoded, dtype=np.uint8)[:size]
