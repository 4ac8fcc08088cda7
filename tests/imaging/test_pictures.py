"""TIFF, PNG and JPEG as radiographs."""

import imagecodecs
import numpy as np
import pytest
import tifffile

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load

GREY8 = np.arange(48, dtype=np.uint8).reshape(6, 8)
GREY16 = GREY8.astype(np.uint16) * 1000


@pytest.mark.parametrize("grey", [GREY8, GREY16], ids=["8 bit", "16 bit"])
@pytest.mark.parametrize("compression", [None, "deflate", "lzw", "packbits"])
def test_a_grey_tiff_keeps_its_values(tmp_path, grey, compression):
    tifffile.imwrite(tmp_path / "made.tif", grey, photometric="minisblack", compression=compression)
    radiograph = load(tmp_path / "made.tif")
    assert radiograph.stored.dtype == grey.dtype
    assert np.array_equal(radiograph.stored, grey)


def test_a_tiff_in_which_low_is_white_is_monochrome1(tmp_path):
    tifffile.imwrite(tmp_path / "made.tif", GREY16, photometric="miniswhite")
    assert load(tmp_path / "made.tif").photometric == "MONOCHROME1"


def test_a_big_endian_tiff_keeps_its_values(tmp_path):
    tifffile.imwrite(tmp_path / "made.tif", GREY16, byteorder=">", photometric="minisblack")
    assert np.array_equal(load(tmp_path / "made.tif").stored, GREY16)


@pytest.mark.parametrize("grey", [GREY8, GREY16], ids=["8 bit", "16 bit"])
def test_a_grey_png_keeps_its_values(tmp_path, grey):
    (tmp_path / "made.png").write_bytes(imagecodecs.png_encode(grey))
    assert np.array_equal(load(tmp_path / "made.png").stored, grey)


def test_a_jpeg_in_grey_colours_is_grey(tmp_path):
    flat = np.full((16, 16, 3), 90, np.uint8)
    (tmp_path / "made.jpg").write_bytes(imagecodecs.jpeg8_encode(flat))
    assert np.abs(load(tmp_path / "made.jpg").stored.astype(int) - 90).max() <= 1


@pytest.mark.parametrize(
    "unfit", [GREY8.astype(np.float32), np.stack([GREY16] * 3, axis=2)], ids=["real", "colour 16"]
)
def test_a_picture_that_is_not_grey_of_8_or_16_bits_is_refused(tmp_path, unfit):
    tifffile.imwrite(tmp_path / "made.tif", unfit)
    with pytest.raises(SacroReadError, match=r"^made\.tif"):
        load(tmp_path / "made.tif")


@pytest.mark.parametrize("name", ["made.tif", "made.png", "made.jpg"])
def test_a_picture_cut_short_is_refused(tmp_path, name):
    path = tmp_path / name
    noise = np.random.default_rng(1).integers(0, 256, (64, 64), dtype=np.uint8)
    if name == "made.tif":
        tifffile.imwrite(path, noise, photometric="minisblack")
    else:
        path.write_bytes(
            imagecodecs.png_encode(noise) if name == "made.png" else imagecodecs.jpeg8_encode(noise)
        )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SacroReadError, match="made"):
        load(path)


def test_text_is_no_picture(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear colleague, " * 100)
    with pytest.raises(SacroReadError, match="not a DICOM, TIFF, PNG or JPEG"):
        load(tmp_path / "letter.txt")
