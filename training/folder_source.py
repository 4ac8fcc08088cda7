"""Cases from a folder with cases.csv and reference.csv, and joints.csv where the joints are marked."""

from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.source import Source
from sacroread.study.exchange import CASE_COLUMNS_NEEDED, ReferenceRow, Row, reference_from_csv, rows
from sacroread.study.model import Crop
from training.curated_set import SPLITS, SplitName, file_sha256
from training.sources import Gathered, UsableCase

JOINT_COLUMNS = ("case_id", "side", "x", "y", "width", "height")
TABLES = ("cases.csv", "reference.csv", "joints.csv")
NAMES: dict[str, SplitName] = {name: name for name in SPLITS}


def from_folder(folder: Path) -> Gathered:
    """Return the cases of a folder.

    Raises:
        SacroReadError: A table is missing, wrong, or names a case that cases.csv does not.
    """
    cases = rows(_text(folder / "cases.csv"), "cases.csv", CASE_COLUMNS_NEEDED)
    reference = reference_from_csv(_text(folder / "reference.csv"), "reference.csv")
    by_case = {row.case_id: row for row in reference}
    if stray := sorted(set(by_case) - {row.cells["case_id"] for row in cases}):
        raise SacroReadError(f"reference.csv names cases that cases.csv does not: {', '.join(stray[:5])}.")
    joints, has_splits = _joints(folder), any(row.cells.get("split") for row in cases)
    usable = [row for row in cases if not _why_not(row, by_case)]
    return Gathered(
        cases=tuple(_case(row, by_case[row.cells["case_id"]], folder, has_splits, joints) for row in usable),
        exclusions=tuple(
            f"{row.cells['case_id']}: {why}" for row in cases if (why := _why_not(row, by_case))
        ),
        sources={name: file_sha256(folder / name) for name in TABLES if (folder / name).is_file()},
        is_synthetic=False,
        description="",
    )


def _why_not(row: Row, by_case: dict[str, ReferenceRow]) -> str:
    reason = row.cells.get("excluded_reason") or ""
    return reason or ("" if row.text("case_id") in by_case else "no reference standard")


def _case(
    row: Row,
    reference: ReferenceRow,
    folder: Path,
    has_splits: bool,  # a fact about the table
    joints: dict[str, tuple[Crop, ...]],
) -> UsableCase:
    return UsableCase(
        case_id=reference.case_id,
        patient_id=row.text("patient_id"),
        radiograph=Source(folder / row.text("file")),
        is_definite=reference.definite,
        origin=reference.origin,
        split=row.choice("split", NAMES) if has_splits else None,
        joints=joints.get(reference.case_id, ()),
    )


def _joints(folder: Path) -> dict[str, tuple[Crop, ...]]:
    if not (folder / "joints.csv").is_file():
        return {}
    joints: dict[str, tuple[Crop, ...]] = {}
    for row in rows(_text(folder / "joints.csv"), "joints.csv", JOINT_COLUMNS):
        x, y, width, height = (row.number(name, float, "pixels") for name in JOINT_COLUMNS[2:])
        box = Crop(round(x), round(y), round(width), round(height))
        joints[row.text("case_id")] = (*joints.get(row.text("case_id"), ()), box)
    return joints


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SacroReadError(f"{path.name} cannot be read as UTF-8 text. Write it again.") from error
