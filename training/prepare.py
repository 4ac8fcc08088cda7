"""From a folder with cases.csv and reference.csv to a curated set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import proposed_crop
from sacroread.imaging.curate import write_curated
from sacroread.imaging.radiograph import Radiograph, load
from sacroread.second_reader.manifest import Box
from sacroread.study.exchange import CASE_COLUMNS_NEEDED, ReferenceRow, Row, reference_from_csv, rows
from sacroread.study.model import Crop, Presentation
from training.curated_set import (
    FORMAT,
    PICTURES,
    SPLITS,
    CropRule,
    CuratedSet,
    Entry,
    SplitName,
    file_sha256,
    write_set,
)
from training.split import Shares, split_by_patient

JOINT_COLUMNS = ("case_id", "side", "x", "y", "width", "height")


@dataclass(frozen=True)
class Wanted:
    """What is asked of a curated set."""

    description: str
    is_synthetic: bool
    crop: CropRule
    depth: Literal[8, 16]
    shares: Shares
    seed: int


@dataclass(frozen=True)
class Source:
    """A case that can be used: its line of cases.csv, its reference standard and its joints."""

    row: Row
    reference: ReferenceRow
    joints: tuple[Crop, ...]

    @property
    def case_id(self) -> str:
        """The case."""
        return self.row.cells["case_id"]

    @property
    def patient_id(self) -> str:
        """Whose radiograph it is."""
        return self.row.text("patient_id")


def prepare(source: Path, folder: Path, wanted: Wanted, tell: Callable[[str], None]) -> CuratedSet:
    """Make a curated set in a new folder.

    Args:
        source: A folder with cases.csv and reference.csv, and joints.csv where the joints are marked.
        folder: Must not exist yet.
        wanted: Crop, depth and split.
        tell: Takes a sentence about the progress.

    Raises:
        SacroReadError: A table is wrong, a class is missing in a split, or patients or pixels leak.
    """
    if folder.exists():
        raise SacroReadError(f"{folder.name} exists already. Name a new folder for the curated set.")
    usable, exclusions = _usable(source)
    splits = _splits(usable, wanted)
    (folder / PICTURES).mkdir(parents=True)
    entries, refused = _curated(source, folder / PICTURES, usable, (splits, wanted, tell))
    check_classes(entries)
    stated = CuratedSet(
        format=FORMAT,
        description=wanted.description,
        is_synthetic=wanted.is_synthetic,
        crop=wanted.crop,
        depth=wanted.depth,
        split_rule=_split_rule(usable, wanted),
        sources={name: file_sha256(source / name) for name in _tables(source)},
        exclusions=(*exclusions, *refused),
        entries=entries,
    )
    write_set(folder, stated)
    return stated


def check_classes(entries: Sequence[Entry]) -> None:
    """Refuse splits from which nothing can be learned or chosen.

    Raises:
        SacroReadError: A split that has cases lacks a class, or train or tune has no case.
    """
    for split in SPLITS:
        classes = {entry.is_definite for entry in entries if entry.split == split}
        if len(classes) == 1 or (not classes and split != "test"):
            raise SacroReadError(
                f"The split {split} has {'no case' if not classes else 'one class only'}. "
                "Add cases, or change the shares of the splits."
            )


def _tables(source: Path) -> list[str]:
    return [name for name in ("cases.csv", "reference.csv", "joints.csv") if (source / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SacroReadError(f"{path.name} cannot be read as UTF-8 text. Write it again.") from error


def _usable(source: Path) -> tuple[list[Source], tuple[str, ...]]:
    cases = rows(_text(source / "cases.csv"), "cases.csv", CASE_COLUMNS_NEEDED)
    reference = reference_from_csv(_text(source / "reference.csv"), "reference.csv")
    by_case = {row.case_id: row for row in reference}
    if stray := sorted(set(by_case) - {row.cells["case_id"] for row in cases}):
        raise SacroReadError(f"reference.csv names cases that cases.csv does not: {', '.join(stray[:5])}.")
    joints = _joints(source)
    usable, exclusions = [], []
    for row in cases:
        case_id, reason = row.text("case_id"), row.cells.get("excluded_reason")
        if reason or case_id not in by_case:
            exclusions.append(f"{case_id}: {reason or 'no reference standard'}")
        else:
            usable.append(Source(row, by_case[case_id], joints.get(case_id, ())))
    return usable, tuple(exclusions)


def _joints(source: Path) -> dict[str, tuple[Crop, ...]]:
    if not (source / "joints.csv").is_file():
        return {}
    joints: dict[str, tuple[Crop, ...]] = {}
    for row in rows(_text(source / "joints.csv"), "joints.csv", JOINT_COLUMNS):
        x, y, width, height = (row.number(name, float, "pixels") for name in JOINT_COLUMNS[2:])
        box = Crop(round(x), round(y), round(width), round(height))
        joints[row.text("case_id")] = (*joints.get(row.text("case_id"), ()), box)
    return joints


def _splits(usable: Sequence[Source], wanted: Wanted) -> Mapping[str, SplitName]:
    """Return each case's split: as cases.csv says where it says so, else by patient."""
    if _has_splits(usable):
        names: dict[str, SplitName] = {name: name for name in SPLITS}
        return {source.case_id: source.row.choice("split", names) for source in usable}
    has_definite: dict[str, bool] = {}
    for source in usable:
        has_definite[source.patient_id] = (
            has_definite.get(source.patient_id, False) or source.reference.definite
        )
    by_patient = split_by_patient(has_definite, wanted.shares, wanted.seed)
    return {source.case_id: by_patient[source.patient_id] for source in usable}


