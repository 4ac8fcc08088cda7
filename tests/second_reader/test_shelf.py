from dataclasses import replace

import pytest

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import load_bundle, write_bundle
from sacroread.second_reader.shelf import Shelf


@pytest.fixture
def shelf(tmp_path, bundle):
    return Shelf(tmp_path / "bundles", bundle.folder)


@pytest.fixture
def another(tmp_path, manifest, parts):
    def make(version):
        named = replace(manifest, bundle_id="another", version=version)
        return write_bundle(tmp_path / f"another-{version}", named, parts)

    return make


def test_without_any_act_the_shipped_bundle_reads(shelf, bundle):
    assert shelf.active() == bundle.folder
    assert [each.is_active for each in shelf.installed()] == [True]


def test_an_activated_bundle_reads_and_the_one_before_stays_and_can_be_taken_back(shelf, bundle, another):
    first, second = another("1"), another("2")
    shelf.activate(first)
    shelf.activate(second)

    assert load_bundle(shelf.active()).sha256 == second.sha256
    assert load_bundle(shelf.roll_back()).sha256 == first.sha256
    assert shelf.roll_back() == bundle.folder
    with pytest.raises(SacroReadError, match="No other bundle was active"):
        shelf.roll_back()


def test_the_shipped_bundle_can_be_activated_again(shelf, bundle, another):
    shelf.activate(another("1"))
    shelf.activate(bundle)

    assert shelf.active() == bundle.folder
    assert len(shelf.installed()) == 2


def test_a_bundle_is_found_by_its_id_or_the_beginning_of_its_hash(shelf, bundle, another):
    first, second = another("1"), another("2")
    shelf.activate(first)
    shelf.activate(second)

    assert shelf.found("made-up").folder == bundle.folder
    assert shelf.found(second.sha256[:10]).sha256 == second.sha256
    with pytest.raises(SacroReadError, match="Several bundles"):
        shelf.found("another")
    with pytest.raises(SacroReadError, match="No bundle is called 'gone'"):
        shelf.found("gone")


def test_the_active_and_the_shipped_bundle_are_not_removed(shelf, another):
    first, second = another("1"), another("2")
    shelf.activate(first)
    shelf.activate(second)

    with pytest.raises(SacroReadError, match="ships with the program"):
        shelf.remove("made-up")
    with pytest.raises(SacroReadError, match="the bundle that reads"):
        shelf.remove(second.sha256)
    shelf.remove(first.sha256)
    assert first.sha256 not in [each.sha256 for each in shelf.installed()]
    assert load_bundle(shelf.active()).sha256 == second.sha256


def test_a_bundle_whose_folder_is_gone_does_not_read_and_the_one_before_does(
    shelf, bundle, another, tmp_path
):
    place = shelf.activate(another("1"))
    place.rename(tmp_path / "elsewhere")

    assert shelf.active() == bundle.folder
