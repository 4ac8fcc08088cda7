"""The documents for those who carry on: what they name is there."""

import re
import tomllib
from pathlib import Path

import pytest

from sacroread import __version__

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "README.md",
    "sacroread/README.md",
    "training/README.md",
    "packaging/README.md",
    "tests/README.md",
)
NOT_THERE = {
    "tests/ui/test_first_case.py",  # the first change makes it
    "packaging/__init__.py",  # it would shadow a library
}
ROOMS = ("sacroread/", "training/", "resources/", "packaging/", "tests/")


def named_paths(text):
    """Paths from the root of the project, between backticks or as targets of links."""
    for words in re.findall(r"`([^`\n]+)`|\]\(([^)#\s]+)\)", text):
        path = "".join(words).split()[0]
        if path.startswith(ROOMS) and not re.search(r"[*<>|]|[A-Z]{3,}/", path):
            yield path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(document):
    named = set(named_paths((ROOT / document).read_text("utf-8")))
    beside = (ROOT / document).parent
    gone = {path for path in named if not (ROOT / path).exists() and not (beside / path).exists()}
    assert gone - NOT_THERE == set()


def test_the_first_change_names_what_is_in_the_code():
    text = (ROOT / "README.md").read_text("utf-8")
    assert 'Key("first", "First case", ("Home",), Group.CASE),' in text
    assert "def moving_actions" in (ROOT / "sacroread/ui/pages/room_actions.py").read_text("utf-8")
    keymap = (ROOT / "sacroread/ui/keymap.py").read_text("utf-8")
    assert "KEYS = (" in keymap
    assert "CASE = " in keymap
    assert "def go_to(" in (ROOT / "sacroread/study/desk.py").read_text("utf-8")


def test_the_citation_names_this_version_and_licence():
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    told = dict(re.findall(r"^([\w-]+): (\S.*)$", text, flags=re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (told["version"], told["license"]) == (__version__, project["license"])
    assert {"cff-version", "message", "title", "type"} <= set(told)


def test_every_script_of_packaging_stands_in_its_table():
    text = (ROOT / "packaging" / "README.md").read_text("utf-8")
    names = {path.name for path in (ROOT / "packaging").iterdir() if path.is_file()} - {"README.md"}
    assert sorted(name for name in names if f"`{name}`" not in text) == []
