"""The licence gate over what is installed here."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def supply():
    made = importlib.util.spec_from_file_location("supply", ROOT / "packaging" / "supply.py")
    module = importlib.util.module_from_spec(made)
    sys.modules["supply"] = module
    made.loader.exec_module(module)
    yield module
    del sys.modules["supply"]


def test_every_part_of_the_default_install_may_be_in_it(supply, capsys):
    assert supply.gate([]) == 0, capsys.readouterr().out


def test_what_the_program_is_made_of_is_in_the_default_install_and_what_only_developers_need_is_not(supply):
    names = {part.name for part in supply.default_install()}
    assert {"pydicom", "pyside6-essentials", "torch", "sqlalchemy", "argon2-cffi-bindings"} <= names
    assert not names & {"fastai", "pytest", "pyinstaller", "hypothesis", "onnxruntime"}


@pytest.mark.parametrize(
    ("licence", "is_allowed"),
    [
        ("MIT License", True),
        ("LGPL-3.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GNU Library or Lesser General Public License (LGPL)", True),
        ("GPL-3.0-or-later", False),
        ("GNU General Public License v2 (GPLv2)", False),
        ("GNU Affero General Public License v3", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_permissive_or_lesser_or_a_choice_that_holds_one(supply, licence, is_allowed):
    assert supply.Part("x", "1", licence).is_allowed is is_allowed


def test_the_notices_hold_the_text_of_each_licence_that_comes_along(supply, tmp_path):
    assert supply.notices([str(tmp_path / "notices.txt")]) == 0
    text = (tmp_path / "notices.txt").read_text("utf-8")
    assert "pydicom" in text
    assert "Permission is hereby granted" in text
    assert str(tmp_path) not in text


def test_every_pinned_version_of_the_lock_stands_among_the_tested_ones_and_carries_its_hash():
    pinned = (line.split("==") for line in pins(ROOT / "packaging" / "constraints.txt"))
    tested = {canonical(name): version for name, version in pinned}
    locked = (ROOT / "packaging" / "requirements.lock").read_text("utf-8").replace("\\\n", " ").splitlines()
    for line in filter(str.strip, locked):
        name, version = line.split(";")[0].split()[0].split("==")
        assert "--hash=sha256:" in line
        assert tested.get(canonical(name), version) == version


def pins(path):
    return [line for line in path.read_text("utf-8").splitlines() if "==" in line]


def canonical(name):
    return name.lower().replace("_", "-").replace(".", "-").partition("[")[0]
