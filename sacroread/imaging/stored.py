"""Decoded pixels to stored grey values: colour to luminance, unused bits away, the sign read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from sacroread.imaging.radiograph import StoredPixels

LUMINANCE = (0.299, 0.587, 0.114)  # ITU-R BT.601, the Y of PS3.3 C.7.6.3.1.2


def grey_of(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the luminance (rows, cols) uint8 of (rows, cols, 3) uint8 RGB; equal samples stay so."""
    red, green, blue = (colour[..., channel] for channel in range(3))
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return np.ascontiguousarray(red)
    weighted = sum(
        weight * colour[..., channel].astype(np.float32) for channel, weight in enumerate(LUMINANCE)
    )
    return np.asarray(np.rint(weighted), dtype=np.uint8)


def stored_pixels(dataset: Dataset, pixels: NDArray[Any]) -> StoredPixels:
    """Return decoded pixels (rows, cols) or (rows, cols, 3) as stored grey values (rows, cols).

    Colour becomes luminance; grey keeps its stored bits and sign, in the byte order of the machine. Decoded
    pixels that can be written to give their memory.
    """
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
    mask = words.dtype.type((1 << bits) - 1)
    kept: NDArray[Any] = np.bitwise_and(words, mask, out=words if words.flags.writeable else None)
    return kept


def _with_sign(words: NDArray[Any], bits: int) -> NDArray[np.int16]:
    """Read the lowest `bits` as two's complement (PS3.5 8.1.1)."""
    unused_high = 16 - bits
    return (words.astype(np.uint16) << unused_high).view(np.int16) >> unused_high
