"""The grey scale against DCMTK, an independent implementation of the standard."""

import re
import shutil
import subprocess

import numpy as np
import pytest
from pydicom import dcmread

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import automatic_window
from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import RADIOGRAPH_MODALITIES, load
from sacroread.study.model import Presentation, Window

DECODED_BY = {  # transfer syntaxes that begin so, by another program than dcm2pnm
    "1.2.840.10008.1.2.4.5": "dcmj2pnm",
    "1.2.840.10008.1.2.4.7": "dcmj2pnm",
    "1.2.840.10008.1.2.4.8": "dcml2pnm",
}
PROGRAMS = ("dcm2pnm", "dcmj2pnm", "dcml2pnm")
LEAST_DECODED = 20  # of the collection; DCMTK has no JPEG 2000
pytestmark = pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="DCMTK is not installed")


def dcmtk_screen(path, *options):
    """The picture (rows, cols[, 3]) uint8 that DCMTK shows without overlays; None if it decodes nothing."""
    syntax = dcmread(path, force=True, stop_before_pixels=True).file_meta.get("TransferSyntaxUID", "")
    program = next((program for start, program in DECODED_BY.items() if syntax.startswith(start)), "dcm2pnm")
    shown = subprocess.run([program, "-q", "-O", *options, str(path)], capture_output=True, check=False)
    return pnm(shown.stdout) if shown.returncode == 0 and shown.stdout else None


def pnm(content):
    opening = re.match(rb"P([56])\s(?:#.*\n)?\s*(\d+)\s+(\d+)\s+255\s", content)
    samples = 3 if opening[1] == b"6" else 1
    pixels = np.frombuffer(content[opening.end() :], np.uint8)
    return pixels.reshape(int(opening[3]), int(opening[2]), samples).squeeze()


def voi_options(radiograph, window):
    if window is not None:
        return ("+Ww", str(window.center), str(window.width))
    return ("+Wi", "1") if radiograph.windows else ("+Wl", "1")


def worst_difference(path, radiograph, window):
    theirs = dcmtk_screen(path, *voi_options(radiograph, window))
    if theirs is None:
        return None
    return int(np.abs(to_screen(radiograph, Presentation(window)).astype(int) - theirs).max())


def test_every_file_that_both_decode_has_the_same_greys_within_one_level(dicom_folder):
    worst = {}
    for path in sorted(path for path in dicom_folder.iterdir() if path.is_file()):
        try:
            radiograph = load(path, RADIOGRAPH_MODALITIES | {"OT", "XA", "MR", "CT"})
        except SacroReadError:
            continue
        if radiograph.modality == "" or dcmread(path, force=True).SamplesPerPixel > 1:
            continue  # no DICOM; or colour, which DCMTK does not window
        first = automatic_window(radiograph)
        narrow = Window(first.center + first.width / 10, first.width * 0.6)
        chosen = None if radiograph.windows or radiograph.voi_luts else first
        worst[path.name] = [worst_difference(path, radiograph, window) for window in (chosen, narrow)]
    decoded = {name: levels for name, levels in worst.items() if levels[0] is not None}
    assert len(decoded) >= LEAST_DECODED
    assert {name: levels for name, levels in decoded.items() if max(levels) > 1} == {}


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("shape", [None, "IDENTITY", "INVERSE"])
@pytest.mark.parametrize("function", ["LINEAR", "SIGMOID"])
@pytest.mark.parametrize("slope", [1, -2])
def test_every_combination_of_stages_agrees_within_one_level(dicom_file, photometric, shape, function, slope):
    facts = {"PhotometricInterpretation": photometric, "VOILUTFunction": function}
    if shape is not None:
        facts["PresentationLUTShape"] = shape
    path = dicom_file(
        np.arange(256, dtype=np.uint8).reshape(16, 16),
        RescaleSlope=str(slope),
        RescaleIntercept="-30",
        WindowCenter=str(120 * slope),
        WindowWidth="150",
        **facts,
    )
    assert worst_difference(path, load(path), None) <= 1


def test_a_coloured_file_is_the_luminance_of_what_dcmtk_shows(dicom_folder):
    for name in ("us_rgb_bigendian.dcm", "sc_rgb_rle.dcm"):
        stored = load(dicom_folder / name, frozenset({"US", "OT"})).stored
        luminance = dcmtk_screen(dicom_folder / name) @ np.array([0.299, 0.587, 0.114])
        assert np.abs(stored - luminance).max() <= 0.5 + 1e-4