def _has_splits(usable: Sequence[Source]) -> bool:
    return any(source.row.cells.get("split") for source in usable)


def _split_rule(usable: Sequence[Source], wanted: Wanted) -> str:
    return "as cases.csv states" if _has_splits(usable) else f"{wanted.shares.rule}; seed {wanted.seed}"


def _curated(
    source: Path,
    pictures: Path,
    usable: Sequence[Source],
    how: tuple[Mapping[str, SplitName], Wanted, Callable[[str], None]],
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    splits, wanted, tell = how
    entries, refused = [], []
    for number, case in enumerate(usable):
        try:
            radiograph = load(source / case.row.text("file"))
            name = f"{number:05d}.tiff"
            entries.append(_entry(radiograph, case, pictures / name, (splits[case.case_id], wanted)))
        except SacroReadError as error:
            refused.append(f"{case.case_id}: {error}")
        if (number + 1) % 50 == 0:
            tell(f"{number + 1} of {len(usable)} radiographs curated")
    return tuple(entries), tuple(refused)


def _entry(radiograph: Radiograph, case: Source, path: Path, how: tuple[SplitName, Wanted]) -> Entry:
    split, wanted = how
    whole = Crop(0, 0, radiograph.cols, radiograph.rows)
    crop = whole if wanted.crop == "whole" else proposed_crop(radiograph)
    provenance = write_curated(path, radiograph, Presentation(crop=crop), wanted.depth)
    return Entry(
        case_id=case.case_id,
        patient_id=case.patient_id,
        split=split,
        is_definite=case.reference.definite,
        origin=case.reference.origin,
        picture=path.name,
        picture_sha256=file_sha256(path),
        source_pixel_hash=provenance.source_pixel_hash,
        crop=crop,
        joints=tuple(_part(joint, crop) for joint in case.joints),
    )


def _part(joint: Crop, of: Crop) -> Box:
    """Return a rectangle of the radiograph as part of a crop; it may reach outside."""
    left, top = (joint.x - of.x) / of.width, (joint.y - of.y) / of.height
    return Box(left, top, left + joint.width / of.width, top + joint.height / of.height)
