"""Decoded pictures, kept once for each size as a memory-mapped file beside the set; later runs do not decode.

The numbers are the float32 greys that preprocessing gives, so that what is read back is what it gave, bit for
bit. A cache is named by everything that it follows from; one that cannot be written is done without.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread import __version__
from sacroread.second_reader.manifest import InputSpec
from training.curated_set import OpenedSet, SplitName

CACHE = "cache"


def kept_greys(
    opened: OpenedSet, split: SplitName, spec: InputSpec, make: Callable[[], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return (cases, rows, cols) float32 in [0, 1]: from the cache, or made and kept there."""
    path = opened.folder / CACHE / f"{split}-{_name(opened, spec)}.npy"
    shape = (len(opened.stated.of(split)), spec.rows, spec.cols)
    kept = _read(path, shape)
    if kept is not None:
        return kept
    made = make()
    with suppress(OSError):  # a set on a read-only or full disk is decoded each time
        _write(path, made)
    return made


def _name(opened: OpenedSet, spec: InputSpec) -> str:
    stated = json.dumps([opened.sha256, asdict(spec), __version__], sort_keys=True)
    return hashlib.sha256(stated.encode("utf-8")).hexdigest()[:16]


def _read(path: Path, shape: tuple[int, int, int]) -> NDArray[np.float32] | None:
    """Return a kept array that is whole, else None."""
    try:
        kept = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return kept if kept.shape == shape and kept.dtype == np.float32 else None


def _write(path: Path, greys: NDArray[np.float32]) -> None:
    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as file:
            np.save(file, greys, allow_pickle=False)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
