"""Which files are radiographs, and what is believed of their headers."""

import csv
import pickle
import tracemalloc

import numpy as np
import pytest
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Rescale, load
from sacroread.study.model import Crop, Window

PIXELS = np.arange(12, dtype=np.uint16).reshape(3, 4)
REFUSED_RADIOGRAPHS = {"cr_nopixels_japanese_name.dcm": "no pixel data"}


def index_rows(folder):
    with (folder / "index.tsv").open(encoding="utf-8") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if not row["file"].endswith("/")]


def test_every_computed_and_digital_radiograph_of_the_collection_is_opened(dicom_folder):
    for row in index_rows(dicom_folder):
        if row["modality"] not in ("CR", "DX") or row["file"] in REFUSED_RADIOGRAPHS:
            continue
        radiograph = load(dicom_folder / row["file"])
        assert (radiograph.rows, radiograph.cols) == (int(row["rows"]), int(row["cols"])), row["file"]
        assert int(radiograph.stored.max()) < 2 ** int(row["bits_stored"])


def test_everything_else_of_the_collection_is_refused_by_name_and_reason(dicom_folder):
    for row in index_rows(dicom_folder):
        if row["modality"] in ("CR", "DX", "JPEG file") and row["file"] not in REFUSED_RADIOGRAPHS:
            continue
        with pytest.raises(SacroReadError) as refusal:
            load(dicom_folder / row["file"])
        sentence = str(refusal.value)
        assert sentence.startswith(row["file"])
        assert sentence.endswith(".")
        assert REFUSED_RADIOGRAPHS.get(row["file"], "") in sentence
        if row["modality"]:
            assert row["modality"] in sentence or row["file"] in REFUSED_RADIOGRAPHS


def test_lossless_transfer_syntaxes_of_one_radiograph_decode_to_the_same_pixels(dicom_folder):
    names = ("UNC", "JPLL", "JLSL", "J2KR")
    assert len({load(dicom_folder / f"cr_leg_RG3_{name}.dcm").pixel_hash for name in names}) == 1


def test_lossy_transfer_syntaxes_stay_near_the_uncompressed_radiograph(dicom_folder):
    plain = load(dicom_folder / "cr_leg_RG3_UNC.dcm").stored.astype(int)
    for name in ("JPLY", "JLSN", "J2KI"):
        lossy = load(dicom_folder / f"cr_leg_RG3_{name}.dcm").stored
        assert np.abs(lossy - plain).mean() < 4, name  # of 1024 values


def test_a_file_without_preamble_and_meta_is_the_same_radiograph(dicom_folder):
    whole = load(dicom_folder / "cr_chest_mono1_10bit.dcm")
    headerless = load(dicom_folder / "cr_chest_mono1_10bit_headerless")
    assert headerless.pixel_hash == whole.pixel_hash
    assert headerless.windows == whole.windows


def test_a_radiograph_crosses_a_process_border_whole(dicom_folder):
    radiograph = load(dicom_folder / "cr_panoramic_modalitylut.dcm")
    arrived = pickle.loads(pickle.dumps(radiograph))  # noqa: S301 -- our own bytes
    assert arrived.pixel_hash == radiograph.pixel_hash
    assert np.array_equal(arrived.modality_lut.values, radiograph.modality_lut.values)


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_byte_order_and_value_representation_do_not_change_the_pixels(dicom_file, syntax):
    pixels = PIXELS.astype(">u2") if syntax == ExplicitVRBigEndian else PIXELS
    assert np.array_equal(load(dicom_file(pixels, syntax=syntax)).stored, PIXELS)


def test_bits_beyond_those_stored_are_no_part_of_the_picture(dicom_file):
    # PS3.5 8.1.1: here bits 12 to 15 hold an old overlay
    path = dicom_file(PIXELS | 0xF000, BitsStored=12, HighBit=11)
    assert np.array_equal(load(path).stored, PIXELS)


def test_stored_bits_may_lie_at_the_upper_end(dicom_file):
    assert np.array_equal(load(dicom_file(PIXELS << 4, BitsStored=12, HighBit=15)).stored, PIXELS)


