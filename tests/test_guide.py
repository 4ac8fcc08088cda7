"""The user guide against the program: nothing of the program is missing in it, and no link leads nowhere."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
import typer.main

from sacroread import guide
from sacroread.cli import app
from sacroread.errors import SacroReadError
from sacroread.outcome import material_from_csv
from sacroread.paths import resource
from sacroread.report.dossier import dossier
from sacroread.ui.keymap import KEYS, MOUSE

PREDICTION_COLUMNS = (
    "case_id",
    "probability",
    "bundle_id",
    "bundle_sha256",
    "attention_in_joints",
    "refer_reason",
)
ROOT = Path(__file__).resolve().parents[1]
ALL = "\n".join(guide.text(chapter) for chapter in guide.CHAPTERS)


def commands(command, name):
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for each in below:
        yield from commands(below[each], f"{name} {each}")


COMMANDS = dict(commands(typer.main.get_command(app), "sacroread"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_with_every_option_is_in_the_guide(name):
    section = ALL.partition(f"## {name}\n")[2].partition("\n## ")[0]
    assert section, f"{name} has no section: python packaging/guide.py"
    for parameter in COMMANDS[name].params:
        assert all(option in section for option in parameter.opts if option[0] == "-"), parameter.opts


def test_every_key_and_gesture_is_in_the_guide():
    for key in KEYS:
        assert key.words in ALL
        assert all(f"`{shortcut}`" in ALL for shortcut in key.shortcuts)
    assert all(gesture in ALL and words in ALL for gesture, words in MOUSE)


def test_the_reference_chapters_are_what_the_program_says_now(writer):
    for name, text in writer.chapters().items():
        assert (resource("guide") / name).read_text("utf-8") == text, (
            "python packaging/guide.py makes it anew"
        )


@pytest.fixture(scope="module")
def writer():
    """The module that writes the reference chapters and takes the pictures."""
    made = importlib.util.spec_from_file_location("reference_chapters", ROOT / "packaging" / "guide.py")
    module = importlib.util.module_from_spec(made)
    sys.modules["reference_chapters"] = module
    made.loader.exec_module(module)
    return module


def test_every_picture_comes_from_the_tour_is_shown_and_is_small(writer):
    pictures = {path.stem: path.stat().st_size for path in resource("guide").glob("*.webp")}
    assert set(pictures) == set(writer.PICTURES.values())
    assert all(f"({name}.webp)" in ALL for name in pictures)
    assert max(pictures.values()) < 100_000
    assert sum(pictures.values()) < 2_000_000
    assert {path.suffix for path in resource("guide").iterdir()} == {".md", ".webp"}


def test_every_picture_says_in_words_what_it_shows():
    assert all(len(words) > 15 for words in re.findall(r"!\[([^\]]*)\]", ALL))


def test_every_chapter_is_listed_and_every_link_leads_to_one():
    files = {path.stem for path in resource("guide").glob("*.md")}
    assert files == set(guide.CHAPTERS)
    for target in re.findall(r"\]\(([^)#]+)\)", ALL):
        assert (resource("guide") / target).is_file(), target


def test_the_pages_are_written_as_html_that_links_to_each_other(tmp_path):
    pages = guide.write(tmp_path)
    assert [page.stem for page in pages] == list(guide.CHAPTERS)
    for page in pages:
        text = page.read_text("utf-8")
        assert ".md" not in re.findall(r'href="([^"]+)"', text)
        for target in re.findall(r'(?:href|src)="([^":#]+)"', text):
            assert (tmp_path / target).is_file(), target


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SacroReadError, match="Choose another folder"):
        guide.write(tmp_path / "taken")


def test_the_guide_says_what_the_program_is_for_and_that_its_numbers_are_synthetic():
    assert "For research; not for diagnosis" in guide.text("intended-use")
    assert "synthetic" in guide.text("intended-use")


def test_every_name_of_an_estimate_is_in_the_chapter_of_statistics(tmp_path):
    reference = resource("demo/reference.csv")
    rows = [line.split(",") for line in reference.read_text("utf-8").splitlines()[1:]]
    lines = [f"{case},{0.9 if definite == '1' else 0.1},b,{'0' * 64},0.5," for case, definite, _ in rows]
    predictions = tmp_path / "predictions.csv"
    predictions.write_text("\n".join([",".join(PREDICTION_COLUMNS), *lines, ""]), "utf-8")
    made = dossier(material_from_csv(resource("demo/reads.csv"), predictions, reference), 1, 50)
    names = {estimate.name.partition(".")[0] for estimate in made.estimates}
    assert len(names) > 15
    missing = sorted(name for name in names if f"`{name}`" not in guide.text("statistics"))
    assert not missing
