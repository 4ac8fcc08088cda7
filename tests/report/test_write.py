"""The dossier's folder: complete or not there, the same bytes each time, nothing foreign overwritten."""

import csv
import hashlib
import io
import json
from dataclasses import replace

import pytest

from sacroread.errors import SacroReadError
from sacroread.report import write
from sacroread.report.dossier import Material, dossier
from sacroread.report.write import files, write_dossier
from sacroread.study.model import Role


@pytest.fixture(scope="module")
def made(study):
    return dossier(study, seed=1)


@pytest.fixture(scope="module")
def found(made, study):
    return files(made, study)


@pytest.fixture
def small(study):
    """The same study without a second reader: quickly written."""
    return replace(study, predictions=())


def test_the_folder_holds_page_tables_figures_estimates_and_data(study, made, tmp_path):
    write_dossier(made, study, tmp_path / "out")
    found = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert {"dossier.html", "estimates.json", "manifest.json", "tables/agreement.csv"} <= found
    assert {"figures/roc.svg", "figures/roc.png", "data/reads.csv", "data/predictions.csv"} <= found
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_dossier_is_the_same_bytes(study, found):
    assert found == files(dossier(study, seed=1), study)


def test_estimates_have_the_agreed_fields_and_no_rounding(found, made):
    entries = json.loads(found["estimates.json"])
    fields = {"name", "value", "low", "high", "level", "n", "method", "source", "undefined_because"}
    assert {frozenset(entry) for entry in entries} == {frozenset(fields)}
    assert {entry["name"]: entry["value"] for entry in entries} == {e.name: e.value for e in made.estimates}


def test_the_tables_hold_the_numbers_of_the_estimates(found, made):
    rows = list(csv.DictReader(io.StringIO(found["tables/agreement.csv"].decode())))
    kappa = made.estimate("kappa.local.central_1")
    assert [float(rows[0][each]) for each in ("Kappa", "Kappa, low", "Kappa, high")] == [
        kappa.value,
        kappa.low,
        kappa.high,
    ]


def test_the_manifest_has_the_hash_of_every_input(found):
    for path, digest in json.loads(found["manifest.json"])["inputs"].items():
        assert hashlib.sha256(found[path]).hexdigest() == digest


def test_every_number_of_a_synthetic_study_says_so(small):
    synthetic = replace(small, is_synthetic=True)
    found = files(dossier(synthetic, seed=1), synthetic)
    assert all("synthetic" in entry["method"] for entry in json.loads(found["estimates.json"]))
    for path, content in found.items():
        if path.startswith("tables/"):
            assert {row["data"] for row in csv.DictReader(io.StringIO(content.decode()))} == {"synthetic"}
    page = found["dossier.html"].decode()
    assert page.count('class="synthetic"') == 1 + sum(
        page.count(tag) for tag in ("<h2", "<caption>", "<figcaption>")
    )


def test_a_real_study_is_not_called_synthetic(found):
    assert b"synthetic data" not in found["dossier.html"]


def test_names_of_readers_cannot_reach_into_the_page(read):
    reads = tuple(
        read("a", True, name, Role.PANEL) for name in ("<script>alert(1)</script>", "=1+1", "ü,\"'")
    )
    material = Material("<b>&amp;", "x", reads=reads)
    found = files(dossier(material, seed=1), material)
    page = found["dossier.html"].decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;&amp;amp;" in page
    assert "'=1+1" in found["tables/completeness.csv"].decode()


def test_the_page_needs_nothing_from_elsewhere(found):
    page = found["dossier.html"].decode()
    assert 'src="http' not in page
    assert "<link" not in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_a_folder_with_other_things_is_never_overwritten(study, made, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SacroReadError, match="no dossier"):
        write_dossier(made, study, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_older_dossier_is_replaced_as_a_whole(small, tmp_path):
    write_dossier(dossier(small, seed=1), small, tmp_path / "out")
    alone = replace(small, reference=())
    write_dossier(dossier(alone, seed=1), alone, tmp_path / "out")
    assert not (tmp_path / "out" / "data" / "reference.csv").exists()


def test_a_failure_half_way_leaves_the_older_dossier(small, tmp_path, monkeypatch):
    made = dossier(small, seed=1)
    write_dossier(made, small, tmp_path / "out")
    before = (tmp_path / "out" / "manifest.json").read_bytes()

    def full(found, folder):
        folder.mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "_write_files", full)
    with pytest.raises(SacroReadError, match="No space left on device"):
        write_dossier(made, small, tmp_path / "out")
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
