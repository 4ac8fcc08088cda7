"""Whether reads that were made elsewhere fit into a study: what its protocol has, and what is known in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sacroread.study.exchange import Row, inert, plain
from sacroread.study.model import Condition, Read, Role
from sacroread.study.protocol import Protocol
from sacroread.study.read_cells import read_cells
from sacroread.study.roles import comparable_roles, reading_roles
from sacroread.study.sessions import conditions, sessions

_Subject = tuple[str, str, Condition, int]
CLOCKS_DIFFER = timedelta(days=1)  # by as much, two computers may disagree about the time


@dataclass(frozen=True)
class Known:
    """What a study has before reads come in: its rules, the role of each reader, the patient of each case."""

    protocol: Protocol
    roles: Mapping[str, Role]
    patients: Mapping[str, str]


def require_fitting(found: Iterable[Row], known: Known) -> None:
    """Refuse lines of a reads.csv that a study has no place for; a read that came in would stay for good.

    Raises:
        SacroReadError: an unknown case, or one of another patient; a role, condition, repeat or session that
            the protocol does not have; or a reader who has another role, in the study or in the lines above.
    """
    above: dict[str, str] = {}
    for row in found:
        _require_patient(row, known.patients)
        _require_role(row, known, above)
        _require_rules(row, known.protocol)


def new_reads(found: Iterable[Row], reads: Iterable[Read], locked: Iterable[Read]) -> tuple[Read, ...]:
    """Return the reads that were not locked before; the very same read may come in again, and is left out.

    `reads` are what the lines say, `locked` everything that was ever locked, corrected reads too. A line can
    say the same as a read that was made here: what reads.csv does not carry is not asked for, nor what stands
    in a column that the file does not have.

    Raises:
        SacroReadError: the reader has read the case in this condition and repeat, and it was another read.
    """
    there, new = defaultdict[_Subject, list[Read]](list), []
    for read in locked:
        there[_subject(read)].append(read)
    for row, read in zip(found, reads, strict=True):
        if _subject(read) not in there:
            new.append(read)
        elif not any(_says_the_same(row, read, each) for each in there[_subject(read)]):
            row.refuse(
                "case_id",
                f"one that {read.reader_id} has not read ({read.condition}, repeat {read.repeat}), or the "
                "same read: a locked read is never replaced, it is corrected with a reason",
            )
    return tuple(new)


def _says_the_same(row: Row, read: Read, locked: Read) -> bool:
    said, known = read_cells(read), read_cells(locked)
    columns = (row.cells.keys() & (said.keys() | known.keys())) - {"token", "supersedes"}
    return all(said.get(each, "") == _come_back(known.get(each, "")) for each in columns)


def _come_back(cell: object) -> object:
    """What is left of a cell that was written and read."""
    text = inert(cell)
    return plain(text.strip()) if isinstance(text, str) else text


def require_possible(
    found: Iterable[Row], reads: Sequence[Read], locked: Iterable[Read], now: datetime
) -> None:
    """Refuse a line that says what cannot have happened by `now` (UTC).

    Raises:
        SacroReadError: a read that is still to come; or a repeat of a case that the reader has not read for
            the first time, neither in these lines nor before.
    """
    first = {(read.reader_id, read.case_id) for read in (*reads, *locked) if not read.repeat}
    for row, read in zip(found, reads, strict=True):
        if read.locked_at is not None and read.locked_at > now + CLOCKS_DIFFER:
            row.refuse("locked_at", f"a time that is past; it is {now.isoformat(timespec='minutes')} now")
        if read.repeat and (read.reader_id, read.case_id) not in first:
            row.refuse(
                "repeat",
                f"0, or a first read of {read.case_id} by {read.reader_id} in a line or in the study",
            )


def _subject(read: Read) -> _Subject:
    return read.reader_id, read.case_id, read.condition, read.repeat


def _require_patient(row: Row, patients: Mapping[str, str]) -> None:
    """Ask whether the case is there and belongs to that patient; an empty cell leaves it to the study."""
    case_id, said = row.text("case_id"), row.cells["patient_id"]
    if case_id not in patients:
        row.refuse("case_id", "a case of this study; import its radiograph first")
    if said not in {"", patients[case_id]}:
        row.refuse("patient_id", f"{patients[case_id]}, whose case {case_id} is in this study")


def _require_role(row: Row, known: Known, above: dict[str, str]) -> None:
    fitting, reader_id = comparable_roles(known.protocol), row.cells["reader_id"]
    if row.cells["role"] not in fitting:
        row.refuse("role", f"{' or '.join(fitting)}, as the {known.protocol.design} design has them")
    if (role := known.roles.get(reader_id, row.cells["role"])) != row.cells["role"]:
        row.refuse("role", f"{role}, which {reader_id} is in this study")
    if (role := above.setdefault(reader_id, row.cells["role"])) != row.cells["role"]:
        row.refuse("role", f"{role}, which {reader_id} is in the lines above")


def _require_rules(row: Row, protocol: Protocol) -> None:
    """Ask whether the protocol has the condition, the repeat and, where it is said, the session.

    Whoever does not read in the design is there for comparison, and was never shown anything.
    """
    is_reader = row.cells["role"] in reading_roles(protocol)
    fitting = conditions(protocol) if is_reader else (Condition.UNAIDED,)
    if row.cells["condition"] not in fitting:
        row.refuse("condition", f"{' or '.join(fitting)}: {_stated('second_reader', protocol.second_reader)}")
    repeats = dict.fromkeys(str(each.repeat) for each in sessions(protocol))
    if row.cells["repeat"] not in repeats:
        row.refuse("repeat", f"{' or '.join(repeats)}: {_stated('repeat_share', protocol.repeat_share)}")
    numbers = [str(each.number) for each in sessions(protocol)]
    if row.cells.get("session") and row.cells["session"] not in numbers:
        row.refuse("session", f"{' or '.join(numbers)}, which are the sessions of this protocol")


def _stated(rule: str, value: object) -> str:
    return f"the protocol says {rule} = {value}"
