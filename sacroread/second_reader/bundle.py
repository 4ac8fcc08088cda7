"""What a bundle is: four files that state everything, verified before anything of it is used."""

import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.second_reader.manifest import Manifest, manifest_from_json, manifest_to_json
from sacroread.second_reader.parts import (
    CARD,
    MANIFEST,
    SELFTEST,
    SIGNATURE,
    STATED_FILES,
    WEIGHTS,
    part_of,
    parts_of,
)

__all__ = [
    "CARD",
    "MANIFEST",
    "SELFTEST",
    "SIGNATURE",
    "WEIGHTS",
    "Bundle",
    "SelfTest",
    "load_bundle",
    "stated",
]

SELFTEST_TOLERANCE = 1e-4


@dataclass(frozen=True)
class SelfTest:
    """A made-up input and what the network answered when the bundle was made.

    `inputs`: (n, 3, rows, cols) float32, normalised; `probabilities`: (n,) float64 in [0, 1];
    `heatmaps`: (n, h, w) float32, 0 or more.
    """

    inputs: NDArray[np.float32]
    probabilities: NDArray[np.float64]
    heatmaps: NDArray[np.float32]


@dataclass(frozen=True)
class Bundle:
    """A verified bundle.

    `folder` is the folder or ZIP archive that it came from. `sha256`, the hash of its manifest, names it,
    because the manifest holds the hash of every other file. `signer` is the public key in hexadecimal that
    has signed it, empty where nobody has.
    `weights` are the very bytes that were verified, in safetensors format: no later change can slip in.
    """

    folder: Path
    manifest: Manifest
    sha256: str
    card: str
    selftest: SelfTest
    weights: bytes
    signer: str


def load_bundle(folder: Path) -> Bundle:
    """Return the verified bundle in a folder or ZIP archive; nothing is run and no pickle is opened.

    Raises:
        SacroReadError: A file is missing, unknown, changed or of another kind, the signature is wrong, or the
            manifest is incomplete.
    """
    parts = parts_of(folder)
    sha256 = hashlib.sha256(parts[MANIFEST]).hexdigest()
    by = _signer(parts[SIGNATURE], sha256) if SIGNATURE in parts else ""
    manifest = manifest_from_json(_text(parts[MANIFEST], MANIFEST))
    contents = {name: parts[name] for name in STATED_FILES}
    _check_hashes(manifest, contents)
    _check_safetensors(contents[WEIGHTS])
    return Bundle(
        folder=folder,
        manifest=_consistent(manifest),
        sha256=sha256,
        card=_text(contents[CARD], CARD),
        selftest=_selftest(contents[SELFTEST], manifest),
        weights=contents[WEIGHTS],
        signer=by,
    )


def _signer(content: bytes, sha256: str) -> str:
    from sacroread.second_reader.signature import signer  # here: most bundles need no cryptography

    return signer(content, sha256)


def stated(folder: Path) -> tuple[Manifest, str]:
    """Return what a bundle states, and the SHA-256 that names it; nothing else of it is looked at.

    Raises:
        SacroReadError: No such bundle, or a manifest that is damaged.
    """
    content = part_of(folder, MANIFEST)
    return manifest_from_json(_text(content, MANIFEST)), hashlib.sha256(content).hexdigest()


def write_bundle(folder: Path, manifest: Manifest, parts: Mapping[str, bytes]) -> Bundle:
    """Write a bundle into a new folder and return it verified.

    Args:
        folder: Must not exist yet.
        manifest: Its `files` are replaced by the hashes of `parts`.
        parts: The bytes of weights, model card and self-test, by file name.

    Raises:
        SacroReadError: The folder exists, or what was written is no sound bundle.
    """
    if folder.exists():
        raise SacroReadError(
            f"{folder.name} exists already. A bundle is never overwritten; name a new folder."
        )
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    stated = manifest_to_json(dataclasses.replace(manifest, files=hashes))
    folder.mkdir(parents=True)
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    (folder / MANIFEST).write_bytes(stated.encode("utf-8"))
    return load_bundle(folder)


def selftest_bytes(selftest: SelfTest) -> bytes:
    """Return the self-test as the file of a bundle."""
    stored = io.BytesIO()
    np.savez_compressed(
        stored,
        inputs=selftest.inputs,
        probabilities=selftest.probabilities,
        heatmaps=selftest.heatmaps,
    )
    return stored.getvalue()


def _text(contents: bytes, name: str) -> str:
    try:
        return contents.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SacroReadError(f"{name} is no UTF-8 text. Get the bundle again from its maker.") from error


def _check_hashes(manifest: Manifest, contents: dict[str, bytes]) -> None:
    if set(manifest.files) != set(contents):
        raise SacroReadError(f"manifest.files must state the hashes of {', '.join(contents)} and no other.")
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != manifest.files[name]:
            raise SacroReadError(
                f"{name} is not the file that the manifest states (SHA-256 differs): it was changed, damaged "
                "or swapped. Get the bundle again from its maker."
            )


def _check_safetensors(content: bytes) -> None:
    """Refuse what is not safetensors: 8 bytes of length, little endian, then so many of a JSON object."""
    length = int.from_bytes(content[:8], "little")
    header = content[8 : 8 + length]
    try:
        is_object = len(header) == length and isinstance(json.loads(header), dict)
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        raise SacroReadError(f"{WEIGHTS} is not in safetensors format (a pickle perhaps). It is not opened.")


def _consistent(manifest: Manifest) -> Manifest:
    cut_offs = manifest.cut_offs
    probabilities = [cut_off.probability for cut_off in cut_offs.values]
    bands = (len(cut_offs.band_sizes), len(cut_offs.band_definite))
    if not probabilities or sorted(probabilities) != probabilities or set(bands) != {len(probabilities) + 1}:
        raise SacroReadError("manifest.cut_offs must ascend and have one band more than cut-offs.")
    if min(manifest.input.rows, manifest.input.cols) < 1 or manifest.output.temperature <= 0:
        raise SacroReadError("manifest.input needs rows and columns, manifest.output a temperature above 0.")
    if min(manifest.input.std) <= 0:
        raise SacroReadError("manifest.input.std must be above 0 in each channel.")
    return manifest


def _selftest(content: bytes, manifest: Manifest) -> SelfTest:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            read = SelfTest(stored["inputs"], stored["probabilities"], stored["heatmaps"])
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise SacroReadError(f"{SELFTEST} is incomplete or needs a pickle. It is not opened.") from error
    size = (3, manifest.input.rows, manifest.input.cols)
    is_sound = (
        read.inputs.dtype == np.float32
        and read.inputs.shape[1:] == size
        and 0 < len(read.inputs) == len(read.probabilities) == len(read.heatmaps)
    )
    if not is_sound:
        raise SacroReadError(f"{SELFTEST} does not fit the input that the manifest states.")
    return read


def sign_bundle(folder: Path, private_key: Path) -> Bundle:
    """Put a signature beside the manifest of a bundle's folder, in the place of an earlier one.

    Raises:
        SacroReadError: The bundle is unsound or no folder, or the file holds no private key.
    """
    from sacroread.second_reader.signature import signed

    if not folder.is_dir():
        raise SacroReadError(f"{folder.name} is no folder. Unpack the bundle, sign it, pack it again.")
    content = signed(load_bundle(folder).sha256, private_key)
    (folder / SIGNATURE).write_bytes(content)
    return load_bundle(folder)
