import numpy as np
import pydicom
import pytest

from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.secondary_capture import write_capture
from sacroread.study.model import Prediction


@pytest.mark.parametrize("shape", [(64, 96, 3), (3, 5, 3)])  # the second one has an odd number of bytes
def test_a_secondary_capture_holds_the_picture_and_says_what_it_is(tmp_path, shape):
    picture = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    radiograph = Radiograph(np.zeros((9, 9), np.uint16), "MONOCHROME2", 12, sop_instance_uid="1.2.3")
    said = Prediction("a", 0.74, "demo", "f" * 64, 0.5, "Refer: too dark.")

    write_capture(tmp_path / "a.dcm", picture, radiograph, said)
    read = pydicom.dcmread(tmp_path / "a.dcm")

    np.testing.assert_array_equal(read.pixel_array, picture)
    assert read.SOPClassUID.name == "Secondary Capture Image Storage"
    assert list(read.ImageType) == ["DERIVED", "SECONDARY"]
    assert str(read.PatientName) == ""
    for words in ("not for diagnosis", "0.7400", "f" * 64, "1.2.3", radiograph.pixel_hash, "too dark"):
        assert words in read.DerivationDescription
