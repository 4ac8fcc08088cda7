"""The tour: every page, unattended, and the dossier at its end."""

import itertools
import json

import pytest
from PySide6.QtGui import QImage

READING = ("start", "who-reads", "radiograph", "window-changed", "crop-proposed", "cropped", "graded")
LOCKING = ("criterion", "locked", "probability-with-cut-offs", "heatmap", "last-case-locked")
ORDER = READING + LOCKING


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    import os
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("tour")
    environment = {**os.environ, "SACROREAD_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "sacroread", "demo", "--tour", str(folder)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return folder


def test_the_screenshots_come_in_the_order_of_reading_a_case(toured):
    names = [path.stem[3:] for path in sorted(toured.glob("*.png"))]
    assert tuple(names[: len(ORDER)]) == ORDER
    assert any("agreement" in name for name in names)
    assert any("second-reader" in name for name in names)


def test_no_screenshot_is_empty_or_like_the_one_before(toured):
    pictures = [QImage(str(path)) for path in sorted(toured.glob("*.png"))]
    assert all(picture.width() >= 600 and picture.height() >= 600 for picture in pictures)
    assert all(first != second for first, second in itertools.pairwise(pictures))


def test_the_dossier_holds_kappa_and_agreement_of_each_pair_of_readers(toured):
    told = json.loads((toured / "dossier" / "estimates.json").read_text(encoding="utf-8"))
    estimates = {each["name"]: each for each in told}
    for first, second in itertools.combinations(("local", "central_1", "central_2"), 2):
        for quantity in ("kappa", "agreement"):
            found = estimates[f"{quantity}.{first}.{second}"]
            assert found["value"] is not None
            assert found["low"] <= found["value"] <= found["high"]
            assert found["n"] > 0
    assert estimates["kappa.local.central_1"]["n"] == 23, "the case both call ungradable has no pair"


def test_the_dossier_says_synthetic(toured):
    assert "synthetic" in (toured / "dossier" / "dossier.html").read_text(encoding="utf-8").lower()


ENDS = """
import sys
from pathlib import Path
from sacroread import tour
from sacroread.app import run

folder, how = Path(sys.argv[1]), sys.argv[2]
guided = tour.Tour(folder / "tour")
if how == "in vain":
    tour.PATIENCE_SECONDS = 0.05
else:
    guided._read_slowly = lambda *_: 1 / 0
if __name__ == "__main__":
    run(guided.begin, folder / "demo", is_attended=False)
    print("complete" if guided.is_complete else "not complete")
"""


@pytest.mark.parametrize("how", ["in vain", "by a mistake"])
def test_a_tour_that_fails_ends_and_is_not_complete(python, tmp_path, how):
    script = tmp_path / "ends.py"
    script.write_text(ENDS, encoding="utf-8")
    ended = python(f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')", tmp_path, how)
    assert ended.stdout.strip() == "not complete"
    assert "Traceback" in ended.stderr
