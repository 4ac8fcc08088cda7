"""Studies in which numbers cannot be: every file is there, and says why a number is not."""

import shutil
import subprocess

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.report.write import files
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Draft, Prediction, Role, Ungradable


def predicted(values):
    return tuple(Prediction(f"c{n}", value, "b", "0", None) for n, value in enumerate(values))


def referred(values):
    return tuple(ReferenceRow(f"c{n}", value, "external") for n, value in enumerate(values))


def nobody_agrees(read):
    reads = tuple(
        read(f"c{n}", (n + place) % 2 == 0, who, Role.PANEL)
        for n in range(6)
        for place, who in enumerate("pq")
    )
    return Material("Nobody agrees", "x", reads=reads), "0.0 %"


def one_reader(read):
    reads = tuple(read(f"c{n}", n > 2, 'ü, "x" ;\'') for n in range(5))
    return Material("One reader", "x", reads=reads), "There are no two readers to compare."


def one_class(read):
    reads = tuple(read(f"c{n}", True, who, Role.PANEL) for n in range(4) for who in "pq")
    found = Material("One class", "x", reads, predicted([0.2, 0.2, 0.9, 0.4]), referred([True] * 4))
    return found, "not defined"


def nothing_gradable(read):
    draft = Draft().as_ungradable(Ungradable.OTHER)
    reads = tuple(read(f"c{n}", None, who, Role.PANEL, draft=draft) for n in range(3) for who in "pqr")
    return Material("Nothing gradable", "x", reads, predicted([0.5])), "not defined"


@pytest.mark.parametrize("make", [nobody_agrees, one_reader, one_class, nothing_gradable])
def test_every_file_is_there_and_gives_the_reason(make, read, tmp_path):
    material, words = make(read)
    made = dossier(material, seed=1, repetitions=50)
    found = files(made, material)
    assert {f"dossier.{kind}" for kind in ("html", "pdf", "docx", "xlsx")} <= set(found)
    assert words in found["dossier.html"].decode()
    assert all(each.undefined_because for each in made.estimates if each.value is None)
    program = shutil.which("pdftotext")
    if program is not None:
        (tmp_path / "d.pdf").write_bytes(found["dossier.pdf"])
        command = [program, tmp_path / "d.pdf", "-"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert words in " ".join(printed.split())


def test_a_matrix_without_any_number_is_left_out(read):
    material, _ = one_class(read)
    assert "kappa_matrix" not in {each.name for each in dossier(material, seed=1, repetitions=50).figures}
