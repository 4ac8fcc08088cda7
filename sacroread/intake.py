"""How radiographs, reads and readers come into a study: files on the one side, the store on the other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source, load_source
from sacroread.store.store import Store
from sacroread.study.exchange import CaseRow, cases_from_csv, reads_from_csv, reference_from_csv, to_csv
from sacroread.study.model import Case, Reader
from sacroread.worklists import fill

Loader = Callable[[Source], Radiograph]
Hashes = Callable[[Path], str]  # of a file's stored pixels


@dataclass(frozen=True)
class Refused:
    """An input that was left out, and why."""

    file: Path
    reason: str


def csv_text(path: Path) -> str:
    """Return the text of a CSV file.

    Raises:
        SacroReadError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SacroReadError(f"{path.name} cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise SacroReadError(f"{path.name} is not UTF-8 text. Save it as CSV in UTF-8.") from error


def add_radiographs(store: Store, files: Iterable[Path], loader: Loader = load_source) -> tuple[Refused, ...]:
    """Add each file that is a radiograph as a case of its own; return what was refused.

    Without `cases.csv` nothing is known about patients, so each radiograph counts as a patient of its own.
    The case's name is made from its pixels, never from the file's name or header, which may name a person.
    """
    known = {case.pixel_hash for case in store.cases()}
    hash_of, cases, refused = _hashes(store, loader), [], []
    for file in files:
        try:
            pixel_hash = hash_of(file)
            if pixel_hash in known:
                raise SacroReadError(
                    f"{file.name} shows the same pixels as a case that is in the study already."
                )
        except SacroReadError as error:
            refused.append(Refused(file, str(error)))
            continue
        known.add(pixel_hash)
        name = f"case-{pixel_hash[:10]}"
        cases.append(Case(name, f"patient-of-{name}", _place(file, store.path), pixel_hash))
    store.add_cases(cases)
    return tuple(refused)


def add_listed(store: Store, cases_csv: Path, loader: Loader = load_source) -> tuple[Refused, ...]:
    """Add the cases of a cases.csv; files are relative to it. Return what was refused.

    Raises:
        SacroReadError: a bad line, or a case that is in the study already; then nothing is added.
    """
    rows = cases_from_csv(csv_text(cases_csv), cases_csv.name)
    known = {case.case_id for case in store.cases()}
    if twice := [row.case_id for row in rows if row.case_id in known]:
        raise SacroReadError(f"{cases_csv.name}: {twice[0]} is in the study already. Nothing was added.")
    hash_of = _hashes(store, loader)
    found = [(row, _case(row, cases_csv.parent, store.path, hash_of)) for row in rows]
    store.add_cases(case for _, case in found if isinstance(case, Case))
    return tuple(case for _, case in found if isinstance(case, Refused))


def _hashes(store: Store, loader: Loader) -> Hashes:
    modalities = frozenset(store.protocol.modalities)
    return lambda file: loader(Source(file, modalities)).pixel_hash


def _case(row: CaseRow, folder: Path, study: Path, hash_of: Hashes) -> Case | Refused:
    file = folder / row.file
    try:
        return Case(row.case_id, row.patient_id, _place(file, study), hash_of(file))
    except SacroReadError as error:
        return Refused(file, str(error))


def _place(file: Path, study: Path) -> str:
    """The file's path as the study keeps it: relative when it lies beside or below the study."""
    file, folder = file.resolve(), study.parent.resolve()
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def sources_of(store: Store) -> Mapping[str, Source]:
    """Return where the radiograph of each case comes from."""
    modalities = frozenset(store.protocol.modalities)
    return {
        case.case_id: Source(store.path.parent / case.file, modalities, case.pixel_hash)
        for case in store.cases()
    }


def add_reads(store: Store, reads_csv: Path) -> int:
    """Add the reads of a reads.csv and their readers, all or none; return how many there are.

    Cases that have become discordant by them go to the third reader.

    Raises:
        SacroReadError: a bad line, an unknown case, or a read that contradicts one that is there.
    """
    reads = reads_from_csv(csv_text(reads_csv), reads_csv.name, store.protocol.scale)
    _require_known((read.case_id for read in reads), store, reads_csv.name)
    for reader in sorted(
        {Reader(read.reader_id, read.role) for read in reads}, key=lambda each: each.reader_id
    ):
        store.add_reader(reader)
    store.append(reads)
    fill(store)
    return len(reads)


def add_reference(store: Store, reference_csv: Path) -> int:
    """Add an external reference standard; return how many cases it covers."""
    rows = reference_from_csv(csv_text(reference_csv), reference_csv.name)
    _require_known((row.case_id for row in rows), store, reference_csv.name)
    store.set_reference(rows)
    return len(rows)


def _require_known(case_ids: Iterable[str], store: Store, name: str) -> None:
    known = {case.case_id for case in store.cases()}
    if unknown := sorted(set(case_ids) - known):
        raise SacroReadError(
            f"{name}: {unknown[0]} is not a case of this study. Import its radiograph first."
        )


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
