"""What a bundle is: a folder of four files that states everything, verified before anything of it is used."""

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

MANIFEST = "manifest.json"
WEIGHTS = "weights.safetensors"
CARD = "MODEL_CARD.md"
SELFTEST = "selftest.npz"
STATED_FILES = (WEIGHTS, CARD, SELFTEST)  # every file but the manifest, which states their hashes
MAX_FILE_BYTES = 2**30
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

    `sha256`, the hash of its manifest, names it, because the manifest holds the hash of every other file.
    `weights` are the very bytes that were verified, in safetensors format: no later change can slip in.
    """

    folder: Path
    manifest: Manifest
    sha256: str
    card: str
    selftest: SelfTest
    weights: bytes


def load_bundle(folder: Path) -> Bundle:
    """Return the verified bundle in a folder; nothing is run and no pickle is opened.

    Raises:
        SacroReadError: A file is missing, unknown, changed or of another kind, or the manifest is incomplete.
    """
    _check_names(folder)
    stated = _contents(folder, MANIFEST)
    manifest = manifest_from_json(_text(stated, MANIFEST))
    contents = {name: _contents(folder, name) for name in STATED_FILES}
    _check_hashes(manifest, contents)
    _check_safetensors(contents[WEIGHTS])
    return Bundle(
        folder=folder,
        manifest=_consistent(manifest),
        sha256=hashlib.sha256(stated).hexdigest(),
        card=_text(contents[CARD], CARD),
        selftest=_selftest(contents[SELFTEST], manifest),
        weights=contents[WEIGHTS],
    )


def stated(folder: Path) -> tuple[Manifest, str]:
    """Return what a bundle states, and the SHA-256 that names it; nothing else of it is looked at.

    Raises:
        SacroReadError: No such bundle, or a manifest that is damaged.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise SacroReadError(
            f"The bundle {folder.name} cannot be read ({error.strerror}). Install it again."
        ) from error
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


def _check_names(folder: Path) -> None:
    if not folder.is_dir():
        raise SacroReadError(f"{folder.name} is no bundle: a bundle is a folder that holds {MANIFEST}.")
    found = {entry.name for entry in folder.iterdir()}
    wanted = {MANIFEST, *STATED_FILES}
    if missing := sorted(wanted - found):
        raise SacroReadError(f"The bundle {folder.name} lacks {', '.join(missing)}. Copy it whole.")
    if unknown := sorted(found - wanted):
        raise SacroReadError(
            f"The bundle {folder.name} holds {', '.join(unknown)}, which no bundle has. "
            "Take it out if it is yours; else get the bundle again from its maker."
        )


def _contents(folder: Path, name: str) -> bytes:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise SacroReadError(f"{name} of the bundle {folder.name} is not a plain file. Copy it whole.")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise SacroReadError(f"{name} of the bundle {folder.name} is larger than 1 GiB: no bundle of ours.")
    return path.read_bytes()


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
