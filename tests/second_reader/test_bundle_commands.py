"""The commands about bundles, in this process: each alone would load torch anew."""

import shutil

import pytest
from typer.testing import CliRunner

from sacroread.commands.bundles import app
from sacroread.errors import SacroReadError
from sacroread.paths import resource


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Run `sacroread bundle WORDS`; return what it says, or raise its refusal."""
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path / "home"))

    def run(*words):
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False).output

    return run


@pytest.fixture
def own(tmp_path):
    """Another version of the demo bundle."""
    folder = shutil.copytree(resource("bundles/demo"), tmp_path / "own")
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"version": "1"', '"version": "2"'), "utf-8")
    return folder


def test_a_bundle_is_signed_checked_activated_taken_back_and_removed(told, own, tmp_path):
    key, public = tmp_path / "study.key", tmp_path / "study.key.pub"
    told("keygen", key)
    with pytest.raises(SacroReadError, match="is signed by nobody"):
        told("activate", own, "--key", public)
    told("sign", own, "--key", key)

    assert "self-test passed" in told("check", own, "--key", public)
    assert "demo 2 reads from now on" in told("activate", own, "--key", public)
    assert "* demo 2" in told("list")
    assert "demo 1" in told("roll-back")
    assert "* demo 1" in told("list")
    sha256 = told("list").splitlines()[1].split()[2]
    assert "demo 2 is removed" in told("remove", sha256)
    assert "demo 2" not in told("list")


def test_the_key_of_somebody_else_is_refused(told, own, tmp_path):
    for name in ("study", "other"):
        told("keygen", tmp_path / name)
    told("sign", own, "--key", tmp_path / "study")

    with pytest.raises(SacroReadError, match="signed by another key"):
        told("check", own, "--key", tmp_path / "other.pub")


def test_a_damaged_bundle_is_not_activated(told, own):
    (own / "MODEL_CARD.md").write_text("Another card")

    for words in (("activate", own), ("check", own)):
        with pytest.raises(SacroReadError, match=r"MODEL_CARD\.md is not the file that the manifest states"):
            told(*words)
    assert "* demo 1" in told("list")
