"""A labelled set of phantoms in one folder: DICOM files and the tables that name, grade and locate them."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.demo.dicom_file import write_dicom
from sacroread.demo.distractors import Distractor
from sacroread.demo.patients import READERS, Habit, simulated_grades, true_grades
from sacroread.demo.phantom import SIZE, phantom
from sacroread.errors import SacroReadError
from sacroread.study.criteria import is_definite
from sacroread.study.model import Condition, Crop, Grade, Lesion, Side, Ungradable

MAX_PROCESSES = 8
Row = Mapping[str, str | int]


@dataclass(frozen=True)
class SetOptions:
    """How a set is made: rows and columns of its pictures, number of poor films, processes at work."""

    size: tuple[int, int] = SIZE
    poor: int = 0
    processes: int = 1


@dataclass(frozen=True)
class PhantomCase:
    """One phantom of a set before it is made."""

    case_id: str
    patient_id: str
    seed: int
    grades: Mapping[Side, Grade]
    size: tuple[int, int]
    is_poor: bool

    @property
    def file(self) -> str:
        """Its file, relative to the set's folder."""
        return f"radiographs/{self.case_id}.dcm"


@dataclass(frozen=True)
class MadeCase:
    """One phantom of a set and what is known about it."""

    case: PhantomCase
    lesions: Mapping[Side, frozenset[Lesion]]
    distractors: frozenset[Distractor]
    joints: Mapping[Side, Crop]


def write_phantom_set(
    folder: Path,
    count: int,
    seed: int,
    options: SetOptions = SetOptions(),
    on_written: Callable[[int], None] | None = None,
) -> tuple[MadeCase, ...]:
    """Write phantoms with cases.csv, reference.csv, reads.csv, joints.csv and facts.csv into a folder.

    Args:
        folder: made where it is missing; an earlier set in it is replaced file by file.
        count: number of phantoms.
        seed: everything follows from it, the first phantoms of a longer set included.
        options: size of the pictures, poor films, processes.
        on_written: told how many phantoms are written; what it raises ends the work, and no table is written.

    Raises:
        SacroReadError: a count or option that makes no set.
    """
    cases = planned(count, seed, options)
    (folder / "radiographs").mkdir(parents=True, exist_ok=True)
    made = []
    for each in _made(folder, cases, options.processes):
        made.append(each)
        if on_written is not None:
            on_written(len(made))
    _write_tables(folder, made, seed)
    return tuple(made)


def planned(count: int, seed: int, options: SetOptions) -> tuple[PhantomCase, ...]:
    """Return the cases of a set; the poor films are the last ones."""
    if count < 1 or not 0 <= options.poor <= count or not 1 <= options.processes <= MAX_PROCESSES:
        raise SacroReadError(
            f"{count} phantoms, {options.poor} of them poor, by {options.processes} processes: not possible. "
            "Ask for at least one phantom, no more poor films than phantoms, "
            f"and 1 to {MAX_PROCESSES} processes."
        )
    return tuple(
        PhantomCase(
            f"SYN{number:05d}", f"PHANTOM{number:05d}", _case_seed(seed, number), grades, options.size,
            number > count - options.poor,
        )
        for number, grades in enumerate(true_grades(seed, count), start=1)
    )  # fmt: skip


def _case_seed(seed: int, number: int) -> int:
    return int(np.random.SeedSequence((seed, number)).generate_state(1)[0])


def _made(folder: Path, cases: Sequence[PhantomCase], processes: int) -> Iterator[MadeCase]:
    if processes == 1:
        yield from (make_case(folder, case) for case in cases)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(make_case, [folder] * len(cases), cases)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def make_case(folder: Path, case: PhantomCase) -> MadeCase:
    """Compute one phantom and write its file."""
    picture = phantom(case.seed, dict(case.grades), case.size, is_poor=case.is_poor)
    write_dicom(picture, folder / case.file, case.case_id, case.patient_id)
    joints = {side: _around(picture.joint_outlines[side], case.size) for side in Side}
    return MadeCase(case, dict(picture.lesions), picture.distractors, joints)


def _around(outline: NDArray[np.float64], size: tuple[int, int]) -> Crop:
    low = np.clip(np.floor(outline.min(axis=0)), 0, (size[1] - 1, size[0] - 1)).astype(int)
    high = np.clip(np.ceil(outline.max(axis=0)), low + 1, (size[1], size[0])).astype(int)
    return Crop(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))


def _write_tables(folder: Path, made: Sequence[MadeCase], seed: int) -> None:
    cases = [each.case for each in made]
    _write(folder / "cases.csv", [_case_row(case) for case in cases])
    _write(folder / "reference.csv", [_reference_row(case) for case in cases])
    _write(folder / "reads.csv", [_read_row(case, habit, seed) for habit in READERS for case in cases])
    _write(folder / "joints.csv", [_joint_row(each, side) for each in made for side in Side])
    _write(folder / "facts.csv", [_fact_row(each) for each in made])


def _write(path: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def _case_row(case: PhantomCase) -> Row:
    return {"case_id": case.case_id, "patient_id": case.patient_id, "file": case.file}


def _reference_row(case: PhantomCase) -> Row:
    return {"case_id": case.case_id, "definite": int(is_definite(case.grades)), "origin": "external"}


def _read_row(case: PhantomCase, habit: Habit, seed: int) -> Row:
    who: Row = {
        "case_id": case.case_id,
        "patient_id": case.patient_id,
        "reader_id": habit.reader_id,
        "role": habit.role,
    }
    how: Row = {"condition": Condition.UNAIDED, "repeat": 0}
    if case.is_poor:
        nothing: Row = {"grade_right": "", "grade_left": "", "definite": ""}
        return {**who, **how, **nothing, "ungradable_reason": Ungradable.LOW_RESOLUTION}
    rng = np.random.default_rng((seed, 202, case.seed, READERS.index(habit)))
    said = simulated_grades(habit, case.grades, rng)
    grades: Row = {f"grade_{side}": int(said[side]) for side in Side}
    return {**who, **how, **grades, "definite": int(is_definite(said)), "ungradable_reason": ""}


def _joint_row(each: MadeCase, side: Side) -> Row:
    box = each.joints[side]
    where = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {"case_id": each.case.case_id, "side": side, **where}


def _fact_row(each: MadeCase) -> Row:
    grades = {f"grade_{side}": int(each.case.grades[side]) for side in Side}
    lesions: Row = {f"lesions_{side}": "+".join(sorted(each.lesions[side])) for side in Side}
    beside: Row = {"distractors": "+".join(sorted(each.distractors)), "is_poor": int(each.case.is_poor)}
    return {"case_id": each.case.case_id, **grades, **lesions, **beside}
