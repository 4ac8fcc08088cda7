"""R finds the dossier's numbers again, with its own code."""

import shutil
import subprocess

import pytest

from sacroread.report.dossier import dossier
from sacroread.report.write import write_dossier


@pytest.fixture(scope="module")
def written(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dossier") / "out"
    write_dossier(dossier(study, seed=1), study, folder)
    return folder


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "out")


def recomputed(folder):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    command = [program, "recompute.R"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_r_computes_the_same_numbers(folder):
    done = recomputed(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 differ" in done.stdout
    assert done.stdout.count("  same") >= 20


def test_r_notices_a_number_that_is_wrong(folder):
    expected = folder / "data" / "expected.csv"
    expected.write_text(
        expected.read_text().replace("kappa.local.central_1,0.5", "kappa.local.central_1,0.51")
    )
    done = recomputed(folder)
    assert done.returncode == 1
    assert "DIFFERS" in done.stdout
