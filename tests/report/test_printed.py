"""Workbook and PDF hold the numbers of the estimates, and no formula."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.report.pdf import pdf
from sacroread.report.write import files
from sacroread.report.xlsx import xlsx
from sacroread.study.model import Role

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(book):
    """Every sheet as rows of cells, text and numbers as they were written."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - written here
        words = ["".join(item.itertext()) for item in shared]
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return [_rows(ElementTree.fromstring(archive.read(name)), words) for name in names]  # noqa: S314


def _rows(sheet, words):
    return [[_cell(cell, words) for cell in row] for row in sheet.iter(f"{SPACE}row")]


def _cell(cell, words):
    assert cell.find(f"{SPACE}f") is None, "a formula"
    value = cell.find(f"{SPACE}v")
    if value is None:
        return None
    return words[int(value.text)] if cell.get("t") == "s" else float(value.text)


@pytest.fixture(scope="module")
def made(study):
    return dossier(study, seed=1)


def test_the_workbook_holds_every_estimate_to_all_its_digits(made):
    rows = {row[0]: row[1] for row in sheets(xlsx(made))[-1]}
    for each in made.estimates:
        expected = each.value and pytest.approx(each.value, rel=1e-14)  # a workbook keeps 16 digits
        assert rows[each.name] == expected


def test_the_workbook_says_synthetic_beside_every_table(study):
    synthetic = dossier(replace(study, is_synthetic=True), seed=1)
    titles = {cell for sheet in sheets(xlsx(synthetic)) for row in sheet for cell in row}
    for number, table in enumerate(synthetic.tables, start=1):
        assert f"Table {number}. {table.title} (synthetic)" in titles


def test_a_name_that_looks_like_a_formula_is_text(read):
    reads = tuple(
        read("=1+1", True, name, Role.PANEL) for name in ("=cmd|'/C calc'!A0", "@SUM(1)", "http://x")
    )
    cells = {
        cell
        for sheet in sheets(xlsx(dossier(Material("=2", "+3", reads=reads), seed=1)))
        for row in sheet
        for cell in row
    }
    assert "=cmd|'/C calc'!A0" in cells


def test_workbook_and_pdf_are_the_same_bytes_each_time(study, made):
    first, again = files(made, study), files(dossier(study, seed=1), study)
    assert first["dossier.xlsx"] == again["dossier.xlsx"]
    assert first["dossier.pdf"] == again["dossier.pdf"]


def test_the_pdf_has_an_outline_entry_for_every_section(study, made):
    document = files(made, study)["dossier.pdf"]
    assert document.startswith(b"%PDF-")
    assert len(re.findall(rb"/Title ", document)) >= len(made.sections)


def test_the_pdf_takes_names_its_font_cannot_draw(read):
    reads = tuple(read("日本", True, name, Role.PANEL) for name in ("<b>", "&", "漢字", "x" * 300))
    assert pdf_of(Material("</para>", "<i>", reads=reads)).startswith(b"%PDF-")


def pdf_of(material):
    made = dossier(material, seed=1)
    from sacroread.report.figures import drawing_pictures

    return pdf(made, {each.name: drawing_pictures(each) for each in made.drawings})


def test_the_checklists_name_the_pages_that_the_sections_stand_on(study, made, tmp_path):
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "d.pdf").write_bytes(files(made, study)["dossier.pdf"])
    command = [program, "-layout", tmp_path / "d.pdf", "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")
    told = dict(re.findall(r"(\d+\. Statistical methods), page\s+(\d+)", "\n".join(pages)))
    assert told
    for heading, page in told.items():
        assert re.search(rf"^ *{re.escape(heading)}$", pages[int(page) - 1], re.MULTILINE)