def test_twelve_bit_signed_pixels_keep_their_sign(dicom_file):
    path = dicom_file(
        np.array([[0x0FFF, 0x0800, 0x07FF]], np.uint16), BitsStored=12, HighBit=11, PixelRepresentation=1
    )
    assert load(path).stored.tolist() == [[-1, -2048, 2047]]
    assert load(path).stored.dtype == np.int16


def test_eight_bit_signed_pixels_keep_their_sign(dicom_file):
    assert load(dicom_file(np.array([[-128, 127]], np.int8))).stored.tolist() == [[-128, 127]]


def test_a_coloured_radiograph_becomes_its_luminance(dicom_file):
    colour = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [7, 7, 7]]], np.uint8)
    path = dicom_file(colour, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0)
    assert load(path).stored.tolist() == [[76, 150], [29, 7]]  # 0.299, 0.587, 0.114 of 255


def test_grey_in_colour_keeps_its_values_in_planes_too(dicom_file):
    grey = np.arange(4, dtype=np.uint8).reshape(2, 2)
    planes = np.stack([grey, grey, grey])
    path = dicom_file(
        planes, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=1, Rows=2, Columns=2
    )
    assert np.array_equal(load(path).stored, grey)


def test_slope_and_intercept_are_read_together(dicom_file):
    assert load(dicom_file(PIXELS, RescaleSlope="0.5", RescaleIntercept="-3")).rescale == Rescale(0.5, -3.0)
    assert load(dicom_file(PIXELS)).rescale is None


@pytest.mark.parametrize("alone", ["RescaleSlope", "RescaleIntercept"])
def test_a_slope_or_intercept_alone_is_refused(dicom_file, alone):
    with pytest.raises(SacroReadError, match="without the other"):
        load(dicom_file(PIXELS, **{alone: "2"}))


def test_all_windows_of_the_file_are_kept_with_their_names(dicom_file):
    path = dicom_file(
        PIXELS,
        WindowCenter=["5", "6"],
        WindowWidth=["10", "20"],
        WindowCenterWidthExplanation=["BONE", "SOFT"],
    )
    radiograph = load(path)
    assert radiograph.windows == (Window(5, 10), Window(6, 20))
    assert radiograph.window_explanations == ("BONE", "SOFT")


def test_a_center_without_a_width_is_no_window(dicom_file):
    assert load(dicom_file(PIXELS, WindowCenter="5")).windows == ()


def test_a_linear_window_narrower_than_one_is_no_window(dicom_file):
    assert load(dicom_file(PIXELS, WindowCenter="5", WindowWidth="0.5")).windows == ()
    exact = load(dicom_file(PIXELS, WindowCenter="5", WindowWidth="0.5", VOILUTFunction="LINEAR_EXACT"))
    assert exact.windows == (Window(5, 0.5),)


def test_voi_and_modality_tables_are_read_with_their_descriptors(dicom_file):
    table = Dataset()
    table.LUTDescriptor, table.LUTExplanation = [3, 4, 12], "BONE"
    table.LUTData = np.array([1, 2, 4095], np.uint16).tobytes()
    table["LUTDescriptor"].VR, table["LUTData"].VR = "US", "OW"
    voi = load(dicom_file(PIXELS, VOILUTSequence=[table])).voi_luts[0]
    assert (voi.first_input, voi.bits, voi.values.tolist(), voi.explanation) == (4, 12, [1, 2, 4095], "BONE")
    table.ModalityLUTType = "US"
    assert load(dicom_file(PIXELS, ModalityLUTSequence=[table])).modality_lut.values.tolist() == [1, 2, 4095]


def test_padding_may_be_a_range(dicom_file):
    path = dicom_file(PIXELS, PixelPaddingValue=9, PixelPaddingRangeLimit=7)
    assert load(path).padding == (7, 9)


