"""The self-test of an installation, and what is known about its parts."""

import base64
import hashlib
import sys
from importlib.metadata import Distribution

import pytest

from sacroread import installation, self_test
from sacroread.paths import resource
from sacroread.self_test import self_test as asked
from sacroread.study.criteria import is_definite

BUNDLE = resource("bundles/demo")


@pytest.fixture(scope="module")
def answers():
    return asked(BUNDLE)


def test_this_installation_answers_every_question_as_it_should(answers):
    assert [each for each in answers if not each.is_correct] == []
    assert len(answers) >= 9
    assert all(each.source for each in answers)


def test_a_rule_that_went_wrong_is_a_wrong_answer_and_the_others_stay_right(monkeypatch, answers):
    monkeypatch.setattr(self_test, "is_definite", lambda grades: not is_definite(grades))
    wrong = [each for each in asked(BUNDLE) if not each.is_correct]
    assert [(each.known, each.found) for each in wrong] == [("17 of 25", "8 of 25")]


def test_a_bundle_that_is_not_there_is_a_wrong_answer_in_words(tmp_path):
    (wrong,) = [each for each in asked(tmp_path / "gone") if not each.is_correct]
    assert wrong.question == "Self-test of the bundle that reads"
    assert "gone" in wrong.found


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """An installed program of two files, with the list that a wheel brings."""
    package, about = tmp_path / "sacroread", tmp_path / "sacroread-1.dist-info"
    package.mkdir()
    about.mkdir()
    (about / "METADATA").write_text("Name: sacroread\nVersion: 1\n")
    lines = []
    for name in ("__init__.py", "model.py"):
        (package / name).write_text(f"# {name}\n")
        digest = base64.urlsafe_b64encode(hashlib.sha256((package / name).read_bytes()).digest())
        lines.append(f"sacroread/{name},sha256={digest.decode().rstrip('=')},9\n")
    (about / "RECORD").write_text("".join(lines))
    monkeypatch.setattr(installation, "distribution", lambda _: Distribution.at(about))
    monkeypatch.setattr(installation, "__file__", str(package / "installation.py"))
    return package


def test_a_file_that_was_changed_or_removed_after_the_installation_is_found(wheel):
    assert installation.installed_files() == {"sacroread/__init__.py": True, "sacroread/model.py": True}
    (wheel / "model.py").write_text("# another\n")
    assert installation.installed_files()["sacroread/model.py"] is False
    (wheel / "model.py").unlink()
    assert installation.installed_files()["sacroread/model.py"] is False


def test_a_checkout_has_no_list_of_files():
    if "site-packages" not in installation.__file__:
        assert installation.installed_files() == {}


def test_versions_name_the_parts_that_numbers_depend_on():
    told = installation.versions()
    assert told["Python"] == sys.version.split()[0]
    assert all(told[name] != "not stated" for name in installation.PARTS)


def test_every_installed_part_stands_in_the_notices_with_its_licence():
    told = installation.notices()
    for name, licence in (("pydicom", "MIT"), ("PySide6_Essentials", "LGPL"), ("numpy", "BSD")):
        (line,) = [each for each in told.splitlines() if each.startswith(f"{name} ")]
        assert licence in line


def test_the_notices_that_came_along_are_shown_where_there_are_any(monkeypatch, tmp_path):
    (tmp_path / installation.NOTICES).write_text("all of them")
    monkeypatch.setattr(installation, "beside_package", lambda name: tmp_path / name)
    assert installation.notices() == "all of them"
