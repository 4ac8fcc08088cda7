"""Names of cases and readers can hold anything; files must stay files."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.report.write import files, write_dossier
from sacroread.study.model import Prediction, Role

STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "'",
    '"',
    "<",
    "&",
    ",",
    ";",
    "|",
    "$",
    "\\",
    "_",
    "{{",
    "{%",
    "%",
    "~",
    "(",
)
BODIES = (
    *("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "SUM(1,2)", "script>alert(1)</script", "ü ß Ω"),
    *("日本語", "\N{GRINNING FACE}", "\u202eright to left", "a\nb", "../../etc/passwd", "$\\frac{1}{0}$"),
    *(
        "x" * 300,
        "CON",
        "a.b.c",
        "{{ 7 * 7 }}",
        "%s%n",
        "--",
        "];drop table",
        "&amp;",
        "\x1b[31m",
        "]]>",
        "'\"",
        "NaN",
    ),
    "0x1F",
)
HOSTILE = tuple(f"{start}{body}" for start in STARTS for body in BODIES)


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)


def hostile_material(read):
    readers = HOSTILE[::47]
    reads = [
        read(case, bool(n % 2), reader, Role.PANEL)
        for n, case in enumerate(HOSTILE)
        for reader in readers[:2]
    ]
    reads += [read(HOSTILE[0], True, reader, Role.PANEL) for reader in readers[2:]]
    predictions = [Prediction(case, n / len(HOSTILE), case, case, None) for n, case in enumerate(HOSTILE)]
    excluded = {f"x{n}": reason for n, reason in enumerate(HOSTILE[:12])}
    return Material(HOSTILE[4], HOSTILE[3], tuple(reads), tuple(predictions), excluded=excluded)


@pytest.fixture(scope="module")
def found(read):
    made = hostile_material(read)
    return files(dossier(made, seed=1, repetitions=50), made)


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_there_are_five_hundred_of_them():
    assert len(set(HOSTILE)) >= 500


def test_no_cell_of_any_csv_file_is_a_live_formula(found):
    tables = [content.decode() for path, content in found.items() if path.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]
    assert len(cells) > len(HOSTILE)
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell and not is_number(cell)] == []


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(found):
    with zipfile.ZipFile(io.BytesIO(found["dossier.xlsx"])) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) > 5
    for sheet in sheets:
        assert not re.search(rb"<(f|hyperlink)[ />]", sheet)


def test_no_name_becomes_markup(found):
    tags = Tags()
    tags.feed(found["dossier.html"].decode())
    assert "script" not in tags.found
    assert "b.c" not in tags.found
    assert b"49" not in found["dossier.html"].split(b"<h1>")[1].split(b"</h1>")[0]


def test_estimates_stay_json_with_distinct_names(found):
    names = [entry["name"] for entry in json.loads(found["estimates.json"])]
    assert len(names) == len(set(names))


def test_every_file_name_is_plain(found, read, tmp_path):
    assert all(path.isascii() and ".." not in path and len(path) < 150 for path in found)
    made = replace(hostile_material(read), predictions=())
    write_dossier(dossier(made, seed=1, repetitions=50), made, tmp_path / "out")
    assert (tmp_path / "out" / "dossier.html").is_file()
