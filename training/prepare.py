"""From a study, or from a folder with tables, to a curated set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from sacroread.errors import SacroReadError
from sacroread.imaging.autowindow import body_crop
from sacroread.imaging.curate import write_curated
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import load_source
from sacroread.second_reader.manifest import Box
from sacroread.study.model import Crop
from training.curated_set import (
    FORMAT,
    PICTURES,
    SPLITS,
    CropRule,
    CuratedSet,
    Entry,
    SplitName,
    check_leaks,
    file_sha256,
    write_set,
)
from training.folder_source import from_folder
from training.sources import Gathered, UsableCase, is_folder_source
from training.split import Shares, split_by_patient
from training.study_source import from_study
from training.summary import write_summary


@dataclass(frozen=True)
class Wanted:
    """What is asked of a curated set."""

    description: str
    is_synthetic: bool
    crop: CropRule
    depth: Literal[8, 16]
    shares: Shares
    seed: int


def prepare(source: Path, folder: Path, wanted: Wanted, tell: Callable[[str], None]) -> CuratedSet:
    """Make a curated set in a new folder; where it is refused, nothing of it stays behind.

    Args:
        source: A study file; or a folder with cases.csv and reference.csv, and joints.csv where the joints
            are marked.
        folder: Must not exist yet.
        wanted: Crop, depth and split.
        tell: Takes a sentence about the progress.

    Raises:
        SacroReadError: A table or study is wrong, a class is missing in a split, patients or pixels leak, or
            the folder cannot be written.
    """
    if folder.exists():
        raise SacroReadError(f"{folder.name} exists already. Name a new folder for the curated set.")
    gathered = _gathered(source)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as partial:
            stated = _written(Path(partial) / folder.name, gathered, wanted, tell)
            (Path(partial) / folder.name).rename(folder)
    except OSError as error:
        raise SacroReadError(
            f"{folder.name} cannot be written ({error.strerror}). Make room, or name another folder."
        ) from error
    return stated


def _gathered(source: Path) -> Gathered:
    if is_folder_source(source):
        return from_folder(source if source.is_dir() else source.parent)
    return from_study(source)


def _written(folder: Path, gathered: Gathered, wanted: Wanted, tell: Callable[[str], None]) -> CuratedSet:
    splits = _splits(gathered.cases, wanted)
    (folder / PICTURES).mkdir(parents=True)
    entries, refused = _curated(folder / PICTURES, gathered.cases, (splits, wanted, tell))
    check_leaks(entries)
    check_classes(entries)
    stated = CuratedSet(
        format=FORMAT,
        description=wanted.description or gathered.description,
        is_synthetic=wanted.is_synthetic or gathered.is_synthetic,
        crop=wanted.crop,
        depth=wanted.depth,
        split_rule=_split_rule(gathered.cases, wanted),
        sources=dict(gathered.sources),
        exclusions=(*gathered.exclusions, *refused),
        entries=entries,
    )
    write_set(folder, stated)
    write_summary(folder, stated)
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


def _splits(cases: Sequence[UsableCase], wanted: Wanted) -> Mapping[str, SplitName]:
    """Return each case's split: as the source says where it says so, else by patient."""
    has_definite: dict[str, bool] = {}
    for case in cases:
        has_definite[case.patient_id] = has_definite.get(case.patient_id, False) or case.is_definite
    by_patient = split_by_patient(has_definite, wanted.shares, wanted.seed)
    return {case.case_id: case.split or by_patient[case.patient_id] for case in cases}


def _split_rule(cases: Sequence[UsableCase], wanted: Wanted) -> str:
    is_stated = any(case.split for case in cases)
    return "as cases.csv states" if is_stated else f"{wanted.shares.rule}; seed {wanted.seed}"


def _curated(
    pictures: Path,
    cases: Sequence[UsableCase],
    how: tuple[Mapping[str, SplitName], Wanted, Callable[[str], None]],
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    splits, wanted, tell = how
    entries, refused = [], []
    for number, case in enumerate(cases):
        try:
            radiograph = load_source(case.radiograph)
            name = f"{number:05d}.tiff"
            entries.append(_entry(radiograph, case, pictures / name, (splits[case.case_id], wanted)))
        except SacroReadError as error:
            refused.append(f"{case.case_id}: {error}")
        if (number + 1) % 50 == 0:
            tell(f"{number + 1} of {len(cases)} radiographs curated")
    return tuple(entries), tuple(refused)


def _entry(radiograph: Radiograph, case: UsableCase, path: Path, how: tuple[SplitName, Wanted]) -> Entry:
    split, wanted = how
    whole = Crop(0, 0, radiograph.cols, radiograph.rows)
    rule_crop = whole if wanted.crop == "whole" else body_crop(radiograph)
    crop = case.presentation.crop or rule_crop
    provenance = write_curated(path, radiograph, replace(case.presentation, crop=crop), wanted.depth)
    return Entry(
        case_id=case.case_id,
        patient_id=case.patient_id,
        split=split,
        is_definite=case.is_definite,
        origin=case.origin,
        picture=path.name,
        picture_sha256=file_sha256(path),
        source_pixel_hash=provenance.source_pixel_hash,
        crop=crop,
        rule_crop=rule_crop,
        votes=case.votes,
        joints=tuple(_part(joint, crop) for joint in case.joints),
    )


def _part(joint: Crop, of: Crop) -> Box:
    """Return a rectangle of the radiograph as part of a crop; it may reach outside."""
    left, top = (joint.x - of.x) / of.width, (joint.y - of.y) / of.height
    return Box(left, top, left + joint.width / of.width, top + joint.height / of.height)
