import shutil
import stat
import subprocess

import pytest

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import MANIFEST, SIGNATURE, load_bundle, sign_bundle
from sacroread.second_reader.signature import new_key, public_key_in, signed, signer

SHA256 = "ab" * 32


@pytest.fixture
def key(tmp_path):
    new_key(tmp_path / "study.key")
    return tmp_path / "study.key"


def test_a_signature_names_the_key_that_made_it(key):
    public = public_key_in(key.with_name("study.key.pub"))

    assert signer(signed(SHA256, key), SHA256) == public


def test_the_private_key_is_for_its_owner_alone_and_never_overwritten(key):
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    with pytest.raises(SacroReadError, match="never overwritten"):
        new_key(key)
    assert key.read_bytes() == before


OPENSSL = shutil.which("openssl")


@pytest.mark.skipif(OPENSSL is None, reason="openssl is the outside check here")
def test_openssl_verifies_the_signature(key, tmp_path):
    import json

    stated = json.loads(signed(SHA256, key))
    (tmp_path / "digest").write_bytes(bytes.fromhex(SHA256))
    (tmp_path / "signature").write_bytes(bytes.fromhex(stated["signature"]))
    words = ["pkeyutl", "-verify", "-pubin", "-rawin", "-inkey", "study.key.pub", "-in", "digest"]
    ended = subprocess.run(
        [OPENSSL, *words, "-sigfile", "signature"], cwd=tmp_path, capture_output=True, check=False
    )

    assert ended.returncode == 0, ended.stderr


def test_a_signed_bundle_names_its_signer_and_an_unsigned_one_nobody(bundle, key):
    assert bundle.signer == ""
    assert sign_bundle(bundle.folder, key).signer == public_key_in(key.with_name("study.key.pub"))
    assert load_bundle(bundle.folder).sha256 == bundle.sha256


def test_a_signature_over_another_manifest_is_refused(bundle, key):
    (bundle.folder / SIGNATURE).write_bytes(signed(SHA256, key))

    with pytest.raises(SacroReadError, match="does not belong to this manifest"):
        load_bundle(bundle.folder)


def test_a_manifest_changed_after_the_signature_is_refused(bundle, key):
    sign_bundle(bundle.folder, key)
    path = bundle.folder / MANIFEST
    path.write_text(path.read_text("utf-8").replace('"version": "1"', '"version": "2"'), "utf-8")

    with pytest.raises(SacroReadError, match="does not belong to this manifest"):
        load_bundle(bundle.folder)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"algorithm": "RSA"}', b"[1]"])
def test_what_is_no_signature_is_refused(bundle, content):
    (bundle.folder / SIGNATURE).write_bytes(content)

    with pytest.raises(SacroReadError):
        load_bundle(bundle.folder)


def test_a_file_that_holds_no_key_is_told(tmp_path, key):
    (tmp_path / "no.key").write_text("no key")
    with pytest.raises(SacroReadError, match="no private Ed25519 key"):
        signed(SHA256, tmp_path / "no.key")
    with pytest.raises(SacroReadError, match="no private Ed25519 key"):
        signed(SHA256, tmp_path / "study.key.pub")
    with pytest.raises(SacroReadError, match="no public Ed25519 key"):
        public_key_in(key)
