"""A curated set: pictures, their reference standard and their split, in one folder that states its hashes."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import CuratedPixels, read_curated
from sacroread.second_reader import strict
from sacroread.second_reader.manifest import Box
from sacroread.study.model import Crop

MANIFEST = "set.json"
PICTURES = "pictures"
TOUCHES = "test_touches.jsonl"
FORMAT = 2  # 1: without votes and the rule's crop

SplitName: TypeAlias = Literal["train", "tune", "test"]
SPLITS: tuple[SplitName, ...] = ("train", "tune", "test")
CropRule: TypeAlias = Literal["whole", "proposed"]


@dataclass(frozen=True)
class Votes:
    """How many readers decided on a case by an unaided first read, and how many of them for definite."""

    definite: int
    all: int


@dataclass(frozen=True)
class Entry:
    """One case of the set; `joints` are parts of the curated picture, empty where nobody marked them.

    `crop` is what the picture shows of the radiograph: what a reader drew, else what the set's rule gives,
    which is `rule_crop`.
    """

    case_id: str
    patient_id: str
    split: SplitName
    is_definite: bool
    origin: str
    picture: str
    picture_sha256: str
    source_pixel_hash: str
    crop: Crop
    rule_crop: Crop
    votes: Votes
    joints: tuple[Box, ...]


@dataclass(frozen=True)
class CuratedSet:
    """What `set.json` states. `exclusions` are sentences; `crop` is the rule where no reader drew a crop."""

    format: int
    description: str
    is_synthetic: bool
    crop: CropRule
    depth: Literal[8, 16]
    split_rule: str
    sources: dict[str, str]
    exclusions: tuple[str, ...]
    entries: tuple[Entry, ...]

    def of(self, split: SplitName) -> tuple[Entry, ...]:
        """Return the cases of one split."""
        return tuple(entry for entry in self.entries if entry.split == split)


@dataclass(frozen=True)
class OpenedSet:
    """A curated set with the folder it lies in; `sha256` of `set.json` names it."""

    folder: Path
    stated: CuratedSet
    sha256: str

    def picture(self, entry: Entry) -> CuratedPixels:
        """Return a curated picture (rows, cols) uint8 or uint16, verified.

        Raises:
            SacroReadError: The file is missing, unreadable or not the one that the set states.
        """
        path = self.folder / PICTURES / entry.picture
        if not path.is_file():
            raise SacroReadError(
                f"The picture {entry.picture} of case {entry.case_id} is missing. Prepare again."
            )
        if file_sha256(path) != entry.picture_sha256:
            raise SacroReadError(
                f"The picture {entry.picture} of case {entry.case_id} has changed since. Prepare again."
            )
        return read_curated(path)


def write_set(folder: Path, stated: CuratedSet) -> None:
    """Write `set.json` after the leak check."""
    check_leaks(stated.entries)
    text = json.dumps(dataclasses.asdict(stated), indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def open_set(folder: Path) -> OpenedSet:
    """Return a curated set; its pictures are verified as they are read.

    Raises:
        SacroReadError: There is none, its statement is incomplete, or a patient or picture leaks.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise SacroReadError(f"{folder.name} is no curated set: it lacks {MANIFEST}. Make one with prepare.")
    content = path.read_bytes()
    try:
        stated = strict.value(CuratedSet, json.loads(content), MANIFEST)
    except ValueError as error:
        raise SacroReadError(f"{MANIFEST} of {folder.name} is no JSON ({error}). Prepare again.") from error
    if stated.format != FORMAT:
        raise SacroReadError(f"{MANIFEST} of {folder.name} has another format than {FORMAT}. Prepare again.")
    check_leaks(stated.entries)
    return OpenedSet(folder, stated, hashlib.sha256(content).hexdigest())


def check_leaks(entries: Iterable[Entry]) -> None:
    """Refuse a patient in two splits, and the same pixels under two cases.

    Raises:
        SacroReadError: With the names.
    """
    split_of: dict[str, str] = {}
    case_of: dict[str, str] = {}
    for entry in entries:
        if split_of.setdefault(entry.patient_id, entry.split) != entry.split:
            raise SacroReadError(
                f"Patient {entry.patient_id} stands in {split_of[entry.patient_id]} and in {entry.split}. "
                "Split by patient."
            )
        if case_of.setdefault(entry.source_pixel_hash, entry.case_id) != entry.case_id:
            raise SacroReadError(
                f"The cases {case_of[entry.source_pixel_hash]} and {entry.case_id} have the same pixels. "
                "Take one of them out of cases.csv."
            )


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hexadecimal) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
