import io
import json
import pickle
import re

import numpy as np
import pytest

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import CARD, MANIFEST, SELFTEST, WEIGHTS, load_bundle
from sacroread.second_reader.manifest import manifest_from_json, manifest_to_json


def test_a_written_bundle_is_read_back_as_it_was_stated(bundle):
    again = load_bundle(bundle.folder)

    assert again.manifest == bundle.manifest
    assert again.sha256 == bundle.sha256


def test_another_manifest_makes_another_bundle(bundle):
    path = bundle.folder / MANIFEST
    path.write_text(path.read_text("utf-8").replace('"version": "1"', '"version": "2"'), "utf-8")

    assert load_bundle(bundle.folder).sha256 != bundle.sha256


@pytest.mark.parametrize("name", [WEIGHTS, CARD, SELFTEST])
def test_a_flipped_bit_is_refused(bundle, name):
    path = bundle.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(SacroReadError, match=f"{re.escape(name)}.*SHA-256"):
        load_bundle(bundle.folder)


@pytest.mark.parametrize("name", [WEIGHTS, CARD, SELFTEST, MANIFEST])
def test_a_missing_file_is_named(bundle, name):
    (bundle.folder / name).unlink()

    with pytest.raises(SacroReadError, match=f"lacks {re.escape(name)}"):
        load_bundle(bundle.folder)


def test_a_file_that_no_bundle_has_is_named(bundle):
    (bundle.folder / "model.pkl").write_bytes(pickle.dumps({}))

    with pytest.raises(SacroReadError, match=r"holds model\.pkl"):
        load_bundle(bundle.folder)


def test_a_link_out_of_the_bundle_is_refused(bundle, tmp_path):
    elsewhere = tmp_path / "elsewhere.md"
    (bundle.folder / CARD).rename(elsewhere)
    (bundle.folder / CARD).symlink_to(elsewhere)

    with pytest.raises(SacroReadError, match="not a plain file"):
        load_bundle(bundle.folder)


def test_a_swapped_manifest_is_refused(bundle, manifest):
    (bundle.folder / MANIFEST).write_text(manifest_to_json(manifest), "utf-8")

    with pytest.raises(SacroReadError, match="hashes of"):
        load_bundle(bundle.folder)


def test_pickled_weights_are_not_opened_even_when_their_hash_is_stated(rewritten):
    with pytest.raises(SacroReadError, match="safetensors"):
        rewritten(WEIGHTS=pickle.dumps({"head": [1.0]}))


def test_a_self_test_that_needs_a_pickle_is_not_opened(rewritten):
    stored = io.BytesIO()
    np.savez(stored, inputs=np.array([{}], dtype=object), probabilities=np.zeros(1), heatmaps=np.zeros(1))

    with pytest.raises(SacroReadError, match="pickle"):
        rewritten(SELFTEST=stored.getvalue())


def test_a_bundle_is_never_overwritten(bundle, rewritten):
    rewritten()

    with pytest.raises(SacroReadError, match="exists already"):
        rewritten()


def _without_each_key(stated, where=""):
    """Yield (name of a key, the manifest without it) for every key at every depth."""
    for key in stated:
        yield f"{where}{key}", {k: v for k, v in stated.items() if k != key}
        inner = stated[key]
        if isinstance(inner, dict) and where + key not in {"network.arguments", "software", "files"}:
            for name, rest in _without_each_key(inner, f"{where}{key}."):
                yield name, {**stated, key: rest}


def test_no_field_of_the_manifest_is_optional(manifest):
    stated = json.loads(manifest_to_json(manifest))
    shortened = list(_without_each_key(stated))

    assert len(shortened) > 40
    for name, rest in shortened:
        with pytest.raises(SacroReadError, match=re.escape(name.rsplit(".", 1)[-1])):
            manifest_from_json(json.dumps(rest))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"rows": 64', '"rows": "64"'),
        ('"rows": 64', '"rows": true'),
        ('"depth": 8', '"depth": 12'),
        ('"padding": "black, centred"', '"padding": "mirror"'),
        ('"is_synthetic": true', '"is_synthetic": 1'),
        ('"format": 1', '"format": 2'),
        ('"version"', '"surprise": 1, "version"'),
    ],
)
def test_a_field_of_another_kind_is_refused(manifest, before, after):
    text = manifest_to_json(manifest)
    assert before in text

    with pytest.raises(SacroReadError):
        manifest_from_json(text.replace(before, after))


def test_a_manifest_that_is_no_json_is_refused():
    with pytest.raises(SacroReadError, match="no JSON"):
        manifest_from_json("{")
