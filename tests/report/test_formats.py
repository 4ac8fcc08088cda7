"""Every format holds the numbers of estimates.json, and no format holds what is no number."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser

import pytest

from sacroread.analysis.estimate import Estimate
from sacroread.report.dossier import dossier
from sacroread.report.rounding import estimate_text
from sacroread.report.write import files


class Cells(HTMLParser):
    """Collects the body of every table of a page as rows of words."""

    def __init__(self):
        super().__init__()
        self.tables, self._is_body, self._is_cell = [], False, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        self._is_body = self._is_body or tag == "tbody"
        if self._is_body and tag == "tr":
            self.tables[-1].append([])
        if self._is_body and tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag):
        self._is_body = self._is_body and tag != "tbody"
        self._is_cell = self._is_cell and tag not in {"td", "th"}

    def handle_data(self, data):
        if self._is_cell:
            joint = " " if data.startswith("(") else ""
            self.tables[-1][-1][-1] += joint + data


@pytest.fixture(scope="module")
def made(everything):
    return dossier(everything, seed=1, repetitions=50)


@pytest.fixture(scope="module")
def found(made, everything):
    return files(made, everything)


@pytest.fixture(scope="module")
def entries(found):
    """The estimates as they stand in the file, by name."""
    read = (Estimate(**entry) for entry in json.loads(found["estimates.json"]))
    return {each.name: each for each in read}


def cells_of(made):
    """Every estimate of the tables: number of its table, row, column, and the kind of its numbers."""
    for number, table in enumerate(made.tables):
        for row, cells in enumerate(table.rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, Estimate):
                    yield (number, row, place), cell.name, table.columns[place].kind


def test_the_page_shows_every_estimate_of_the_file_in_its_cell(made, found, entries):
    page = Cells()
    page.feed(found["dossier.html"].decode())
    names = set()
    for (number, row, place), name, kind in cells_of(made):
        shown = page.tables[number][row][place]
        assert re.sub(r"\[\w+\]$", "", shown).strip() == estimate_text(entries[name], kind)
        names.add(name)
    assert names == set(entries)


def test_the_csv_tables_hold_every_estimate_of_the_file_to_all_its_digits(made, found, entries):
    tables = [
        list(csv.reader(io.StringIO(found[f"tables/{each.name}.csv"].decode()))) for each in made.tables
    ]
    for (number, row, _), name, _ in cells_of(made):
        value = entries[name].value
        assert value is None or str(value) in tables[number][row + 1], name


def test_the_pdf_prints_every_estimate_of_the_file(made, found, entries, tmp_path):
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "d.pdf").write_bytes(found["dossier.pdf"])
    command = [program, "-raw", tmp_path / "d.pdf", "-"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    printed = Counter(words.split()) + Counter(re.findall(r"\(\S+ to \S+\)", words))
    wanted = Counter()
    for _, name, kind in cells_of(made):
        value, _, interval = estimate_text(entries[name], kind).partition(" (")
        wanted[value.split()[0]] += 1
        wanted[f"({interval}"] += bool(interval)
    assert wanted - printed == Counter()


def test_no_file_holds_what_is_no_number(found):
    for path, content in found.items():
        if path.endswith((".csv", ".json")):
            words = re.split(r'[,\s":]+', content.decode().lower())
            assert not {"nan", "inf", "-inf", "infinity", "none"} & set(words), path
