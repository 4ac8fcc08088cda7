"""Every transfer syntax at every depth, against pixels that other encoders wrote."""

import imagecodecs
import numpy as np
import pytest
from pydicom import uid
from pydicom.encaps import encapsulate
from pydicom.pixels import get_encoder

from sacroread.errors import SacroReadError
from sacroread.imaging.decoder_plugin import rle_segments
from sacroread.imaging.radiograph import load

DEPTHS = (8, 10, 12, 16)
ENCODERS = {
    uid.JPEGLossless: lambda pixels, bits: imagecodecs.jpeg8_encode(
        pixels, lossless=True, bitspersample=bits, predictor=4
    ),
    uid.JPEGLosslessSV1: lambda pixels, bits: imagecodecs.jpeg8_encode(
        pixels, lossless=True, bitspersample=bits, predictor=1
    ),
    uid.JPEGLSLossless: lambda pixels, bits: imagecodecs.jpegls_encode(pixels),
    uid.JPEG2000Lossless: lambda pixels, bits: imagecodecs.jpeg2k_encode(
        pixels, codecformat="J2K", reversible=True, bitspersample=bits
    ),
    uid.HTJ2KLossless: lambda pixels, bits: imagecodecs.htj2k_encode(pixels, reversible=True),
    uid.RLELossless: lambda pixels, bits: get_encoder(uid.RLELossless).encode(
        pixels.tobytes(),
        rows=pixels.shape[0],
        columns=pixels.shape[1],
        samples_per_pixel=1,
        bits_allocated=8 * pixels.itemsize,
        bits_stored=bits,
        pixel_representation=0,
        photometric_interpretation="MONOCHROME2",
        number_of_frames=1,
        encoding_plugin="pydicom",
    ),
}
COLOUR = np.full((16, 24, 3), (200, 100, 50), np.uint8)
LUMINANCE = round(0.299 * 200 + 0.587 * 100 + 0.114 * 50)


def noise(bits, shape=(21, 30)):
    values = np.random.default_rng(bits).integers(0, 2**bits, shape)
    return values.astype(np.uint8 if bits == 8 else np.uint16)


def encoded_file(dicom_file, pixels, syntax, frame, **facts):
    return dicom_file(pixels, syntax=syntax, PixelData=encapsulate([bytes(frame)]), **facts)


@pytest.mark.parametrize("bits", DEPTHS)
@pytest.mark.parametrize("syntax", ENCODERS, ids=[syntax.name for syntax in ENCODERS])
def test_lossless_syntaxes_give_back_every_pixel(dicom_file, syntax, bits):
    pixels = noise(bits)
    frame = ENCODERS[syntax](pixels, bits)
    path = encoded_file(dicom_file, pixels, syntax, frame, BitsStored=bits, HighBit=bits - 1)
    assert np.array_equal(load(path).stored, pixels)


@pytest.mark.parametrize("syntax", [uid.RLELossless, uid.JPEGLosslessSV1, uid.JPEGLSLossless])
def test_signed_pixels_keep_their_sign_through_a_codec(dicom_file, syntax):
    signed = noise(16).view(np.int16)
    path = encoded_file(dicom_file, signed, syntax, ENCODERS[syntax](signed.view(np.uint16), 16))
    assert np.array_equal(load(path).stored, signed)


def without_first_marker(frame):
    """The stream without the JFIF or Adobe segment behind its start."""
    return frame[:2] + frame[4 + int.from_bytes(frame[4:6], "big") :]


@pytest.mark.parametrize("says_its_colours", [True, False])
@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_FULL", "RGB"])
def test_coloured_jpeg_becomes_its_luminance(dicom_file, photometric, says_its_colours):
    colours = {"RGB": {"colorspace": "RGB", "outcolorspace": "RGB"}}
    frame = imagecodecs.jpeg8_encode(COLOUR, level=100, subsampling="444", **colours.get(photometric, {}))
    frame = bytes(frame) if says_its_colours else without_first_marker(bytes(frame))
    facts = {"SamplesPerPixel": 3, "PlanarConfiguration": 0, "PhotometricInterpretation": photometric}
    stored = load(encoded_file(dicom_file, COLOUR, uid.JPEGBaseline8Bit, frame, **facts)).stored
    assert np.abs(stored.astype(int) - LUMINANCE).max() <= 2


@pytest.mark.parametrize("photometric", ["RGB", "YBR_RCT"])
def test_coloured_jpeg_2000_becomes_its_luminance(dicom_file, photometric):
    frame = imagecodecs.jpeg2k_encode(
        COLOUR, codecformat="J2K", reversible=True, mct=photometric == "YBR_RCT"
    )
    facts = {"SamplesPerPixel": 3, "PlanarConfiguration": 0, "PhotometricInterpretation": photometric}
    stored = load(encoded_file(dicom_file, COLOUR, uid.JPEG2000Lossless, frame, **facts)).stored
    assert set(stored.ravel()) == {LUMINANCE}


def test_uncompressed_colour_differences_become_luminance(dicom_file):
    ybr = np.full((4, 6, 3), (LUMINANCE, 90, 150), np.uint8)
    facts = {"SamplesPerPixel": 3, "PlanarConfiguration": 0, "PhotometricInterpretation": "YBR_FULL"}
    assert np.abs(load(dicom_file(ybr, **facts)).stored.astype(int) - LUMINANCE).max() <= 1


@pytest.mark.parametrize("syntax", ENCODERS, ids=[syntax.name for syntax in ENCODERS])
def test_a_frame_cut_short_is_refused(dicom_file, syntax):
    pixels = noise(12)
    frame = bytes(ENCODERS[syntax](pixels, 12))
    path = encoded_file(dicom_file, pixels, syntax, frame[: len(frame) * 2 // 3], BitsStored=12, HighBit=11)
    with pytest.raises(SacroReadError):
        load(path)


def test_a_frame_of_another_size_than_the_header_is_refused(dicom_file):
    frame = ENCODERS[uid.JPEGLSLossless](noise(12), 12)
    with pytest.raises(SacroReadError, match="its header says"):
        load(encoded_file(dicom_file, noise(12, (20, 30)), uid.JPEGLSLossless, frame))


def test_a_syntax_for_films_of_many_frames_is_refused_by_name(dicom_file):
    with pytest.raises(SacroReadError, match="MPEG"):
        load(encoded_file(dicom_file, noise(8), uid.MPEG2MPML, b"\0" * 100))


@pytest.mark.parametrize("offsets", [(64, 64), (80, 70), (10, 70), (64, 5000)])
def test_rle_segments_that_do_not_follow_each_other_are_refused(offsets):
    header = np.zeros(16, "<u4")
    header[:3] = (2, *offsets)
    with pytest.raises(ValueError, match="offsets"):
        rle_segments(header.tobytes() + bytes(100))
