"""The Word document, read back: its numbers are those of estimates.json, and it can be used as it is."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from sacroread.analysis.estimate import Estimate
from sacroread.report.dossier import Material, dossier
from sacroread.report.rounding import estimate_text
from sacroread.report.word import word
from sacroread.report.write import files
from sacroread.study.model import Role

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(study):
    return dossier(study, seed=1)


@pytest.fixture(scope="module")
def found(made, study):
    return files(made, study)


def cells(table):
    """Every row as the words of its cells, fast: python-docx looks up each cell anew."""
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]


def test_every_estimate_of_the_document_is_the_one_of_the_estimates_file(made, found):
    entries = {entry["name"]: Estimate(**entry) for entry in json.loads(found["estimates.json"])}
    written = [cells(table) for table in Document(io.BytesIO(found["dossier.docx"])).tables]
    seen = set()
    for table, rows in zip(made.tables, written, strict=True):
        for row, words in zip(table.rows, rows[-len(table.rows) :], strict=True):
            for cell, column, shown in zip(row, table.columns, words, strict=True):
                if isinstance(cell, Estimate):
                    assert shown.split(" [")[0] == estimate_text(entries[cell.name], column.kind)
                    seen.add(cell.name)
    assert seen == set(entries)


def test_tables_and_figures_are_numbered_as_in_the_other_formats(made, found):
    document = Document(io.BytesIO(found["dossier.docx"]))
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert sum(each.startswith("Table ") for each in captions) == len(made.tables)
    assert sum(each.startswith("Figure ") for each in captions) == len(made.figures) + 1
    assert f"Table 1. {made.tables[0].title}" in captions


def test_headings_are_headings_and_the_contents_lead_to_every_one_of_them(made, found):
    document = Document(io.BytesIO(found["dossier.docx"]))
    headings = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in headings] == [made.heading(each) for each in made.sections]
    marks = [each.get(f"{SPACE}name") for each in document.element.iter(f"{SPACE}bookmarkStart")]
    links = [each.get(f"{SPACE}anchor") for each in document.element.iter(f"{SPACE}hyperlink")]
    assert links == marks
    assert len(set(marks)) == len(made.sections)


def test_fields_are_whole_and_count_pages_tables_and_figures(made, found):
    document = Document(io.BytesIO(found["dossier.docx"]))
    foot = document.sections[0].footer.part.element
    told = ["".join(each.itertext()).split() for each in foot.iter(f"{SPACE}instrText")]
    assert told == [["PAGE"], ["NUMPAGES"]]
    kinds = [each.get(f"{SPACE}fldCharType") for each in document.element.iter(f"{SPACE}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    assert kinds.count("begin") == 1 + len(made.tables) + len(made.drawings)


def test_every_table_repeats_its_head_and_stays_with_its_caption(made, found):
    document = Document(io.BytesIO(found["dossier.docx"]))
    for table, written in zip(made.tables, document.tables, strict=True):
        heads = list(written._tbl.iter(f"{SPACE}tblHeader"))
        assert len(heads) == 1 + bool(table.spanner)
        caption = written._tbl.getprevious()
        assert caption.find(f"{SPACE}pPr/{SPACE}keepNext") is not None


def test_every_figure_says_in_words_what_it_shows(made, found):
    document = Document(io.BytesIO(found["dossier.docx"]))
    told = {shape._inline.docPr.get("descr") for shape in document.inline_shapes}
    assert told == {each.alternative for each in made.drawings}


def test_the_same_dossier_is_the_same_document(made, study, found):
    assert files(made, study)["dossier.docx"] == found["dossier.docx"]
    with zipfile.ZipFile(io.BytesIO(found["dossier.docx"])) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_every_table_and_figure_of_a_synthetic_study_says_so(study):
    synthetic = replace(study, is_synthetic=True, predictions=())
    made = dossier(synthetic, seed=1)
    document = Document(io.BytesIO(files(made, synthetic)["dossier.docx"]))
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert captions
    assert all("(synthetic)" in each for each in captions)


def test_names_that_no_xml_file_may_hold_are_marked_and_the_rest_is_kept(read):
    reads = tuple(read("a", True, name, Role.PANEL) for name in ("\x1b[31m", "<w:b/>", "&amp;", "=1+1"))
    made = dossier(Material("]]>\x00", "x", reads=reads), seed=1)
    bare = tuple(replace(each, flow_chart=None, figures=()) for each in made.sections)
    without = replace(made, sections=bare)
    words = [
        cell
        for table in Document(io.BytesIO(word(without, {}))).tables
        for row in cells(table)
        for cell in row
    ]
    assert {"\N{REPLACEMENT CHARACTER}[31m", "<w:b/>", "&amp;", "=1+1"} <= set(words)
