"""The folder of a curation: the pictures of what was accepted, and the lists of what was left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sacroread.errors import SacroReadError
from sacroread.files import remove, write_whole
from sacroread.imaging.curate import write_curated
from sacroread.imaging.curation import Decision, Kind, Walk
from sacroread.imaging.source import Source, load_source
from sacroread.imaging.sources import radiograph_files
from sacroread.study.exchange import to_csv
from sacroread.study.model import Presentation

PICTURES, UNPACKED = "pictures", "unpacked"
Suffix = Literal[".tif", ".png"]
LeftOut = tuple[str, str]  # what the walk calls a file, and the reason
SUFFIXES: tuple[Suffix, ...] = (".tif", ".png")


@dataclass(frozen=True)
class Form:
    """What the pictures of a set have in common: bits a pixel, and TIFF or PNG."""

    depth: Literal[8, 16] = 8
    suffix: Suffix = ".tif"


@dataclass(frozen=True)
class Picture:
    """One picture to make of an accepted radiograph; the source holds the pixel hash that was accepted.

    `file` is what the walk calls the radiograph.
    """

    file: str
    source: Source
    target: Path
    presentation: Presentation
    depth: Literal[8, 16]

    @property
    def is_there(self) -> bool:
        """Whether the very same picture was made before, by its provenance."""
        told = _provenance(self.target)
        mine = (self.source.pixel_hash, asdict(self.presentation), self.depth)
        its = (told.get("source_pixel_hash"), told.get("presentation"), told.get("depth"))
        return self.target.is_file() and its == mine


def radiographs_of(src: Path, folder: Path) -> Mapping[str, Source]:
    """Return what may be radiographs in SRC by their paths there, but for the pictures of the set itself.

    Those of an archive are unpacked into the folder of the set.

    Raises:
        SacroReadError: there are none, or SRC is refused as `sources.radiograph_files` says.
    """
    mine, unpacked = (folder / PICTURES).resolve(), folder / UNPACKED
    found = radiograph_files([src], unpacked)
    files = [file for file in found if not file.resolve().is_relative_to(mine)]
    if not files:
        raise SacroReadError(f"{src.name} holds nothing that may be a radiograph. Name another folder.")
    return {_below(file, (unpacked, src, src.parent)): Source(file) for file in files}


def _below(file: Path, folders: tuple[Path, ...]) -> str:
    nearest = next((folder for folder in folders if file != folder and file.is_relative_to(folder)), None)
    return file.relative_to(nearest).as_posix() if nearest else file.name


def make(picture: Picture) -> bool:
    """Write a picture with its provenance, unless it is there; return whether it was made now.

    Raises:
        SacroReadError: the source has other pixels than when it was accepted, or cannot be read; or the
        folder cannot be written.
    """
    if picture.is_there:
        return False
    write_curated(picture.target, load_source(picture.source), picture.presentation, picture.depth)
    return True


def pictures(walk: Walk, sources: Mapping[str, Source], folder: Path, form: Form) -> tuple[Picture, ...]:
    """Return a picture for each accepted radiograph, in the walk's order.

    A picture is named after its pixels, because file names may name a person. Of several files with the same
    pixels the first makes the picture; `twins` names the others.
    """
    return tuple(_picture(each, sources, folder, form) for each in _accepted(walk).values())


def twins(walk: Walk) -> tuple[LeftOut, ...]:
    """Return the accepted files that show the same pixels as one before them; they make no picture."""
    first = _accepted(walk)
    found = [(each.file, first[each.pixel_hash].file) for each in _of(walk, Kind.ACCEPTED)]
    return tuple(
        (file, f"shows the same pixels as {before}, whose picture stands for both")
        for file, before in found
        if file != before
    )


def clear(walk: Walk, wanted: Iterable[Picture], folder: Path) -> None:
    """Take away pictures that an earlier export made of this walk's radiographs and that are not wanted now.

    Raises:
        SacroReadError: the folder cannot be written.
    """
    kept = {picture.target for picture in wanted}
    names = {_name(decision) for decision in walk.decisions.values() if decision.pixel_hash}
    for target in (folder / PICTURES / f"{name}{suffix}" for name in names for suffix in SUFFIXES):
        if target not in kept:
            remove(target)
            remove(target.with_name(target.name + ".json"))


def write_lists(walk: Walk, refused: Iterable[LeftOut], folder: Path) -> None:
    """Write excluded.csv, and refused.csv with what could not be opened or exported: file and reason each.

    Raises:
        SacroReadError: the folder cannot be written.
    """
    excluded = [(each.file, each.reason) for each in _of(walk, Kind.EXCLUDED)]
    unreadable = [(each.file, each.reason) for each in _of(walk, Kind.REFUSED)]
    for name, found in (("excluded.csv", excluded), ("refused.csv", [*unreadable, *refused])):
        lines = ({"file": file, "reason": reason} for file, reason in found)
        write_whole(folder / name, to_csv(("file", "reason"), lines).encode())


def _of(walk: Walk, kind: Kind) -> list[Decision]:
    found = (walk.decisions.get(file) for file in walk.files)
    return [decision for decision in found if decision is not None and decision.kind is kind]


def _accepted(walk: Walk) -> dict[str, Decision]:
    """The first accepted decision about each pixel hash."""
    first: dict[str, Decision] = {}
    for decision in _of(walk, Kind.ACCEPTED):
        first.setdefault(decision.pixel_hash, decision)
    return first


def _picture(decision: Decision, sources: Mapping[str, Source], folder: Path, form: Form) -> Picture:
    source = Source(sources[decision.file].file, sources[decision.file].modalities, decision.pixel_hash)
    target = folder / PICTURES / f"{_name(decision)}{form.suffix}"
    return Picture(decision.file, source, target, decision.presentation, form.depth)


def _name(decision: Decision) -> str:
    return f"case-{decision.pixel_hash[:10]}"


def _provenance(picture: Path) -> Mapping[str, object]:
    try:
        told = json.loads(picture.with_name(picture.name + ".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
