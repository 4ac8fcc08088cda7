"""The PDF as it lies on a desk: figures of lines and words, fonts in the file, nothing cut off or parted."""

import re
import shutil
import subprocess
import zlib
from xml.etree import ElementTree

import numpy as np
import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.report.figures import drawing_pictures
from sacroread.report.pdf import pdf
from sacroread.study.model import Role

MARGIN, SLACK = 42, 1.5  # points


@pytest.fixture(scope="module")
def made(everything):
    return dossier(everything, seed=1, repetitions=50)


@pytest.fixture(scope="module")
def document(made):
    return pdf(made, {each.name: drawing_pictures(each, made.word) for each in made.drawings})


@pytest.fixture(scope="module")
def tool(document, tmp_path_factory):
    """Runs a program of poppler on the document and returns what it says."""
    path = tmp_path_factory.mktemp("pdf") / "d.pdf"
    path.write_bytes(document)

    def run(name, *words):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        end = ["-"] if name == "pdftotext" else []
        done = subprocess.run([name, *words, path, *end], capture_output=True, text=True, check=True)
        return done.stdout

    return run


def words_of(pages):
    """Yield for every page its size and its words as boxes (n, 4): left, top, right, bottom."""
    tree = ElementTree.fromstring(pages)  # noqa: S314 - written here
    for page in tree.iter("{http://www.w3.org/1999/xhtml}page"):
        found = [
            (each.text, [float(each.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")]) for each in page
        ]
        yield (float(page.get("width")), float(page.get("height"))), found


def test_every_font_is_in_the_file(tool):
    rows = tool("pdffonts").splitlines()[2:]
    assert len(rows) == 3
    assert all(re.search(r"\byes yes yes\b", row) for row in rows)


def test_figures_are_lines_and_words_and_only_radiographs_are_pictures(tool, made):
    pictures = tool("pdfimages", "-list").splitlines()[2:]
    gallery = next(each for each in made.figures if each.name == "gallery")
    assert len(pictures) == len(gallery.pictures)
    text = tool("pdftotext", "-raw")
    for words in ("1 \N{MINUS SIGN} specificity", "Cut-off (probability)", "62 radiographs"):
        assert words in text


def test_every_figure_says_in_words_what_it_shows(document, made):
    streams = re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL)
    told = b"".join(zlib.decompress(each) for each in streams if each.startswith(b"\x78"))
    for each in made.drawings:
        assert ("\ufeff" + each.alternative).encode("utf-16-be").hex().encode() in told


def test_no_word_is_cut_off_or_stands_on_another(tool):
    for number, ((wide, high), words) in enumerate(words_of(tool("pdftotext", "-bbox")), start=1):
        boxes = np.array([box for _, box in words])
        assert boxes[:, 0].min() >= MARGIN - SLACK, number
        assert boxes[:, 2].max() <= wide - MARGIN + SLACK, number
        assert boxes[:, 1].min() > 0
        assert boxes[:, 3].max() < high - 10, number
        inner = boxes + np.array([SLACK, SLACK, -SLACK, -SLACK])
        left, top, right, bottom = (inner[:, [place]] for place in range(4))
        meets = (left < right.T) & (right > left.T) & (top < bottom.T) & (bottom > top.T)
        np.fill_diagonal(meets, val=False)
        assert [(words[a][0], words[b][0]) for a, b in np.argwhere(meets)] == [], f"page {number}"


def test_no_heading_stands_alone_at_the_foot_of_a_page(tool, made):
    pages = tool("pdftotext", "-layout").split("\f")[:-1]
    for section in made.sections:
        heading = f"{made.heading(section)} (synthetic)"
        lines = next(
            p.splitlines() for p in pages if re.search(rf"^ *{re.escape(heading)}$", p, re.MULTILINE)
        )
        after = [
            each for each in lines[[each.strip() for each in lines].index(heading) + 1 :] if each.strip()
        ]
        assert len(after) > 3, heading


def test_every_page_says_which_of_how_many_it_is(tool):
    pages = tool("pdftotext", "-layout").split("\f")[:-1]
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_the_contents_name_the_page_that_a_section_begins_on(tool, made):
    pages = tool("pdftotext", "-layout").split("\f")[:-1]
    for section in made.sections:
        heading = made.heading(section)
        page = int(re.search(rf"^ *{re.escape(heading)}[ .]+(\d+)$", pages[0], re.MULTILINE)[1])
        assert f"{heading} (synthetic)" in pages[page - 1]


def test_a_cell_longer_than_a_page_is_cut_and_the_study_still_told(read):
    reads = tuple(
        read(f"c{n}", True, name, Role.PANEL) for n in range(2) for name in ("a " * 4000, "b" * 4000)
    )
    made = dossier(Material("Long", "x", reads=reads), seed=1, repetitions=20)
    pictures = {each.name: drawing_pictures(each) for each in made.drawings}
    assert pdf(made, pictures).startswith(b"%PDF-")