@pytest.mark.parametrize(
    ("facts", "spacing", "plane"),
    [
        ({}, None, "unknown"),
        ({"ImagerPixelSpacing": ["0.2", "0.1"]}, (0.2, 0.1), "detector"),
        ({"PixelSpacing": ["0.2", "0.1"]}, (0.2, 0.1), "unknown"),
        ({"PixelSpacing": ["0.2", "0.1"], "ImagerPixelSpacing": ["0.2", "0.1"]}, (0.2, 0.1), "detector"),
        ({"PixelSpacing": ["0.2", "0.1"], "ImagerPixelSpacing": ["0.3", "0.3"]}, (0.2, 0.1), "calibrated"),
        ({"PixelSpacing": ["0.000", "0.000"]}, None, "unknown"),
    ],
)
def test_a_length_says_at_which_plane_it_holds(dicom_file, facts, spacing, plane):
    # PS3.3 10.7.1.3
    radiograph = load(dicom_file(PIXELS, **facts))
    assert (radiograph.pixel_spacing_mm, radiograph.spacing_plane) == (spacing, plane)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"Modality": "CT"}, "modality is CT"),
        ({"Modality": None}, "does not name its modality"),
        ({"PixelData": None}, "no pixel data"),
        ({"NumberOfFrames": "2"}, "2 frames"),
        ({"Rows": 4}, "cut short"),
        ({"Rows": 60000, "Columns": 60000}, "no radiograph is that size"),
        ({"Rows": None}, "does not say its Rows"),
        ({"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31}, "in 32"),
        ({"HighBit": 3}, "up to bit 3"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "PALETTE COLOR"),
        ({"RescaleSlope": "0", "RescaleIntercept": "1"}, "slope of 0"),
        ({"VOILUTFunction": "CUBIC"}, "CUBIC"),
        ({"PresentationLUTShape": "ROUND"}, "ROUND"),
    ],
)
def test_a_contradictory_or_unfit_header_is_refused_with_its_reason(dicom_file, facts, reason):
    with pytest.raises(SacroReadError, match=reason):
        load(dicom_file(PIXELS, **facts))


def test_a_coordinator_may_allow_a_modality(dicom_file):
    path = dicom_file(PIXELS, Modality="OT")
    assert load(path, frozenset({"OT"})).modality == "OT"


def test_no_sentence_of_refusal_names_the_patient(dicom_file):
    path = dicom_file(PIXELS, PatientName="Doe^Jane", PatientID="4711", Modality="CT")
    with pytest.raises(SacroReadError) as refusal:
        load(path)
    assert "Doe" not in str(refusal.value)
    assert "4711" not in str(refusal.value)


def test_nothing_of_the_header_reaches_the_log(dicom_file, caplog):
    with config.disable_value_validation():
        path = dicom_file(
            PIXELS,
            ViewPosition="DoeJane" * 20,
            SOPInstanceUID="Doe.Jane",
            WindowCenter="1" * 30,
            WindowWidth="5",
        )
    load(path)
    assert caplog.text == ""


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match="cannot be opened"):
        load(tmp_path / "absent.dcm")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match="cannot be opened"):
        load(tmp_path)


EDGES = ("CollimatorLeftVerticalEdge", "CollimatorRightVerticalEdge",
         "CollimatorUpperHorizontalEdge", "CollimatorLowerHorizontalEdge")  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "edges", "collimation"),
    [
        ("RECTANGULAR", (2, 8, 1, 6), Crop(2, 1, 5, 4)),  # open: columns 3 to 7 and rows 2 to 5, from 1
        ("RECTANGULAR", (0, 31, 0, 21), Crop(0, 0, 30, 20)),  # the blades just beside the picture
        ("RECTANGULAR", (-9, 99, -9, 99), Crop(0, 0, 30, 20)),
        ("RECTANGULAR", (20, 10, 1, 6), None),
        ("CIRCULAR", (2, 8, 1, 6), None),
        (None, (2, 8, 1, 6), None),
    ],
)
def test_a_rectangular_collimator_says_what_it_left_open(dicom_file, shape, edges, collimation):
    facts = dict(zip(EDGES, edges, strict=True)) | ({"CollimatorShape": shape} if shape else {})
    assert load(dicom_file(np.zeros((20, 30), np.uint16), **facts)).collimation == collimation


@pytest.mark.parametrize("bits", [12, 16])
def test_an_uncompressed_radiograph_is_opened_in_about_four_bytes_a_pixel_and_kept_in_two(dicom_file, bits):
    path = dicom_file(np.ones((1000, 1000), np.uint16), BitsStored=bits, HighBit=bits - 1)
    load(path)  # what is imported at first use does not count
    tracemalloc.start()
    radiograph = load(path)
    held, peak = (bytes_ / radiograph.stored.size for bytes_ in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    assert held < 2.1
    assert peak < 4.2
