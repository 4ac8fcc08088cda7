"""How radiographs, reads and readers come into a study: files on the one side, the store on the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sacroread.coordination import exclude
from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source, load_source
from sacroread.store.additions import move_radiograph
from sacroread.store.store import Store
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import (
    CASE_COLUMNS_NEEDED,
    READ_COLUMNS_NEEDED,
    Row,
    cases_from_csv,
    reads_of_lines,
    reference_from_csv,
    rows,
    to_csv,
)
from sacroread.study.exclusions import EXCLUSION_KINDS, decided_cases, exclusions
from sacroread.study.fitting import Known, new_reads, require_fitting, require_possible
from sacroread.study.model import Case, Reader
from sacroread.study.read_rows import IMPORTED
from sacroread.worklists import fill

Loader = Callable[[Source], Radiograph]
Told = Callable[[int], None]  # how many files are done


@dataclass(frozen=True)
class Refused:
    """An input that was left out, and why."""

    file: Path
    reason: str


@contextmanager
def noted(store: Store, clock: Callable[[], datetime]) -> Iterator[None]:
    """Note at the end of the block what came in during it: also where it was refused or interrupted.

    An import that ends early before anything came in is not noted.
    """
    before, is_whole = _counts(store), False
    try:
        yield
        is_whole = True
    finally:
        cases, reads = (now - then for now, then in zip(_counts(store), before, strict=True))
        if is_whole or cases or reads:
            store.note(Event(EventKind.IMPORT, clock(), detail=f"{cases} cases, {reads} reads"))


def _counts(store: Store) -> tuple[int, int]:
    """How many cases and how many imported reads there are."""
    return len(store.cases()), sum(each.token.startswith(f"{IMPORTED}/") for each in store.all_reads())


def csv_text(path: Path) -> str:
    """Return the text of a file that a person wrote.

    Raises:
        SacroReadError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SacroReadError(f"{path.name} cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise SacroReadError(f"{path.name} is not UTF-8 text. Save it in UTF-8.") from error


def quiet(_: int) -> None:
    """Tell nobody how far an import is."""


def add_radiographs(
    store: Store, files: Iterable[Path], loader: Loader = load_source, on_file: Told = quiet
) -> tuple[Refused, ...]:
    """Add each file that is a radiograph as a case of its own; return what was refused.

    Without `cases.csv` nothing is known about patients, so each radiograph counts as a patient of its own.
    The case's name is made from its pixels, never from the file's name or header, which may name a person.
    Each case is kept as it comes; a file that came in before is passed over, so that an import which was
    interrupted goes on where it stopped. `on_file` is told how many files are done.
    """
    known = {case.file for case in store.cases()}
    new = ((file, _place(file, store.path)) for file in files)
    return _take(store, (_Wanted(file, "", "") for file, place in new if place not in known), loader, on_file)


def add_listed(
    store: Store, cases_csv: Path, loader: Loader = load_source, on_file: Told = quiet
) -> tuple[Refused, ...]:
    """Add the cases of a cases.csv; files are relative to it. Return what was refused.

    A line whose case came in before from the same file is passed over, so that an import which was
    interrupted goes on where it stopped.

    Raises:
        SacroReadError: a bad line, or a case that is in the study with another file or patient; then nothing
            is added.
    """
    text, known = csv_text(cases_csv), {case.case_id: case for case in store.cases()}
    listed = cases_from_csv(text, cases_csv.name)
    for row in rows(text, cases_csv.name, CASE_COLUMNS_NEEDED):
        if case := known.get(row.cells["case_id"]):
            place = _place(cases_csv.parent / row.cells["file"], store.path)
            _require_same(row, case, case.file if _is_gone(store, case) else place)
    new = [
        _Wanted(cases_csv.parent / row.file, row.case_id, row.patient_id)
        for row in listed
        if row.case_id not in known or _is_gone(store, known[row.case_id])
    ]
    return _take(store, new, loader, on_file)


def _require_same(row: Row, case: Case, place: str) -> None:
    if place != case.file:
        row.refuse("file", f"{case.file}: {case.case_id} is in the study already, with that file")
    if row.cells["patient_id"] != case.patient_id:
        row.refuse(
            "patient_id", f"{case.patient_id}: {case.case_id} is in the study already, with that patient"
        )


def exclude_listed(store: Store, cases_csv: Path, now: datetime) -> tuple[int, int]:
    """Exclude the cases of the study for which a cases.csv gives a reason; return how many, and how many not.

    What was decided about a case since then stands: one that was included again is left in the study.
    """
    listed = [row for row in cases_from_csv(csv_text(cases_csv), cases_csv.name) if row.excluded_reason]
    events = store.events(EXCLUSION_KINDS)
    known, decided = {case.case_id for case in store.cases()}, decided_cases(events)
    wanted = [row for row in listed if row.case_id in known - decided]
    for reason in dict.fromkeys(row.excluded_reason for row in wanted):
        exclude(store, [row.case_id for row in wanted if row.excluded_reason == reason], reason, now)
    return len(wanted), sum(row.case_id in decided - exclusions(events).keys() for row in listed)


@dataclass(frozen=True)
class _Wanted:
    """A file on its way in; without a name its case is named after its pixels."""

    file: Path
    case_id: str
    patient_id: str


def _take(store: Store, wanted: Iterable[_Wanted], loader: Loader, on_file: Told) -> tuple[Refused, ...]:
    """Add what can be added, one by one; no radiograph comes in twice under two names.

    A radiograph that is gone from where it lay, and comes with the same pixels, is found again here.
    """
    modalities = frozenset(store.protocol.modalities)
    known = {case.pixel_hash: case for case in store.cases()}
    refused = []
    for number, each in enumerate(wanted, start=1):
        try:
            pixel_hash = loader(Source(each.file, modalities)).pixel_hash
            case = _case(each, pixel_hash, store.path)
            if (there := known.get(pixel_hash)) is None:
                store.add_cases([case])
            else:
                case = _found_again(store, there, each)
            known[pixel_hash] = case
        except SacroReadError as error:
            refused.append(Refused(each.file, str(error)))
        on_file(number)
    return tuple(refused)


def _found_again(store: Store, there: Case, wanted: _Wanted) -> Case:
    """Keep where a case's radiograph lies now.

    Raises:
        SacroReadError: the case has another name, or its file is where it was.
    """
    if wanted.case_id not in {"", there.case_id} or not _is_gone(store, there):
        raise SacroReadError(
            f"{wanted.file.name} shows the same pixels as a case that is in the study already, "
            f"{there.case_id}. Find out whose radiograph it is; one of the two is misnamed."
        )
    case = replace(there, file=_place(wanted.file, store.path))
    with store.writing() as connection:
        move_radiograph(connection, case)
    return case


def _is_gone(store: Store, case: Case) -> bool:
    """Whether a study file's radiograph lies no more where it lay; a server does not know each computer's."""
    return not store.is_remote and not (store.path.parent / case.file).exists()


def _case(wanted: _Wanted, pixel_hash: str, study: Path) -> Case:
    name = wanted.case_id or f"case-{pixel_hash[:10]}"
    patient = wanted.patient_id or f"patient-of-{name}"
    return Case(name, patient, _place(wanted.file, study), pixel_hash)


def _place(file: Path, study: Path) -> str:
    """The file's path as the study keeps it: relative when it lies beside or below the study."""
    file, folder = file.resolve(), study.parent.resolve()
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


class _Sources(dict[str, Source]):
    """Where radiographs come from; the study is asked again for a case that was handed out since."""

    def __init__(self, store: Store) -> None:
        super().__init__(_sources(store))
        self._store = store

    def __missing__(self, case_id: str) -> Source:
        self.update(_sources(self._store))
        if case_id not in self:
            raise SacroReadError(f"The study has no case {case_id} for you any more. Open it anew.")
        return self[case_id]


def sources_of(store: Store) -> Mapping[str, Source]:
    """Return where the radiograph of each case comes from, also of one that the reader is given later.

    Raises:
        SacroReadError: On look-up, where the study has no such case.
    """
    return _Sources(store)


def _sources(store: Store) -> dict[str, Source]:
    modalities = frozenset(store.protocol.modalities)
    return {
        case.case_id: Source(store.path.parent / case.file, modalities, case.pixel_hash)
        for case in store.cases()
    }


def add_reads(store: Store, reads_csv: Path, now: datetime) -> tuple[int, int]:
    """Add the reads of a reads.csv and their readers, all or none; return how many are new and were there.

    Cases that have become discordant by them go to the third reader.

    Raises:
        SacroReadError: a bad line, an unknown case, a read that the protocol has no place for, that cannot
            have been made by `now` (UTC), or that contradicts one that is there; then nothing is added.
    """
    found = rows(csv_text(reads_csv), reads_csv.name, READ_COLUMNS_NEEDED)
    reads = reads_of_lines(found, store.protocol.scale)
    roles = {each.reader_id: each.role for each in store.readers()}
    known, locked = Known(store.protocol, roles, patients_of(store)), store.all_reads()
    require_fitting(found, known)
    require_possible(found, reads, locked, now)
    new = new_reads(found, reads, locked)
    for reader in sorted(
        {Reader(read.reader_id, read.role) for read in new}, key=lambda each: each.reader_id
    ):
        store.add_reader(reader)
    store.append(new)
    fill(store)
    return len(new), len(reads) - len(new)


def add_reference(store: Store, reference_csv: Path) -> int:
    """Add an external reference standard; return how many cases it covers."""
    text, known = csv_text(reference_csv), patients_of(store)
    listed = reference_from_csv(text, reference_csv.name)
    for row in rows(text, reference_csv.name, ("case_id",)):
        if row.cells["case_id"] not in known:
            row.refuse("case_id", "a case of this study; import its radiograph first")
    store.set_reference(listed)
    return len(listed)


def changed_radiographs(store: Store, loader: Loader = load_source) -> tuple[Refused, ...]:
    """Return the radiographs that are gone, cannot be read, or have other pixels than when they came in."""
    found = ((source.file, _why_not(source, loader)) for source in sources_of(store).values())
    return tuple(Refused(file, reason) for file, reason in found if reason)


def _why_not(source: Source, loader: Loader) -> str:
    try:
        loader(source)
    except SacroReadError as error:
        return str(error)
    return ""


def refused_csv(refused: Sequence[Refused]) -> str:
    """Return refused.csv: file and reason."""
    return to_csv(("file", "reason"), ({"file": each.file.name, "reason": each.reason} for each in refused))


def patients_of(store: Store) -> Mapping[str, str]:
    """Return the patient of each case."""
    return {case.case_id: case.patient_id for case in store.cases()}
