"""Five kinds of damage, in a folder and in an archive, refused before anything of the bundle is loaded."""

import pickle
import shutil
import subprocess
import sys
import zipfile

import pytest

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import CARD, MANIFEST, SIGNATURE, WEIGHTS, load_bundle
from sacroread.second_reader.manifest import manifest_to_json
from sacroread.second_reader.signature import new_key, signed


def _flip_a_byte(folder, _):
    content = bytearray((folder / WEIGHTS).read_bytes())
    content[-1] ^= 1
    (folder / WEIGHTS).write_bytes(content)


def _swap_the_manifest(folder, manifest):
    (folder / MANIFEST).write_text(manifest_to_json(manifest), "utf-8")


def _lose_a_file(folder, _):
    (folder / CARD).unlink()


def _bring_a_pickle(folder, _):
    (folder / "model.pkl").write_bytes(pickle.dumps({"weights": 1}))


def _sign_wrongly(folder, _):
    new_key(folder.parent / "other.key")
    (folder / SIGNATURE).write_bytes(signed("00" * 32, folder.parent / "other.key"))


DAMAGE = {
    "SHA-256 differs": _flip_a_byte,
    "must state the hashes": _swap_the_manifest,
    "lacks MODEL_CARD.md": _lose_a_file,
    r"holds model\.pkl": _bring_a_pickle,
    "does not belong to this manifest": _sign_wrongly,
}


@pytest.fixture(params=["folder", "archive"])
def packed(request, tmp_path):
    def pack(folder):
        if request.param == "folder":
            return folder
        return _archived(folder, tmp_path)

    return pack


def _archived(folder, tmp_path, top=""):
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{top}{file.name}")
    return path


@pytest.mark.parametrize("words", DAMAGE)
def test_damage_is_refused_with_its_reason(bundle, manifest, packed, words):
    DAMAGE[words](bundle.folder, manifest)

    with pytest.raises(SacroReadError, match=words):
        load_bundle(packed(bundle.folder))


def test_a_sound_bundle_is_the_same_in_a_folder_and_in_an_archive(bundle, packed):
    read = load_bundle(packed(bundle.folder))

    assert (read.sha256, read.manifest, read.weights) == (bundle.sha256, bundle.manifest, bundle.weights)


def test_an_archive_may_hold_the_bundle_as_a_folder(bundle, tmp_path):
    assert load_bundle(_archived(bundle.folder, tmp_path, "made-up/")).sha256 == bundle.sha256


def test_an_archive_that_ends_too_early_or_names_a_file_twice_is_refused(bundle, tmp_path):
    path = _archived(bundle.folder, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SacroReadError):
        load_bundle(path)
    path.write_bytes(whole)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(CARD, "another card")
    with pytest.raises(SacroReadError, match="damaged"):
        load_bundle(path)


def test_nothing_is_loaded_of_a_damaged_bundle(bundle, tmp_path):
    """In a process of its own: not even torch is there when the refusal comes."""
    _flip_a_byte(bundle.folder, None)
    code = (
        "import sys; from pathlib import Path\n"
        "from sacroread.errors import SacroReadError\n"
        "from sacroread.second_reader.bundle import load_bundle\n"
        "try:\n    load_bundle(Path(sys.argv[1]))\n"
        "except SacroReadError as error:\n    print(error, 'torch' in sys.modules)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, bundle.folder], capture_output=True, text=True, check=True
    )

    assert "SHA-256 differs" in ended.stdout
    assert ended.stdout.strip().endswith("False")


def test_a_pickle_in_the_place_of_an_archive_is_no_bundle(tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(pickle.dumps({}))

    with pytest.raises(SacroReadError, match="is no bundle"):
        load_bundle(path)


def test_a_folder_that_is_gone_is_no_bundle(bundle):
    shutil.rmtree(bundle.folder)

    with pytest.raises(SacroReadError, match="is no bundle"):
        load_bundle(bundle.folder)
