"""Curated pictures: what is written can be read, trusted and made again."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tifffile

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import curated, read_curated, write_curated
from sacroread.imaging.display import to_screen
from sacroread.imaging.radiograph import Radiograph, load, pixel_hash
from sacroread.study.model import Crop, Presentation, Window

STORED = np.random.default_rng(7).integers(0, 4096, (40, 50), dtype=np.uint16)
RADIOGRAPH = Radiograph(STORED, "MONOCHROME1", 12, windows=(Window(2000, 3000),), sop_instance_uid="1.2.3")
PRESENTATION = Presentation(Window(1500, 2500), is_inverted=True, crop=Crop(3, 4, 20, 30))
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("suffix", [".tif", ".png"])
@pytest.mark.parametrize("depth", [8, 16])
def test_a_written_curated_picture_is_read_back_to_the_pixel(tmp_path, suffix, depth):
    path = tmp_path / f"curated{suffix}"
    provenance = write_curated(path, RADIOGRAPH, PRESENTATION, depth)
    picture = read_curated(path)
    assert picture.dtype == f"uint{depth}"
    assert np.array_equal(picture, curated(RADIOGRAPH, PRESENTATION, depth))
    assert provenance.output_pixel_hash == pixel_hash(picture)


def test_eight_bits_are_what_the_screen_shows():
    assert np.array_equal(curated(RADIOGRAPH, PRESENTATION, 8), to_screen(RADIOGRAPH, PRESENTATION))


def test_sixteen_bits_are_the_same_greys_more_finely():
    fine = curated(RADIOGRAPH, PRESENTATION, 16) / 257
    assert np.abs(fine - curated(RADIOGRAPH, PRESENTATION, 8)).max() <= 0.51


def test_the_provenance_stands_inside_the_tiff_and_beside_it(tmp_path):
    path = tmp_path / "curated.tif"
    write_curated(path, RADIOGRAPH, PRESENTATION, 16)
    with tifffile.TiffFile(path) as tiff:
        inside = json.loads(tiff.pages.first.description)
    assert inside == json.loads((tmp_path / "curated.tif.json").read_text())
    assert inside["sop_instance_uid"] == "1.2.3"
    assert inside["source_pixel_hash"] == RADIOGRAPH.pixel_hash
    assert inside["presentation"]["window"] == {"center": 1500, "width": 2500}
    assert inside["presentation"]["crop"] == {"x": 3, "y": 4, "width": 20, "height": 30}
    assert inside["software"].startswith("SacroRead ")


def test_the_provenance_alone_makes_the_picture_again(tmp_path):
    first = write_curated(tmp_path / "first.tif", RADIOGRAPH, PRESENTATION, 16)
    told = json.loads((tmp_path / "first.tif.json").read_text())
    window, crop = Window(**told["presentation"].pop("window")), Crop(**told["presentation"].pop("crop"))
    again = Presentation(window=window, crop=crop, **told["presentation"])
    assert pixel_hash(curated(RADIOGRAPH, again, told["depth"])) == first.output_pixel_hash


def test_the_window_that_the_file_chose_is_told_too(tmp_path):
    assert (
        write_curated(tmp_path / "a.tif", RADIOGRAPH, Presentation(), 8).voi
        == "first window of the file 2000,3000 LINEAR"
    )


def test_the_same_source_and_presentation_give_the_same_file_in_another_process(tmp_path):
    tifffile.imwrite(tmp_path / "source.tif", STORED, photometric="minisblack")
    write_curated(tmp_path / "here.tif", load(tmp_path / "source.tif"), Presentation(), 8)
    elsewhere = (
        "import sys; from pathlib import Path; from sacroread.imaging.curate import write_curated;"
        "from sacroread.imaging.radiograph import load; from sacroread.study.model import Presentation;"
        "write_curated(Path(sys.argv[2]), load(Path(sys.argv[1])), Presentation(), 8)"
    )
    paths = [str(tmp_path / name) for name in ("source.tif", "there.tif")]
    subprocess.run([sys.executable, "-c", elsewhere, *paths], check=True, cwd=ROOT, timeout=60)
    assert (tmp_path / "here.tif").read_bytes() == (tmp_path / "there.tif").read_bytes()


@pytest.mark.parametrize("name", ["curated.tif", "curated.png"])
@pytest.mark.parametrize("depth", [8, 16])
def test_a_curated_picture_opened_as_a_radiograph_looks_as_it_was_curated(tmp_path, name, depth):
    write_curated(tmp_path / name, RADIOGRAPH, PRESENTATION, depth)
    shown = to_screen(load(tmp_path / name), Presentation())
    assert np.abs(shown.astype(int) - to_screen(RADIOGRAPH, PRESENTATION)).max() <= (0 if depth == 8 else 1)


@pytest.mark.parametrize("crop", [Crop(0, 0, 0, 5), Crop(-1, 0, 5, 5), Crop(48, 0, 3, 5), Crop(0, 0, 50, 41)])
def test_a_crop_that_does_not_lie_on_the_radiograph_is_refused(crop):
    with pytest.raises(SacroReadError, match="does not lie on this radiograph"):
        curated(RADIOGRAPH, Presentation(crop=crop), 8)


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(SacroReadError, match=r"\.tif or \.png"):
        write_curated(tmp_path / "curated.bmp", RADIOGRAPH, Presentation(), 8)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(SacroReadError, match="cannot be written"):
        write_curated(tmp_path / "taken" / "curated.tif", RADIOGRAPH, Presentation(), 8)


def test_nothing_half_written_is_left_behind(tmp_path):
    write_curated(tmp_path / "curated.tif", RADIOGRAPH, Presentation(), 8)
    assert {path.name for path in tmp_path.iterdir()} == {"curated.tif", "curated.tif.json"}
